"""A day planned as surely as asked."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from freight import commands
from freight.run import Budget, Outcome, check_directory, plan_day
from freight.screen import print_check

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture
def tight_day(tmp_path: Path) -> Path:
    """A van whose battery holds the way to the far order and back, and 0.01 kWh more."""
    shutil.copytree(GOLDEN / "town", tmp_path / "golden" / "town")
    day = tmp_path / "golden" / "cases" / "tight"
    shutil.copytree(GOLDEN / "cases" / "battery_too_small", day)
    fleet = day / "fleet.yaml"
    fleet.write_text(fleet.read_text("utf-8").replace("capacity_kwh: 0.8", "capacity_kwh: 0.9"), "utf-8")
    return day / "scenario.yaml"


def planned(scenario: Path, out: Path, robust: float | None) -> Outcome:
    budget = Budget(seed=1, time_limit_s=None, iterations=30, engine="ortools")
    return plan_day(scenario, out, budget, lambda _: None, robust_share=robust)


def test_an_order_at_the_edge_of_the_range_is_served_unless_one_wants_to_be_sure(
    tight_day: Path, tmp_path: Path
) -> None:
    as_reckoned = planned(tight_day, tmp_path / "a", None)
    (margin,) = as_reckoned.result.margins
    assert as_reckoned.plan.unserved == ()
    assert 0.5 <= margin.chance < 0.95
    sure = planned(tight_day, tmp_path / "b", 0.95)
    (left_out,) = sure.plan.unserved
    assert left_out.order_id == "far"
    assert left_out.reasons[0].text.endswith("kWh short for the way there and back as surely as asked")
    assert all(margin.chance >= 0.95 for margin in sure.result.margins)


def test_the_margin_is_in_the_files(tight_day: Path, tmp_path: Path) -> None:
    (margin,) = planned(tight_day, tmp_path / "out", 0.5).result.margins
    battery = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))["battery"]
    assert battery["robust_share"] == 0.5
    assert battery["doubt"] == {"temperature_c": 3.0, "traffic_share": 0.08}
    assert battery["margins"]["Electric"]["chance"] == pytest.approx(margin.chance, abs=1e-6)
    checked = json.loads((tmp_path / "out" / "check.json").read_text("utf-8"))
    assert checked["battery_margins"][0]["kwh"] == margin.kwh
    assert f"{margin.kwh:.2f} kWh, {100 * margin.chance:.1f} %" in (tmp_path / "out" / "report.html").read_text(
        "utf-8"
    )


def test_the_margin_is_shown_on_the_screen(
    tight_day: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome = planned(tight_day, tmp_path / "out", None)
    print_check(outcome)
    (margin,) = outcome.result.margins
    shown = capsys.readouterr().out
    assert f"{margin.kwh:.2f} kWh" in shown
    assert f"{100 * margin.chance:.1f} %" in shown


def test_a_check_tests_the_probability_that_the_plan_was_made_for(
    tight_day: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planned(tight_day, tmp_path / "sure", 0.95)
    checked = check_directory(tmp_path / "sure")
    assert checked.plan.robust_share == 0.95
    assert checked.result.violations == ()
    print_check(checked)
    assert "kept with 95.0 %" in capsys.readouterr().out
    assert json.loads((tmp_path / "sure" / "check.json").read_text("utf-8"))["robust_share"] == 0.95


def test_a_plan_less_sure_than_it_says_is_broken_and_one_that_says_nothing_is_not(
    tight_day: Path, tmp_path: Path
) -> None:
    planned(tight_day, tmp_path / "plain", None)
    file = tmp_path / "plain" / "plan.json"
    written = json.loads(file.read_text("utf-8"))
    assert "robust_share" not in written
    assert check_directory(tmp_path / "plain").result.violations == ()
    file.write_text(json.dumps(written | {"robust_share": 0.95}), "utf-8")
    (violation,) = check_directory(tmp_path / "plain").result.violations
    assert violation.rule == "battery"
    assert "95.0% was asked for" in violation.text


@pytest.mark.parametrize("share", ["0.3", "1", "often"])
def test_a_probability_that_is_none_is_refused(share: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["freight", "plan", "day.yaml", "--robust", share])
    with pytest.raises(SystemExit) as ended:
        commands.main()
    assert ended.value.code == 2
