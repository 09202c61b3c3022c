"""Planning a day whose files do not keep still."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from freight.errors import PlanRejectedError
from freight.run import Budget, plan_day
from tests.golden.day import CASES

GOLDEN = CASES[0].parent.parent


def test_a_file_that_changes_while_the_day_is_planned(tmp_path: Path) -> None:
    day = shutil.copytree(GOLDEN, tmp_path / "golden") / "cases" / "too_heavy"

    def meddle(step: str) -> None:
        if step == "Planning routes":
            with (day / "orders.csv").open("a", encoding="utf-8") as orders:
                orders.write("late,AE,20,delivery,06:00-16:00,5,,5000\n")

    with pytest.raises(PlanRejectedError) as caught:
        plan_day(day / "scenario.yaml", tmp_path / "out", Budget(iterations=5, time_limit_s=None), meddle)
    assert "inputs: the file of orders (orders.csv) has changed since the plan was made" in str(caught.value)
    assert str(caught.value).endswith("Plan the day again.")
    assert not (tmp_path / "out" / "plan.json").exists()
