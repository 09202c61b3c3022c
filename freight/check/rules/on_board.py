"""Goods stay in the vehicle they were loaded on, and nothing is handed over that is not on board."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.aftermath import settled
from freight.check.context import Context
from freight.check.violation import Violation
from freight.domain.happened import Happened
from freight.domain.scenario import OrderKind


def on_board(context: Context) -> Iterator[Violation]:
    """Compare who delivers what with what every vehicle had loaded when it left, and with where goods lie."""
    happened = context.scenario.happened
    if happened is None or happened.earlier is None:
        return
    yield from _listing(context, happened)
    holder = {name: vehicle for vehicle, names in happened.loaded.items() for name in names}
    depot_of = {vehicle.id: vehicle.depot_id for vehicle in context.scenario.vehicles}
    left = {one.earlier.vehicle_id for one in settled(happened)}
    lies_at = {
        order_id: depot_of.get(route.vehicle_id)
        for route in happened.earlier.routes
        for visit in route.visits
        for order_id in visit.order_ids
    }
    for driven in context.replays:
        who = driven.vehicle.id
        for halt in driven.timeline.halts:
            for order_id in halt.order_ids:
                order = context.orders.get(order_id)
                if order is None or order.kind is not OrderKind.DELIVERY or holder.get(order_id) == who:
                    continue
                if order_id in holder:
                    text = f"{who} delivers order {order_id}, which is on board of {holder[order_id]}"
                elif who in left:
                    text = f"{who} delivers order {order_id}, which was not loaded when it left"
                elif lies_at.get(order_id) not in {None, driven.depot.id}:
                    there = lies_at[order_id]
                    text = f"{who} takes order {order_id} at depot {driven.depot.id}; it lies at {there}"
                else:
                    continue
                yield Violation("on_board", text, who, halt.label, halt.start_s)


def _listing(context: Context, happened: Happened) -> Iterator[Violation]:
    """Deliveries of the earlier plan that are missing in the list of what was loaded."""
    for one in settled(happened):
        who = one.earlier.vehicle_id
        for visit in one.earlier.visits:
            for order_id in visit.order_ids:
                order = context.orders.get(order_id)
                delivery = order is not None and order.kind is OrderKind.DELIVERY
                if delivery and order_id not in happened.loaded.get(who, ()):
                    text = f"order {order_id} left with {who} and is missing in the list of what it had loaded"
                    yield Violation("on_board", text, who, f"order {order_id}", visit.start_s)
