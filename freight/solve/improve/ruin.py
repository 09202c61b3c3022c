"""Removing orders that lie near each other, string by string.

References
----------
.. [1] J. Christiaens, G. Vanden Berghe, Slack induction by string removals for vehicle routing problems,
   Transportation Science 54(2), 2020, section 5.2.
"""

from __future__ import annotations

from freight.solve.improve import columns as c
from freight.solve.improve.chance import below, chance
from freight.solve.improve.change import touch, unlink
from freight.solve.improve.compiled import fast
from freight.solve.improve.doors import door
from freight.solve.improve.reload import settle_reloads
from freight.solve.improve.settings import (
    BIG_SHARE,
    LONGEST_STRING,
    MEAN_REMOVED,
    SPLIT_SHARE,
    setting,
)
from freight.solve.improve.sweep import in_time_and_range, refresh
from freight.solve.improve.views import Data, State, adjacents, counters, nodes, routes

SPLIT_GROWTH = 0.01


@fast
def string_start(d: Data, s: State, x: int, length: int) -> int:
    """Where a string of this length around `x` begins, drawn evenly from what is possible."""
    node, orders = nodes(s), d.orders
    before, u = 0, node[x, c.PRED]
    while before < length - 1 and u < orders:
        before += 1
        u = node[u, c.PRED]
    after, u = 0, node[x, c.SUCC]
    while after < length - 1 and u < orders:
        after += 1
        u = node[u, c.SUCC]
    fewest = max(0, length - 1 - after)
    for _ in range(fewest + below(counters(s), before - fewest + 1)):
        x = node[x, c.PRED]
    return x


@fast
def remove_string(d: Data, s: State, x: int, length: int) -> None:
    """Remove so many orders around `x` from its route."""
    size = routes(s)[nodes(s)[x, c.ROUTE], c.SIZE]
    kept = 0
    if 1 < length < size and chance(counters(s)) < setting(d, SPLIT_SHARE):
        kept = 1
        while length + kept < size and chance(counters(s)) < SPLIT_GROWTH:
            kept += 1
    span = length + kept
    u = string_start(d, s, x, span)
    stay = 1 + below(counters(s), length - 1) if kept > 0 else span
    for at in range(span):
        follower = nodes(s)[u, c.SUCC]
        if u < d.first_reload and (at < stay or at >= stay + kept):
            unlink(d, s, u)
        u = follower


@fast
def dissolve(d: Data, s: State, r: int) -> None:
    """Remove every order of a route."""
    while routes(s)[r, c.SIZE] > 0:
        unlink(d, s, nodes(s)[d.orders + r, c.SUCC])
    refresh(d, s, r)


@door
def ruin(d: Data, s: State) -> None:
    """Remove strings from the routes around an order drawn at random."""
    node, route, counter, orders = nodes(s), routes(s), counters(s), d.first_reload
    served = orders - counter[c.ABSENTS]
    mean_size = served / max(counter[c.ROUTES], 1)
    longest, removed = min(setting(d, LONGEST_STRING), mean_size), setting(d, MEAN_REMOVED)
    if chance(counter) < setting(d, BIG_SHARE):
        longest, removed = mean_size, max(removed, mean_size)
    strings = int(chance(counter) * (4.0 * removed / (1.0 + longest) - 1.0) + 1.0)
    seed = below(counter, orders)
    for at in range(d.adjacents):
        x = adjacents(d)[seed, at]
        r = node[x, c.ROUTE]
        if r == c.UNROUTED or route[r, c.STAMP] == counter[c.CLOCK]:
            continue
        touch(d, s, r)
        limit = min(longest, float(route[r, c.SIZE]))
        length = int(chance(counter) * limit + 1.0)
        remove_string(d, s, x, min(length, route[r, c.SIZE]))
        refresh(d, s, r)
        settle_reloads(d, s, r)
        if route[r, c.SIZE] > 0 and not in_time_and_range(d, s, r):
            dissolve(d, s, r)
        strings -= 1
        if strings == 0:
            return
