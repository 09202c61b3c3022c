"""One small day a rule, whose right plan can be seen by eye."""

from dataclasses import replace

import numpy as np
import pytest

from freight.domain.plan import Solution
from freight.domain.problem import DayFee, Problem
from freight.domain.travel import UNREACHABLE, IntArray
from freight.solve import search
from tests.problems import DAY, HOUR_S, NOK, four_orders, problem, streets, van
from tests.unit.solve.brute_force import plan_micro

LINE_M = ((0, 0), (1000, 0), (2000, 0))

engine = "hybrid"


@pytest.fixture(params=search.ENGINES, autouse=True)
def _each_engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every rule holds whichever engine searches."""
    monkeypatch.setitem(globals(), "engine", request.param)


def plan(day: Problem, iterations: int = 300) -> tuple[Solution, dict[int, tuple[int, ...]]]:
    solution = search.solve(day, seed=1, time_limit_s=None, iterations=iterations, engine=engine)
    routes = {route.vehicle: route.orders for route in solution.routes}
    assert plan_micro(day, routes) == solution.objective_micro
    return solution, routes


def loads(*rows: int) -> IntArray:
    return np.array([[grams, grams, grams] for grams in rows], dtype=np.int64)


def room(grams: int) -> tuple[int, int, int]:
    return (grams, grams, grams)


def test_four_orders_cost_what_can_be_counted_by_hand() -> None:
    """One day, 8 km, 800 s of driving and 1200 s of service."""
    solution, routes = plan(four_orders())
    assert set(routes[0]) == {0, 1, 2, 3}
    assert solution.objective_micro == (500 + 8) * NOK + 2000 * 100_000
    assert solution.unserved == ()


def test_an_order_dearer_than_its_penalty_is_left_out() -> None:
    day = four_orders(penalty_micro=np.array([1000, 1000, 1000, 1], dtype=np.int64) * NOK)
    solution, routes = plan(day)
    assert set(routes[0]) == {0, 1, 2}
    assert [unserved.order_id for unserved in solution.unserved] == ["order-3"]


def test_a_pickup_may_not_be_delivered_on_the_way() -> None:
    """10 kg out and 10 kg in fit only when the delivery comes first, although the pickup lies on the way."""
    day = problem(
        streets(LINE_M),
        (van(capacity=room(10)),),
        delivery=loads(0, 10),
        pickup=loads(10, 0),
    )
    _, routes = plan(day)
    assert routes[0] == (1, 0)


def test_a_pickup_before_a_delivery_needs_room_for_both() -> None:
    """The pickup closes before the delivery opens: only a vehicle with room for both can do it alone."""
    hours = ((((8 * HOUR_S, 9 * HOUR_S),),), (((10 * HOUR_S, 11 * HOUR_S),),))
    common = {"delivery": loads(0, 10), "pickup": loads(10, 0), "start_windows": hours}
    tight = problem(streets(LINE_M), (van(capacity=room(19)),), **common)
    wide = problem(streets(LINE_M), (van(capacity=room(20)),), **common)
    assert len(plan(tight)[1][0]) == 1
    assert plan(wide)[1][0] == (0, 1)


@pytest.mark.parametrize("unit", [0, 1, 2])
def test_every_unit_of_load_binds_by_itself(unit: int) -> None:
    limit = [10**6, 10**6, 10**6]
    limit[unit] = 25
    day = problem(streets(LINE_M), (van(capacity=tuple(limit)),), delivery=loads(13, 13))
    solution, routes = plan(day)
    assert len(routes[0]) == 1
    assert solution.unserved[0].reasons[0].rule == "capacity"


def test_each_vehicle_has_its_own_capacity() -> None:
    day = problem(
        streets(LINE_M),
        (van(0, capacity=room(10)), van(1, capacity=room(30), day_micro=600 * NOK)),
        delivery=loads(9, 29),
    )
    assert plan(day)[1] == {0: (0,), 1: (1,)}


def test_service_starts_inside_a_window_and_never_in_a_hole() -> None:
    morning, noon = (8 * HOUR_S, 8 * HOUR_S + 60), (12 * HOUR_S, 12 * HOUR_S + 600)
    day = problem(
        streets(LINE_M),
        (van(),),
        start_windows=((((8 * HOUR_S + 1800, 8 * HOUR_S + 1900),),), ((morning, noon),)),
        penalty_micro=np.array([5000, 5000], dtype=np.int64) * NOK,
    )
    solution, _ = plan(day)
    route = solution.routes[0]
    starts = dict(zip(route.orders, route.start_s, strict=True))
    assert noon[0] <= starts[1] <= noon[1]


def test_different_hours_of_two_profiles_are_kept_apart() -> None:
    """The van may serve only after its shift, the bike only until 8:10, which it can not reach."""
    day = problem(
        streets(LINE_M, (10.0, 1.0)),
        (van(0, end_intervals=((8 * HOUR_S, 13 * HOUR_S),)), van(1, type_id="bike", profile=1)),
        start_windows=(
            (((14 * HOUR_S, 15 * HOUR_S),), ((8 * HOUR_S, 8 * HOUR_S + 600),)),
            (DAY, ()),
        ),
    )
    solution, routes = plan(day)
    assert routes == {0: (1,)}
    assert solution.objective_micro == (1000 + 500 + 4) * NOK + 700 * 100_000
    rules = {(reason.vehicle_type, reason.rule) for reason in solution.unserved[0].reasons}
    assert rules == {("van", "shift"), ("bike", "windows")}


def test_the_profile_with_open_hours_is_chosen() -> None:
    late = ((15 * HOUR_S, 15 * HOUR_S),)
    day = problem(
        streets(LINE_M[:2], (10.0, 5.0)),
        (van(0, end_intervals=((8 * HOUR_S, 14 * HOUR_S),)), van(1, type_id="bike", profile=1)),
        start_windows=((late, DAY),),
    )
    assert plan(day)[1] == {1: (0,)}


def test_shift_hours_bound_the_day() -> None:
    day = replace(four_orders(), vehicles=(van(end_intervals=((8 * HOUR_S, 8 * HOUR_S + 1200),)),))
    solution, routes = plan(day)
    assert len(routes[0]) == 2
    assert {reason.rule for unserved in solution.unserved for reason in unserved.reasons} == {"shift"}


def test_a_depot_with_closed_hours_is_left_and_reached_in_open_ones() -> None:
    hours = ((8 * HOUR_S, 8 * HOUR_S + 60), (10 * HOUR_S, 12 * HOUR_S))
    day = replace(four_orders(), vehicles=(van(start_intervals=hours, end_intervals=hours),))
    route = plan(day)[0].routes[0]
    assert route.depart_s in range(10 * HOUR_S, 12 * HOUR_S + 1)


def test_a_vehicle_without_hours_takes_no_part() -> None:
    idle = van(0, start_intervals=((9 * HOUR_S, 10 * HOUR_S),), end_intervals=((7 * HOUR_S, 8 * HOUR_S),))
    day = replace(four_orders(), vehicles=(idle, van(1)), may_serve=np.ones((4, 2), dtype=bool))
    assert set(plan(day)[1]) == {1}


def test_only_vehicles_that_may_serve_do() -> None:
    may = np.array([[True, False], [False, True], [False, False], [True, True]])
    day = replace(four_orders(), vehicles=(van(0), van(1)), may_serve=may)
    solution, routes = plan(day)
    assert 0 in routes[0] and 1 in routes[1]
    assert [unserved.order_id for unserved in solution.unserved] == ["order-2"]


def test_streets_that_do_not_exist_are_never_a_leg() -> None:
    day = four_orders()
    travel = day.travel
    seconds = travel.seconds.copy()
    seconds[0, 1:, 1:] = UNREACHABLE
    seconds[0, range(5), range(5)] = 0
    cut = replace(day, travel=replace(travel, seconds=seconds), vehicles=(van(0), van(1)))
    solution, routes = plan(replace(cut, may_serve=np.ones((4, 2), dtype=bool)))
    assert [len(orders) for orders in routes.values()] == [1, 1]
    assert {unserved.reasons[0].rule for unserved in solution.unserved} == {"access"}


def test_range_is_never_exceeded_by_a_watt_hour() -> None:
    """Both orders on one street take 800 Wh, the far one on the other street as much again."""
    exact = replace(four_orders(), vehicles=(van(energy_wh=1600),))
    short = replace(four_orders(), vehicles=(van(energy_wh=1599),))
    assert len(plan(exact)[1][0]) == 4
    solution, routes = plan(short)
    assert len(routes[0]) == 3
    reason = solution.unserved[0].reasons[0]
    assert (reason.rule, reason.unit) == ("battery", "kWh")
    assert reason.amount is not None and reason.amount == pytest.approx(0.001)


def test_a_leg_that_gives_energy_back_counts_as_nothing() -> None:
    day = four_orders()
    energy = day.travel.energy_wh.copy()
    energy[0, 4, 0] = -500
    day = replace(day, travel=replace(day.travel, energy_wh=energy), vehicles=(van(energy_wh=1000),))
    assert len(plan(day)[1][0]) < 4


def test_a_day_fee_is_paid_once_a_vehicle_and_only_inside() -> None:
    inside = np.array([[False, True, True, False, False]])
    day = replace(four_orders(), day_fees=(DayFee("zone", (70 * NOK,), inside),))
    assert plan(day)[0].objective_micro == plan(four_orders())[0].objective_micro + 70 * NOK


def test_a_fee_sends_all_inside_orders_to_the_vehicle_that_pays_least() -> None:
    inside = np.array([[False, True, False, True, False]])
    fees = (DayFee("zone", (300 * NOK, 0), inside),)
    day = replace(four_orders(), vehicles=(van(0), van(1)), may_serve=np.ones((4, 2), dtype=bool))
    _, routes = plan(replace(day, day_fees=fees))
    assert 0 not in routes


def test_two_fees_of_the_same_zone_are_both_paid() -> None:
    inside = np.array([[False, True, True, False, False]])
    twice = (DayFee("zone", (70 * NOK,), inside), DayFee("zone", (5 * NOK,), inside))
    assert (
        plan(replace(four_orders(), day_fees=twice))[0].objective_micro
        == plan(four_orders())[0].objective_micro + 75 * NOK
    )
