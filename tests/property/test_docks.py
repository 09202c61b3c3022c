"""Docks are shared over time: whatever the day, none is taken twice, and nothing gets lost."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.plan import RoutePlan
from freight.domain.problem import Problem
from freight.errors import NoPlanError
from freight.solve.docks import parted
from freight.solve.full_hours import full_hours
from freight.solve.improve.engine import improve
from freight.solve.search import solve
from freight.solve.sockets import share_sockets
from freight.solve.tables import make_tables
from tests.problems import Features, random_problem
from tests.unit.solve.brute_force import plan_micro

SEEDS = st.integers(0, 10**6)


def docks_day(seed: int, docks: int) -> Problem:
    features = Features(reloads=True, tight_load=True, pickups=seed % 2 == 0, windows=seed % 3 == 0)
    day = random_problem(np.random.default_rng(seed), features, 9, 3)
    return replace(day, reloads=tuple(replace(halt, docks=docks) for halt in day.reloads))


def most_at_once(day: Problem, plans: tuple[RoutePlan, ...]) -> int:
    turns = [
        (start_s, start_s + int(day.service_s[0, x]))
        for plan in plans
        for x, start_s in zip(plan.orders, plan.start_s, strict=True)
        if x >= day.first_reload
    ]
    return max((sum(a <= begin < b for a, b in turns) for begin, end in turns if begin < end), default=0)


@settings(deadline=None, max_examples=40)
@given(SEEDS, st.integers(1, 2))
def test_shared_out_afterwards_no_dock_is_taken_twice_and_every_order_is_accounted_for(
    seed: int, docks: int
) -> None:
    day = docks_day(seed, docks)
    found = improve(day, (), seed=seed, time_limit_s=None, iterations=40)
    kept, plans, dropped = share_sockets(make_tables(day), found.routes)
    assert most_at_once(day, plans) <= docks
    assert {plan.vehicle: plan.orders for plan in plans} == {v: x for v, x in kept.items() if x}
    plan_micro(day, {v: orders for v, orders in kept.items() if orders})
    before = sorted(x for orders in found.routes.values() for x in orders if x < day.first_reload)
    after = [x for orders in kept.values() for x in orders if x < day.first_reload]
    assert sorted([*after, *dropped]) == before


@settings(deadline=None, max_examples=40)
@given(SEEDS, st.integers(1, 2))
def test_planned_inside_their_parts_turns_never_meet(seed: int, docks: int) -> None:
    day = docks_day(seed, docks)
    tables = make_tables(day)
    found = improve(day, (), seed=seed, time_limit_s=None, iterations=40)
    shared = parted(day, tables, found.routes)
    again = improve(shared, (), seed=seed, time_limit_s=None, iterations=40)
    _, plans, dropped = share_sockets(make_tables(shared), again.routes)
    assert dropped == ()
    assert most_at_once(day, plans) <= docks


@settings(deadline=None, max_examples=20)
@given(SEEDS)
def test_a_day_with_one_dock_is_planned_whole(seed: int) -> None:
    day = docks_day(seed, docks=1)
    try:
        solution = solve(day, seed=seed % 97, time_limit_s=None, iterations=60)
    except NoPlanError:
        return
    routes = {route.vehicle: route.orders for route in solution.routes}
    # Waiting for the dock may cost more than the same routes with docks for all.
    assert solution.objective_micro >= plan_micro(day, routes)
    assert most_at_once(day, solution.routes) <= 1


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 20)), max_size=8), st.integers(1, 3))
def test_full_hours_are_those_in_which_another_one_finds_no_room(
    turns: list[tuple[int, int]], count: int
) -> None:
    taken = [(begin, begin + lasts) for begin, lasts in turns]
    full = full_hours(taken, count)
    assert all(a[1] <= b[0] for a, b in pairwise(full))
    for moment in range(72):
        busy = sum(begin <= moment < end for begin, end in taken) >= count
        assert busy == any(begin <= moment < end for begin, end in full)
