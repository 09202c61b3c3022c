"""Whether a plan breaks a rule, worked out from travel matrices and orders alone, without streets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import Enum
from itertools import pairwise

from freight.domain.plan import Route
from freight.domain.scenario import Interval, OrderKind
from tests.broken_plans.town import HOUR
from tests.broken_plans.world import World, table


class Verdict(Enum):
    HARMLESS = "harmless"
    BROKEN = "broken"
    UNSURE = "unsure"


MARGIN_S = 1.5
"""Within this of a limit of time the two clocks may differ: no claim."""


def late(seconds: float) -> Verdict:
    """What it means to be so many seconds beyond a limit of time, one second of tolerance counted."""
    if seconds > 1.0 + MARGIN_S:
        return Verdict.BROKEN
    return Verdict.HARMLESS if seconds <= 0 else Verdict.UNSURE


def sure(broken: bool) -> Verdict:
    return Verdict.BROKEN if broken else Verdict.HARMLESS


def oracle(world: World) -> Verdict:
    """Whether the plan breaks a rule, from matrices and orders."""
    found = set(_served(world))
    for route in world.plan.routes:
        found |= {*_times(world, route), *_hours(world, route), *_loads(world, route), *_vehicle(world, route)}
    return next(v for v in (Verdict.BROKEN, Verdict.UNSURE, Verdict.HARMLESS) if v in found)


def _served(world: World) -> Iterator[Verdict]:
    served = Counter(i for route in world.plan.routes for visit in route.visits for i in visit.order_ids)
    listed = Counter(entry.order_id for entry in world.plan.unserved)
    yield sure(any(served[o.id] + listed[o.id] != 1 for o in world.scenario.orders))


def _arrivals(world: World, route: Route) -> list[float]:
    matrix, row = table(world, route.vehicle_id)
    here, leaves, arrivals = row["depot"], float(route.depart_s), []
    for visit in route.visits:
        there = row[visit.order_ids[0]]
        arrivals.append(leaves + matrix.seconds[here, there] + visit.leg.hold_s)
        here, leaves = there, float(visit.depart_s)
    return [*arrivals, leaves + matrix.seconds[here, row["depot"]]]


def _times(world: World, route: Route) -> Iterator[Verdict]:
    vehicle = next(v for v in world.scenario.vehicles if v.id == route.vehicle_id)
    arrivals = _arrivals(world, route)
    known = {order.id: order for order in world.scenario.orders}
    for visit, arrive_s in zip(route.visits, arrivals, strict=False):
        order = known[visit.order_ids[0]]
        yield late(arrive_s - visit.start_s)
        yield sure(visit.depart_s - visit.start_s < order.service_s)
        yield sure(not _inside(order.windows, visit.start_s, visit.start_s + order.service_s))
    yield sure(route.depart_s < vehicle.shift_start_s)
    yield late(arrivals[-1] - vehicle.shift_end_s)


def _inside(intervals: tuple[Interval, ...], begin: float, end: float) -> bool:
    return any(a <= begin and end <= b for a, b in intervals)


def _hours(world: World, route: Route) -> Iterator[Verdict]:
    """The vehicle drives in the stop's own street on arrival and on leaving, and near by before and after."""
    matrix, row = table(world, route.vehicle_id)
    for visit, arrive_s in zip(route.visits, _arrivals(world, route), strict=False):
        place = row[visit.order_ids[0]]
        begin, end = arrive_s - matrix.way_in_s[place], visit.depart_s + matrix.way_out_s[place]
        if _inside(matrix.open[place], begin, end):
            continue
        own = int(matrix.view.hours[matrix.places[place].positions[0].street])
        opens = matrix.view.timetable[own] if own >= 0 else ((0, 48 * HOUR),)
        shut = [min(max(a - at, at - b) for a, b in opens) for at in (arrive_s, float(visit.depart_s))]
        yield Verdict.BROKEN if max(shut) > 1.0 + MARGIN_S else Verdict.UNSURE
    yield Verdict.HARMLESS


def _loads(world: World, route: Route) -> Iterator[Verdict]:
    known = {order.id: order for order in world.scenario.orders}
    orders = [known[i] for visit in route.visits for i in visit.order_ids]
    vehicle = next(v for v in world.scenario.vehicles if v.id == route.vehicle_id)
    capacity = world.scenario.vehicle_type(vehicle.type_id).capacity
    for unit, room in enumerate(capacity):
        for stop in range(len(orders) + 1):
            still = sum(o.load[unit] for o in orders[stop:] if o.kind is OrderKind.DELIVERY)
            picked = sum(o.load[unit] for o in orders[:stop] if o.kind is OrderKind.PICKUP)
            over = still + picked - room
            yield Verdict.UNSURE if 0 < over < 0.1 else sure(over > 0)


def _vehicle(world: World, route: Route) -> Iterator[Verdict]:
    vehicle = next(v for v in world.scenario.vehicles if v.id == route.vehicle_id)
    kind = world.scenario.vehicle_type(vehicle.type_id)
    known = {order.id: order for order in world.scenario.orders}
    matrix, row = table(world, route.vehicle_id)
    stops = ["depot", *(visit.order_ids[0] for visit in route.visits), "depot"]
    yield sure(any(known[i].skills - vehicle.skills for i in stops[1:-1]))
    if kind.battery is not None:
        used = sum(matrix.energy_kwh[row[a], row[b]] for a, b in pairwise(stops))
        left = kind.battery.usable_kwh * vehicle.start_charge_share - kind.battery.reserve_kwh - used
        yield Verdict.UNSURE if abs(left) < 1e-6 else sure(left < 0)
