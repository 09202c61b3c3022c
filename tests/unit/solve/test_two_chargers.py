"""Two chargers in a row: an order so far away that one on the way does not do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from freight.domain.problem import ChargerSlot, Problem
from freight.domain.travel import TravelMatrices
from freight.solve.improve.engine import improve
from freight.solve.read_back import objective_micro, plan_routes
from freight.solve.tables import make_tables
from tests.charging_days import charging_day, driven

LINE_M = np.array([0, 38, 15, 30])
"""Depot, order, two chargers; a full battery lasts 20 m."""
WAY_MICRO, SESSION_MICRO, DAY_MICRO = 3, 7, 1000


def far_day(*, fill: bool) -> Problem:
    metres = np.abs(LINE_M[:, None] - LINE_M)[None].astype(np.int64)
    day = charging_day(np.random.default_rng(1), orders=1)
    sites = tuple(
        ChargerSlot(f"charger-{n}", 2 + n, 1, ((0, 400),), 0, SESSION_MICRO, 0, fill=fill) for n in range(2)
    )
    return replace(
        day,
        travel=TravelMatrices(metres, metres, 2 * metres, WAY_MICRO * metres),
        start_windows=((((0, 400),),),),
        vehicles=tuple(
            replace(v, start_intervals=((0, 400),), end_intervals=((0, 400),)) for v in day.vehicles
        ),
        chargers=sites,
    )


@pytest.mark.parametrize("fill", [False, True])
def test_two_on_the_way_out_and_two_on_the_way_home(fill: bool) -> None:
    day = far_day(fill=fill)
    found = improve(day, (), seed=1, time_limit_s=None, iterations=5)
    (plan,) = plan_routes(make_tables(day), found.routes)
    assert [(stop.after, stop.charger) for stop in plan.charges] == [(0, 0), (0, 1), (1, 1), (1, 0)]
    assert found.cost_micro == DAY_MICRO + 2 * 38 * WAY_MICRO + 4 * SESSION_MICRO
    assert objective_micro(day, (plan,)) == found.cost_micro
    assert driven(day, plan)
