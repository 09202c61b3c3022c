"""Putting absent orders back, one by one, each where it costs least.

References
----------
.. [1] J. Christiaens, G. Vanden Berghe, Slack induction by string removals for vehicle routing problems,
   Transportation Science 54(2), 2020, section 5.3.
"""

from __future__ import annotations

from freight.solve.improve import columns as c
from freight.solve.improve.chance import below, chance
from freight.solve.improve.change import link, touch
from freight.solve.improve.compiled import fast
from freight.solve.improve.doors import door
from freight.solve.improve.position import best_anywhere, best_idle, best_near
from freight.solve.improve.reload import settle_touched, with_reload
from freight.solve.improve.settings import BLINK, GENEROUS_SHARE, NEW_ROUTE_SHARE, setting
from freight.solve.improve.views import Data, State, counters, lists_of, nodes, order_rows, sort_keys

OLD_TRIED = 12
"""How many of the orders that were absent before are tried in a step."""
SORTS = (4, 8, 10, 11, 13, 15, 17)
"""Upper ends of random, demand, far, near, narrow window, early, late among 17 or 19 draws; the rest worth."""


@fast
def choose_old(s: State) -> int:
    """Put the orders removed in this step and a few that were absent before in front; how many these are."""
    counter, absent = counters(s), lists_of(s)[c.ABSENT]
    old, count = counter[c.OLD_ABSENTS], counter[c.ABSENTS]
    tried = min(old, OLD_TRIED)
    for at in range(tried):
        other = at + below(counter, old - at)
        absent[at], absent[other] = absent[other], absent[at]
    moved = count - old
    for at in range(moved):
        if tried + at < old:
            last = count - 1 - at
            absent[tried + at], absent[last] = absent[last], absent[tried + at]
    return int(tried + moved)


@fast
def sort_absent(d: Data, s: State, count: int) -> None:
    """Sort the first absent orders by a criterion drawn at random."""
    absent, keys = lists_of(s)[c.ABSENT], lists_of(s)[c.SORT_KEY]
    draw = below(
        counters(s), 17 + 3 * (1 if counters(s)[c.ABSENTS] > count or counters(s)[c.OLD_ABSENTS] > 0 else 0)
    )
    for at in range(count):
        x = absent[at]
        if draw < SORTS[0]:
            key = below(counters(s), 1 << 30)
        elif draw < SORTS[1]:
            key = -sort_keys(d)[x, c.DEMAND]
        elif draw < SORTS[3]:
            key = -sort_keys(d)[x, c.FAR] if draw < SORTS[2] else sort_keys(d)[x, c.FAR]
        elif draw < SORTS[4]:
            key = sort_keys(d)[x, c.WIDTH]
        elif draw < SORTS[6]:
            key = sort_keys(d)[x, c.OPENS] if draw < SORTS[5] else -sort_keys(d)[x, c.CLOSES]
        else:
            key = -sort_keys(d)[x, c.WORTH]
        b = at
        while b > 0 and keys[b - 1] > key:
            keys[b], absent[b] = keys[b - 1], absent[b - 1]
            b -= 1
        keys[b], absent[b] = key, x


@door
def recreate(d: Data, s: State, plain: bool, any_price: bool) -> None:
    """Insert the absent orders one by one, unless leaving one out is cheaper."""
    counter, absent = counters(s), lists_of(s)[c.ABSENT]
    count = counter[c.ABSENTS] if any_price else choose_old(s)
    sort_absent(d, s, count)
    blink = setting(d, BLINK)
    alone = chance(counter) < setting(d, NEW_ROUTE_SHARE)
    generous = any_price or chance(counter) < setting(d, GENEROUS_SHARE)
    left = 0
    for at in range(count):
        x = absent[at]
        extra, place = c.NEVER, -1
        if at > 0 or not alone:
            extra, place = best_near(d, s, x, blink, plain)
            if place < 0:
                extra, place = best_anywhere(d, s, x, blink, plain)
        cheaper, start = best_idle(d, s, x, blink, plain, extra)
        if start >= 0:
            extra, place = cheaper, start
        dear = order_rows(d)[x, c.O_PENALTY] if not generous else c.NEVER
        if d.first_reload < d.orders and with_reload(d, s, x, min(extra, dear)):
            continue
        if place < 0 or extra >= dear:
            absent[left] = x
            left += 1
            continue
        touch(d, s, nodes(s)[place, c.ROUTE])
        link(d, s, x, place)
        lists_of(s)[c.FRESH, counter[c.FRESHES]] = x
        counter[c.FRESHES] += 1
    for at in range(count, counter[c.ABSENTS]):
        absent[left] = absent[at]
        left += 1
    counter[c.ABSENTS] = left
    if d.first_reload < d.orders:
        settle_touched(d, s)
