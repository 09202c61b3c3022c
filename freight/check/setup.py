"""Set-up at an address, found from the halts of a route alone."""

from __future__ import annotations

from collections.abc import Mapping

from freight.domain.plan import Route, Visit
from freight.domain.scenario import Charger, Depot, Order


def setups_s(
    route: Route, depot: Depot, orders: Mapping[str, Order], chargers: Mapping[str, Charger]
) -> tuple[int, ...]:
    """By visit: seconds from arriving to the earliest start; 0 where the vehicle was at the address."""
    here: tuple[float, float] | None = (depot.lat, depot.lon)
    found = []
    for visit in route.visits:
        there = visit_spot(visit, depot, orders, chargers)
        known = [orders[order_id].setup_s for order_id in visit.order_ids if order_id in orders]
        found.append(0 if there == here else max(known, default=0))
        here = there
    return tuple(found)


def visit_spot(
    visit: Visit, depot: Depot, orders: Mapping[str, Order], chargers: Mapping[str, Charger]
) -> tuple[float, float] | None:
    """Latitude and longitude of what a visit is for; None where the day does not know it."""
    for order_id in visit.order_ids:
        if order_id in orders:
            return orders[order_id].lat, orders[order_id].lon
    if visit.reload == depot.id:
        return depot.lat, depot.lon
    charger = chargers.get(visit.charge.charger_id) if visit.charge is not None else None
    return None if charger is None else (charger.lat, charger.lon)
