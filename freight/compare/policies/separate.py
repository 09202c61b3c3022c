"""Each carrier serves its own orders with its own fleet from its own terminal, as today."""

from __future__ import annotations

from collections.abc import Sequence

from freight.compare.planning_day import PlanningDay, Setting
from freight.domain.scenario import Order


def separate(setting: Setting) -> tuple[PlanningDay, ...]:
    """One planning day a carrier."""
    return own_rounds(setting, setting.scenario.orders)


def own_rounds(setting: Setting, orders: Sequence[Order]) -> tuple[PlanningDay, ...]:
    """Planning days of the carriers that have some of these orders."""
    days = []
    for carrier in setting.carriers():
        own = [order for order in orders if order.carrier == carrier.id]
        if own:
            vehicles = setting.vehicles(carrier.fleet, carrier.terminal, carrier.id)
            days.append(setting.day(f"rounds of {carrier.id}", own, vehicles, carrier=carrier.id))
    return tuple(days)
