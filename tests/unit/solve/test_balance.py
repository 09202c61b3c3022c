"""Work shared evenly: it costs more, never more than it counts, and the plan is priced as it is paid."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.balance import Balance, Measure
from freight.domain.plan import Solution
from freight.domain.problem import Problem
from freight.errors import NoPlanError
from freight.solve.balance import surplus, weighed_micro
from freight.solve.read_back import objective_micro
from freight.solve.search import solve
from tests.problems import Features, problem, random_problem, streets, van

NOK = 1_000_000


def plan(day: Problem, iterations: int = 200, engine: str = "hybrid") -> Solution:
    return solve(day, seed=1, time_limit_s=None, iterations=iterations, engine=engine)


def stops(solution: Solution) -> list[int]:
    return sorted(len(route.orders) for route in solution.routes)


def two_sides(balance: Balance | None) -> Problem:
    """Three orders in a street to the east of the depot, one to the west; a van has room for three."""
    places = [(0, 0), (4000, 0), (4100, 0), (4200, 0), (-4000, 0)]
    room = (30_000, 10**9, 10**9)
    vans = van(0, day_micro=0, capacity=room), van(1, day_micro=0, capacity=room)
    return replace(problem(streets(places), vans), balance=balance, service_s=np.full((1, 4), 1800))


@pytest.mark.parametrize("engine", ["hybrid", "ortools"])
def test_stops_are_shared_when_that_is_worth_its_price(engine: str) -> None:
    assert stops(plan(two_sides(None), engine=engine)) == [1, 3]
    assert stops(plan(two_sides(Balance(Measure.STOPS, 10_000.0)), engine=engine)) == [2, 2]
    assert stops(plan(two_sides(Balance(Measure.STOPS, 0.01)), engine=engine)) == [1, 3]


@pytest.mark.parametrize("engine", ["hybrid", "ortools"])
def test_hours_are_shared_when_that_is_worth_its_price(engine: str) -> None:
    balance = Balance(Measure.HOURS, 10_000.0)
    uneven, even = plan(two_sides(None), engine=engine), plan(two_sides(balance), engine=engine)
    day = two_sides(balance)
    assert surplus(day, balance, even.routes) < 0.5
    assert surplus(day, balance, uneven.routes) > 0.5
    assert even.objective_micro >= uneven.objective_micro


def test_the_plan_costs_what_is_paid_not_what_unevenness_counts() -> None:
    for measure in Measure:
        day = two_sides(Balance(measure, 500.0))
        found = plan(day)
        assert found.objective_micro == objective_micro(replace(day, balance=None), found.routes)


def test_an_order_is_not_left_out_to_even_out_the_others() -> None:
    day = two_sides(Balance(Measure.STOPS, 100_000.0))
    fifth = replace(day, delivery=np.where(np.arange(4)[:, None] == 3, 30_000, 5_000) + 0 * day.delivery)
    assert stops(plan(fifth)) == [1, 3]


def test_stops_before_the_problem_begins_are_counted() -> None:
    day = two_sides(Balance(Measure.STOPS, 10_000.0))
    first, second = day.vehicles
    begun = replace(day, vehicles=(replace(first, done_stops=2), second))
    shares = {route.vehicle: len(route.orders) for route in plan(begun).routes}
    assert shares.get(1, 0) - shares.get(0, 0) == 2


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.sampled_from(Measure), st.integers(1, 2000))
def test_never_dearer_than_the_cheapest_plan_unevenness_counted(seed: int, measure: Measure, nok: int) -> None:
    rng = np.random.default_rng(seed)
    features = Features(windows=True, pickups=True, max_stops=True, cheap_penalties=True)
    free = random_problem(rng, features, orders=7, vehicles=3)
    balance = Balance(measure, float(nok))
    try:
        cheapest = plan(free, iterations=40)
    except NoPlanError:
        return
    found = plan(replace(free, balance=balance), iterations=100)
    assert weighed_micro(free, balance, found) <= weighed_micro(free, balance, cheapest)
    assert found.objective_micro == objective_micro(free, found.routes)
