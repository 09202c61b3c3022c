"""How long a vehicle of a type serves an order."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from freight.domain.fleet import VehicleType
from freight.domain.scenario import Order
from freight.domain.travel import IntArray


def service_s(order: Order, kind: VehicleType) -> int:
    """Seconds of service, halves rounded up, never below 0.

    The type's factor is on what the order states; its extra and what was learned from past days come on top.
    """
    stated_s = order.service_s - order.learned_s
    return max(0, math.floor(stated_s * kind.service_factor + 0.5) + kind.service_extra_s + order.learned_s)


def least_service_s(order: Order, kinds: Iterable[VehicleType]) -> int:
    """Seconds that the quickest of these types serves an order."""
    return min(service_s(order, kind) for kind in kinds)


def service_table(orders: Sequence[Order], kinds: Sequence[VehicleType]) -> IntArray:
    """Seconds of service, shape (kinds, orders)."""
    rows = [[service_s(order, kind) for order in orders] for kind in kinds]
    return np.array(rows, dtype=np.int64).reshape(len(kinds), len(orders))
