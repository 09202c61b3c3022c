"""How long a type serves an order, in the plan and in the replay."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freight.build import to_plan
from freight.build.service import service_s
from freight.check.check import check_plan
from freight.check.service import order_s
from freight.solve.search import solve
from tests.ascii_map import ascii_map
from tests.days import BIKE, HOUR, VAN, built, day, factors, order, vehicle

TOWN = ascii_map("A--B--C--D", {"ABCD": {}})
SHOP, OTHER = ("B", "C", 0.5), ("C", "D", 0.5)
QUICK = replace(BIKE, service_factor=0.7, service_extra_s=-30)
FLEET = (vehicle("van-1"), vehicle("bike-1", BIKE))


@pytest.mark.parametrize(
    ("stated_s", "learned_s", "factor", "extra_s", "wanted_s"),
    [
        (300, 0, 1.0, 0, 300),
        (300, 0, 0.7, 0, 210),
        (300, 0, 0.7, 60, 270),
        (301, 0, 0.5, 0, 151),
        (60, 0, 1.0, -90, 0),
        (300, 120, 0.5, 0, 270),
        (300, -200, 0.5, 0, 0),
        (0, 0, 10.0, 45, 45),
    ],
)
def test_the_factor_is_on_what_is_stated_and_the_rest_on_top(
    stated_s: int, learned_s: int, factor: float, extra_s: int, wanted_s: int
) -> None:
    made = order(TOWN, "1", SHOP, service_s=stated_s + learned_s, learned_s=learned_s)
    assert service_s(made, replace(VAN, service_factor=factor, service_extra_s=extra_s)) == wanted_s


@given(st.integers(0, 36_000), st.integers(-3600, 3600), st.floats(0.1, 10), st.integers(-3600, 3600))
def test_planner_and_checker_read_the_same(stated_s: int, learned_s: int, factor: float, extra_s: int) -> None:
    service = max(stated_s + learned_s, 0)
    made = order(TOWN, "1", SHOP, service_s=service, learned_s=service - stated_s)
    kind = replace(VAN, service_factor=factor, service_extra_s=extra_s)
    assert service_s(made, kind) == order_s(made, kind) >= 0


def test_every_profile_has_its_own_minutes_and_latest_starts() -> None:
    orders = (order(TOWN, "1", SHOP, windows=((8 * HOUR, 9 * HOUR),)), order(TOWN, "2", OTHER, service_s=600))
    problem = built(TOWN, day(TOWN, orders, FLEET, kinds=(VAN, QUICK))).problem
    assert problem.service_s.tolist() == [[300, 600], [180, 390]]
    assert [windows[0][1] for windows in problem.start_windows[0]] == [9 * HOUR - 300, 9 * HOUR - 180]


def test_the_reason_names_the_minutes_of_the_type() -> None:
    orders = (order(TOWN, "1", SHOP, windows=((8 * HOUR, 8 * HOUR + 360),)),)
    slow = replace(VAN, service_factor=2.0)
    problem = built(TOWN, day(TOWN, orders, FLEET, kinds=(slow, QUICK))).problem
    assert problem.may_serve.tolist() == [[False, True]]
    (reason,) = problem.refusals[0]
    assert (reason.rule, reason.vehicle_type) == ("hours", "van")
    assert "with 10 min of service" in reason.text


@pytest.mark.parametrize("names", [("van-1",), ("bike-1",)])
def test_plan_and_replay_agree_to_the_second(names: tuple[str, ...]) -> None:
    orders = (order(TOWN, "1", SHOP, setup_s=100), order(TOWN, "2", SHOP), order(TOWN, "3", OTHER))
    fleet = tuple(one for one in FLEET if one.id in names)
    scenario = day(TOWN, orders, fleet, kinds=(replace(VAN, service_factor=1.5), QUICK))
    made = built(TOWN, scenario)
    plan = to_plan(solve(made.problem, seed=1, time_limit_s=None, iterations=20), made, ())
    result = check_plan(plan, scenario, TOWN.streets, factors())
    assert not result.violations
    stays = [visit.depart_s - visit.start_s for visit in plan.routes[0].visits]
    assert stays == [450 if names == ("van-1",) else 180] * 3
    assert sum(halt.setup_s for halt in result.timeline.routes[0].halts) == 100
    assert result.cost.total_nok == pytest.approx(plan.objective_micro / 1e6, abs=1.0)
