"""Locked orders go with their vehicle, and locked stops come first and in their order."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.violation import Violation
from freight.domain.plan import Route


def locks(context: Context) -> Iterator[Violation]:
    """Compare who serves what, and in which order, with what was locked. An order left out breaks no lock."""
    by_order = {lock.order_id: lock for lock in context.scenario.locks}
    whole = {lock.vehicle_id for lock in context.scenario.locks if lock.whole}
    for route in context.plan.routes:
        who = route.vehicle_id
        for visit in route.visits:
            for order_id in visit.order_ids:
                lock = by_order.get(order_id)
                if lock is not None and lock.vehicle_id != who:
                    text = f"order {order_id} is locked to {lock.vehicle_id} and served by {who}"
                    yield Violation("locks", text, who, f"order {order_id}", visit.start_s)
                elif lock is None and who in whole:
                    text = f"{who} serves order {order_id} beside its locked route"
                    yield Violation("locks", text, who, f"order {order_id}", visit.start_s)
        yield from _order(context, route)


def _order(context: Context, route: Route) -> Iterator[Violation]:
    served = [order_id for visit in route.visits for order_id in visit.order_ids]
    own = [k for k in context.scenario.locks if k.vehicle_id == route.vehicle_id and k.position is not None]
    wanted = [k.order_id for k in sorted(own, key=lambda k: k.position or 0) if k.order_id in served]
    if served[: len(wanted)] != wanted:
        text = (
            f"{route.vehicle_id} begins with {', '.join(served[: len(wanted)])}, locked is {', '.join(wanted)}"
        )
        yield Violation("locks", text, route.vehicle_id, at_s=route.depart_s)
