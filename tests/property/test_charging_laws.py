"""What must hold of charging on any day: more battery never costs more, a faster charger is never later."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.problem import ChargeFunction, Problem
from freight.errors import NoPlanError
from freight.solve.improve.engine import improve
from freight.solve.read_back import objective_micro, plan_routes
from freight.solve.route_rules import breaches, plain_excess_wh, route_cost, route_schedule
from freight.solve.search import ENGINES, solve
from freight.solve.tables import make_tables
from tests.charging_days import LINEAR, charging_day, driven

SEEDS = st.integers(0, 10**6)


def micro(day: Problem, orders: tuple[int, ...]) -> float:
    tables = make_tables(day)
    if breaches(tables, 0, orders):
        return float("inf")
    schedule = route_schedule(tables, 0, orders)
    assert schedule is not None
    return route_cost(tables, 0, orders, schedule)


def with_battery(day: Problem, full_wh: int) -> Problem:
    """The same chargers and a larger battery: the function goes on as it ended."""
    curve = ChargeFunction((0, full_wh // 2), (0, full_wh))
    more = {"energy_wh": full_wh, "full_wh": full_wh, "charging": (curve, curve)}
    return replace(day, vehicles=tuple(replace(slot, **more) for slot in day.vehicles))


@settings(deadline=None, max_examples=80)
@given(SEEDS, st.integers(1, 30))
def test_more_battery_never_costs_more(seed: int, more: int) -> None:
    rng = np.random.default_rng(seed)
    day = charging_day(rng, orders=4)
    orders = tuple(rng.permutation(4).tolist())
    assert micro(with_battery(day, 40 + 2 * more), orders) <= micro(day, orders)


@settings(deadline=None, max_examples=80)
@given(SEEDS, st.sampled_from([(80, 40), (40, 20), (80, 20)]))
def test_a_faster_charger_never_arrives_later(seed: int, full_s: tuple[int, int]) -> None:
    """With a wage and nothing else to pay the shortest day is the cheapest; it leaves at the first moment.

    At these rates nothing is rounded: a session may otherwise lose a second.
    """
    rng = np.random.default_rng(seed)
    day = charging_day(rng, orders=4, windows=False)
    free = replace(
        day,
        travel=replace(day.travel, cost_micro=0 * day.travel.cost_micro),
        chargers=tuple(replace(site, session_micro=0, micro_per_wh=0) for site in day.chargers),
        vehicles=tuple(replace(slot, second_micro=1, start_intervals=((0, 0),)) for slot in day.vehicles),
    )
    orders = tuple(rng.permutation(4).tolist())
    slow, quick = (micro(_charging_in(free, seconds), orders) for seconds in full_s)
    assert quick <= slow


@settings(deadline=None, max_examples=60)
@given(SEEDS, st.booleans(), st.booleans(), st.booleans())
def test_every_plan_of_the_engine_can_be_driven(seed: int, windows: bool, fill: bool, wage: bool) -> None:
    day = charging_day(np.random.default_rng(seed), orders=6, vehicles=3, windows=windows, fill=fill, wage=wage)
    found = improve(day, (), seed=seed, time_limit_s=None, iterations=60)
    tables = make_tables(day)
    plans = plan_routes(tables, found.routes)
    cost = sum(route_cost(tables, r.vehicle, r.orders, _schedule(tables, r.vehicle, r.orders)) for r in plans)
    served = {order for plan in plans for order in plan.orders}
    assert found.cost_micro == cost + sum(tables.penalty[x] for x in range(6) if x not in served)
    if plans:
        assert objective_micro(day, plans) == found.cost_micro
    for plan in plans:
        assert driven(day, plan)


@pytest.mark.parametrize("engine", ENGINES)
@settings(deadline=None, max_examples=20)
@given(SEEDS, st.booleans())
def test_a_whole_day_is_solved_and_judged(engine: str, seed: int, wage: bool) -> None:
    day = charging_day(np.random.default_rng(seed), orders=6, vehicles=2, wage=wage)
    try:
        solution = solve(day, seed=1, time_limit_s=None, iterations=30, engine=engine)
    except NoPlanError as error:
        assert "battery" in str(error)
        return
    for plan in solution.routes:
        assert driven(day, plan)
    served = sum(len(plan.orders) for plan in solution.routes)
    assert served + len(solution.unserved) == 6
    assert all(left.reasons for left in solution.unserved)


@settings(deadline=None, max_examples=60)
@given(SEEDS)
def test_where_the_range_is_enough_nobody_charges(seed: int) -> None:
    rng = np.random.default_rng(seed)
    day = charging_day(rng, orders=3)
    orders = tuple(rng.permutation(3).tolist())
    tables = make_tables(day)
    if breaches(tables, 0, orders):
        return
    (plan,) = plan_routes(tables, {0: orders})
    assert bool(plan.charges) == (plain_excess_wh(tables, 0, orders) > 0)
    assert LINEAR.level_wh[-1] == day.vehicles[0].full_wh


def _charging_in(day: Problem, full_s: int) -> Problem:
    curve = ChargeFunction((0, full_s), (0, 40))
    return replace(day, vehicles=tuple(replace(slot, charging=(curve, curve)) for slot in day.vehicles))


def _schedule(tables: object, vehicle: int, orders: tuple[int, ...]) -> object:
    found = route_schedule(tables, vehicle, orders)  # type: ignore[arg-type]  # made by make_tables
    assert found is not None
    return found
