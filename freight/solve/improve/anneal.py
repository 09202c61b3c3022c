"""The walk: ruin, recreate, exchange tails and vehicles; accept by simulated annealing."""

from __future__ import annotations

import numpy as np

from freight.domain.travel import IntArray
from freight.solve.improve import columns as c
from freight.solve.improve.chance import chance
from freight.solve.improve.change import begin, rebuild, roll_back
from freight.solve.improve.compiled import fast
from freight.solve.improve.exchange import exchange_vehicles
from freight.solve.improve.recreate import recreate
from freight.solve.improve.ruin import ruin
from freight.solve.improve.settings import EXCHANGE_SHARE, setting
from freight.solve.improve.tails import swap_fresh_tails
from freight.solve.improve.views import (
    Data,
    State,
    counters,
    goods,
    lists_of,
    nodes,
    order_rows,
    routes,
    vehicle_rows,
)
from freight.solve.improve.wages import is_paid


@fast
def keep_if_better(d: Data, s: State, best: IntArray, best_cost: int) -> int:
    """Write the links of the plan down if it is cheaper; the least cost so far."""
    if counters(s)[c.TOTAL] >= best_cost:
        return best_cost
    node = nodes(s)
    for u in range(s.nodes):
        best[u] = node[u, c.SUCC] if node[u, c.ROUTE] != c.UNROUTED else c.UNROUTED
    return int(counters(s)[c.TOTAL])


@fast
def walk(d: Data, s: State, best: IntArray, best_cost: int, steps: int, hot: float, cold: float) -> int:
    """Take so many steps while the temperature falls from `hot` to `cold`; the best cost so far.

    `best` gets the links of the best plan: the next node of every node, UNROUTED for absent orders.
    """
    plain = is_plain(d)
    cooling = (cold / hot) ** (1.0 / max(steps, 1))
    temperature = hot
    for _ in range(steps):
        before = counters(s)[c.TOTAL]
        begin(s)
        ruin(d, s)
        recreate(d, s, plain, False)
        swap_fresh_tails(d, s, plain)
        if chance(counters(s)) < setting(d, EXCHANGE_SHARE):
            exchange_vehicles(d, s)
        now = counters(s)[c.TOTAL]
        if now < best_cost:
            best_cost = keep_if_better(d, s, best, best_cost)
        elif now >= before - temperature * np.log(1.0 - chance(counters(s))):
            roll_back(d, s)
        temperature *= cooling
    return best_cost


@fast
def is_plain(d: Data) -> bool:
    """Whether legs, hours and one-way loads are all that an insertion has to be tested for."""
    plain = d.layers == c.WATT_HOURS and d.zones == 0 and d.first_reload == d.orders
    for r in range(d.vehicles):
        plain = plain and not is_paid(d, r) and vehicle_rows(d)[r, c.V_LIFO] == 0
    for k in range(d.units):
        out, back = 0, 0
        for x in range(d.orders):
            out += goods(d)[x, k, 0]
            back += goods(d)[x, k, 1]
        plain = plain and (out == 0 or back == 0)
    return plain


@fast
def construct(d: Data, s: State) -> None:
    """A first plan: every absent order where it costs least, at any price."""
    begin(s)
    recreate(d, s, is_plain(d), True)


@fast
def load_links(d: Data, s: State, best: IntArray) -> None:
    """Make the plan the one with these links."""
    orders, counter = d.orders, counters(s)
    counter[c.ABSENTS] = 0
    counter[c.TOTAL] = 0
    for r in range(d.vehicles):
        routes(s)[r, c.COST] = 0
    for x in range(orders):
        if best[x] == c.UNROUTED:
            nodes(s)[x, c.ROUTE] = c.UNROUTED
            if x >= d.first_reload:
                continue
            lists_of(s)[c.ABSENT, counter[c.ABSENTS]] = x
            counter[c.ABSENTS] += 1
            counter[c.TOTAL] += order_rows(d)[x, c.O_PENALTY]
    for r in range(d.vehicles):
        size, here = 0, best[orders + r]
        while here < orders:
            lists_of(s)[c.SEQUENCE, size] = here
            size += 1
            here = best[here]
        rebuild(d, s, r, c.SEQUENCE, 0, size)
