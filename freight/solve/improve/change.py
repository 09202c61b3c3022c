"""Changing a plan, and undoing it: only the routes that a step touches are written down."""

from __future__ import annotations

from freight.solve.improve import columns as c
from freight.solve.improve.compiled import fast
from freight.solve.improve.doors import door
from freight.solve.improve.sweep import backward, forward, price, refresh, weigh
from freight.solve.improve.views import (
    Data,
    State,
    counters,
    idlers,
    kind_rows,
    lists_of,
    nodes,
    order_rows,
    routes,
    vehicle_rows,
)


@fast
def begin(s: State) -> None:
    """Start a step: nothing is touched yet; the absent orders are written down whole."""
    counter, lists = counters(s), lists_of(s)
    counter[c.CLOCK] += 1
    counter[c.OLD_ROUTES], counter[c.OLD_END], counter[c.FRESHES] = 0, 0, 0
    counter[c.OLD_ABSENTS] = counter[c.ABSENTS]
    for a in range(counter[c.ABSENTS]):
        lists[c.OLD_ABSENT, a] = lists[c.ABSENT, a]


@fast
def touch(d: Data, s: State, r: int) -> None:
    """Write a route down before its first change in a step."""
    route, counter, lists = routes(s), counters(s), lists_of(s)
    if route[r, c.STAMP] == counter[c.CLOCK]:
        return
    route[r, c.STAMP] = counter[c.CLOCK]
    lists[c.OLD_ROUTE, counter[c.OLD_ROUTES]] = r
    lists[c.OLD_FROM, counter[c.OLD_ROUTES]] = counter[c.OLD_END]
    end = counter[c.OLD_END]
    here = nodes(s)[d.orders + r, c.SUCC]
    for _ in range(route[r, c.SIZE]):
        lists[c.OLD_NODES, end] = here
        end += 1
        here = nodes(s)[here, c.SUCC]
    counter[c.OLD_ROUTES] += 1
    counter[c.OLD_END] = end


@fast
def roll_back(d: Data, s: State) -> None:
    """Undo everything since `begin`."""
    counter, lists = counters(s), lists_of(s)
    for a in range(counter[c.ABSENTS]):
        counter[c.TOTAL] -= order_rows(d)[lists[c.ABSENT, a], c.O_PENALTY]
    for a in range(counter[c.OLD_ABSENTS]):
        x = lists[c.OLD_ABSENT, a]
        lists[c.ABSENT, a] = x
        nodes(s)[x, c.ROUTE] = c.UNROUTED
        counter[c.TOTAL] += order_rows(d)[x, c.O_PENALTY]
    counter[c.ABSENTS] = counter[c.OLD_ABSENTS]
    for entry in range(counter[c.OLD_ROUTES]):
        leave_out_reloads(d, s, lists[c.OLD_ROUTE, entry])
    stop = counter[c.OLD_END]
    for entry in range(counter[c.OLD_ROUTES] - 1, -1, -1):
        begins = lists[c.OLD_FROM, entry]
        rebuild(d, s, lists[c.OLD_ROUTE, entry], c.OLD_NODES, begins, stop)
        stop = begins


@fast
def leave_out_reloads(d: Data, s: State, r: int) -> None:
    """Forget the reload halts of a route that is about to be rebuilt."""
    v = vehicle_rows(d)[r]
    for x in range(v[c.V_RELOAD], v[c.V_RELOAD] + v[c.V_RELOADS]):
        nodes(s)[x, c.ROUTE] = c.UNROUTED


@fast
def rebuild(d: Data, s: State, r: int, listed: int, begins: int, stop: int) -> None:
    """Make a route visit the orders at these places of a list."""
    node = nodes(s)
    u, last = d.orders + r, d.orders + d.vehicles + r
    for at in range(begins, stop):
        x = lists_of(s)[listed, at]
        node[u, c.SUCC] = x
        node[x, c.PRED] = u
        node[x, c.ROUTE] = r
        u = x
    node[u, c.SUCC] = last
    node[last, c.PRED] = u
    resize(d, s, r, stop - begins)
    refresh(d, s, r)


@fast
def resize(d: Data, s: State, r: int, size: int) -> None:
    """Store how many orders a route has; keep count of the routes in use."""
    before = routes(s)[r, c.SIZE]
    counters(s)[c.ROUTES] += (1 if size > 0 else 0) - (1 if before > 0 else 0)
    routes(s)[r, c.SIZE] = size
    if size == 0:
        idlers(s)[vehicle_rows(d)[r, c.V_KIND]] = r


@fast
def idle_vehicle(d: Data, s: State, kind: int) -> int:
    """A vehicle of the kind that stays at home and may leave it, or -1."""
    if counters(s)[c.ROUTES] >= counters(s)[c.LIMIT]:
        return -1
    if routes(s)[idlers(s)[kind], c.SIZE] == 0:
        return int(idlers(s)[kind])
    for r in range(kind_rows(d)[kind, 0], kind_rows(d)[kind, 1]):
        if routes(s)[r, c.SIZE] == 0:
            idlers(s)[kind] = r
            return r
    return -1


@fast
def unlink(d: Data, s: State, x: int) -> None:
    """Take an order or a reload halt out of its route; the caller refreshes the route."""
    node, counter = nodes(s), counters(s)
    r, before, after = node[x, c.ROUTE], node[x, c.PRED], node[x, c.SUCC]
    node[before, c.SUCC] = after
    node[after, c.PRED] = before
    node[x, c.ROUTE] = c.UNROUTED
    resize(d, s, r, routes(s)[r, c.SIZE] - 1)
    if x >= d.first_reload:
        return
    lists_of(s)[c.ABSENT, counter[c.ABSENTS]] = x
    counter[c.ABSENTS] += 1
    counter[c.TOTAL] += order_rows(d)[x, c.O_PENALTY]


@door
def link(d: Data, s: State, x: int, u: int) -> None:
    """Insert an order behind `u`, or a reload halt; the caller takes an order off the absent ones."""
    node = nodes(s)
    r, after = node[u, c.ROUTE], node[u, c.SUCC]
    node[u, c.SUCC] = x
    node[x, c.PRED] = u
    node[x, c.SUCC] = after
    node[after, c.PRED] = x
    node[x, c.ROUTE] = r
    resize(d, s, r, routes(s)[r, c.SIZE] + 1)
    forward(d, s, x)
    backward(d, s, x)
    weigh(d, s, r)
    price(d, s, r)
    counters(s)[c.TOTAL] -= order_rows(d)[x, c.O_PENALTY]
