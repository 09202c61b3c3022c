"""A vehicle has the skills its orders ask for."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.violation import Violation


def skills(context: Context) -> Iterator[Violation]:
    """Compare the skills of every order with those of the vehicle that serves it."""
    for driven in context.replays:
        vehicle = driven.vehicle
        for halt in driven.timeline.halts:
            for order_id in halt.order_ids:
                order = context.orders.get(order_id)
                lacking = sorted(order.skills - vehicle.skills) if order is not None else []
                if lacking:
                    text = f"order {order_id} asks for {', '.join(lacking)}; {vehicle.id} lacks it"
                    yield Violation(
                        "skills", text, vehicle.id, halt.label, halt.start_s, float(len(lacking)), "skills"
                    )
