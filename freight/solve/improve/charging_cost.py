"""What charging costs on a route under test, remembered by route."""

from __future__ import annotations

import numpy as np

from freight.solve.improve import columns as c
from freight.solve.improve.charging import label_halts
from freight.solve.improve.charging_labels import second_from, second_to, spent
from freight.solve.improve.charging_views import (
    abilities,
    charger_rows,
    curves,
    detours,
    found_routes,
    halts_of,
    labels_of,
)
from freight.solve.improve.clock import least_span
from freight.solve.improve.columns import COUNT, FIRST, GAP
from freight.solve.improve.compiled import fast
from freight.solve.improve.doors import door
from freight.solve.improve.views import (
    Data,
    State,
    arcs,
    counters,
    departures,
    intervals,
    lists_of,
    nodes,
    order_rows,
    routes,
    stops,
    vehicle_rows,
)


@fast
def write_halt(d: Data, s: State, r: int, k: int, here: int) -> int:
    """Write a node as halt `k` of vehicle `r`; the number of the next halt."""
    halts, v = halts_of(s), vehicle_rows(d)[r]
    halts[k, c.H_NODE], halts[k, c.H_PLACE] = here, nodes(s)[here, c.PLACE]
    if here < d.orders:
        row = order_rows(d)[v[c.V_PROFILE] * d.orders + here]
        halts[k, c.H_WINDOW], halts[k, c.H_WINDOWS] = row[c.O_WINDOW], row[c.O_WINDOWS]
        halts[k, c.H_SERVICE] = row[c.O_SERVICE]
    else:
        out = here < d.orders + d.vehicles
        halts[k, c.H_WINDOW] = v[c.V_OUT] if out else v[c.V_BACK]
        halts[k, c.H_WINDOWS] = v[c.V_OUTS] if out else v[c.V_BACKS]
        halts[k, c.H_SERVICE] = 0
    return k + 1


@fast
def session_s(d: Data, r: int, charger: int, entry_wh: int, leaves_wh: int) -> int:
    """Seconds of a session at a charger, set-up included."""
    setup, row = charger_rows(d)[charger, c.C_SETUP], abilities(d)[vehicle_rows(d)[r, c.V_ABILITY], charger]
    if leaves_wh <= entry_wh:
        return int(setup)
    first, points = row[c.A_FIRST], row[c.A_POINTS]
    until = second_to(curves(d), first, points, leaves_wh)
    return int(setup + until - second_from(curves(d), first, points, entry_wh))


@fast
def write_session(d: Data, s: State, at: int, charger: int, lasts_s: int, onward_s: int, scratch: int) -> int:
    """Write a session as stop `at` of the walk, its hours from `scratch` on; where free windows begin then."""
    walk, windows, site = stops(s), intervals(d), charger_rows(d)[charger]
    walk[at + 1, GAP], walk[at, FIRST] = lasts_s + onward_s, scratch
    for w in range(site[c.C_WINDOW], site[c.C_WINDOW] + site[c.C_WINDOWS]):
        if windows[w, 0] <= windows[w, 1] - lasts_s:
            windows[scratch, 0], windows[scratch, 1] = windows[w, 0], windows[w, 1] - lasts_s
            scratch += 1
    walk[at, COUNT] = scratch - walk[at, FIRST]
    return scratch


@fast
def charged_span(d: Data, s: State, r: int, length: int, row: int) -> int:
    """Least span of the route with the sessions of a label at its end, each with no more than is needed."""
    label, halts, walk = labels_of(s), halts_of(s), stops(s)
    arc = arcs(d)[vehicle_rows(d)[r, c.V_PROFILE]]
    count, here = length, row
    while here >= 0:
        count += (1 if label[here, c.L_CHARGER] >= 0 else 0) + (1 if label[here, c.L_VIA] >= 0 else 0)
        here = label[here, c.L_PARENT]
    level, at, scratch, here = max(0, label[row, c.L_BASE]), count - 1, d.scratch, row
    for k in range(length - 1, 0, -1):
        i, j = halts[k - 1, c.H_PLACE], halts[k, c.H_PLACE]
        walk[at, FIRST], walk[at, COUNT] = halts[k, c.H_WINDOW], halts[k, c.H_WINDOWS]
        charger, entry_wh = label[here, c.L_CHARGER], label[here, c.L_ENTRY]
        for turn in range(2):
            if charger < 0:
                break
            place = charger_rows(d)[charger, c.C_PLACE]
            lasts_s = session_s(d, r, charger, entry_wh, level + arc[place, j, c.WATT_HOURS])
            at -= 1
            scratch = write_session(d, s, at, charger, lasts_s, arc[place, j, c.SECONDS], scratch)
            level, j = entry_wh, place
            charger, entry_wh = label[here, c.L_VIA] if turn == 0 else c.NO_CHARGER, label[here, c.L_VIA_ENTRY]
        walk[at, GAP] = halts[k - 1, c.H_SERVICE] + arc[i, j, c.SECONDS]
        level += arc[i, j, c.WATT_HOURS]
        at -= 1
        here = label[here, c.L_PARENT]
    walk[0, FIRST], walk[0, COUNT] = halts[0, c.H_WINDOW], halts[0, c.H_WINDOWS]
    return least_span(walk, departures(s), intervals(d), count)


@fast
def least_wages(d: Data, s: State, r: int, length: int) -> int:
    """No more than the wages of the route with any sessions, where these take no shorter ways than it does.

    Nobody waits less with sessions than without; and what is driven, served and charged takes its time.
    """
    halts, walk, v = halts_of(s), stops(s), vehicle_rows(d)[r]
    arc, busy_s, used_wh = arcs(d)[v[c.V_PROFILE]], 0, 0
    for k in range(length):
        walk[k, FIRST], walk[k, COUNT] = halts[k, c.H_WINDOW], halts[k, c.H_WINDOWS]
        if k > 0:
            leg = arc[halts[k - 1, c.H_PLACE], halts[k, c.H_PLACE]]
            walk[k, GAP] = halts[k - 1, c.H_SERVICE] + leg[c.SECONDS]
            busy_s, used_wh = busy_s + walk[k, GAP], used_wh + leg[c.WATT_HOURS]
    busy_s += max(0, used_wh - v[c.V_ENERGY]) * v[c.V_CHARGE] // 10**6
    span = least_span(walk, departures(s), intervals(d), length)
    return int(v[c.V_SECOND] * (max(span, busy_s) if span < c.NEVER else busy_s))


@fast
def cheapest_end(d: Data, s: State, r: int, length: int, ceiling: int) -> int:
    """Least cost of charging and of the whole span of the route; NO_CHARGING when none is below `ceiling`."""
    label, second_micro = labels_of(s), vehicle_rows(d)[r, c.V_SECOND]
    wages = least_wages(d, s, r, length) if second_micro > 0 else 0
    counters(s)[c.CEILING] = ceiling - wages
    end, best = label_halts(d, s, r, length), c.NO_CHARGING
    for row in range(halts_of(s)[length - 1, c.H_LABEL] if end > 0 else 0, end):
        cost = spent(label, row, max(0, label[row, c.L_BASE]))
        if cost + wages >= best:
            continue
        if second_micro > 0:
            span = charged_span(d, s, r, length, row)
            cost = cost + second_micro * span if span < c.NEVER else c.NO_CHARGING
        best = min(best, cost)
    return best


@door
def burden_of_halts(d: Data, s: State, r: int, length: int, ceiling: int) -> int:
    """`cheapest_end` of the route that was written, or NO_CHARGING when not below `ceiling`; remembered."""
    halts, found = halts_of(s), found_routes(s)
    # From a large number on: short sequences of small ones would meet otherwise.
    mark = np.uint64(vehicle_rows(d)[r, c.V_KIND] + 1) * np.uint64(0x9E3779B97F4A7C15)
    for k in range(1, length - 1):
        mark = (mark ^ np.uint64(halts[k, c.H_NODE] + 1)) * np.uint64(0x9E3779B97F4A7C15)
        mark ^= mark >> np.uint64(29)
    key, slot = np.int64(mark | np.uint64(1)), np.int64((mark >> np.uint64(1)) & np.uint64(c.FOUND - 1))
    ceiling = min(ceiling, c.NO_CHARGING)
    if found[slot, c.K_ROUTE] != key or (not found[slot, c.K_EXACT] and found[slot, c.K_BURDEN] < ceiling):
        burden = cheapest_end(d, s, r, length, ceiling)
        found[slot, c.K_ROUTE], found[slot, c.K_BURDEN] = key, min(burden, ceiling)
        found[slot, c.K_EXACT] = 1 if burden < ceiling or ceiling == c.NO_CHARGING else 0
    burden = found[slot, c.K_BURDEN]
    return int(burden) if burden < ceiling else c.NO_CHARGING


@fast
def least_extra(d: Data, s: State, x: int, u: int, money: int) -> int:
    """No more than what `x` behind `u` costs where streets join places by no longer ways than other places do.

    `money` is what it adds without any charging. Left out of the route that it makes, `x` leaves one that costs
    no less than now; between which halts it lay is not known: orders, or chargers before or after it.
    """
    node, r, w = nodes(s), nodes(s)[u, c.ROUTE], nodes(s)[u, c.SUCC]
    least = detours(d)[vehicle_rows(d)[r, c.V_ABILITY]]
    i, here, j = node[u, c.PLACE], node[x, c.PLACE], node[w, c.PLACE]
    before, after = least[i, here, c.D_CHARGER], least[here, j, c.D_CHARGER]
    extra = min(money + routes(s)[r, c.CHARGE], max(0, money + before + after))
    extra = min(extra, max(least[here, j, c.D_FROM], money + before))
    return int(min(extra, max(least[i, here, c.D_TO], money + after)))


@fast
def burden_with(d: Data, s: State, u: int, x: int, w: int, ceiling: int) -> int:
    """Cost of charging and span of the route to `u`, then `x` (left out when negative), then on from `w`.

    NO_CHARGING when there is no way below the ceiling.
    """
    node, orders = nodes(s), d.orders
    r = node[u, c.ROUTE]
    if vehicle_rows(d)[r, c.V_ABILITY] == c.NO_ABILITY:
        return c.NO_CHARGING
    here = orders + r
    length = write_halt(d, s, r, 0, here)
    while here != u:
        here = node[here, c.SUCC]
        length = write_halt(d, s, r, length, here)
    if x >= 0:
        length = write_halt(d, s, r, length, x)
    here = w
    while here < orders:
        length = write_halt(d, s, r, length, here)
        here = node[here, c.SUCC]
    length = write_halt(d, s, r, length, orders + d.vehicles + r)
    return burden_of_halts(d, s, r, length, ceiling)


@fast
def burden_of_list(d: Data, s: State, r: int, listed: int, size: int) -> int:
    """As `burden_with`, of the orders in a list."""
    if vehicle_rows(d)[r, c.V_ABILITY] == c.NO_ABILITY:
        return c.NO_CHARGING
    length = write_halt(d, s, r, 0, d.orders + r)
    for at in range(size):
        length = write_halt(d, s, r, length, lists_of(s)[listed, at])
    length = write_halt(d, s, r, length, d.orders + d.vehicles + r)
    return burden_of_halts(d, s, r, length, c.NO_CHARGING)
