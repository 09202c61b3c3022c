"""The examples of the pages, copied into one folder, are a day that can be planned."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from freight.errors import InputError
from freight.run import validate_day

DOCS = Path(__file__).parent.parent / "docs"
FILES = (
    ("scenario.yaml", "scenario.md", "yaml", 0),
    ("depots.csv", "scenario.md", "csv", 0),
    ("chargers.csv", "scenario.md", "csv", 1),
    ("orders.csv", "orders.md", "csv", 0),
    ("fleet.yaml", "fleet.md", "yaml", 0),
    ("zones.geojson", "zones-file.md", "json", 0),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, page, language, place in FILES:
        text = (DOCS / page).read_text(encoding="utf-8")
        blocks = re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
        (tmp_path / name).write_text(blocks[place], encoding="utf-8")
    return tmp_path


def test_the_examples_of_the_pages_are_a_day(folder: Path) -> None:
    problem = validate_day(folder / "scenario.yaml").problem
    assert problem.order_ids == ("1001", "1002", "1003")
    assert [vehicle.id for vehicle in problem.vehicles] == ["van-lift", "bike-1", "bike-2"]
    assert problem.may_serve.any(axis=1).all()


def test_a_slip_in_an_example_is_told(folder: Path) -> None:
    zones = json.loads((folder / "zones.geojson").read_text(encoding="utf-8"))
    zones["features"][0]["properties"]["rules"][0]["who"] = {"euro": 6}
    (folder / "zones.geojson").write_text(json.dumps(zones), encoding="utf-8")
    with pytest.raises(InputError, match="euro"):
        validate_day(folder / "scenario.yaml")
