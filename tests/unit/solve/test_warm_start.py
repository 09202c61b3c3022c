from dataclasses import replace

import numpy as np
import pytest

from freight.solve.search import ENGINES, solve
from freight.solve.tables import make_tables
from freight.solve.warm_start import warm_routes
from tests.problems import DAY, HOUR_S, Features, four_orders, problem, random_problem, streets, van
from tests.unit.solve.brute_force import plan_micro

ALL = {"van-0": ("order-0", "order-1", "order-3", "order-2")}


def test_routes_that_still_hold_come_back_as_they_were() -> None:
    day = four_orders()
    assert warm_routes(day, make_tables(day), ALL) == {0: (0, 1, 3, 2)}


def test_what_is_no_longer_there_is_dropped() -> None:
    day = four_orders()
    before = {"van-0": ("order-0", "sold out", "order-2"), "scrapped": ("order-1",)}
    assert warm_routes(day, make_tables(day), before) == {0: (0, 2)}


def test_an_order_named_twice_is_served_once() -> None:
    day = replace(four_orders(), vehicles=(van(0), van(1)), may_serve=np.ones((4, 2), dtype=bool))
    before = {"van-0": ("order-0", "order-0"), "van-1": ("order-0", "order-2")}
    assert warm_routes(day, make_tables(day), before) == {0: (0,), 1: (2,)}


def test_what_the_vehicle_may_no_longer_serve_leaves_its_route() -> None:
    may = np.ones((4, 1), dtype=bool)
    may[1] = False
    day = four_orders(may_serve=may)
    assert warm_routes(day, make_tables(day), ALL) == {0: (0, 3, 2)}


def test_a_route_that_became_too_heavy_loses_its_last_orders() -> None:
    day = replace(four_orders(), vehicles=(van(capacity=(20_000, 10**9, 10**9)),))
    assert warm_routes(day, make_tables(day), ALL) == {0: (0, 1)}


def test_a_vehicle_without_hours_begins_with_nothing_and_has_no_entry() -> None:
    day = replace(four_orders(), vehicles=(van(start_intervals=()),))
    assert warm_routes(day, make_tables(day), ALL) == {}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_good_plan_is_never_made_worse(engine: str) -> None:
    features = Features(windows=True, pickups=True, skills=True, battery=True, day_fee=True, split_windows=True)
    day = random_problem(np.random.default_rng(3), features, 20, 4)
    good = solve(day, seed=1, time_limit_s=None, iterations=400, engine="ortools")
    before = {
        day.vehicles[route.vehicle].id: [day.order_ids[order] for order in route.orders]
        for route in good.routes
    }
    again = solve(day, seed=2, time_limit_s=None, iterations=3, engine=engine, start=before)
    assert again.objective_micro <= good.objective_micro
    assert again.objective_micro == plan_micro(day, {route.vehicle: route.orders for route in again.routes})


@pytest.mark.parametrize("engine", ENGINES)
def test_new_orders_join_the_earlier_plan(engine: str) -> None:
    places_m = ((0, 0), (1000, 0), (2000, 0), (0, 1000), (0, 2000), (0, 3000))
    day = problem(streets(places_m), (van(end_intervals=((8 * HOUR_S, DAY[0][1]),)),))
    solution = solve(day, seed=1, time_limit_s=None, iterations=20, engine=engine, start=ALL)
    assert not solution.unserved
