"""The engine's arithmetic is the twin of OR-Tools' and of a reading of the rules that knows neither."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.problem import Problem
from freight.solve.improve import columns as c
from freight.solve.improve.anneal import construct, is_plain, load_links
from freight.solve.improve.change import begin, roll_back
from freight.solve.improve.data import Compiled, make_data
from freight.solve.improve.engine import improve
from freight.solve.improve.exchange import exchange_vehicles
from freight.solve.improve.lay_out import state_view
from freight.solve.improve.recreate import recreate
from freight.solve.improve.ruin import ruin
from freight.solve.improve.state import from_links, new_state, to_links
from freight.solve.improve.tails import swap_fresh_tails
from freight.solve.improve.walks import sequence_cost
from freight.solve.read_back import objective_micro, plan_routes
from freight.solve.tables import make_tables
from tests.problems import Features, random_problem
from tests.unit.solve.brute_force import plan_micro, route_micro

SEEDS = st.integers(0, 10**6)
FEATURES = st.builds(Features, *([st.booleans()] * len(fields(Features))))


def a_day(seed: int, features: Features, orders: int, vehicles: int) -> Problem:
    return random_problem(np.random.default_rng(seed), features, orders, vehicles)


def routes_of(compiled: Compiled, links: np.ndarray) -> dict[int, tuple[int, ...]]:
    routes = from_links(compiled.arrays, links)
    return {compiled.vehicles[r]: orders for r, orders in routes.items() if orders}


@settings(deadline=None, max_examples=60)
@given(SEEDS, FEATURES)
def test_a_route_costs_what_the_rules_say_or_breaks_one(seed: int, features: Features) -> None:
    day = a_day(seed, features, orders=6, vehicles=3)
    compiled = make_data(day)
    plan = new_state(compiled.arrays, seed)
    d, s = compiled.view, state_view(plan)
    rng = np.random.default_rng(seed)
    for _ in range(20):
        r = int(rng.integers(0, len(compiled.vehicles)))
        orders = rng.permutation(day.order_count)[: rng.integers(1, 6)]
        plan.lists[c.SEQUENCE, : orders.size] = orders
        found = int(sequence_cost(d, s, r, c.SEQUENCE, orders.size))
        expected = route_micro(day, compiled.vehicles[r], orders.tolist())
        assert found == (c.NEVER if expected is None else expected)


@settings(deadline=None, max_examples=60)
@given(SEEDS, FEATURES)
def test_every_step_keeps_the_rules_and_the_cost_exact(seed: int, features: Features) -> None:
    day = a_day(seed, features, orders=14, vehicles=5)
    compiled = make_data(day)
    plan = new_state(compiled.arrays, seed)
    d, s = compiled.view, state_view(plan)
    load_links(d, s, to_links(compiled.arrays, {}))
    construct(d, s)
    plain = bool(is_plain(d))
    for number in range(25):
        links, total = plan.node[:, c.SUCC].copy(), int(plan.counter[c.TOTAL])
        routes = routes_of(compiled, links)
        begin(s)
        ruin(d, s)
        recreate(d, s, plain, False)
        swap_fresh_tails(d, s, plain)
        exchange_vehicles(d, s)
        changed = routes_of(compiled, plan.node[:, c.SUCC])
        assert int(plan.counter[c.TOTAL]) == plan_micro(day, changed)
        served = [order for orders in changed.values() for order in orders if order < 14]
        assert sorted([*served, *plan.lists[c.ABSENT, : plan.counter[c.ABSENTS]].tolist()]) == list(range(14))
        if number % 2:
            roll_back(d, s)
            assert routes_of(compiled, plan.node[:, c.SUCC]) == routes
            assert int(plan.counter[c.TOTAL]) == total


@settings(deadline=None, max_examples=25)
@given(SEEDS, FEATURES)
def test_or_tools_and_the_engine_agree_on_the_cost(seed: int, features: Features) -> None:
    day = a_day(seed, features, orders=10, vehicles=4)
    found = improve(day, (), seed=seed, time_limit_s=None, iterations=50)
    plans = plan_routes(make_tables(day), found.routes)
    assert found.cost_micro == plan_micro(day, {r: orders for r, orders in found.routes.items() if orders})
    if plans:
        assert found.cost_micro == objective_micro(day, plans)
