"""Charging on a fixed sequence: the twin against trying everything, and the compiled labels against it."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.problem import Problem
from freight.solve.improve import columns as c
from freight.solve.improve.data import make_data
from freight.solve.improve.lay_out import state_view
from freight.solve.improve.state import new_state
from freight.solve.improve.walks import sequence_cost
from freight.solve.route_rules import breaches, route_cost, route_schedule
from freight.solve.tables import make_tables
from tests.charging_days import BENT, LINEAR, charging_day, cheapest_by_trying

SEEDS = st.integers(0, 10**6)
CURVES = st.sampled_from([LINEAR, BENT])


def twin_micro(day: Problem, orders: tuple[int, ...]) -> int | None:
    tables = make_tables(day)
    if breaches(tables, 0, orders):
        return None
    schedule = route_schedule(tables, 0, orders)
    assert schedule is not None
    return route_cost(tables, 0, orders, schedule)


@settings(deadline=None, max_examples=150)
@given(SEEDS, CURVES, st.booleans(), st.booleans(), st.booleans())
def test_the_twin_finds_the_cheapest_charging(
    seed: int, curve: object, windows: bool, fill: bool, alike: bool
) -> None:
    rng = np.random.default_rng(seed)
    day = charging_day(rng, orders=3, windows=windows, curve=curve, fill=fill, alike=alike)
    orders = tuple(np.random.default_rng(seed + 1).permutation(3).tolist())
    best = cheapest_by_trying(day, orders)
    found = twin_micro(day, orders)
    assert found == (None if best is None else best + day.vehicles[0].day_micro)


@settings(deadline=None, max_examples=150)
@given(SEEDS, CURVES, st.booleans(), st.booleans(), st.booleans())
def test_compiled_labels_agree_with_the_twin(
    seed: int, curve: object, windows: bool, fill: bool, wage: bool
) -> None:
    rng = np.random.default_rng(seed)
    alike = bool(rng.integers(2))
    day = charging_day(rng, orders=6, windows=windows, curve=curve, fill=fill, wage=wage, alike=alike)
    compiled = make_data(day)
    plan = new_state(compiled.arrays, seed)
    d, s = compiled.view, state_view(plan)
    for _ in range(10):
        orders = tuple(rng.permutation(6)[: rng.integers(1, 6)].tolist())
        plan.lists[c.SEQUENCE, : len(orders)] = orders
        found = int(sequence_cost(d, s, 0, c.SEQUENCE, len(orders)))
        expected = twin_micro(day, orders)
        assert found == (c.NEVER if expected is None else expected)
