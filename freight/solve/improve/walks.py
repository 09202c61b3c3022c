"""Routes under test written out stop by stop, where parts can not simply be joined."""

from __future__ import annotations

from freight.domain.travel import UNREACHABLE
from freight.solve.improve import columns as c
from freight.solve.improve.apart import classes
from freight.solve.improve.charging_cost import burden_of_list
from freight.solve.improve.clock import least_span
from freight.solve.improve.columns import COUNT, FIRST, GAP, ORIGIN, SERVED, TARGET
from freight.solve.improve.compiled import fast, tiny
from freight.solve.improve.doors import door
from freight.solve.improve.hourly import hourly_span
from freight.solve.improve.in_the_way import in_the_way
from freight.solve.improve.views import (
    Data,
    State,
    arcs,
    departures,
    fees,
    goods,
    intervals,
    lists_of,
    nodes,
    order_rows,
    permissions,
    stops,
    vehicle_rows,
)
from freight.solve.improve.wages import wages


@tiny
def write_stop(d: Data, s: State, r: int, at: int, here: int, before: int) -> None:
    """Write node `here`, reached from `before`, as stop number `at` of vehicle `r`."""
    walk, node, orders = stops(s), nodes(s), d.orders
    v = vehicle_rows(d)[r]
    row = v[c.V_PROFILE] * orders
    walk[at, GAP] = arcs(d)[v[c.V_PROFILE], node[before, c.PLACE], node[here, c.PLACE], c.SECONDS]
    walk[at, ORIGIN], walk[at, TARGET], walk[at, SERVED] = node[before, c.PLACE], node[here, c.PLACE], 0
    if before < orders:
        walk[at, SERVED] = order_rows(d)[row + before, c.O_SERVICE]
        walk[at, GAP] += walk[at, SERVED]
    if here < orders:
        walk[at, FIRST] = order_rows(d)[row + here, c.O_WINDOW]
        walk[at, COUNT] = order_rows(d)[row + here, c.O_WINDOWS]
    else:
        walk[at, FIRST], walk[at, COUNT] = v[c.V_BACK], v[c.V_BACKS]


@door
def span_of_stops(d: Data, s: State, r: int, count: int) -> int:
    """Least span of the stops written down for vehicle `r`, the departure first; NEVER when there is none."""
    if d.periods > 0:
        return hourly_span(d, s, vehicle_rows(d)[r, c.V_PROFILE], count)
    return least_span(stops(s), departures(s), intervals(d), count)


@fast
def span_of(d: Data, s: State, u: int, x: int, w: int) -> int:
    """Exact least span of the route that goes to `u`, then `x` (left out when negative), then on from `w`."""
    node, orders = nodes(s), d.orders
    r = node[u, c.ROUTE]
    before, stop = orders + r, 1
    stops(s)[0, FIRST], stops(s)[0, COUNT] = vehicle_rows(d)[r, c.V_OUT], vehicle_rows(d)[r, c.V_OUTS]
    while before != u:
        here = node[before, c.SUCC]
        write_stop(d, s, r, stop, here, before)
        before, stop = here, stop + 1
    here = x if x >= 0 else w
    while True:
        write_stop(d, s, r, stop, here, before)
        before, stop = here, stop + 1
        if here >= orders:
            return span_of_stops(d, s, r, stop)
        here = w if here == x else node[here, c.SUCC]


@fast
def day_fees(d: Data, r: int, zones: int) -> int:
    """Fees a vehicle pays for a day with stops in these zones."""
    paid = 0
    if zones != 0:
        for z in range(d.zones):
            if (zones >> z) & 1:
                paid += fees(d)[r, z]
    return paid


@door
def sequence_cost(d: Data, s: State, r: int, listed: int, size: int) -> int:
    """Cost of the orders in a list driven by vehicle `r`; NEVER when that breaks a rule.

    The plain definition that all the quick tests must agree with.
    """
    if size == 0:
        return 0
    if not carries(d, s, r, listed, size):
        return c.NEVER
    v, orders = vehicle_rows(d)[r], d.orders
    before, zones, money, used = orders + r, 0, 0, 0
    stops(s)[0, FIRST], stops(s)[0, COUNT] = v[c.V_OUT], v[c.V_OUTS]
    arc = arcs(d)[v[c.V_PROFILE]]
    for at in range(size + 1):
        here = lists_of(s)[listed, at] if at < size else d.orders + d.vehicles + r
        i, j = nodes(s)[before, c.PLACE], nodes(s)[here, c.PLACE]
        if arc[i, j, c.SECONDS] >= UNREACHABLE:
            return c.NEVER
        money += arc[i, j, c.MICRO]
        if d.layers > c.WATT_HOURS:
            used += arc[i, j, c.WATT_HOURS]
        if at < size:
            zones |= order_rows(d)[v[c.V_PROFILE] * orders + here, c.O_ZONES]
        write_stop(d, s, r, at + 1, here, before)
        before = here
    span = span_of_stops(d, s, r, size + 2)
    if span == c.NEVER:
        return c.NEVER
    cost = v[c.V_DAY] + money + day_fees(d, r, zones)
    if used <= v[c.V_ENERGY]:
        return int(cost + wages(d, r, span))
    burden = burden_of_list(d, s, r, listed, size)
    return c.NEVER if burden >= c.NO_CHARGING else int(cost + burden)


@fast
def carries(d: Data, s: State, r: int, listed: int, size: int) -> bool:
    """Whether vehicle `r` may take these orders together and has room for them all along the way."""
    v, barred = vehicle_rows(d)[r], 0
    for at in range(size):
        x = lists_of(s)[listed, at]
        if not permissions(d)[x, v[c.V_KIND]] or barred & classes(d)[x, c.OWN_CLASS]:
            return False
        if x >= d.first_reload and not v[c.V_RELOAD] <= x < v[c.V_RELOAD] + v[c.V_RELOADS]:
            return False
        barred |= classes(d)[x, c.BARRED_CLASSES]
        if at > 0 and in_the_way(d, r, lists_of(s)[listed, at - 1], x):
            return False
    for k in range(d.units):
        begins = 0
        while begins < size:
            ends = section_end(d, s, listed, begins, size) if k != d.lasting else size
            if peak_of(d, s, listed, begins, ends, k) > v[c.V_CAPACITY + k]:
                return False
            begins = ends + 1
    return True


@fast
def section_end(d: Data, s: State, listed: int, begins: int, size: int) -> int:
    """Where in a list the next reload halt stands, or the end of the list."""
    while begins < size and lists_of(s)[listed, begins] < d.first_reload:
        begins += 1
    return begins


@fast
def peak_of(d: Data, s: State, listed: int, begins: int, ends: int, k: int) -> int:
    """The most of a unit on board along these places of a list, what is delivered there loaded before."""
    on_board = 0
    for at in range(begins, ends):
        on_board += goods(d)[lists_of(s)[listed, at], k, 0]
    peak = on_board
    for at in range(begins, ends):
        on_board += goods(d)[lists_of(s)[listed, at], k, 1] - goods(d)[lists_of(s)[listed, at], k, 0]
        peak = max(peak, on_board)
    return peak
