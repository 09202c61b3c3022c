"""What it costs to serve one more order at a place in a route: O(1), and exact."""

from __future__ import annotations

import numpy as np

from freight.domain.travel import IntArray
from freight.solve.improve import columns as c
from freight.solve.improve.apart import ill_matched
from freight.solve.improve.chance import chance
from freight.solve.improve.change import idle_vehicle
from freight.solve.improve.charging_cost import burden_with, least_extra
from freight.solve.improve.clock import next_open
from freight.solve.improve.compiled import fast, tiny
from freight.solve.improve.doors import door
from freight.solve.improve.hourly import hourly_in_time
from freight.solve.improve.in_the_way import in_the_way
from freight.solve.improve.sections import fits_section, has_stops_left
from freight.solve.improve.views import (
    Data,
    State,
    arcs,
    arcs_into,
    counters,
    goods,
    intervals,
    loads,
    nears,
    nodes,
    order_rows,
    permissions,
    routes,
    vehicle_rows,
)
from freight.solve.improve.wages import is_paid, wages
from freight.solve.improve.walks import day_fees, span_of


@tiny
def may_carry(d: Data, s: State, x: int, r: int) -> bool:
    """Whether vehicle `r` may take the order beside its goods, with room at the start and at the end.

    Where vehicles may load anew room is a matter of the place, see `fits_between`.
    """
    v = vehicle_rows(d)[r]
    if not permissions(d)[x, v[c.V_KIND]] or ill_matched(d, s, x, r):
        return False
    if d.first_reload < d.orders:
        return has_stops_left(d, s, r)
    last = d.orders + d.vehicles + r
    for k in range(d.units):
        limit = v[c.V_CAPACITY + k]
        if loads(s)[last, k, c.DELIVERED] + goods(d)[x, k, 0] > limit:
            return False
        if loads(s)[last, k, c.PICKED] + goods(d)[x, k, 1] > limit:
            return False
    return True


@fast
def fits_between(d: Data, s: State, x: int, u: int, w: int) -> bool:
    """Whether `x` fits between `u` and `w`: nothing in the way, room for deliveries and pickups together.

    At the start and at the end they do not, see `may_carry`.
    """
    r = nodes(s)[u, c.ROUTE]
    if in_the_way(d, r, u, x) or in_the_way(d, r, x, w):
        return False
    if d.first_reload < d.orders:
        return fits_section(d, s, x, u)
    if not d.mixed:
        return True
    load = loads(s)
    last = d.orders + d.vehicles + r
    for k in range(d.units):
        out, back, limit = goods(d)[x, k, 0], goods(d)[x, k, 1], vehicle_rows(d)[r, c.V_CAPACITY + k]
        total = load[last, k, c.DELIVERED]
        if total + load[last, k, c.PICKED] + out + back <= limit:
            continue
        picked = load[u, k, c.PICKED]
        peak = load[u, k, c.PEAK_BEFORE] + total - load[u, k, c.DELIVERED] + out
        peak = max(peak, picked + total - load[u, k, c.DELIVERED] + max(out, back))
        if max(peak, picked + back + load[w, k, c.PEAK_AFTER]) > limit:
            return False
    return True


@tiny
def span_with(d: Data, s: State, x: int, u: int, w: int, to_x: int, to_w: int) -> int:
    """Least span with `x` between `u` and `w`, from parts; with several windows a stop a lower bound."""
    node = nodes(s)
    row = order_rows(d)[vehicle_rows(d)[node[u, c.ROUTE], c.V_PROFILE] * d.orders + x]
    total = node[u, c.SPAN_BEFORE] + to_x
    leave = node[u, c.LEAVE_BY]
    span = total + max(row[c.O_OPENS] - total - leave, 0) + row[c.O_SERVICE] + to_w
    leave = min(leave, row[c.O_CLOSES] - total)
    return int(span + max(node[w, c.OPEN_AFTER] - span - leave, 0) + node[w, c.SPAN_AFTER])


@door
def rules_and_time(d: Data, s: State, x: int, u: int, money: int, bound: int) -> int:
    """Extra cost of `x` behind `u` with time and fees on top of `money`; NEVER when a rule is broken.

    Streets and hours are the caller's business.
    """
    node, route = nodes(s), routes(s)
    r, w = node[u, c.ROUTE], node[u, c.SUCC]
    v, arc = vehicle_rows(d)[r], arcs(d)[vehicle_rows(d)[r, c.V_PROFILE]]
    i, j, here = node[u, c.PLACE], node[w, c.PLACE], node[x, c.PLACE]
    row = order_rows(d)[v[c.V_PROFILE] * d.orders + x]
    charge = False
    if d.layers > c.WATT_HOURS and v[c.V_ENERGY] < c.NEVER:
        used = node[d.orders + d.vehicles + r, c.USED]
        used += arc[i, here, c.WATT_HOURS] + arc[here, j, c.WATT_HOURS] - arc[i, j, c.WATT_HOURS]
        charge = used > v[c.V_ENERGY]
    if row[c.O_ZONES] & ~route[r, c.ZONES]:
        money += day_fees(d, r, row[c.O_ZONES] & ~route[r, c.ZONES])
    if money >= bound or not fits_between(d, s, x, u, w):
        return c.NEVER
    if charge:
        if v[c.V_ABILITY] == c.NO_ABILITY or least_extra(d, s, x, u, money) >= bound:
            return c.NEVER
        money -= v[c.V_SECOND] * route[r, c.SPAN]
        burden = burden_with(d, s, u, x, w, bound - money)
        return c.NEVER if burden >= c.NO_CHARGING else money + burden
    if not is_paid(d, r):
        return money
    least = c.SECONDS if d.periods == 0 else c.FASTEST
    span = span_with(d, s, x, u, w, arc[i, here, least], arc[here, j, least])
    money -= wages(d, r, route[r, c.SPAN])
    extra = money + wages(d, r, span)
    several = row[c.O_WINDOWS] > 1 or node[d.orders + d.vehicles + r, c.SPLIT] > 0 or d.periods > 0
    if several and extra < bound:
        extra = money + wages(d, r, span_of(d, s, u, x, w))
    return int(extra)


@tiny
def extra_cost(d: Data, s: State, x: int, u: int, bound: int, plain: bool) -> int:
    """Extra cost of `x` behind `u`, NEVER when not allowed there or not below `bound`.

    `plain` tells that legs and hours are all there is to test (see `rules_and_time`).
    """
    node = nodes(s)
    r, w = node[u, c.ROUTE], node[u, c.SUCC]
    profile = vehicle_rows(d)[r, c.V_PROFILE]
    arc, into, row = arcs(d)[profile], arcs_into(d)[profile], order_rows(d)[profile * d.orders + x]
    if node[u, c.FINISH] > row[c.O_CLOSES] or node[w, c.LATEST] < row[c.O_OPENS]:
        return c.NEVER
    i, j, here = node[u, c.PLACE], node[w, c.PLACE], row[c.O_PLACE]
    money = into[here, i, c.MICRO] + arc[here, j, c.MICRO] - node[u, c.LEG] - routes(s)[r, c.CHARGE]
    if routes(s)[r, c.SIZE] == 0:
        money += vehicle_rows(d)[r, c.V_DAY]
    if money >= bound:
        return c.NEVER
    if d.periods > 0:
        return rules_and_time(d, s, x, u, money, bound) if hourly_in_time(d, s, x, u) else c.NEVER
    arrive = node[u, c.FINISH] + into[here, i, c.SECONDS]
    if row[c.O_WINDOWS] == 1:
        start = max(arrive, row[c.O_OPENS])
    else:
        start = next_open(intervals(d), row[c.O_WINDOW], row[c.O_WINDOWS], arrive)
    if arrive > row[c.O_CLOSES] or start + row[c.O_SERVICE] + arc[here, j, c.SECONDS] > node[w, c.LATEST]:
        return c.NEVER
    if plain:
        return int(money)
    return rules_and_time(d, s, x, u, money, bound)


@tiny
def sees(counter: IntArray, blink: float) -> bool:
    """Whether a place is not overlooked; how many are seen until the next is overlooked is drawn at once."""
    counter[c.SEEN_ON] -= 1
    if counter[c.SEEN_ON] > 0:
        return True
    counter[c.SEEN_ON] = 1 + int(np.log(1.0 - chance(counter)) / np.log(1.0 - blink))
    return False


@fast
def best_near(d: Data, s: State, x: int, blink: float, plain: bool) -> tuple[int, int]:
    """(extra cost, node before) of the best place beside a near order; each place counts once."""
    node, route, counter = nodes(s), routes(s), counters(s)
    best, place = c.NEVER, -1
    counter[c.MARK] += 1
    mark = counter[c.MARK]
    for at in range(d.nears):
        y = nears(d)[x, at]
        r = node[y, c.ROUTE]
        if r == c.UNROUTED:
            continue
        if route[r, c.ROOM] >> 1 != mark:
            route[r, c.ROOM] = 2 * mark + (1 if may_carry(d, s, x, r) else 0)
        if route[r, c.ROOM] & 1 == 0:
            continue
        u = y
        for _ in range(2):
            if node[u, c.SEEN] != mark:
                node[u, c.SEEN] = mark
                if sees(counter, blink):
                    extra = extra_cost(d, s, x, u, best, plain)
                    if extra < best:
                        best, place = extra, u
            u = node[y, c.PRED]
    return best, place


@fast
def best_anywhere(d: Data, s: State, x: int, blink: float, plain: bool) -> tuple[int, int]:
    """(extra cost, node before) of the best place in any route in use."""
    node, counter, orders = nodes(s), counters(s), d.orders
    best, place = c.NEVER, -1
    for r in range(d.vehicles):
        if routes(s)[r, c.SIZE] == 0 or not may_carry(d, s, x, r):
            continue
        u = orders + r
        while True:
            if sees(counter, blink):
                extra = extra_cost(d, s, x, u, best, plain)
                if extra < best:
                    best, place = extra, u
            u = node[u, c.SUCC]
            if u >= orders:
                break
    return best, place


@fast
def best_idle(d: Data, s: State, x: int, blink: float, plain: bool, bound: int) -> tuple[int, int]:
    """(extra cost, start node) of the cheapest vehicle that stays at home so far, if below `bound`."""
    best, place, orders = bound, -1, d.orders
    for kind in range(d.kinds):
        r = idle_vehicle(d, s, kind)
        if r < 0 or not may_carry(d, s, x, r) or not sees(counters(s), blink):
            continue
        extra = extra_cost(d, s, x, orders + r, best, plain)
        if extra < best:
            best, place = extra, orders + r
    return best, place
