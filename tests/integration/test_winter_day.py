"""The winter example with charging on the way, and the same day in July."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from freight.run import Budget, Outcome, plan_day
from tests.integration.conftest import EXAMPLES

FOLDER = EXAMPLES / "drammen-winter"
ITERATIONS = 60


def planned(scenario: str, directory: Path) -> Outcome:
    budget = Budget(seed=1, time_limit_s=None, iterations=ITERATIONS)
    return plan_day(FOLDER / scenario, directory, budget, lambda _: None)


@pytest.fixture(scope="module")
def winter(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return planned("scenario.yaml", tmp_path_factory.mktemp("winter"))


@pytest.fixture(scope="module")
def july(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return planned("scenario-july.yaml", tmp_path_factory.mktemp("july"))


def sessions(outcome: Outcome) -> list[tuple[str, float, float]]:
    """(charger, plugged in, leaves) of the replay."""
    return [
        (halt.charge.charger_id, halt.start_s, halt.depart_s)
        for route in outcome.result.timeline.routes
        for halt in route.halts
        if halt.charge is not None
    ]


def read_chargers() -> list[dict[str, str]]:
    with (FOLDER / "chargers.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_the_cold_day_is_served_with_charging(winter: Outcome) -> None:
    assert winter.plan.unserved == ()
    assert winter.result.violations == ()
    assert sessions(winter)


def test_no_socket_is_taken_twice(winter: Outcome) -> None:
    sockets = {row["id"]: int(row["sockets"]) for row in read_chargers()}
    for charger_id, begin_s, _ in sessions(winter):
        at_once = [s for s in sessions(winter) if s[0] == charger_id and s[1] <= begin_s < s[2]]
        assert 1 <= len(at_once) <= sockets[charger_id]


def test_the_same_day_in_july_needs_fewer_charges(winter: Outcome, july: Outcome) -> None:
    assert july.plan.unserved == ()
    assert july.result.violations == ()
    assert len(sessions(july)) < len(sessions(winter))


def test_the_engine_s_cost_is_the_replay_s(winter: Outcome) -> None:
    assert winter.result.cost.total_nok == pytest.approx(winter.plan.objective_micro / 1e6, abs=2.0)
    assert winter.result.cost.charging_nok > 0


def test_the_report_shows_the_curve_of_charge(winter: Outcome) -> None:
    report = next(path for path in winter.files if path.name == "report.html").read_text(encoding="utf-8")
    assert "Charging on the way" in report
    assert report.count('"name":"Charging"') >= len(sessions(winter))
