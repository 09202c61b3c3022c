"""Vehicles that pick up only once everything is delivered."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from freight.domain.lock import Lock
from freight.domain.plan import Solution
from freight.domain.problem import Problem
from freight.solve.locked import solve_locked
from freight.solve.route_rules import breaches
from freight.solve.search import ENGINES, solve
from freight.solve.tables import make_tables
from tests.problems import problem, streets, van

PLACES_M = [(0, 0), (1000, 0), (2000, 0), (3000, 0)]


def day(*, bound: bool) -> Problem:
    """A street with a delivery, a pickup and a delivery; all at once is the shortest way out."""
    load = np.full((3, 3), 1000)
    picks = np.array([False, True, False])[:, None]
    one_way = streets(PLACES_M)
    slots = (van(last_in_first_out=bound),)
    return problem(one_way, slots, delivery=np.where(picks, 0, load), pickup=np.where(picks, load, 0))


def plan(made: Problem, engine: str = "hybrid") -> Solution:
    return solve(made, seed=1, time_limit_s=None, iterations=100, engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_pickup_waits_until_all_is_delivered(engine: str) -> None:
    (route,) = plan(day(bound=True), engine).routes
    assert route.orders[-1] == 1


def test_a_breach_counts_the_deliveries_behind() -> None:
    tables = make_tables(day(bound=True))
    (breach,) = breaches(tables, 0, (1, 0, 2))
    assert (breach.rule, breach.amount, breach.unit) == ("last_in_first_out", 2, "stops")
    assert breaches(tables, 0, (0, 2, 1)) == []
    assert breaches(make_tables(day(bound=False)), 0, (1, 0, 2)) == []


def test_behind_a_locked_pickup_nothing_is_delivered() -> None:
    made = day(bound=True)
    locks = (Lock("van-0", "order-1", 1),)
    two = replace(made, vehicles=(*made.vehicles, van(1)), may_serve=np.ones((3, 2), dtype=bool))
    found = {route.vehicle: route.orders for route in solve_locked(two, locks, plan).routes}
    assert found[0] == (1,)
    assert sorted(found[1]) == [0, 2]
