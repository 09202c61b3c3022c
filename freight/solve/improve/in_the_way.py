"""The last in is the first out: what a vehicle picks up stands in the way of what it has not delivered yet.

A route keeps to that when no pickup is followed by a delivery, reload halts parting it. So only the two stops
that come next to each other have to be looked at, where both parts kept to it before.
"""

from __future__ import annotations

from freight.solve.improve import columns as c
from freight.solve.improve.compiled import fast, tiny
from freight.solve.improve.views import Data, State, nodes, order_rows, vehicle_rows


@tiny
def in_the_way(d: Data, r: int, u: int, w: int) -> bool:
    """Whether vehicle `r` may not serve `w` right behind `u`; other nodes than orders are never in the way."""
    if vehicle_rows(d)[r, c.V_LIFO] == 0 or u >= d.first_reload or w >= d.first_reload:
        return False
    return bool(order_rows(d)[u, c.O_PICKS] == 1 and order_rows(d)[w, c.O_PICKS] == 0)


@fast
def tail_in_the_way(d: Data, s: State, r: int, w: int) -> bool:
    """Whether what follows from `w` on has anything in the way for vehicle `r`."""
    if vehicle_rows(d)[r, c.V_LIFO] == 0:
        return False
    while w < d.orders:
        follower = nodes(s)[w, c.SUCC]
        if in_the_way(d, r, w, follower):
            return True
        w = follower
    return False
