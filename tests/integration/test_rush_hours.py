"""A day whose streets are slow at some hours: the plan's times are those of the replay."""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from freight.build import build, to_plan
from freight.check.check import check_plan
from freight.errors import InputError
from freight.inputs.load import load_scenario
from freight.network.hours import open_intervals
from freight.run import Budget, open_day, plan_day
from freight.solve.search import solve
from tests.integration.conftest import EXAMPLES, PlannedDay

RUSH = EXAMPLES / "drammen-rush" / "scenario.yaml"
TOLERANCE_S = 1.0


@pytest.fixture(scope="module")
def rush(tmp_path_factory: pytest.TempPathFactory) -> PlannedDay:
    directory = tmp_path_factory.mktemp("rush")
    outcome = plan_day(RUSH, directory, Budget(seed=1, time_limit_s=None, iterations=300), lambda _: None)
    return PlannedDay(open_day(RUSH), outcome, directory)


def test_every_visit_is_reached_when_the_search_says_and_no_rule_is_broken(rush: PlannedDay) -> None:
    built = build(rush.day.scenario, rush.day.streets, rush.day.factors)
    problem, result = built.problem, rush.outcome.result
    assert result.violations == ()
    number = {order_id: index for index, order_id in enumerate(problem.order_ids)}
    slots = {slot.id: slot for slot in problem.vehicles}
    compared = 0
    for route in result.timeline.routes:
        slot = slots[route.vehicle_id]
        places = [
            int(problem.order_place[number[halt.order_ids[0]]]) if halt.order_ids else slot.depot_place
            for halt in route.halts
        ]
        for (here, there), (leaves, reached), leg in zip(
            pairwise(places), pairwise(route.halts), route.legs, strict=True
        ):
            searched_s = problem.travel.arrival_s(slot.profile, here, there, int(leaves.depart_s)) + leg.hold_s
            assert abs(searched_s - reached.arrive_s) <= TOLERANCE_S
            compared += 1
    assert compared > 100


def test_the_same_leg_takes_longer_in_the_rush(rush: PlannedDay) -> None:
    problem = build(rush.day.scenario, rush.day.streets, rush.day.factors).problem
    van = next(slot for slot in problem.vehicles if slot.type_id.startswith("van"))
    bike = next(slot for slot in problem.vehicles if slot.id.startswith("bike"))
    places = np.flatnonzero(problem.travel.seconds[van.profile, van.depot_place] < 10**6)
    far = int(places[problem.travel.seconds[van.profile, van.depot_place, places].argmax()])

    def lasts_s(profile: int, clock_h: float) -> int:
        leave_s = int(clock_h * 3600)
        return problem.travel.arrival_s(profile, van.depot_place, far, leave_s) - leave_s

    assert lasts_s(van.profile, 7.5) > 1.2 * lasts_s(van.profile, 10.0)
    assert lasts_s(van.profile, 12.0) > lasts_s(van.profile, 10.0)
    assert lasts_s(bike.profile, 7.5) == lasts_s(bike.profile, 10.0)
    assert lasts_s(van.profile, 10.0) <= int(problem.travel.seconds[van.profile, van.depot_place, far])


def test_without_rows_that_hold_that_day_nothing_changes(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "examples", ignore=shutil.ignore_patterns("*.pbf"))
    day = tmp_path / "examples" / "drammen-rush"
    (day / "traffic.csv").write_text("road_class;hours;speed_factor\n*;Sa 07:00-09:00;0,5\n", "utf-8")
    opened = open_day(day / "scenario.yaml")
    assert open_intervals("Sa 07:00-09:00", opened.scenario.day) == ()
    assert build(opened.scenario, opened.streets, opened.factors).problem.travel.traffic is None


def test_every_fault_of_the_table_is_named_at_once(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "examples", ignore=shutil.ignore_patterns("*.pbf"))
    table = tmp_path / "examples" / "drammen-rush" / "traffic.csv"
    table.write_text(
        "road_class;hours;speed_factor;mode\n"
        "hovedvei;Mo-Fr 07:00-09:00;0,6;drive\n"
        "primary;kl. sju;0,6;drive\n"
        "primary;Mo-Fr 07:00-09:00;0,01;boat\n",
        "utf-8",
    )
    with pytest.raises(InputError) as refused:
        load_scenario(table.parent / "scenario.yaml")
    said = str(refused.value)
    assert "row 2, column road_class" in said
    assert "hovedvei" in said
    assert "row 3, column hours" in said
    assert "row 4, column speed_factor" in said
    assert "row 4, column mode" in said


def test_a_plan_timed_for_free_streets_breaks_the_clock(rush: PlannedDay) -> None:
    scenario = replace(rush.day.scenario, traffic=())
    free = build(scenario, rush.day.streets, rush.day.factors)
    solution = solve(free.problem, seed=1, time_limit_s=None, iterations=50)
    plan = to_plan(solution, free, ())
    assert check_plan(plan, scenario, rush.day.streets, rush.day.factors).violations == ()
    broken = check_plan(plan, rush.day.scenario, rush.day.streets, rush.day.factors).violations
    assert "clock" in {violation.rule for violation in broken}
