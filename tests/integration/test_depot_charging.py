"""A day with a depot that charges, from the files to the report and back through the checker."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import jsonschema
import pytest

from freight.errors import InputError, PlanRejectedError
from freight.inputs.schema import schema
from freight.run import Budget, Outcome, check_directory, plan_day
from tests.integration.conftest import EXAMPLES

ROOT = EXAMPLES.parent
FEW = 25
"""Orders of the example that these tests plan."""


def laid_out(folder: Path) -> Path:
    """The winter example with its first orders."""
    scenario = copytree(EXAMPLES / "drammen-winter-site", folder / "day") / "scenario.yaml"
    lines = (EXAMPLES / "drammen" / "orders.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "day" / "orders.csv").write_text("".join(lines[: FEW + 1]), "utf-8")
    text = scenario.read_text("utf-8").replace("../drammen/orders.csv", "orders.csv")
    scenario.write_text(text, "utf-8")
    return scenario


def plan(scenario: Path, out: Path) -> Outcome:
    return plan_day(scenario, out, Budget(0, None, 5, "ortools"), lambda _: None)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    folder = tmp_path_factory.mktemp("winter")
    return plan(laid_out(folder), folder / "out"), folder / "out"


def test_the_schedule_is_written_checked_and_as_its_schemas_say(planned: tuple[Outcome, Path]) -> None:
    outcome, out = planned
    assert outcome.result.violations == ()
    content = json.loads((out / "charging.json").read_text("utf-8"))
    jsonschema.validate(content, schema("charging"))
    summary = json.loads((out / "summary.json").read_text("utf-8"))
    jsonschema.validate(summary, json.loads((ROOT / "docs" / "summary.schema.json").read_text("utf-8")))
    (site,) = content["sites"]
    assert summary["depots"][0]["planned"] == site["planned"]
    assert {one["vehicle"] for one in site["vehicles"]} == {
        route.vehicle_id for route in outcome.result.timeline.routes
    }
    assert site["planned"]["highest_hour_kw"] <= 0.7 * site["at_once"]["highest_hour_kw"]
    assert len(site["curve"]) == 96
    assert max(one["planned_kw"] for one in site["curve"]) <= site["cap_kw"]
    assert check_directory(out).result.violations == ()


def test_the_report_shows_the_depot(planned: tuple[Outcome, Path]) -> None:
    text = (planned[1] / "report.html").read_text("utf-8")
    assert "Charging at Consolidation centre Holmen" in text
    for figure in ("depot-curve-0", "depot-night-0", "depot-cost-0"):
        assert f'id="{figure}"' in text
        assert f'"{figure}":{{' in text


def test_a_schedule_that_somebody_broke_is_found(planned: tuple[Outcome, Path], tmp_path: Path) -> None:
    scenario = laid_out(tmp_path)
    out = tmp_path / "out"
    plan(scenario, out)
    path = out / "charging.json"
    content = json.loads(path.read_text("utf-8"))
    content["sites"][0]["vehicles"][0]["sessions"][0]["power"][0]["kw"] = 60.0
    path.write_text(json.dumps(content), "utf-8")
    rules = {violation.rule for violation in check_directory(out).result.violations}
    assert {"depot_cap", "depot_power", "depot_energy"} <= rules
    path.unlink()
    with pytest.raises(InputError, match=r"charging\.json"):
        check_directory(out)


def test_a_depot_without_enough_power_stops_the_plan_and_says_what_is_missing(tmp_path: Path) -> None:
    scenario = laid_out(tmp_path)
    sites = scenario.with_name("sites.yaml")
    text = sites.read_text("utf-8").replace("cap_kw: 50 ", "cap_kw: 14.1 ")
    text = text.replace('{"06-16": 14, "16-06": 5}', "14").partition("    evening_level_share")[0]
    sites.write_text(text + "    evening_level_share: 0\n", "utf-8")
    with pytest.raises(PlanRejectedError, match=r"kWh are missing(.|\n)*Give the depot more power"):
        plan(scenario, tmp_path / "out")
    assert not (tmp_path / "out" / "charging.json").exists()
    report = (tmp_path / "out" / "rejected" / "report.html").read_text("utf-8")
    assert "Not every vehicle can drive its route." in report
