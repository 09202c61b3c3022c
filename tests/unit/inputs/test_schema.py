"""The published schemas are current, and everything we ship fits them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from freight.domain.plan import Leg, Plan, Route, Unserved, Visit
from freight.domain.problem import Reason
from freight.inputs.load import load_scenario
from freight.inputs.plan_file import write_plan
from freight.inputs.schema import NAMES, schema, write_schemas
from tests.broken_inputs.cases import GOOD

ROOT = Path(__file__).parents[3]
DAYS = (GOOD, ROOT / "examples" / "drammen")


def errors(name: str, content: object) -> list[str]:
    return [error.message for error in Draft202012Validator(schema(name)).iter_errors(content)]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{key: cell for key, cell in row.items() if cell} for row in csv.DictReader(file, delimiter=";")]


def content(path: Path) -> Any:
    text = path.read_text("utf-8")
    return json.loads(text) if path.suffix == ".geojson" else yaml.load(text, yaml.BaseLoader)


def test_the_published_schemas_are_current(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    published = ROOT / "docs" / "schemas"
    assert {path.name for path in published.iterdir()} == {path.name for path in tmp_path.iterdir()}
    for path in tmp_path.iterdir():
        assert (published / path.name).read_text("utf-8") == path.read_text("utf-8"), (
            f"{path.name}: make schemas"
        )


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_a_schema(name: str) -> None:
    body = schema(name)
    Draft202012Validator.check_schema(body)
    assert body["$schema"].endswith("2020-12/schema")
    assert body["$id"] and body["title"] and body["description"]
    assert not {"ge", "le", "gt", "lt"} & set(json.dumps(body).replace('"', " ").split())


def test_unknown_schema() -> None:
    with pytest.raises(KeyError, match="did you mean fleet"):
        schema("fleets")


@pytest.mark.parametrize("day", DAYS, ids=lambda day: day.name)
@pytest.mark.parametrize("name", ["orders", "depots", "chargers"])
def test_tables_fit(day: Path, name: str) -> None:
    found = rows(day / f"{name}.csv")
    assert found
    assert [problem for row in found for problem in errors(name, row)] == []


@pytest.mark.parametrize("path", [*(day / "zones.geojson" for day in DAYS), ROOT / "configs" / "zones.geojson"])
def test_zones_fit(path: Path) -> None:
    assert errors("zones", content(path)) == []


@pytest.mark.parametrize(
    "path",
    [
        *(day / f"{name}.yaml" for day in DAYS for name in ("scenario", "fleet")),
        ROOT / "configs" / "fleet.yaml",
        ROOT / "configs" / "scenarios" / "day.yaml",
    ],
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_yaml_fits(path: Path) -> None:
    from freight.inputs.yaml_file import read_yaml

    file = read_yaml(path, [])
    assert file is not None
    name = "fleet" if path.name == "fleet.yaml" else "scenario"
    assert errors(name, file.content) == []


def test_a_written_plan_fits(tmp_path: Path) -> None:
    scenario = load_scenario(GOOD / "scenario.yaml")
    leg = Leg((0, 1), 0.5, 1 / 3, 30, 1)
    route = Route("Lyn", 28_800, (Visit(("A1",), leg, 30_000, 30_300),), leg)
    unserved = Unserved("A2", (Reason("capacity", "too heavy", "bike", 900.5, "kg"),))
    write_plan(
        Plan(scenario.day, (route,), (unserved,), "ortools", 1, 5),
        scenario,
        ("1.0+", "1.0-"),
        tmp_path / "p.json",
    )
    assert errors("plan", json.loads((tmp_path / "p.json").read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("orders", {"id": "A", "service_min": -1}),
        ("orders", {"id": "A"}),
        ("orders", {"id": "A", "service_min": 1, "x": 1}),
        ("fleet", {"types": [], "vehicles": []}),
        ("scenario", {"name": "x"}),
        ("depots", {"id": "A"}),
        ("chargers", {"id": "A", "name": "a", "power_kw": 0, "sockets": 1}),
        ("plan", {"format": "freight-plan", "version": 2}),
        ("zones", {"type": "Feature"}),
    ],
)
def test_schemas_refuse(name: str, broken: object) -> None:
    assert errors(name, broken)
