"""When to leave and when to serve, for a fixed sequence: the shortest day, exactly.

Waiting is possible before every stop, so arriving earlier is never worse; but leaving the depot later may
save waiting. With several windows a stop the best departure need be neither the first nor the last. The
departures that still involve no waiting at all are kept as intervals; every other one is dominated by a
point: the latest departure that is served at a given opening of a window.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from freight.domain.scenario import Interval

Windows = Sequence[Interval]
"""Disjoint closed intervals, ascending."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Times of one route, in seconds of the planning day."""

    depart_s: int
    start_s: tuple[int, ...]
    end_s: int

    @property
    def span_s(self) -> int:
        """From leaving the depot to being back."""
        return self.end_s - self.depart_s


def next_open(windows: Windows, time_s: int) -> int | None:
    """The first moment from `time_s` on that lies in a window; None when all have closed."""
    for opens, closes in windows:
        if time_s <= closes:
            return max(time_s, opens)
    return None


def follow(depart_s: int, gaps: Sequence[int], windows: Sequence[Windows]) -> list[int] | None:
    """Service starts of a sequence left at `depart_s`, each as early as possible; None when one is too late.

    Parameters
    ----------
    gaps
        ``gaps[k]`` seconds pass between the start at stop k - 1 and arrival at stop k (0: the departure).
    windows
        ``windows[k]`` of stop k; the return to the depot is the last stop.
    """
    starts, now = [], depart_s
    for gap, open_hours in zip(gaps, windows, strict=True):
        opened = next_open(open_hours, now + gap)
        if opened is None:
            return None
        now = opened
        starts.append(now)
    return starts


def shortest(leave: Windows, gaps: Sequence[int], windows: Sequence[Windows]) -> Schedule | None:
    """Schedule of least span; of several, the one that ends first. None when no departure works.

    Parameters
    ----------
    leave
        When the vehicle may leave its depot.
    gaps, windows
        As in `follow`.
    """
    flows = list(leave)
    points: list[tuple[int, int]] = []
    driven = 0
    for gap, open_hours in zip(gaps, windows, strict=True):
        driven += gap
        points = _next_points(points, gap, open_hours, flows, driven)
        flows = [
            (max(lo, opens - driven), min(hi, closes - driven))
            for lo, hi in flows
            for opens, closes in open_hours
            if max(lo, opens - driven) <= min(hi, closes - driven)
        ]
    choices = [(driven, lo + driven, lo) for lo, _ in flows]
    choices += [(time - depart, time, depart) for depart, time in points]
    if not choices:
        return None
    depart_s = min(choices)[2]
    starts = follow(depart_s, gaps, windows)
    assert starts is not None, "a kept departure is always feasible"
    return Schedule(depart_s, tuple(starts[:-1]), starts[-1])


def _next_points(
    points: list[tuple[int, int]], gap: int, windows: Windows, flows: Windows, driven: int
) -> list[tuple[int, int]]:
    """Move (departure, time) points on by one stop, and add those that begin to wait here."""
    latest: dict[int, int] = {}
    for depart, time in points:
        opened = next_open(windows, time + gap)
        if opened is not None:
            latest[opened] = max(latest.get(opened, depart), depart)
    openings = [opens for opens, _ in windows]
    for lo, hi in flows:
        for number in range(bisect_left(openings, lo + driven), len(openings)):
            closed_before = windows[number - 1][1] + 1 if number else lo + driven
            depart = min(hi, openings[number] - 1 - driven)
            if depart >= max(lo, closed_before - driven):
                latest[openings[number]] = max(latest.get(openings[number], depart), depart)
    return [(depart, time) for time, depart in latest.items()]
