"""Vehicles with territories: what lies outside of these is not for them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from freight.domain.fleet import Vehicle
from freight.domain.problem import Reason
from freight.domain.scenario import Order, Zone
from freight.network.territories import metres_outside, zones_at


def outside_territories(vehicle: Vehicle, order: Order, zones: Sequence[Zone]) -> Reason | None:
    """Why an order is not for a vehicle, with the metres to the nearest of its territories; else None."""
    if not vehicle.territories:
        return None
    own = [zone for zone in zones if zone.id in vehicle.territories]
    outside_m = metres_outside(own, order.lat, order.lon)
    if outside_m <= 0:
        return None
    lies = ", ".join(zone.name for zone in zones_at(zones, order.lat, order.lon))
    where = f"the order lies {math.ceil(outside_m)} m outside, in {lies or 'no zone'}"
    text = f"{vehicle.id} serves {', '.join(zone.name for zone in own)} only, {where}"
    return Reason("territories", text, vehicle.type_id, outside_m, "m")
