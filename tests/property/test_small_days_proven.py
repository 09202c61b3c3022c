"""Small days with charging, OR-Tools alone: the cheapest plan there is, and the proof of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.plan import RoutePlan, Solution
from freight.domain.problem import Problem
from freight.solve.exact.search import MOST_ORDERS, small_enough
from freight.solve.route_rules import breaches, route_cost, route_schedule
from freight.solve.search import solve
from freight.solve.tables import make_tables
from tests.charging_days import BENT, LINEAR, charging_day, cheapest_by_trying, driven

SEEDS = st.integers(0, 10**6)
CURVES = st.sampled_from([LINEAR, BENT])
Least = Callable[[tuple[int, ...]], int | None]


def by_enumeration(day: Problem, least: Least) -> int:
    """Least micro over every split of the orders between like vehicles and every sequence of each."""
    orders = range(day.order_count)
    best: dict[tuple[int, ...], int] = {(): 0}
    for count in range(1, day.order_count + 1):
        for chosen in combinations(orders, count):
            costs = [cost for one in permutations(chosen) if (cost := least(one)) is not None]
            best[chosen] = min(costs, default=10**15)
    nobody = len(day.vehicles)
    found = []
    for who in product(range(nobody + 1), repeat=day.order_count):
        parts = [tuple(order for order in orders if who[order] == vehicle) for vehicle in range(nobody + 1)]
        found.append(sum(best[part] for part in parts[:-1]) + 10**6 * len(parts[-1]))
    return min(found)


def solved(day: Problem) -> Solution:
    return solve(day, seed=1, time_limit_s=None, iterations=50, engine="ortools")


def roomy(day: Problem) -> Problem:
    """No vehicle waits for a socket."""
    return replace(day, chargers=tuple(replace(site, sockets=len(day.vehicles)) for site in day.chargers))


def twin(day: Problem) -> Least:
    tables = make_tables(day)

    def least(orders: tuple[int, ...]) -> int | None:
        if breaches(tables, 0, orders):
            return None
        schedule = route_schedule(tables, 0, orders)
        return None if schedule is None else route_cost(tables, 0, orders, schedule)

    return least


@settings(deadline=None, max_examples=8, derandomize=True)
@given(SEEDS, CURVES, st.booleans())
def test_it_is_what_trying_every_moment_and_level_finds(seed: int, curve: object, fill: bool) -> None:
    rng = np.random.default_rng(seed)
    day = roomy(charging_day(rng, orders=3, vehicles=2, curve=curve, fill=fill))

    def least(orders: tuple[int, ...]) -> int | None:
        cost = cheapest_by_trying(day, orders)
        return None if cost is None else cost + day.vehicles[0].day_micro

    solution = solved(day)
    assert solution.objective_micro == by_enumeration(day, least)
    assert solution.bound_micro == solution.objective_micro


@pytest.mark.parametrize("seed", [3, 8])
def test_six_orders_are_as_cheap_as_the_best_of_all_sequences(seed: int) -> None:
    day = roomy(charging_day(np.random.default_rng(seed), orders=6, vehicles=2, curve=BENT))
    solution = solved(day)
    assert solution.objective_micro == by_enumeration(day, twin(day))
    assert solution.bound_micro == solution.objective_micro


@settings(deadline=None, max_examples=8, derandomize=True)
@given(SEEDS, CURVES)
def test_with_paid_time_it_is_never_dearer_than_the_labels_and_sockets_are_shared(
    seed: int, curve: object
) -> None:
    day = charging_day(np.random.default_rng(seed), orders=4, vehicles=2, curve=curve, wage=True)
    day = replace(day, vehicles=(day.vehicles[0], replace(day.vehicles[0], id="van-2")))
    solution = solved(day)
    assert all(driven(day, plan) for plan in solution.routes)
    assert not overlaps(solution.routes)
    assert solution.bound_micro == solution.objective_micro
    assert solved(roomy(day)).objective_micro <= by_enumeration(day, twin(day))
    hybrid = solve(day, seed=1, time_limit_s=None, iterations=50)
    assert hybrid.objective_micro >= solution.objective_micro


def overlaps(plans: tuple[RoutePlan, ...]) -> bool:
    stops = [stop for plan in plans for stop in plan.charges]
    return any(
        one is not other and one.charger == other.charger and one.start_s <= other.start_s < one.end_s
        for one in stops
        for other in stops
    )


def test_a_battery_that_is_enough_is_not_charged() -> None:
    day = charging_day(np.random.default_rng(3), orders=4)
    (slot,) = day.vehicles
    solution = solved(replace(day, vehicles=(replace(slot, energy_wh=10**4, full_wh=10**4),)))
    assert solution.routes
    assert not any(plan.charges for plan in solution.routes)
    assert solution.bound_micro == solution.objective_micro


def test_days_that_are_large_or_without_chargers_are_left_to_the_search() -> None:
    large = charging_day(np.random.default_rng(0), orders=MOST_ORDERS + 1)
    assert not small_enough(make_tables(large))
    plain = charging_day(np.random.default_rng(0), orders=4)
    plain = replace(plain, chargers=(), vehicles=tuple(replace(v, charging=()) for v in plain.vehicles))
    assert not small_enough(make_tables(plain))
    assert solved(plain).bound_micro is None


def test_the_same_budget_gives_the_same_plan() -> None:
    day = charging_day(np.random.default_rng(11), orders=5, vehicles=2, wage=True)
    assert solved(day) == solved(day)
