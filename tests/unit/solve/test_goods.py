"""Goods kept apart: where every part of the solver draws the line, and how it says so."""

from __future__ import annotations

from functools import partial
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.goods import GoodsApart
from freight.domain.lock import Lock
from freight.domain.problem import Problem
from freight.errors import InputError, NoPlanError
from freight.solve.improve.apart import MOST_CLASSES
from freight.solve.improve.data import make_data
from freight.solve.locked import solve_locked
from freight.solve.replan.repair import Mending
from freight.solve.replan.timing import Promises
from freight.solve.search import solve
from freight.solve.tables import make_tables
from freight.solve.warm_start import warm_routes
from tests.charging_days import BENT, charging_day
from tests.problems import FOUR_PLACES_M, NOK, four_orders, problem, streets, van

search = partial(solve, seed=0, time_limit_s=None, iterations=1, engine="ortools")
FOOD, PAINT = 0, 1


def apart(*classes: int) -> GoodsApart:
    return GoodsApart(("food", "paint"), classes, frozenset({(FOOD, PAINT), (PAINT, FOOD)}))


def two_vans(*classes: int, **changes: object) -> Problem:
    return problem(streets(FOUR_PLACES_M), (van(0), van(1)), goods=apart(*classes), **changes)


def test_food_and_paint_take_a_van_each_and_the_rest_rides_with_either() -> None:
    for engine in ("hybrid", "ortools"):
        found = solve(two_vans(FOOD, PAINT, -1, FOOD), seed=0, time_limit_s=None, iterations=200, engine=engine)
        assert found.unserved == ()
        routes = [set(route.orders) for route in found.routes]
        assert len(routes) == 2
        assert not any({0, 1} <= orders or {1, 3} <= orders for orders in routes)


def test_pickups_count_as_deliveries_do() -> None:
    load = np.tile(np.array([10_000, 50_000, 1000], dtype=np.int64), (4, 1))
    day = two_vans(
        FOOD, PAINT, -1, -1, delivery=load * [[1], [0], [1], [1]], pickup=load * [[0], [1], [0], [0]]
    )
    found = solve(day, seed=0, time_limit_s=None, iterations=100)
    assert not any({0, 1} <= set(route.orders) for route in found.routes)


def test_with_one_van_the_dearer_goods_are_served_and_the_reason_names_them() -> None:
    day = four_orders(
        goods=apart(FOOD, PAINT, PAINT, PAINT), penalty_micro=np.array([900, 5000, 5000, 5000]) * NOK
    )
    (left,) = solve(day, seed=0, time_limit_s=None, iterations=100).unserved
    (reason,) = left.reasons
    assert (left.order_id, reason.rule, reason.amount, reason.unit) == ("order-0", "goods_apart", 3.0, "orders")
    assert reason.text.startswith("van-0 with the orders it already has carries order-")
    assert reason.text.endswith("(paint) and 1 more, with which food must not ride")


def test_locked_stops_that_must_not_ride_together_are_refused() -> None:
    locks = (Lock("van-0", "order-0", 1), Lock("van-0", "order-1", 2))
    with pytest.raises(InputError, match=r"goods_apart: order-0 and order-1 must not ride together"):
        solve_locked(two_vans(FOOD, PAINT, -1, -1), locks, search)


def test_what_is_planned_behind_locked_stops_may_ride_with_them() -> None:
    found = solve_locked(two_vans(FOOD, PAINT, PAINT, -1), (Lock("van-0", "order-0", 1),), search)
    routes = {route.vehicle: set(route.orders) for route in found.routes}
    assert 0 in routes[0] and not routes[0] & {1, 2}
    assert routes[1] >= {1, 2} and found.unserved == ()


def test_of_an_earlier_plan_that_mixes_them_the_first_stays() -> None:
    day = two_vans(FOOD, PAINT, -1, FOOD)
    routes = warm_routes(day, make_tables(day), {"van-0": ["order-0", "order-1", "order-2", "order-3"]})
    assert routes[0] == (0, 2, 3)


def test_mending_a_day_never_lets_them_ride_together() -> None:
    day = two_vans(FOOD, PAINT, -1, -1)
    mending = Mending(make_tables(day), Promises((None,) * 4, 0, 0), {0: 0, 1: 0}, {}, {})
    assert mending.price(0, (0, 1)) is None
    assert mending.price(0, (0, 2)) is not None


def test_more_classes_than_the_engine_knows_are_refused() -> None:
    classes = MOST_CLASSES + 1
    places = [(0, 0), *((100 * n, 0) for n in range(classes))]
    pairs = frozenset((one, other) for one, other in permutations(range(classes), 2) if abs(one - other) == 1)
    goods = GoodsApart(tuple(f"class {n}" for n in range(classes)), tuple(range(classes)), pairs)
    day = problem(streets(places), (van(),), goods=goods)
    with pytest.raises(NoPlanError, match=r"63 classes of goods .* up to 62; join classes"):
        make_data(day)


@settings(deadline=None, max_examples=6, derandomize=True)
@given(st.integers(0, 10**6))
def test_small_days_with_charging_are_proven_with_goods_kept_apart(seed: int) -> None:
    rng = np.random.default_rng(seed)
    plain = charging_day(rng, orders=4, vehicles=2, curve=BENT)
    day = Problem(**{name: getattr(plain, name) for name in plain.__slots__} | {"goods": apart(0, 1, 1, -1)})
    free, kept = (
        solve(one, seed=1, time_limit_s=None, iterations=50, engine="ortools") for one in (plain, day)
    )
    assert not any(day.goods and day.goods.broken(route.orders) for route in kept.routes)
    assert kept.bound_micro == kept.objective_micro >= free.objective_micro
