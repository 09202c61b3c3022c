"""What every node knows of the route before and after it; the price of a route.

With one window a stop the least duration of a route is concatenated from its parts in O(1). With several it
is found by a walk (`least_span`); then the parts, made of the hulls of the windows, give a lower bound.

References
----------
.. [1] T. Vidal, T. G. Crainic, M. Gendreau, C. Prins, A hybrid genetic algorithm with adaptive diversity
   management for a large class of vehicle routing problems with time-windows, C&OR 40, 2013, section 4.5.
"""

from __future__ import annotations

from freight.solve.improve import columns as c
from freight.solve.improve.apart import mark_goods
from freight.solve.improve.charging_cost import burden_with
from freight.solve.improve.clock import last_open, next_open
from freight.solve.improve.compiled import fast
from freight.solve.improve.doors import door
from freight.solve.improve.hourly import arrival, hourly_leave_by
from freight.solve.improve.sections import weigh_sections
from freight.solve.improve.views import (
    Data,
    State,
    arcs,
    counters,
    goods,
    intervals,
    loads,
    nodes,
    order_rows,
    routes,
    vehicle_rows,
)
from freight.solve.improve.wages import is_paid, wages
from freight.solve.improve.walks import day_fees, span_of


@fast
def forward(d: Data, s: State, here: int) -> None:
    """Bring what lies before up to date, from an order to the end of its route."""
    node, orders = nodes(s), d.orders
    r = node[here, c.ROUTE]
    v = vehicle_rows(d)[r]
    profile, last = v[c.V_PROFILE], d.orders + d.vehicles + r
    arc, windows = arcs(d)[profile], intervals(d)
    u = node[here, c.PRED]
    while True:
        i, j = node[u, c.PLACE], node[here, c.PLACE]
        drive = arc[i, j, c.SECONDS if d.periods == 0 else c.FASTEST]
        arrive = arrival(d, profile, i, j, node[u, c.FINISH])
        node[u, c.LEG] = arc[i, j, c.MICRO]
        node[here, c.MONEY] = node[u, c.MONEY] + arc[i, j, c.MICRO]
        if d.layers > c.WATT_HOURS:
            node[here, c.USED] = node[u, c.USED] + arc[i, j, c.WATT_HOURS]
        total = node[u, c.SPAN_BEFORE] + drive
        leave = node[u, c.LEAVE_BY]
        if here == last:
            first, count = v[c.V_BACK], v[c.V_BACKS]
            opens, closes = windows[first, 0], windows[first + count - 1, 1]
            service, zones = 0, 0
        else:
            row = order_rows(d)[profile * orders + here]
            first, count = row[c.O_WINDOW], row[c.O_WINDOWS]
            opens, closes = row[c.O_OPENS], row[c.O_CLOSES]
            service, zones = row[c.O_SERVICE], row[c.O_ZONES]
        if count == 1:
            node[here, c.FINISH] = max(arrive, opens) + service
        else:
            node[here, c.FINISH] = next_open(windows, first, count, arrive) + service
        node[here, c.SPAN_BEFORE] = total + max(opens - total - leave, 0) + service
        node[here, c.LEAVE_BY] = min(leave, closes - total)
        node[here, c.SPLIT] = node[u, c.SPLIT] + (1 if count > 1 else 0)
        node[here, c.ZONES_BEFORE] = node[u, c.ZONES_BEFORE] | zones
        if here == last:
            return
        u = here
        here = node[here, c.SUCC]


@fast
def backward(d: Data, s: State, here: int) -> None:
    """Bring what lies after up to date, from a node to the start of its route."""
    node, orders = nodes(s), d.orders
    r = node[here, c.ROUTE]
    profile = vehicle_rows(d)[r, c.V_PROFILE]
    first_node = orders + r
    arc, windows = arcs(d)[profile], intervals(d)
    w = node[here, c.SUCC]
    while here != first_node:
        row = order_rows(d)[profile * orders + here]
        i, j = node[here, c.PLACE], node[w, c.PLACE]
        span = row[c.O_SERVICE] + arc[i, j, c.SECONDS if d.periods == 0 else c.FASTEST]
        latest = node[w, c.LATEST] - span
        if d.periods > 0:
            latest = hourly_leave_by(d, profile, i, j, node[w, c.LATEST]) - row[c.O_SERVICE]
        opens, closes = row[c.O_OPENS], row[c.O_CLOSES]
        if row[c.O_WINDOWS] == 1:
            node[here, c.LATEST] = min(latest, closes) if latest >= opens else -c.NEVER
        else:
            node[here, c.LATEST] = last_open(windows, row[c.O_WINDOW], row[c.O_WINDOWS], latest)
        wait = max(node[w, c.OPEN_AFTER] - span - closes, 0)
        node[here, c.SPAN_AFTER] = span + node[w, c.SPAN_AFTER] + wait
        node[here, c.OPEN_AFTER] = max(node[w, c.OPEN_AFTER] - span, opens) - wait
        node[here, c.ZONES_AFTER] = node[w, c.ZONES_AFTER] | row[c.O_ZONES]
        w = here
        here = node[here, c.PRED]


@fast
def weigh(d: Data, s: State, r: int) -> None:
    """Bring the loads of a whole route up to date, and the classes of its goods."""
    if d.parted:
        mark_goods(d, s, r)
    if d.first_reload < d.orders:
        weigh_sections(d, s, r)
        return
    node, load = nodes(s), loads(s)
    start, last = d.orders + r, d.orders + d.vehicles + r
    for k in range(d.units):
        here, delivered, picked = node[start, c.SUCC], 0, 0
        while here != last:
            delivered += goods(d)[here, k, 0]
            picked += goods(d)[here, k, 1]
            load[here, k, c.DELIVERED], load[here, k, c.PICKED] = delivered, picked
            here = node[here, c.SUCC]
        load[last, k, c.DELIVERED], load[last, k, c.PICKED] = delivered, picked
        if d.mixed:
            find_peaks(d, s, r, k)


@fast
def find_peaks(d: Data, s: State, r: int, k: int) -> None:
    """The greatest load before every node with what is delivered there on board, and after it likewise."""
    node, load = nodes(s), loads(s)
    start, last = d.orders + r, d.orders + d.vehicles + r
    peak, picked, here = 0, 0, node[start, c.SUCC]
    while here != last:
        out, back = goods(d)[here, k, 0], goods(d)[here, k, 1]
        peak = max(peak + out, picked + max(out, back))
        picked += back
        load[here, k, c.PEAK_BEFORE] = peak
        here = node[here, c.SUCC]
    load[last, k, c.PEAK_BEFORE] = peak
    peak, delivered, here = 0, 0, node[last, c.PRED]
    while here != start:
        out, back = goods(d)[here, k, 0], goods(d)[here, k, 1]
        peak = max(max(out, back) + delivered, back + peak)
        delivered += out
        load[here, k, c.PEAK_AFTER] = peak
        here = node[here, c.PRED]


@fast
def price(d: Data, s: State, r: int) -> None:
    """Store the cost of a route and book the change in the total."""
    node, route = nodes(s), routes(s)
    v = vehicle_rows(d)[r]
    start, last = d.orders + r, d.orders + d.vehicles + r
    cost, span, zones, charge = 0, 0, 0, 0
    if route[r, c.SIZE] > 0:
        zones = node[last, c.ZONES_BEFORE]
        cost = v[c.V_DAY] + node[last, c.MONEY] + day_fees(d, r, zones)
        if is_paid(d, r):
            span = node[last, c.SPAN_BEFORE]
            if node[last, c.SPLIT] > 0 or d.periods > 0:
                span = span_of(d, s, start, -1, node[start, c.SUCC])
            cost += wages(d, r, span)
        if d.layers > c.WATT_HOURS and node[last, c.USED] > v[c.V_ENERGY]:
            charge = burden_with(d, s, start, -1, node[start, c.SUCC], c.NO_CHARGING) - v[c.V_SECOND] * span
            cost += charge
    else:
        node[start, c.LEG] = 0
    counters(s)[c.TOTAL] += cost - route[r, c.COST]
    route[r, c.COST], route[r, c.SPAN], route[r, c.ZONES], route[r, c.CHARGE] = cost, span, zones, charge


@door
def refresh(d: Data, s: State, r: int) -> None:
    """Bring a whole route up to date with its links."""
    start = d.orders + r
    forward(d, s, nodes(s)[start, c.SUCC])
    backward(d, s, nodes(s)[d.orders + d.vehicles + r, c.PRED])
    weigh(d, s, r)
    price(d, s, r)


@fast
def in_time_and_range(d: Data, s: State, r: int) -> bool:
    """Whether a route keeps hours, streets and battery.

    Leaving an order out may break them: streets need not join its neighbours, or only by a longer way.
    """
    node, v = nodes(s), vehicle_rows(d)[r]
    start, last = d.orders + r, d.orders + d.vehicles + r
    first = node[start, c.SUCC]
    arrive = arrival(d, v[c.V_PROFILE], node[start, c.PLACE], node[first, c.PLACE], node[start, c.FINISH])
    if arrive > node[first, c.LATEST]:
        return False
    # Without any way to charge the whole route carries NO_CHARGING.
    return bool(node[last, c.USED] <= v[c.V_ENERGY] or routes(s)[r, c.COST] < c.NO_CHARGING // 2)
