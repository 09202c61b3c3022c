"""A day whose work is to be shared evenly, from the scenario file to the report."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from freight.check.workload import Workload
from freight.domain.balance import Measure
from freight.errors import InputError
from freight.run import Budget, Outcome, plan_day, validate_day
from tests.integration.conftest import EXAMPLES

SCHEMA = Path(__file__).parents[2] / "docs" / "summary.schema.json"
BUDGET = Budget(seed=1, time_limit_s=None, iterations=2500)


def scenario(folder: Path, balance: str, example: str = "drammen") -> Path:
    shutil.copytree(EXAMPLES / example, folder / "day")
    file = folder / "day" / "scenario.yaml"
    file.write_text(file.read_text(encoding="utf-8") + f"\nbalance: {balance}\n", encoding="utf-8")
    return file


def planned(folder: Path, balance: str) -> tuple[Outcome, dict[str, Any]]:
    outcome = plan_day(scenario(folder, balance), folder / "out", BUDGET, lambda _: None)
    return outcome, json.loads((folder / "out" / "summary.json").read_text(encoding="utf-8"))


def work(outcome: Outcome) -> Workload:
    found = outcome.result.workload
    assert found is not None, "the scenario asks for it"
    return found


@pytest.mark.parametrize("measure", list(Measure))
def test_a_high_price_gives_more_even_work_than_none(measure: Measure, tmp_path: Path) -> None:
    low, _ = planned(tmp_path / "low", f"{{measure: {measure}, nok: 0.001}}")
    high, summary = planned(tmp_path / "high", f"{{measure: {measure}, nok: 500}}")
    assert high.result.violations == ()
    assert work(high).surplus < work(low).surplus
    jsonschema.validate(summary, json.loads(SCHEMA.read_text(encoding="utf-8")))
    by_vehicle = summary["work"]["by_vehicle"]
    mean = sum(by_vehicle.values()) / len(by_vehicle)
    surplus = sum(max(0.0, one - mean) for one in by_vehicle.values())
    assert summary["work"]["surplus"] == pytest.approx(surplus, abs=1e-4)
    if measure is Measure.STOPS:
        orders = {name: figures["orders"] for name, figures in summary["by_vehicle"].items()}
        assert by_vehicle == orders
    report = (tmp_path / "high" / "out" / "report.html").read_text(encoding="utf-8")
    assert "Work shared" in report
    assert summary["cost_nok"]["total_nok"] == pytest.approx(high.plan.objective_micro / 1e6, abs=1.0)


def test_without_balance_nothing_is_said_of_it(tmp_path: Path) -> None:
    outcome = plan_day(EXAMPLES / "drammen" / "scenario.yaml", tmp_path, BUDGET, lambda _: None)
    assert outcome.result.workload is None
    assert "work" not in json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert "Work shared" not in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_hours_of_vehicles_that_charge_on_the_way_are_refused(tmp_path: Path) -> None:
    file = scenario(tmp_path, "{measure: hours, nok: 100}", "drammen-winter")
    with pytest.raises(InputError, match="measure: stops") as caught:
        validate_day(file)
    assert "balance.measure" in str(caught.value)
    file = scenario(tmp_path / "again", "{measure: stops, nok: 100}", "drammen-winter")
    assert validate_day(file).problem.balance is not None
