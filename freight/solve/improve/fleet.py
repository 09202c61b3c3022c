"""Serving everybody with fewer vehicles, before the walk, where a vehicle counts more than anything else.

A route is dissolved and may not be replaced; its orders go wherever they fit. A step is kept when the orders
left out are easier ones than before, judged by how often each was left out so far [1]_.

References
----------
.. [1] J. Christiaens, G. Vanden Berghe, Slack induction by string removals for vehicle routing problems,
   Transportation Science 54(2), 2020, section 5.5.
"""

from __future__ import annotations

import numpy as np

from freight.domain.travel import IntArray
from freight.solve.improve import columns as c
from freight.solve.improve.anneal import is_plain
from freight.solve.improve.chance import chance
from freight.solve.improve.change import begin, roll_back
from freight.solve.improve.compiled import fast
from freight.solve.improve.recreate import recreate
from freight.solve.improve.ruin import dissolve, ruin
from freight.solve.improve.tails import swap_fresh_tails
from freight.solve.improve.views import Data, State, counters, lists_of, nodes, routes


@fast
def easiest_route(d: Data, s: State) -> int:
    """The route whose orders were left out least often."""
    least, found = c.NEVER, -1
    for r in range(d.vehicles):
        missed, here = 0, nodes(s)[d.orders + r, c.SUCC]
        for _ in range(routes(s)[r, c.SIZE]):
            missed += lists_of(s)[c.MISSED, here]
            here = nodes(s)[here, c.SUCC]
        if routes(s)[r, c.SIZE] > 0 and missed < least:
            least, found = missed, r
    return found


@fast
def missed_now(s: State) -> int:
    """How often the orders now left out were left out so far."""
    total = 0
    for at in range(counters(s)[c.ABSENTS]):
        total += lists_of(s)[c.MISSED, lists_of(s)[c.ABSENT, at]]
    return total


@fast
def shrink(d: Data, s: State, best: IntArray, steps: int, temperature: float) -> int:
    """Take so many steps towards fewer vehicles; how often one was saved.

    `best` gets the links of every plan that serves all with fewer vehicles than before.
    """
    counter, plain, saved = counters(s), is_plain(d), 0
    for _ in range(steps):
        if counter[c.ABSENTS] == 0:
            for u in range(s.nodes):
                best[u] = nodes(s)[u, c.SUCC]
            saved += 1
            begin(s)
            dissolve(d, s, easiest_route(d, s))
            counter[c.LIMIT] = max(counter[c.ROUTES], 1)
        before, missed = counter[c.TOTAL], missed_now(s)
        begin(s)
        ruin(d, s)
        recreate(d, s, plain, False)
        swap_fresh_tails(d, s, plain)
        now = missed_now(s)
        for at in range(counter[c.ABSENTS]):
            lists_of(s)[c.MISSED, lists_of(s)[c.ABSENT, at]] += 1
        dearer = counter[c.TOTAL] >= before - temperature * np.log(1.0 - chance(counter))
        if counter[c.ABSENTS] > 0 and (now > missed or (now == missed and dearer)):
            roll_back(d, s)
    return saved
