"""Goods that must be kept apart never share a vehicle."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.aftermath import stuck_goods
from freight.check.context import Context
from freight.check.violation import Violation
from freight.domain.scenario import Order


def goods_apart(context: Context) -> Iterator[Violation]:
    """Hold every order of a route against those before it, and against goods that stay on board undelivered.

    Deliveries and pickups alike: what was picked up before noon counts beside what is delivered after it.
    """
    barred = [frozenset(pair) for pair in context.scenario.goods.keep_apart]
    if not barred:
        return
    stuck = stuck_goods(context.plan, context.scenario)
    for driven in context.replays:
        vehicle, seen = driven.vehicle.id, list[Order](stuck.get(driven.vehicle.id, ()))
        for halt in driven.timeline.halts:
            for order in (context.orders[name] for name in halt.order_ids if name in context.orders):
                for other in seen:
                    if {order.goods_class, other.goods_class} in barred:
                        text = (
                            f"{vehicle} carries order {order.id} ({order.goods_class}) and order {other.id} "
                            f"({other.goods_class}), which must not ride together"
                        )
                        yield Violation("goods_apart", text, vehicle, halt.label, halt.start_s, 1.0, "orders")
                        break
                seen.append(order)
