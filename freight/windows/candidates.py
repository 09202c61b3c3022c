"""The windows that may be offered: a grid over the hours of the receiver and of the fleet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from freight.build.windows import overlap
from freight.domain.fleet import Vehicle
from freight.domain.scenario import Interval


def possible_hours(windows: Sequence[Interval], vehicles: Sequence[Vehicle]) -> tuple[Interval, ...]:
    """The receiver's own hours while anybody of the fleet is out; empty when nobody is."""
    shifts: list[Interval] = []
    for begin_s, end_s in sorted((one.shift_start_s, one.shift_end_s) for one in vehicles):
        if shifts and begin_s <= shifts[-1][1]:
            shifts[-1] = (shifts[-1][0], max(shifts[-1][1], end_s))
        else:
            shifts.append((begin_s, end_s))
    return tuple((a, b) for a, b in overlap(tuple(windows), tuple(shifts)) if a < b)


def candidates(hours: Sequence[Interval], length_s: int, step_s: int, service_s: int) -> tuple[Interval, ...]:
    """Windows inside the hours that have room for the service, ascending.

    The first begins when the hours do, the next ones a step later each, and the last ends when they end. Hours
    that are shorter than a window are a window themselves.
    """
    found = (one for open_hours in hours for one in _inside(open_hours, length_s, step_s))
    return tuple(one for one in dict.fromkeys(found) if one[1] - one[0] >= service_s)


def _inside(hours: Interval, length_s: int, step_s: int) -> Iterator[Interval]:
    opens, closes = hours
    if closes - opens <= length_s:
        yield hours
        return
    for begin_s in range(opens, closes - length_s, step_s):
        yield begin_s, begin_s + length_s
    yield closes - length_s, closes
