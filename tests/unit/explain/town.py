"""A drawn day with one van, planned, as the explanations see it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from freight.domain.scenario import Order, Scenario
from freight.explain.stand import Ground, Stand, stand_of
from freight.network.zones import split_at_zones
from freight.solve.search import solve
from tests.ascii_map import ascii_map
from tests.days import Spot, day, factors, order, vehicle
from tests.zone_town import BLOCKS, TOWN

MAP = ascii_map(TOWN, BLOCKS)
HERE, THERE = ("B", "C", 0.5), ("C", "F", 0.5)


def an_order(order_id: str = "o", **changes: Any) -> Order:
    return order(MAP, order_id, HERE, **changes)


def a_day(*orders: Order, easy_at: Spot = THERE, **changes: Any) -> Scenario:
    """The orders, and one more that nobody has trouble with."""
    return day(MAP, (*orders, order(MAP, "easy", easy_at)), **{"vehicles": (vehicle("van-1"),), **changes})


def planned(scenario: Scenario) -> Stand:
    """The day with a plan of it."""
    ground = Ground(split_at_zones(MAP.streets, scenario.zones), factors())
    empty = stand_of(scenario, ground, {})
    solution = solve(empty.built.problem, seed=0, time_limit_s=None, iterations=100)
    return replace(empty, routes=empty.routes | {route.vehicle: route.orders for route in solution.routes})
