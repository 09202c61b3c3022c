"""Whatever stands in a sites file or a charging.json: read, or refused with faults, never anything else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.check.site.check import check_site
from freight.errors import InputError
from freight.inputs.charging_file import read_charging
from freight.inputs.load import load_scenario
from freight.inputs.site_model import SiteBlock
from freight.output.charging import write
from freight.solve.site.schedule import schedule_site
from tests.broken_inputs.cases import GOOD
from tests.depot_nights import six_vans

FUZZ = settings(max_examples=100, deadline=None)
SITE: dict[str, Any] = {"depot": "H1", "chargers": ["L1"], "cap_kw": 12.5, "efficiency_share": 0.9}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["H1", "L1", "Lyn", "06-22", "22-06", "16:30", "full", "1,5", -1, 0, 24, 1e12]),
    lambda inner: st.lists(inner, max_size=25) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=30,
)  # fmt: skip
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def day() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        made = copytree(GOOD, Path(folder) / "day")
        with (made / "scenario.yaml").open("a", encoding="utf-8") as file:
            file.write("sites: sites.yaml\n")
        yield made


def load_or_refuse(day: Path, data: bytes) -> None:
    (day / "sites.yaml").write_bytes(data)
    try:
        load_scenario(day / "scenario.yaml")
    except InputError as error:
        assert error.faults
        assert all(fault.message and "\n" not in str(fault) for fault in error.faults)


@FUZZ
@given(data=st.binary(max_size=300))
def test_arbitrary_bytes(day: Path, data: bytes) -> None:
    load_or_refuse(day, data)


@FUZZ
@given(field=st.sampled_from(sorted(SiteBlock.model_fields)), value=VALUES)
def test_any_value_in_any_field(day: Path, field: str, value: object) -> None:
    text = yaml.safe_dump({"sites": [{**SITE, field: value}]}, allow_unicode=True)
    load_or_refuse(day, text.encode("utf-8", "surrogatepass"))


@pytest.fixture(scope="module")
def charging() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        site, scenario, timeline = six_vans()
        result = check_site(site, *schedule_site(site, scenario, timeline), scenario, timeline)
        path = Path(folder) / "charging.json"
        write(path, scenario, (result,))
        read = read_charging(path, DAY, "Europe/Oslo")["D"].sessions
        assert [one.steps for one in read] == [one.steps for one in result.planned.sessions]
        yield path


def places(part: object, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a JSON value."""
    yield here
    entries = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, inner in entries:
        yield from places(inner, (*here, key))


@FUZZ
@given(data=st.data(), value=VALUES)
def test_any_value_anywhere_in_a_schedule(charging: Path, data: st.DataObject, value: object) -> None:
    content = json.loads(charging.read_text("utf-8"))
    del content["sites"][0]["vehicles"][2:]
    del content["sites"][0]["curve"][2:]
    place = data.draw(st.sampled_from([one for one in places(content) if one]))
    inner = content
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    path = charging.with_name("changed.json")
    path.write_text(json.dumps(content), "utf-8", "surrogatepass")
    try:
        read_charging(path, DAY, "Europe/Oslo")
    except InputError as error:
        assert error.faults
