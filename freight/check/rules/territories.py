"""A vehicle with territories serves nothing that lies outside of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from freight.check.context import Context
from freight.check.violation import Violation
from freight.domain.scenario import Order, Ring, Zone

TOLERANCE_M = 0.1
METRES_PER_DEGREE = 111_195.0
"""Of latitude, on a sphere of 6371 km."""


def territories(context: Context) -> Iterator[Violation]:
    """Measure how far each order lies from the territories of the vehicle that serves it."""
    zones = {zone.id: zone for zone in context.scenario.zones}
    for driven in context.replays:
        vehicle = driven.vehicle
        own = [zones[name] for name in vehicle.territories if name in zones]
        for halt in driven.timeline.halts if vehicle.territories else ():
            for order in (context.orders[name] for name in halt.order_ids if name in context.orders):
                outside_m = _outside_m(order, own)
                if outside_m > TOLERANCE_M:
                    where = f"{math.ceil(outside_m)} m outside its territories"
                    text = f"{vehicle.id} serves order {order.id}, {where} ({', '.join(vehicle.territories)})"
                    yield Violation("territories", text, vehicle.id, halt.label, halt.start_s, outside_m, "m")


def _outside_m(order: Order, own: Sequence[Zone]) -> float:
    polygons = [polygon for zone in own for polygon in zone.polygons]
    if any(_crossings(order, polygon) % 2 for polygon in polygons):
        return 0.0
    rings = [ring for polygon in polygons for ring in polygon]
    return min((_edge_m(order, a, b) for ring in rings for a, b in pairwise(ring)), default=math.inf)


def _crossings(order: Order, polygon: Sequence[Ring]) -> int:
    """How many borders, of holes too, lie due east of the place: an odd number means inside."""
    found = 0
    for ring in polygon:
        for (lon, lat), (next_lon, next_lat) in pairwise(ring):
            if (lat > order.lat) != (next_lat > order.lat):
                at_lon = lon + (order.lat - lat) / (next_lat - lat) * (next_lon - lon)
                found += at_lon > order.lon
    return found


def _edge_m(order: Order, start: tuple[float, float], end: tuple[float, float]) -> float:
    """Metres from the place to a piece of border."""
    east_m = METRES_PER_DEGREE * math.cos(math.radians(order.lat))
    ax, ay = (start[0] - order.lon) * east_m, (start[1] - order.lat) * METRES_PER_DEGREE
    bx, by = (end[0] - order.lon) * east_m, (end[1] - order.lat) * METRES_PER_DEGREE
    length_2 = (bx - ax) ** 2 + (by - ay) ** 2
    along = 0.0 if length_2 == 0 else max(0.0, min(1.0, -(ax * (bx - ax) + ay * (by - ay)) / length_2))
    return math.hypot(ax + along * (bx - ax), ay + along * (by - ay))
