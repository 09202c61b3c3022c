"""Loads where vehicles may load anew: a route is cut into sections by its reload halts.

A reload halt ends one section and begins the next. Its own load is what the section before it delivers and
picks up; as the start of the next section it carries nothing yet. The number of stops goes on over all of them.
"""

from __future__ import annotations

from freight.solve.improve import columns as c
from freight.solve.improve.compiled import fast, tiny
from freight.solve.improve.views import Data, State, goods, loads, nodes, vehicle_rows


@tiny
def is_reload(d: Data, u: int) -> bool:
    """Whether a node is a reload halt."""
    return d.first_reload <= u < d.orders


@fast
def reloads_in(d: Data, s: State, r: int) -> int:
    """How many reload halts a route makes."""
    v, made = vehicle_rows(d)[r], 0
    for x in range(v[c.V_RELOAD], v[c.V_RELOAD] + v[c.V_RELOADS]):
        made += 1 if nodes(s)[x, c.ROUTE] == r else 0
    return made


@fast
def has_stops_left(d: Data, s: State, r: int) -> bool:
    """Whether a vehicle may serve one more order that day."""
    if d.lasting < 0:
        return True
    made = loads(s)[d.orders + d.vehicles + r, d.lasting, c.DELIVERED]
    return bool(made < vehicle_rows(d)[r, c.V_CAPACITY + d.lasting])


@fast
def weigh_sections(d: Data, s: State, r: int) -> None:
    """Bring the loads of a whole route up to date, section by section."""
    node, load = nodes(s), loads(s)
    start, last = d.orders + r, d.orders + d.vehicles + r
    for k in range(d.units):
        delivered, picked, peak, here = 0, 0, 0, start
        while here != last:
            if is_reload(d, here) and k != d.lasting:
                delivered, picked, peak = 0, 0, 0
            here = node[here, c.SUCC]
            if here < d.first_reload:
                out, back = goods(d)[here, k, 0], goods(d)[here, k, 1]
                peak = max(peak + out, picked + max(out, back))
                delivered, picked = delivered + out, picked + back
            load[here, k, c.DELIVERED], load[here, k, c.PICKED] = delivered, picked
            load[here, k, c.PEAK_BEFORE] = peak
        peaks_after(d, s, r, k)
    here, end = last, last
    while here != start:
        here = node[here, c.PRED]
        node[here, c.SECTION] = end
        if is_reload(d, here):
            end = here


@fast
def peaks_after(d: Data, s: State, r: int, k: int) -> None:
    """The greatest load from every node to the end of its section, with what is delivered there on board."""
    node, load, start = nodes(s), loads(s), d.orders + r
    peak, delivered, here = 0, 0, node[d.orders + d.vehicles + r, c.PRED]
    while here != start:
        if is_reload(d, here):
            if k != d.lasting:
                peak, delivered = 0, 0
        else:
            out, back = goods(d)[here, k, 0], goods(d)[here, k, 1]
            peak = max(max(out, back) + delivered, back + peak)
            delivered += out
        load[here, k, c.PEAK_AFTER] = peak
        here = node[here, c.PRED]


@fast
def fits_section(d: Data, s: State, x: int, u: int) -> bool:
    """Whether the vehicle has room for `x` behind `u`; for a reload halt: for both parts that it makes."""
    load, w, end = loads(s), nodes(s)[u, c.SUCC], nodes(s)[u, c.SECTION]
    r = nodes(s)[u, c.ROUTE]
    for k in range(d.units):
        if k == d.lasting:
            continue
        limit = vehicle_rows(d)[r, c.V_CAPACITY + k]
        out, back = goods(d)[x, k, 0], goods(d)[x, k, 1]
        total, brought = load[end, k, c.DELIVERED], load[end, k, c.PICKED]
        delivered, picked, before = load[u, k, c.DELIVERED], load[u, k, c.PICKED], load[u, k, c.PEAK_BEFORE]
        if is_reload(d, u):
            delivered, picked, before = 0, 0, 0
        after = load[w, k, c.PEAK_AFTER] if w != end else 0
        if is_reload(d, x):
            most = max(before, delivered, picked)
            most = max(most, total - delivered, brought - picked, after)
        else:
            most = max(total + out, brought + back, before + total - delivered + out)
            most = max(most, picked + total - delivered + max(out, back), picked + back + after)
        if most > limit:
            return False
    return True


@fast
def fits_whole(d: Data, s: State, head: int) -> bool:
    """Whether the vehicle has room for the section that begins behind `head`."""
    load, w, end = loads(s), nodes(s)[head, c.SUCC], nodes(s)[head, c.SECTION]
    for k in range(d.units):
        limit = vehicle_rows(d)[nodes(s)[head, c.ROUTE], c.V_CAPACITY + k]
        if k != d.lasting and w != end:
            most = max(load[end, k, c.DELIVERED], load[end, k, c.PICKED], load[w, k, c.PEAK_AFTER])
            if most > limit:
                return False
    return True
