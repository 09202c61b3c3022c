"""Sockets are shared over time: hours left by others, and whole plans without a double booking."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.plan import RoutePlan
from freight.domain.problem import ChargerSlot
from freight.solve.improve.engine import improve
from freight.solve.read_back import objective_micro
from freight.solve.sockets import free_hours, share_sockets
from freight.solve.tables import make_tables
from tests.charging_days import charging_day, driven


def site(sockets: int) -> ChargerSlot:
    return ChargerSlot("c", 0, sockets, ((0, 100), (200, 300)), 0, 0, 0)


def test_an_hour_is_lost_only_while_every_socket_is_taken() -> None:
    taken = ((10, 60), (40, 90), (250, 260))
    assert free_hours(site(1), taken) == ((0, 10), (90, 100), (200, 250), (260, 300))
    assert free_hours(site(2), taken) == ((0, 40), (60, 100), (200, 300))
    assert free_hours(site(1), ()) == ((0, 100), (200, 300))


def double_booked(plans: tuple[RoutePlan, ...]) -> bool:
    """With one socket each, as on these days."""
    stops = [stop for plan in plans for stop in plan.charges]
    return any(
        one.charger == two.charger and one.start_s < two.end_s and two.start_s < one.end_s
        for one, two in combinations(stops, 2)
    )


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6), st.booleans())
def test_no_socket_is_double_booked_and_every_order_is_accounted_for(seed: int, wage: bool) -> None:
    day = charging_day(np.random.default_rng(seed), orders=8, vehicles=4, windows=False, wage=wage)
    found = improve(day, (), seed=seed, time_limit_s=None, iterations=40)
    kept, plans, dropped = share_sockets(make_tables(day), found.routes)
    assert not double_booked(plans)
    assert all(driven(day, plan) for plan in plans)
    assert {plan.vehicle: plan.orders for plan in plans} == {v: x for v, x in kept.items() if x}
    before = sorted(order for orders in found.routes.values() for order in orders)
    assert sorted([*(order for orders in kept.values() for order in orders), *dropped]) == before
    if plans:
        assert objective_micro(day, plans) >= found.cost_micro
