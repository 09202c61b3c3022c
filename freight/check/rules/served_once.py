"""Every order is served once or listed as unserved, by vehicles that exist and drive one route each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from freight.check.context import Context
from freight.check.violation import Violation


def served_once(context: Context) -> Iterator[Violation]:
    """Count every order and every vehicle."""
    yield from _orders(context)
    yield from _vehicles(context)


def _orders(context: Context) -> Iterator[Violation]:
    stops = [(v, r.vehicle_id) for r in context.plan.routes for visit in r.visits for v in visit.order_ids]
    served = Counter(order_id for order_id, _ in stops)
    left_out = Counter(unserved.order_id for unserved in context.plan.unserved)
    for order_id in dict.fromkeys([*context.orders, *served, *left_out]):
        times, listed = served[order_id], left_out[order_id]
        by = ", ".join(vehicle for served_id, vehicle in stops if served_id == order_id)
        if order_id not in context.orders:
            text = f"order {order_id} is in the plan but not in the scenario"
        elif times > 1:
            text = f"order {order_id} is served {times} times, by {by}"
        elif times == 1 and listed:
            text = f"order {order_id} is served by {by} and listed as unserved too"
        elif not times and listed != 1:
            text = f"order {order_id} is neither served nor listed as unserved"
            text = text if not listed else f"order {order_id} is listed as unserved {listed} times"
        else:
            continue
        yield Violation("served_once", text, where=f"order {order_id}", amount=float(times), unit="times")


def _vehicles(context: Context) -> Iterator[Violation]:
    known = {vehicle.id for vehicle in context.scenario.vehicles}
    for vehicle_id, routes in Counter(route.vehicle_id for route in context.plan.routes).items():
        if vehicle_id not in known:
            text = f"vehicle {vehicle_id} has a route but is not in the fleet"
            yield Violation("served_once", text, vehicle_id)
        elif routes > 1:
            text = f"vehicle {vehicle_id} has {routes} routes on one day"
            yield Violation("served_once", text, vehicle_id, amount=float(routes), unit="routes")
    for route in context.plan.routes:
        for number, visit in enumerate(route.visits, 1):
            if not visit.order_ids and visit.charge is None and not visit.reload:
                text = f"visit {number} of {route.vehicle_id} serves no order"
                yield Violation("served_once", text, route.vehicle_id, f"visit {number}", visit.start_s)
