"""Time on a route: windows, and the exact shortest day of a sequence with several windows a stop."""

from __future__ import annotations

from freight.domain.travel import IntArray
from freight.solve.improve.columns import COUNT, FIRST, GAP, NEVER
from freight.solve.improve.compiled import fast, tiny

DEPART, TIME, LOW, HIGH, NEW_LOW, NEW_HIGH = range(6)
"""Columns of `State.points`."""


@tiny
def next_open(windows: IntArray, first: int, count: int, moment: int) -> int:
    """The first moment from `moment` on that lies in a window; NEVER when all have closed."""
    for w in range(first, first + count):
        if moment <= windows[w, 1]:
            return int(max(moment, windows[w, 0]))
    return NEVER


@tiny
def last_open(windows: IntArray, first: int, count: int, moment: int) -> int:
    """The last moment up to `moment` that lies in a window; -NEVER before the first opens."""
    for w in range(first + count - 1, first - 1, -1):
        if windows[w, 0] <= moment:
            return int(min(moment, windows[w, 1]))
    return -NEVER


@fast
def least_span(walk: IntArray, points: IntArray, windows: IntArray, stops: int) -> int:
    """Seconds of the shortest day of the sequence in `walk`, the departure first; NEVER when there is none.

    The twin of `freight.solve.schedule.shortest`: departures without any waiting are kept as intervals, the
    others as the latest departure for each moment of service; of those only the ones that no other beats.
    """
    flows, kept, driven = walk[0, COUNT], 0, 0
    for f in range(flows):
        points[f, LOW], points[f, HIGH] = windows[walk[0, FIRST] + f, 0], windows[walk[0, FIRST] + f, 1]
    for stop in range(1, stops):
        first, count = walk[stop, FIRST], walk[stop, COUNT]
        driven += walk[stop, GAP]
        kept = _move(points, windows, first, count, kept, walk[stop, GAP])
        for w in range(count):
            opens = windows[first + w, 0] - driven
            shut = windows[first + w - 1, 1] - driven + 1 if w > 0 else -NEVER
            for f in range(flows):
                depart = min(points[f, HIGH], opens - 1)
                if depart >= max(points[f, LOW], shut):
                    kept = _add(points, kept, depart, windows[first + w, 0])
        flows = _cut(points, windows, first, count, flows, driven)
    best = driven if flows > 0 else NEVER
    for k in range(kept):
        best = min(best, points[k, TIME] - points[k, DEPART])
    return best


@tiny
def _move(points: IntArray, windows: IntArray, first: int, count: int, kept: int, gap: int) -> int:
    """Move points on by one stop; of those served at the same moment the last, which leaves latest, stays."""
    left = 0
    for k in range(kept):
        opened = next_open(windows, first, count, points[k, TIME] + gap)
        if opened == NEVER:
            return left
        if left > 0 and points[left - 1, TIME] == opened:
            left -= 1
        points[left, DEPART], points[left, TIME] = points[k, DEPART], opened
        left += 1
    return left


@tiny
def _add(points: IntArray, kept: int, depart: int, time: int) -> int:
    """Put a point in its place (both columns ascend) unless another is better; drop those it beats."""
    at = kept
    while at > 0 and points[at - 1, TIME] >= time:
        at -= 1
    if (at > 0 and points[at - 1, DEPART] >= depart) or (
        at < kept and points[at, TIME] == time and points[at, DEPART] >= depart
    ):
        return kept
    beaten = at
    while beaten < kept and points[beaten, DEPART] <= depart:
        beaten += 1
    shift = at + 1 - beaten
    if shift > 0:
        for k in range(kept - 1, at - 1, -1):
            points[k + 1, DEPART], points[k + 1, TIME] = points[k, DEPART], points[k, TIME]
    elif shift < 0:
        for k in range(beaten, kept):
            points[k + shift, DEPART], points[k + shift, TIME] = points[k, DEPART], points[k, TIME]
    points[at, DEPART], points[at, TIME] = depart, time
    return kept + shift


@tiny
def _cut(points: IntArray, windows: IntArray, first: int, count: int, flows: int, driven: int) -> int:
    """Keep the departures that reach the stop while it is open."""
    left = 0
    for f in range(flows):
        for w in range(first, first + count):
            low = max(points[f, LOW], windows[w, 0] - driven)
            high = min(points[f, HIGH], windows[w, 1] - driven)
            if low <= high:
                points[left, NEW_LOW], points[left, NEW_HIGH] = low, high
                left += 1
    for f in range(left):
        points[f, LOW], points[f, HIGH] = points[f, NEW_LOW], points[f, NEW_HIGH]
    return left
