"""Giving the orders of a route to another vehicle: to an idle one, or two routes exchange their vehicles."""

from __future__ import annotations

from freight.solve.improve import columns as c
from freight.solve.improve.chance import below
from freight.solve.improve.change import idle_vehicle, rebuild, touch
from freight.solve.improve.compiled import fast
from freight.solve.improve.doors import door
from freight.solve.improve.views import Data, State, counters, lists_of, nodes, routes, vehicle_rows
from freight.solve.improve.walks import sequence_cost


@fast
def list_route(d: Data, s: State, r: int, listed: int) -> int:
    """Write the orders of a route into a list; how many there are."""
    here = nodes(s)[d.orders + r, c.SUCC]
    for at in range(routes(s)[r, c.SIZE]):
        lists_of(s)[listed, at] = here
        here = nodes(s)[here, c.SUCC]
    return int(routes(s)[r, c.SIZE])


@door
def exchange_vehicles(d: Data, s: State) -> None:
    """Let a route that was just changed go to the best other vehicle, where that pays."""
    if d.kinds == 1 or counters(s)[c.FRESHES] == 0:
        return
    r = nodes(s)[lists_of(s)[c.FRESH, below(counters(s), counters(s)[c.FRESHES])], c.ROUTE]
    size, now = list_route(d, s, r, c.SEQUENCE), routes(s)[r, c.COST]
    best, taker = 0, -1
    for kind in range(d.kinds):
        q = idle_vehicle(d, s, kind)
        if q >= 0 and kind != vehicle_rows(d)[r, c.V_KIND]:
            gain = now - sequence_cost(d, s, q, c.SEQUENCE, size)
            if gain > best:
                best, taker = gain, q
    q = below(counters(s), d.vehicles)
    others = 0
    if routes(s)[q, c.SIZE] > 0 and vehicle_rows(d)[q, c.V_KIND] != vehicle_rows(d)[r, c.V_KIND]:
        one = sequence_cost(d, s, q, c.SEQUENCE, size)
        if one < c.NEVER:
            others = list_route(d, s, q, c.OTHER)
            two = sequence_cost(d, s, r, c.OTHER, others)
            if now + routes(s)[q, c.COST] - one - two > best:
                taker = q
    if taker >= 0:
        touch(d, s, r)
        touch(d, s, taker)
        others = list_route(d, s, taker, c.OTHER)
        rebuild(d, s, taker, c.SEQUENCE, 0, size)
        rebuild(d, s, r, c.OTHER, 0, others)
