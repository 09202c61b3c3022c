"""What a vehicle carries on each leg."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from freight.domain.fleet import Load
from freight.domain.plan import Route, Visit
from freight.domain.scenario import Order, OrderKind
from freight.domain.travel import FloatArray


def loads_on_board(route: Route, orders: Mapping[str, Order], stuck: Sequence[Order] = ()) -> tuple[Load, ...]:
    """Load on board on leaving the depot and on leaving each visit.

    Deliveries are on board from the depot to their visit, pickups from their visit to the depot, `stuck` goods
    all day. Where the vehicle loads anew all pickups are taken off, and what it delivers from there on is taken
    on, until it loads anew again.
    """
    kept = np.sum([np.zeros(3), *(np.array(order.load) for order in stuck)], axis=0)
    served = [
        [orders[order_id] for order_id in visit.order_ids if order_id in orders] for visit in route.visits
    ]
    board = kept + _taken_on(route.visits, served, 0)
    loads = [Load(*board.tolist())]
    for number, (visit, group) in enumerate(zip(route.visits, served, strict=True)):
        if visit.reload:
            board = kept + _taken_on(route.visits, served, number + 1)
        for order in group:
            board = board + _signed(order, OrderKind.PICKUP) - _signed(order, OrderKind.DELIVERY)
        board = np.where(np.abs(board) < 1e-9, 0.0, board)
        loads.append(Load(*board.tolist()))
    return tuple(loads)


def _taken_on(visits: Sequence[Visit], served: Sequence[Sequence[Order]], begin: int) -> FloatArray:
    """What is delivered from visit `begin` on before the vehicle loads anew."""
    board = np.zeros(3)
    for visit, group in zip(visits[begin:], served[begin:], strict=True):
        if visit.reload:
            break
        for order in group:
            board += _signed(order, OrderKind.DELIVERY)
    return board


def _signed(order: Order, kind: OrderKind) -> FloatArray:
    return np.array(order.load) if order.kind is kind else np.zeros(3)
