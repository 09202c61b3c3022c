"""Loading anew: an order goes into a route together with a reload halt; halts move to where they cost least.

A halt is never removed for itself. After every change a route loses those it no longer needs, and the others
are put where they cost least between the halts around them.
"""

from __future__ import annotations

from freight.solve.improve import columns as c
from freight.solve.improve.change import link, touch, unlink
from freight.solve.improve.clock import next_open
from freight.solve.improve.compiled import fast, tiny
from freight.solve.improve.doors import door
from freight.solve.improve.hourly import arrival
from freight.solve.improve.in_the_way import in_the_way
from freight.solve.improve.position import extra_cost, may_carry, sees
from freight.solve.improve.sections import fits_whole, is_reload
from freight.solve.improve.settings import BLINK, setting
from freight.solve.improve.sweep import in_time_and_range, refresh
from freight.solve.improve.views import (
    Data,
    State,
    arcs,
    counters,
    goods,
    intervals,
    lists_of,
    loads,
    nears,
    nodes,
    order_rows,
    routes,
    vehicle_rows,
)
from freight.solve.improve.wages import is_paid, wages
from freight.solve.improve.walks import day_fees, span_of


@fast
def free_reload(d: Data, s: State, r: int) -> int:
    """A reload halt that the vehicle may still make, or -1."""
    v = vehicle_rows(d)[r]
    for x in range(v[c.V_RELOAD], v[c.V_RELOAD] + v[c.V_RELOADS]):
        if nodes(s)[x, c.ROUTE] == c.UNROUTED:
            return x
    return -1


@door
def settle_reloads(d: Data, s: State, r: int) -> None:
    """Leave out the reload halts that a route does not need, and put the others where they cost least."""
    if vehicle_rows(d)[r, c.V_RELOADS] == 0:
        return
    here = nodes(s)[d.orders + r, c.SUCC]
    while here < d.orders:
        follower = nodes(s)[here, c.SUCC]
        if is_reload(d, here):
            settle(d, s, here)
        here = follower


@fast
def settle(d: Data, s: State, x: int) -> None:
    """Leave out a reload halt if the sections that it parts fit into one, else put it where it costs least.

    One that parts a pickup from a delivery stays where the last in is the first out.
    """
    node = nodes(s)
    r, before = node[x, c.ROUTE], node[x, c.PRED]
    if in_the_way(d, r, before, node[x, c.SUCC]):
        return
    unlink(d, s, x)
    refresh(d, s, r)
    head = before
    while head < d.first_reload:
        head = node[head, c.PRED]
    if fits_whole(d, s, head) and (routes(s)[r, c.SIZE] == 0 or in_time_and_range(d, s, r)):
        return
    best, place, u, end = c.NEVER, before, head, node[head, c.SECTION]
    while u != end:
        extra = extra_cost(d, s, x, u, best, False)
        if extra < best:
            best, place = extra, u
        u = node[u, c.SUCC]
    link(d, s, x, place)


@fast
def settle_touched(d: Data, s: State) -> None:
    """Settle the reload halts of every route that this step has changed."""
    for entry in range(counters(s)[c.OLD_ROUTES]):
        settle_reloads(d, s, lists_of(s)[c.OLD_ROUTE, entry])


@fast
def halves_fit(d: Data, s: State, x: int, u: int, reload_first: bool) -> bool:
    """Whether the vehicle has room for `x` where a reload halt beside it cuts the section behind `u`.

    The half without `x` carries less than the section did.
    """
    load, w, end = loads(s), nodes(s)[u, c.SUCC], nodes(s)[u, c.SECTION]
    r = nodes(s)[u, c.ROUTE]
    if in_the_way(d, r, x, w) if reload_first else in_the_way(d, r, u, x):
        return False
    for k in range(d.units):
        if k == d.lasting:
            continue
        out, back = goods(d)[x, k, 0], goods(d)[x, k, 1]
        delivered, picked, before = load[u, k, c.DELIVERED], load[u, k, c.PICKED], load[u, k, c.PEAK_BEFORE]
        if is_reload(d, u):
            delivered, picked, before = 0, 0, 0
        most = max(before + out, picked + max(out, back))
        if reload_first:
            rest = load[end, k, c.DELIVERED] - delivered
            after = load[w, k, c.PEAK_AFTER] if w != end else 0
            most = max(rest + max(out, back), back + after, back + load[end, k, c.PICKED] - picked)
        if most > vehicle_rows(d)[r, c.V_CAPACITY + k]:
            return False
    return True


@tiny
def opens_at(d: Data, profile: int, x: int, arrive: int) -> int:
    """When service of an order can start after an arrival; NEVER when its last window is over."""
    row = order_rows(d)[profile * d.orders + x]
    if arrive > row[c.O_CLOSES]:
        return c.NEVER
    return int(next_open(intervals(d), row[c.O_WINDOW], row[c.O_WINDOWS], arrive))


@fast
def pair_in_time(d: Data, s: State, a: int, b: int, u: int) -> bool:
    """Whether `a` and `b` behind `u` leave everything in time."""
    node, rows = nodes(s), order_rows(d)
    w, profile = node[u, c.SUCC], vehicle_rows(d)[node[u, c.ROUTE], c.V_PROFILE]
    begun = opens_at(d, profile, a, arrival(d, profile, node[u, c.PLACE], node[a, c.PLACE], node[u, c.FINISH]))
    if begun == c.NEVER:
        return False
    done = begun + rows[profile * d.orders + a, c.O_SERVICE]
    begun = opens_at(d, profile, b, arrival(d, profile, node[a, c.PLACE], node[b, c.PLACE], done))
    if begun == c.NEVER:
        return False
    done = begun + rows[profile * d.orders + b, c.O_SERVICE]
    return bool(arrival(d, profile, node[b, c.PLACE], node[w, c.PLACE], done) <= node[w, c.LATEST])


@fast
def pair_cost(d: Data, s: State, a: int, b: int, u: int, bound: int) -> int:
    """Extra cost of `a` and then `b` behind `u`; NEVER when late, out of range or not below `bound`.

    A route that would have to charge gets no new reload halt.
    """
    node, route = nodes(s), routes(s)
    r, w = node[u, c.ROUTE], node[u, c.SUCC]
    v, arc = vehicle_rows(d)[r], arcs(d)[vehicle_rows(d)[r, c.V_PROFILE]]
    i, p, q, j = node[u, c.PLACE], node[a, c.PLACE], node[b, c.PLACE], node[w, c.PLACE]
    money = arc[i, p, c.MICRO] + arc[p, q, c.MICRO] + arc[q, j, c.MICRO] - node[u, c.LEG]
    if money >= bound:
        return c.NEVER
    if d.layers > c.WATT_HOURS and v[c.V_ENERGY] < c.NEVER:
        used = node[d.orders + d.vehicles + r, c.USED] - arc[i, j, c.WATT_HOURS]
        used += arc[i, p, c.WATT_HOURS] + arc[p, q, c.WATT_HOURS] + arc[q, j, c.WATT_HOURS]
        if used > v[c.V_ENERGY]:
            return c.NEVER
    rows = v[c.V_PROFILE] * d.orders
    zones = order_rows(d)[rows + a, c.O_ZONES] | order_rows(d)[rows + b, c.O_ZONES]
    money += day_fees(d, r, zones & ~route[r, c.ZONES])
    if money >= bound or not pair_in_time(d, s, a, b, u):
        return c.NEVER
    if not is_paid(d, r):
        return int(money)
    node[b, c.SUCC] = w
    return int(money + wages(d, r, span_of(d, s, u, a, b)) - wages(d, r, route[r, c.SPAN]))


@fast
def best_reload(d: Data, s: State, x: int, blink: float, bound: int) -> tuple[int, int]:
    """(extra cost, where) of the best place of an order with a reload halt beside it, if below `bound`.

    The second is twice the node before them, and one more when the halt comes after the order; or -1.
    """
    node, counter = nodes(s), counters(s)
    best, code = bound, -1
    counter[c.MARK] += 1
    for at in range(d.nears):
        y = nears(d)[x, at]
        if node[y, c.ROUTE] != c.UNROUTED:
            best, code = better_reload(d, s, x, y, blink, best, code)
            best, code = better_reload(d, s, x, node[y, c.PRED], blink, best, code)
    for r in range(d.vehicles):
        if routes(s)[r, c.SIZE] > 0:
            best, code = better_reload(d, s, x, d.orders + r, blink, best, code)
            last = node[d.orders + d.vehicles + r, c.PRED]
            best, code = better_reload(d, s, x, last, blink, best, code)
    return best, code


@fast
def better_reload(d: Data, s: State, x: int, u: int, blink: float, best: int, code: int) -> tuple[int, int]:
    """The better of what was found and the two ways to serve `x` behind `u` with a reload halt beside it."""
    node = nodes(s)
    if node[u, c.SEEN] == counters(s)[c.MARK]:
        return best, code
    node[u, c.SEEN] = counters(s)[c.MARK]
    r = node[u, c.ROUTE]
    halt = free_reload(d, s, r)
    if halt < 0 or not may_carry(d, s, x, r) or not sees(counters(s), blink):
        return best, code
    for after in range(2):
        beside = u if after == 0 else node[u, c.SUCC]
        if beside >= d.first_reload or not halves_fit(d, s, x, u, after == 0):
            continue
        a, b = (halt, x) if after == 0 else (x, halt)
        extra = pair_cost(d, s, a, b, u, best)
        if extra < best:
            best, code = extra, 2 * u + after
    return best, code


@door
def with_reload(d: Data, s: State, x: int, bound: int) -> bool:
    """Insert an absent order together with a reload halt where that costs least, if below `bound`."""
    _, code = best_reload(d, s, x, setting(d, BLINK), bound)
    if code < 0:
        return False
    u, counter = code // 2, counters(s)
    r = nodes(s)[u, c.ROUTE]
    touch(d, s, r)
    halt = free_reload(d, s, r)
    a, b = (halt, x) if code % 2 == 0 else (x, halt)
    link(d, s, a, u)
    link(d, s, b, a)
    lists_of(s)[c.FRESH, counter[c.FRESHES]] = x
    counter[c.FRESHES] += 1
    return True
