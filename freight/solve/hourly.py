"""The shortest day of a fixed sequence when speeds change by the hour.

How long the day is, is a piecewise linear function of the departure. But for whole seconds it bends only at
departures from which some stop is reached, or left, at the very second at which the pace changes or a window
opens or closes. Each of these is found backwards from that second. The search looks at those of the depot
alone, which is what its cost means; when a plan is closed, all are tried.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from freight.domain.traffic import Traffic
from freight.solve.schedule import Schedule, Windows, next_open


@dataclass(frozen=True, slots=True)
class Sequel:
    """A sequence of stops from depot to depot, for one profile."""

    traffic: Traffic
    profile: int
    places: Sequence[int]
    service_s: Sequence[int]
    """Of every stop but the last; 0 at the depot."""
    windows: Sequence[Windows]
    """Of every stop; the first are those of the departure."""

    def arrival_s(self, stop: int, start_s: int) -> int:
        """When stop `stop` is reached after service at the one before began at `start_s`."""
        leave_s = start_s + self.service_s[stop - 1]
        return self.traffic.arrival_s(self.profile, self.places[stop - 1], self.places[stop], leave_s)

    def start_by_s(self, stop: int, arrive_s: int) -> int:
        """Last start at the stop before from which `stop` is reached by `arrive_s`."""
        leave_s = self.traffic.leave_by_s(self.profile, self.places[stop - 1], self.places[stop], arrive_s)
        return leave_s - self.service_s[stop - 1]


def last_open(windows: Windows, moment_s: int) -> int | None:
    """The last moment up to `moment_s` that lies in a window; None before the first opens."""
    return next((min(closes, moment_s) for opens, closes in reversed(windows) if opens <= moment_s), None)


def follow(route: Sequel, depart_s: int) -> list[int] | None:
    """Starts at every stop, the departure first, each as early as possible; None when one is too late."""
    starts = [depart_s]
    for stop in range(1, len(route.places)):
        opened = next_open(route.windows[stop], route.arrival_s(stop, starts[-1]))
        if opened is None:
            return None
        starts.append(opened)
    return starts


def shortest_hourly(route: Sequel, *, thorough: bool) -> Schedule | None:
    """Schedule of least span among the departures tried; of several the earliest. None when none works.

    `thorough` tries every departure at which the length of the day may bend, not only those of the depot.
    """
    first, latest = follow(route, route.windows[0][0][0]), _latest(route)
    if first is None or latest is None:
        return None
    last = len(route.places) - 1
    stops = range(last + 1) if thorough else (0, last)
    best = first
    for depart_s in sorted(set(_bends(route, first, latest, stops))):
        starts = follow(route, depart_s)
        if starts is not None and starts[-1] - depart_s < best[-1] - best[0]:
            best = starts
    return Schedule(best[0], tuple(best[1:-1]), best[-1])


def _latest(route: Sequel) -> list[int] | None:
    """Latest start at every stop that keeps the rest in time."""
    moment: int | None = route.windows[-1][-1][1]
    found: list[int] = []
    for stop in range(len(route.places) - 1, -1, -1):
        if moment is None:
            return None
        found.append(moment)
        if stop:
            moment = last_open(route.windows[stop - 1], route.start_by_s(stop, moment))
    return found[::-1]


def _bends(route: Sequel, first: Sequence[int], latest: Sequence[int], stops: Collection[int]) -> Iterator[int]:
    """Departures worth trying: the last one, the last for the earliest end, and those made by these stops."""
    last = len(route.places) - 1
    yield latest[0]
    yield from _departure(route, first, last, first[last])
    changes = route.traffic.starts_s[route.profile][1:]
    for stop in stops:
        left = [change - route.service_s[stop] for change in changes] if stop < last else []
        reached = list(changes) if stop else []
        opened = [end for span in route.windows[stop] for end in span]
        for moment in (*left, *reached, *opened):
            if first[stop] <= moment <= latest[stop]:
                yield from _departure(route, first, stop, moment)


def _departure(route: Sequel, first: Sequence[int], stop: int, moment_s: int) -> Iterator[int]:
    """The last departure that has `stop` reached by `moment_s`, if it is not before the first."""
    now: int | None = moment_s if stop else last_open(route.windows[0], moment_s)
    for here in range(stop, 0, -1):
        if now is not None:
            now = last_open(route.windows[here - 1], route.start_by_s(here, now))
    if now is not None and now >= first[0]:
        yield now
