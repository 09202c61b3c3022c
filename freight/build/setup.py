"""Set-up at an address: part of every leg that arrives there from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from freight.build.profiles import Spot
from freight.domain.scenario import Scenario
from freight.domain.travel import UNREACHABLE, TravelMatrices


def one_setup_each(scenario: Scenario) -> Scenario:
    """The day with the longest set-up of an address at all of its orders; itself where there is none."""
    longest_s: dict[Spot, int] = {}
    for order in scenario.orders:
        spot = (order.lat, order.lon)
        longest_s[spot] = max(longest_s.get(spot, 0), order.setup_s)
    if not any(longest_s.values()):
        return scenario
    orders = tuple(replace(order, setup_s=longest_s[order.lat, order.lon]) for order in scenario.orders)
    return replace(scenario, orders=orders)


def with_setup(travel: TravelMatrices, scenario: Scenario, place_of: Mapping[Spot, int]) -> TravelMatrices:
    """Seconds with the set-up at the target, on legs between two places that streets join."""
    setup_s = np.zeros(travel.seconds.shape[-1], dtype=np.int64)
    for order in scenario.orders:
        setup_s[place_of[order.lat, order.lon]] = order.setup_s
    if not setup_s.any():
        return travel
    more_s = np.broadcast_to(setup_s, (setup_s.size, setup_s.size)).copy()
    np.fill_diagonal(more_s, 0)
    return replace(travel, seconds=np.where(travel.reachable(), travel.seconds + more_s, UNREACHABLE))
