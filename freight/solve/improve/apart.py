"""Goods that must not ride together: classes as bits, gathered along every route."""

from __future__ import annotations

import numpy as np

from freight.domain.problem import Problem
from freight.domain.travel import IntArray
from freight.errors import NoPlanError
from freight.solve.improve import columns as c
from freight.solve.improve.address import carray, pointer
from freight.solve.improve.compiled import fast, tiny
from freight.solve.improve.views import Data, State, nodes

MOST_CLASSES = 62
"""Classes stand in the bits of one number."""


def apart_rows(problem: Problem) -> IntArray:
    """Shape (orders, 2): class of the goods, and classes that must not ride with them, as bits.

    Raises
    ------
    NoPlanError
        When more classes are kept apart from others than fit.
    """
    rows, goods = np.zeros((problem.order_count, 2), dtype=np.int64), problem.goods
    if goods is None:
        return rows
    if len(goods.names) > MOST_CLASSES:
        raise NoPlanError(
            f"{len(goods.names)} classes of goods are kept apart from others, the engine knows up to"
            f" {MOST_CLASSES}; join classes that are kept apart from the same ones"
        )
    barred = [sum(1 << other for one, other in goods.pairs if one == own) for own in range(len(goods.names))]
    for order, own in enumerate(goods.of_order):
        if own >= 0:
            rows[order] = 1 << own, barred[own]
    return rows


@tiny
def classes(d: Data) -> IntArray:
    """Goods of orders."""
    found: IntArray = carray(pointer(d.apart), (d.orders, 2))
    return found


@fast
def mark_goods(d: Data, s: State, r: int) -> None:
    """Bring up to date which goods must not join what lies before every node, and which come after."""
    node = nodes(s)
    start, last = d.orders + r, d.orders + d.vehicles + r
    barred, here = 0, node[start, c.SUCC]
    while here != last:
        barred |= classes(d)[here, c.BARRED_CLASSES]
        node[here, c.BARRED_BEFORE] = barred
        here = node[here, c.SUCC]
    node[last, c.BARRED_BEFORE] = barred
    found, here = 0, node[last, c.PRED]
    while here != start:
        found |= classes(d)[here, c.OWN_CLASS]
        node[here, c.GOODS_AFTER] = found
        here = node[here, c.PRED]


@tiny
def ill_matched(d: Data, s: State, x: int, r: int) -> bool:
    """Whether the goods of an order must not ride with something on the route."""
    if d.parted == 0:
        return False
    barred = nodes(s)[d.orders + d.vehicles + r, c.BARRED_BEFORE]
    return bool(barred & classes(d)[x, c.OWN_CLASS])
