"""Docks shared between routes: no more vehicles loading anew at once than a depot has docks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from freight.build.windows import overlap
from freight.domain.plan import RoutePlan
from freight.domain.problem import Problem
from freight.domain.scenario import Interval
from freight.solve.full_hours import full_hours
from freight.solve.insertion import Routes
from freight.solve.read_back import plan_routes
from freight.solve.tables import Tables
from freight.units import HORIZON_S


@dataclass(frozen=True, slots=True)
class Docks:
    """What is taken so far."""

    taken: dict[int, list[Interval]] = field(default_factory=dict)
    """By depot place: when vehicles load there."""

    def take(self, tables: Tables, plan: RoutePlan) -> None:
        """Book the docks that a route uses."""
        for halt, start_s in zip(plan.orders, plan.start_s, strict=True):
            place = tables.place[halt]
            if halt >= tables.first_reload and place in tables.docks:
                self.taken.setdefault(place, []).append((start_s, start_s + tables.loads_s(halt)))

    def left(self, tables: Tables) -> Tables:
        """The same day for the next vehicle: it loads anew only while a dock is free."""
        if not self.taken:
            return tables
        windows = list(tables.windows)
        for halt in range(tables.first_reload, len(tables.place)):
            place = tables.place[halt]
            full = full_hours(self.taken.get(place, ()), tables.docks.get(place, 1))
            windows[halt] = tuple(_around(hours, full, tables.loads_s(halt)) for hours in windows[halt])
        return replace(tables, windows=tuple(windows))


def first_loads_s(tables: Tables, plan: RoutePlan) -> int | None:
    """When a route first needs a dock; None when it never does."""
    starts = zip(plan.orders, plan.start_s, strict=True)
    return next((s for x, s in starts if x >= tables.first_reload and tables.place[x] in tables.docks), None)


def parted(problem: Problem, tables: Tables, routes: Routes) -> Problem:
    """The day with the time of every dock shared out among the halts of these routes.

    Each of them gets a part of a dock's day of its own, from halfway to the one before it to halfway to the one
    after it; halts of nobody get none. Whatever is planned inside these parts, no dock is taken twice.
    """
    wanted: dict[int, list[tuple[int, int]]] = {}
    for plan in plan_routes(tables, routes):
        for halt, start_s in zip(plan.orders, plan.start_s, strict=True):
            if halt >= tables.first_reload and tables.place[halt] in tables.docks:
                wanted.setdefault(tables.place[halt], []).append((start_s, halt))
    own: dict[int, Interval] = {}
    for place, turns in wanted.items():
        for lane in _lanes(tables, sorted(turns), tables.docks[place]):
            own |= _shares(tables, lane)
    windows = list(problem.start_windows)
    for halt in range(tables.first_reload, len(windows)):
        if tables.place[halt] in tables.docks:
            part = (own[halt],) if halt in own else ()
            windows[halt] = tuple(overlap(hours, part) for hours in windows[halt])
    return replace(problem, start_windows=tuple(windows))


Turn = tuple[int, int]
"""(when loading begins, halt)."""


def _lanes(tables: Tables, turns: Sequence[Turn], docks: int) -> list[list[Turn]]:
    """A dock for each in turn: the one that is free first, once it is."""
    lanes: list[list[Turn]] = [[] for _ in range(docks)]
    free_s = [-HORIZON_S] * docks
    for start_s, halt in turns:
        lane = free_s.index(min(free_s))
        begin_s = max(start_s, free_s[lane])
        lanes[lane].append((begin_s, halt))
        free_s[lane] = begin_s + tables.loads_s(halt)
    return lanes


def _shares(tables: Tables, lane: Sequence[Turn]) -> dict[int, Interval]:
    """When each halt of one dock may begin; the time between two of them is halved."""
    shares, begin_s = {}, -HORIZON_S
    for number, (start_s, halt) in enumerate(lane):
        done_s = start_s + tables.loads_s(halt)
        last = number + 1 == len(lane)
        end_s = HORIZON_S if last else (done_s + lane[number + 1][0]) // 2
        shares[halt] = (begin_s, end_s - tables.loads_s(halt))
        begin_s = end_s
    return shares


def _around(starts: tuple[Interval, ...], full: Sequence[Interval], lasts_s: int) -> tuple[Interval, ...]:
    """Starts of a halt of so many seconds that keep clear of the times at which everything is taken."""
    for begin, end in full:
        parts = (part for a, b in starts for part in ((a, min(b, begin - lasts_s)), (max(a, end), b)))
        starts = tuple((a, b) for a, b in parts if a <= b)
    return starts
