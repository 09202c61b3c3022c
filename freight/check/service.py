"""Service of an order by the vehicle that serves it, as the inputs say."""

from __future__ import annotations

from collections.abc import Mapping

from freight.domain.fleet import VehicleType
from freight.domain.plan import Visit
from freight.domain.scenario import Order


def order_s(order: Order, kind: VehicleType) -> int:
    """Seconds from the start of service to its end.

    Of the seconds that were learned from past days the factor of the type takes nothing.
    """
    scaled_s = (order.service_s - order.learned_s) * kind.service_factor
    whole_s = int(scaled_s + 0.5)
    return max(whole_s + order.learned_s + kind.service_extra_s, 0)


def visit_s(visit: Visit, orders: Mapping[str, Order], kind: VehicleType) -> int:
    """Seconds of service at a visit: its orders one after the other."""
    return sum(order_s(orders[order_id], kind) for order_id in visit.order_ids if order_id in orders)
