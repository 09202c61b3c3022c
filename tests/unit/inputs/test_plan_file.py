"""plan.json: written whole, read back the same, refused with reasons."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from freight.domain.plan import Leg, Plan, Route, Unserved, Visit
from freight.domain.problem import Reason
from freight.domain.scenario import Scenario
from freight.errors import InputError
from freight.inputs.load import load_scenario
from freight.inputs.plan_file import read_plan, read_sequences, scenario_path, write_plan
from tests.broken_inputs.cases import GOOD

STREETS = ("-7.0+", "-7.0-", "12.0+", "12.0-")


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return load_scenario(copytree(GOOD, tmp_path / "day") / "scenario.yaml")


@pytest.fixture
def plan(scenario: Scenario) -> Plan:
    leg = Leg((0, 2), 0.1 + 0.2, 1 / 3, 90, 1)
    route = Route("Lyn", 28_800, (Visit(("A1", "A3"), leg, 30_000, 30_300),), Leg((3,), 0.5, 0.5))
    unserved = Unserved("A2", (Reason("capacity", "1100.5 kg; the bike takes 200 kg", "bike", 900.5, "kg"),))
    return Plan(scenario.day, (route,), (unserved,), "ortools", 7, 1_234_567, (("orders", "a" * 64),))


@pytest.fixture
def path(scenario: Scenario, plan: Plan, tmp_path: Path) -> Path:
    write_plan(plan, scenario, STREETS, tmp_path / "out" / "plan.json")
    return tmp_path / "out" / "plan.json"


def test_what_stands_in_the_file(path: Path) -> None:
    content = json.loads(path.read_text("utf-8"))
    assert (content["format"], content["version"]) == ("freight-plan", 1)
    assert content["scenario"] == "../day/scenario.yaml"
    assert content["routes"][0]["depart"] == "2026-11-23T08:00:00+01:00"
    visit = content["routes"][0]["visits"][0]
    assert visit["orders"] == ["A1", "A3"] and visit["leg"]["streets"] == ["-7.0+", "12.0+"]
    assert content["inputs"] == [{"file": "orders", "sha256": "a" * 64}]


def test_it_comes_back_as_it_was(path: Path, plan: Plan) -> None:
    assert read_plan(path, STREETS, "Europe/Oslo") == plan


def test_who_serves_what_is_read_without_any_streets(path: Path) -> None:
    assert read_sequences(path) == {"Lyn": ("A1", "A3")}


def test_two_routes_of_a_vehicle_are_one_sequence(path: Path) -> None:
    content = json.loads(path.read_text("utf-8"))
    content["routes"].append(content["routes"][0])
    path.write_text(json.dumps(content), "utf-8")
    assert read_sequences(path) == {"Lyn": ("A1", "A3", "A1", "A3")}


def test_written_twice_it_is_the_same_bytes(path: Path, plan: Plan, scenario: Scenario) -> None:
    before = path.read_bytes()
    write_plan(plan, scenario, STREETS, path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["plan.json"]


def test_the_scenario_is_found_again(path: Path, scenario: Scenario, tmp_path: Path) -> None:
    assert scenario_path(path) == scenario.input_files["scenario"]
    scenario.input_files["scenario"].rename(tmp_path / "moved.yaml")
    with pytest.raises(InputError, match="no such scenario file"):
        scenario_path(path)


def change(path: Path, edit: Callable[[Any], object]) -> None:
    content = json.loads(path.read_text("utf-8"))
    edit(content)
    path.write_text(json.dumps(content), "utf-8")


def refused(path: Path, timezone: str = "Europe/Oslo") -> list[str]:
    with pytest.raises(InputError) as caught:
        read_plan(path, STREETS, timezone)
    return [str(fault) for fault in caught.value.faults]


def visit_of(plan: Any) -> Any:
    return plan["routes"][0]["visits"][0]


@pytest.mark.parametrize(
    ("edit", "parts"),
    [
        (lambda plan: plan.update(version=2), ("version", "'2'", "reads version 1")),
        (lambda plan: plan.update(format="other"), ("format", "is not a plan")),
        (lambda plan: plan.update(day="2026-02-30"), ("day", "2026-02-30")),
        (lambda plan: plan.update(timezone="Nowhere"), ("day", "Nowhere")),
        (lambda plan: plan.update(total_km=3), ("total_km", "is not a known field")),
        (lambda plan: plan.pop("engine"), ("engine", "is missing")),
        (lambda plan: plan.update(seed="1"), ("seed", "whole number", "'1'")),
        (lambda plan: plan["routes"][0].update(depart="08:00"), ("routes[0].depart", "ISO 8601", "'08:00'")),
        (
            lambda plan: plan["routes"][0].update(depart="2026-11-23T08:00:00"),
            ("routes[0].depart", "with offset"),
        ),
        (
            lambda plan: plan["routes"][0].update(depart="2027-11-23T08:00:00+01:00"),
            ("routes[0].depart", "days away"),
        ),
        (
            lambda plan: plan["routes"][0].update(depart="0001-01-01T00:00:00+23:00"),
            ("routes[0].depart", "ISO 8601"),
        ),
        (
            lambda plan: visit_of(plan).update(orders=[]),
            ("visits[0]", "orders, charge or load anew"),
        ),
        (
            lambda plan: visit_of(plan)["leg"].update(streets=["-7.0+", "8.8+"]),
            ("leg.streets[1]", "'8.8+'", "no street"),
        ),
        (lambda plan: visit_of(plan)["leg"].update(streets=[]), ("leg.streets", "at least 1")),
        (lambda plan: visit_of(plan)["leg"].update(from_share=1.5), ("leg.from_share", "at most 1", "'1.5'")),
        (lambda plan: visit_of(plan)["leg"].update(hold_s=-1), ("leg.hold_s", "at least 0", "'-1'")),
        (lambda plan: visit_of(plan)["leg"].update(hold_before=2), ("leg.hold_before", "past the last street")),
        (lambda plan: plan["inputs"][0].update(sha256="abc"), ("inputs[0].sha256", "expected form")),
    ],
)
def test_refused(edit: Callable[[Any], object], parts: tuple[str, ...], path: Path) -> None:
    change(path, edit)
    faults = refused(path)
    assert any(all(part in fault for part in ("plan.json", *parts)) for fault in faults), faults


def test_the_time_zone_of_another_scenario(path: Path) -> None:
    (fault,) = refused(path, "Europe/Helsinki")
    assert "timezone: is not the time zone of the scenario (Europe/Helsinki) (found 'Europe/Oslo')" in fault


def test_every_fault_at_once(path: Path) -> None:
    change(
        path,
        lambda plan: (
            visit_of(plan).update(start="x", depart="y"),
            visit_of(plan)["leg"].update(hold_before=9),
        ),
    )
    assert len(refused(path)) == 3


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\x00\x01", b'{"format": "freight-plan"}', b"\xff\xfe{"]
)
def test_not_a_plan(content: bytes, path: Path) -> None:
    path.write_bytes(content)
    assert refused(path)
    with pytest.raises(InputError):
        scenario_path(path)


def test_no_plan_at_all(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "plan.json")[0]
