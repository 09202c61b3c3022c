"""Exchanging the ends of two routes (2-opt*), which removing strings alone seldom does.

References
----------
.. [1] J.-Y. Potvin, J.-M. Rousseau, An exchange heuristic for routeing problems with time windows,
   Journal of the Operational Research Society 46(12), 1995.
"""

from __future__ import annotations

from freight.solve.improve import columns as c
from freight.solve.improve.change import idle_vehicle, resize, touch
from freight.solve.improve.charging_cost import burden_with
from freight.solve.improve.compiled import fast, tiny
from freight.solve.improve.doors import door
from freight.solve.improve.hourly import arrival
from freight.solve.improve.in_the_way import in_the_way, tail_in_the_way
from freight.solve.improve.sections import reloads_in
from freight.solve.improve.settings import TAILS_TRIED, setting
from freight.solve.improve.sweep import refresh
from freight.solve.improve.views import (
    Data,
    State,
    arcs,
    counters,
    lists_of,
    loads,
    nears,
    nodes,
    permissions,
    routes,
    vehicle_rows,
)
from freight.solve.improve.wages import is_paid, wages
from freight.solve.improve.walks import day_fees, span_of


@fast
def joined_loads_fit(d: Data, s: State, u: int, w: int) -> bool:
    """Whether the vehicle of `u` may take what follows from `w` on, and has room for it all along the way."""
    node, load = nodes(s), loads(s)
    if d.parted and node[u, c.BARRED_BEFORE] & node[w, c.GOODS_AFTER]:
        return False
    r, q = node[u, c.ROUTE], node[w, c.ROUTE]
    kind = vehicle_rows(d)[r, c.V_KIND]
    last, before = d.orders + d.vehicles + q, node[w, c.PRED]
    if in_the_way(d, r, u, w) or (kind != vehicle_rows(d)[q, c.V_KIND] and tail_in_the_way(d, s, r, w)):
        return False
    for k in range(d.units):
        limit = vehicle_rows(d)[r, c.V_CAPACITY + k]
        tail = load[last, k, c.DELIVERED] - load[before, k, c.DELIVERED]
        picked = load[u, k, c.PICKED] + load[last, k, c.PICKED] - load[before, k, c.PICKED]
        if max(load[u, k, c.DELIVERED] + tail, picked) > limit:
            return False
        if d.mixed:
            peak = max(load[u, k, c.PEAK_BEFORE] + tail, load[u, k, c.PICKED] + load[w, k, c.PEAK_AFTER])
            if peak > limit:
                return False
    if kind != vehicle_rows(d)[q, c.V_KIND]:
        while w < d.orders:
            if not permissions(d)[w, kind]:
                return False
            w = node[w, c.SUCC]
    return True


@fast
def joined_cost(d: Data, s: State, u: int, w: int, bound: int) -> int:
    """Cost of the route to `u` and on from `w`, driven by the vehicle of `u`; NEVER when not below `bound`.

    Both routes must know the same streets, depot and return hours.
    """
    node, orders = nodes(s), d.orders
    if u >= orders and w >= orders:
        return 0
    r, q = node[u, c.ROUTE], node[w, c.ROUTE]
    v, arc = vehicle_rows(d)[r], arcs(d)[vehicle_rows(d)[r, c.V_PROFILE]]
    last = d.orders + d.vehicles + q
    i, j = node[u, c.PLACE], node[w, c.PLACE]
    if arrival(d, v[c.V_PROFILE], i, j, node[u, c.FINISH]) > node[w, c.LATEST]:
        return c.NEVER
    cost = v[c.V_DAY] + node[u, c.MONEY] + arc[i, j, c.MICRO] + node[last, c.MONEY] - node[w, c.MONEY]
    if cost >= bound:
        return c.NEVER
    charge = False
    if d.layers > c.WATT_HOURS:
        used = node[u, c.USED] + arc[i, j, c.WATT_HOURS] + node[last, c.USED] - node[w, c.USED]
        charge = used > v[c.V_ENERGY]
    zones = node[u, c.ZONES_BEFORE] | node[w, c.ZONES_AFTER]
    cost += day_fees(d, r, zones)
    if not joined_loads_fit(d, s, u, w):
        return c.NEVER
    if charge:
        burden = burden_with(d, s, u, -1, w, bound - cost)
        return c.NEVER if burden >= c.NO_CHARGING else int(cost + burden)
    if is_paid(d, r):
        total = node[u, c.SPAN_BEFORE] + arc[i, j, c.SECONDS if d.periods == 0 else c.FASTEST]
        span = total + max(node[w, c.OPEN_AFTER] - total - node[u, c.LEAVE_BY], 0) + node[w, c.SPAN_AFTER]
        several = node[u, c.SPLIT] + node[last, c.SPLIT] - node[node[w, c.PRED], c.SPLIT]
        if (several > 0 or d.periods > 0) and cost + wages(d, r, span) < bound:
            span = span_of(d, s, u, -1, w)
        cost += wages(d, r, span)
    return int(cost)


@fast
def attach(d: Data, s: State, u: int, w: int, end: int, r: int) -> int:
    """Let route `r` go from `u` to the orders `w`..`end` and home; its number of orders up to the end."""
    node, orders = nodes(s), d.orders
    last = d.orders + d.vehicles + r
    moved = 0
    if w < orders:
        node[u, c.SUCC], node[w, c.PRED] = w, u
        u = w
        node[u, c.ROUTE], moved = r, 1
        while u != end:
            u = node[u, c.SUCC]
            node[u, c.ROUTE] = r
            moved += 1
    node[u, c.SUCC], node[last, c.PRED] = last, u
    return moved


@fast
def swap_tails(d: Data, s: State, u: int, a: int) -> None:
    """Exchange what follows `u` and what follows `a`."""
    node = nodes(s)
    r, q = node[u, c.ROUTE], node[a, c.ROUTE]
    lasts = d.orders + d.vehicles
    after_u, end_u = node[u, c.SUCC], node[lasts + r, c.PRED]
    after_a, end_a = node[a, c.SUCC], node[lasts + q, c.PRED]
    gained = attach(d, s, u, after_a, end_a, r)
    lost = attach(d, s, a, after_u, end_u, q)
    resize(d, s, r, routes(s)[r, c.SIZE] + gained - lost)
    resize(d, s, q, routes(s)[q, c.SIZE] + lost - gained)
    refresh(d, s, r)
    refresh(d, s, q)


@fast
def gain_of(d: Data, s: State, u: int, a: int, least: int) -> int:
    """What exchanging the tails behind `u` and `a` saves; at most `least` when it is not more."""
    node = nodes(s)
    now = routes(s)[node[u, c.ROUTE], c.COST] + routes(s)[node[a, c.ROUTE], c.COST]
    one = joined_cost(d, s, u, node[a, c.SUCC], now - least)
    if one == c.NEVER:
        return least
    other = joined_cost(d, s, a, node[u, c.SUCC], now - least - one)
    return now - one - other if other < c.NEVER else least


@tiny
def hopeful(d: Data, s: State, u: int, a: int, plain: bool, least: int) -> bool:
    """Whether exchanging the tails behind `u` and `a` is in time, and may save more than `least`."""
    node = nodes(s)
    profile = vehicle_rows(d)[node[u, c.ROUTE], c.V_PROFILE]
    arc = arcs(d)[profile]
    after_u, after_a = node[u, c.SUCC], node[a, c.SUCC]
    i, j = node[u, c.PLACE], node[after_a, c.PLACE]
    if arrival(d, profile, i, j, node[u, c.FINISH]) > node[after_a, c.LATEST]:
        return False
    k, m = node[a, c.PLACE], node[after_u, c.PLACE]
    if arrival(d, profile, k, m, node[a, c.FINISH]) > node[after_u, c.LATEST]:
        return False
    if not plain:
        return True
    saved = node[u, c.LEG] + node[a, c.LEG] - arc[i, j, c.MICRO]
    # A route that becomes empty saves its way home and its day too.
    return bool(saved - arc[k, m, c.MICRO] > least or (a >= d.orders and after_u >= d.orders))


@fast
def best_partner(d: Data, s: State, u: int, plain: bool) -> int:
    """The node whose tail is best exchanged for the one behind `u`, or -1."""
    node = nodes(s)
    r = node[u, c.ROUTE]
    road = vehicle_rows(d)[r, c.V_ROAD]
    best, partner = 0, -1
    if reloads_in(d, s, r) > 0:
        return partner
    for at in range(min(d.nears, int(setting(d, TAILS_TRIED)))):
        q = node[nears(d)[u, at], c.ROUTE]
        if q in (c.UNROUTED, r) or vehicle_rows(d)[q, c.V_ROAD] != road or reloads_in(d, s, q) > 0:
            continue
        a = node[nears(d)[u, at], c.PRED]
        if not hopeful(d, s, u, a, plain, best):
            continue
        gain = gain_of(d, s, u, a, best)
        if gain > best:
            best, partner = gain, a
    q = idle_vehicle(d, s, vehicle_rows(d)[r, c.V_KIND])
    if q >= 0 and gain_of(d, s, u, d.orders + q, best) > best:
        partner = d.orders + q
    return partner


@door
def swap_fresh_tails(d: Data, s: State, plain: bool) -> None:
    """Exchange the tails behind orders that were just inserted, where it pays."""
    for at in range(counters(s)[c.FRESHES]):
        u = lists_of(s)[c.FRESH, at]
        a = best_partner(d, s, u, plain)
        if a >= 0:
            touch(d, s, nodes(s)[u, c.ROUTE])
            touch(d, s, nodes(s)[a, c.ROUTE])
            swap_tails(d, s, u, a)
