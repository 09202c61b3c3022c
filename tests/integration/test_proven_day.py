"""A small winter day by OR-Tools alone: charged on the way, proven, and clean in the checker."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from freight.run import Budget, plan_day
from tests.integration.conftest import EXAMPLES


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """Five orders and two vans whose batteries in the morning do not reach there and back."""
    folder = shutil.copytree(EXAMPLES / "drammen-winter", tmp_path / "day")
    rows = (folder / "orders.csv").read_text("utf-8").splitlines()
    (folder / "orders.csv").write_text("\n".join([rows[0], *rows[1:80:16]]) + "\n", "utf-8")
    fleet = (folder / "fleet.yaml").read_text("utf-8")
    fleet = fleet.replace("count: 3", "count: 2").replace("start_charge_share: 0.58", "start_charge_share: 0.3")
    (folder / "fleet.yaml").write_text(fleet, "utf-8")
    return folder / "scenario.yaml"


def test_the_plan_charges_is_clean_and_costs_what_is_proven(scenario: Path, tmp_path: Path) -> None:
    said: list[str] = []
    budget = Budget(seed=1, time_limit_s=None, iterations=50, engine="ortools")
    outcome = plan_day(scenario, tmp_path / "out", budget, said.append)
    assert outcome.result.violations == ()
    assert outcome.plan.unserved == ()
    halts = [halt for route in outcome.result.timeline.routes for halt in route.halts]
    assert any(halt.charge is not None for halt in halts)
    (proof,) = (line for line in said if line.startswith("Proven"))
    bound_nok = float(re.sub(r"[^\d.]", "", proof.split("than")[1]))
    assert bound_nok == pytest.approx(outcome.plan.objective_micro / 1e6, abs=0.5)
    assert outcome.result.cost.total_nok == pytest.approx(bound_nok, abs=2.0)
