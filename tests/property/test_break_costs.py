"""OR-Tools says of plans with breaks what the engine says, to the unit; charging and hours included."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.breaks import BreakRule, Counts, Per
from freight.domain.problem import Problem
from freight.errors import NoPlanError
from freight.solve.insertion import cost_of
from freight.solve.search import solve
from freight.solve.tables import make_tables
from tests.charging_days import charging_day
from tests.problems import Features, random_problem

SEEDS = st.integers(0, 10**6)
ALWAYS = ((0, 10**6),)


def resting(day: Problem, rule: BreakRule) -> Problem:
    """The day with one rule for all drivers, at places where anybody may stay."""
    slots = tuple(replace(slot, breaks=(rule,)) for slot in day.vehicles)
    return replace(day, vehicles=slots, stays=tuple((ALWAYS, ALWAYS) for _ in day.order_ids))


def costs_agree(day: Problem) -> int:
    """How many breaks the plan has."""
    try:
        found = solve(day, seed=1, time_limit_s=None, iterations=20)
    except NoPlanError:
        return 0
    tables = make_tables(day)
    served = {order for route in found.routes for order in route.orders}
    left = sum(tables.penalty[order] for order in range(day.order_count) if order not in served)
    driven = sum(cost_of(tables, route.vehicle, route.orders) for route in found.routes)
    assert found.objective_micro == driven + left
    assert [order.order_id for order in found.unserved if not order.reasons] == []
    return sum(len(route.breaks) for route in found.routes)


@settings(deadline=None, max_examples=25)
@given(SEEDS, st.booleans(), st.booleans(), st.integers(15, 90))
def test_days_with_windows(seed: int, paid: bool, free: bool, over_min: int) -> None:
    rule = BreakRule("drawn", Counts.WORK, Per.STRETCH, over_min * 60, 900, (300, 600), free, True, paid)
    day = random_problem(np.random.default_rng(seed), Features(windows=True, pickups=True), 6, 2)
    costs_agree(resting(day, rule))


@settings(deadline=None, max_examples=25)
@given(SEEDS, st.booleans(), st.booleans(), st.integers(20, 120))
def test_days_on_which_vans_charge(seed: int, paid: bool, free: bool, over_s: int) -> None:
    rule = BreakRule("drawn", Counts.DRIVING, Per.STRETCH, over_s, 8, (), True, free, paid)
    costs_agree(resting(charging_day(np.random.default_rng(seed), wage=True), rule))
