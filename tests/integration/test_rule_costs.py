"""A rule switched off by name, on days where that rule and no other leaves an order out."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest

from freight import commands
from freight.domain.relax import RELAXATIONS
from freight.run import Budget
from freight.run_rules import RulesOutcome, cost_of_rules

CASES = Path(__file__).parents[1] / "golden" / "cases"
LEFT_OUT_BY = {
    "windows": "windows_at_odds",
    "capacity": "too_heavy",
    "shift": "shift_too_short",
    "skills": "skills",
    "zones": "zone_bans",
    "battery": "battery_too_small",
    "breaks": "no_room_for_a_break",
    "max_stops": "too_many_stops",
    "goods_apart": "goods_that_must_not_ride_together",
    "territories": "outside_its_territory",
    "last_in_first_out": "behind_the_return",
}


def costs(case: str, names: tuple[str, ...], out: Path) -> RulesOutcome:
    budget = Budget(seed=1, time_limit_s=None, iterations=30, engine="ortools")
    return cost_of_rules(CASES / case / "scenario.yaml", names, out, budget, lambda _: None)


def test_every_rule_has_a_day_here() -> None:
    assert set(LEFT_OUT_BY) == {rule.name for rule in RELAXATIONS}


@pytest.mark.parametrize(("rule", "case"), LEFT_OUT_BY.items(), ids=str)
def test_without_its_rule_the_order_is_served_and_the_day_is_cheaper(
    rule: str, case: str, tmp_path: Path
) -> None:
    base, without = costs(case, (rule,), tmp_path).rows
    assert (base.unserved, without.unserved) == (1, 0)
    assert base.without == ""
    assert without.without == rule
    assert without.penalty_nok == 0.0 < base.penalty_nok
    assert without.saves_nok(base) == pytest.approx(base.total_nok - without.total_nok)
    assert 0.0 < without.saves_nok(base) <= base.penalty_nok


def test_a_rule_that_binds_nowhere_costs_nothing_and_the_table_says_so(tmp_path: Path) -> None:
    outcome = costs("good_one_van", ("skills",), tmp_path)
    base, without = outcome.rows
    assert without.saves_nok(base) == 0.0
    with outcome.file.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [row["without"] for row in rows] == ["", "skills"]
    assert float(rows[0]["total_nok"].replace(",", ".")) == pytest.approx(base.total_nok, abs=0.005)
    assert float(rows[0]["km"].replace(",", ".")) == pytest.approx(base.km, abs=0.0005)
    assert rows[1]["rule_costs_nok"] == "0,00"


def test_no_plan_that_breaks_a_rule_is_left_behind(tmp_path: Path) -> None:
    costs("zone_bans", ("zones", "battery"), tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["rules.csv"]


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["freight", "rules", *words])
    with pytest.raises(SystemExit) as stopped:
        commands.main()
    return int(stopped.value.code or 0)


def test_the_command_prints_a_row_a_rule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--out", str(tmp_path), "--without", "zones", "--iterations", "5")
    assert run(monkeypatch, str(CASES / "zone_bans" / "scenario.yaml"), *words) == 0
    printed = capsys.readouterr().out
    assert "(all rules)" in printed
    assert "zones" in printed
    assert str(tmp_path / "rules.csv") in printed


def test_an_unknown_rule_is_refused_with_those_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = str(CASES / "zone_bans" / "scenario.yaml")
    assert run(monkeypatch, scenario, "--out", str(tmp_path), "--without", "gravity") == 2
    said = capsys.readouterr().err
    assert "gravity" in said
    assert "windows, capacity, shift, skills, zones, battery" in " ".join(said.replace("│", " ").split())
