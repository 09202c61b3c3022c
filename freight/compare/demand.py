"""Demand days: the orders as given, or resampled so that another day like it comes out."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from freight.domain.scenario import Order


def demand_day(orders: Sequence[Order], day: int) -> tuple[Order, ...]:
    """Orders of a demand day, the same in every variant.

    Parameters
    ----------
    day
        0: the orders as given. Else every carrier gets as many deliveries and as many pickups as it has, drawn
        with replacement among its own (a bootstrap within carrier and kind), so that volumes and places vary as
        between days of the same business. An order drawn again gets the id ``R001~2``.
    """
    if day == 0:
        return tuple(orders)
    drawn: dict[int, int] = {}
    for carrier, kind in sorted({(order.carrier, order.kind) for order in orders}):
        places = [at for at, order in enumerate(orders) if (order.carrier, order.kind) == (carrier, kind)]
        rng = np.random.default_rng([day, zlib.crc32(f"{carrier}/{kind}".encode())])
        for choice in rng.integers(len(places), size=len(places)).tolist():
            drawn[places[choice]] = drawn.get(places[choice], 0) + 1
    return tuple(
        orders[at] if copy == 1 else replace(orders[at], id=f"{orders[at].id}~{copy}")
        for at in sorted(drawn)
        for copy in range(1, drawn[at] + 1)
    )
