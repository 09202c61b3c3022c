"""Planning a day whose drivers have breaks: search without them, place them, search again if there was no room.

The search itself knows no breaks. It begins with every shift shortened by the break that a whole shift asks
for; what it finds is closed with the breaks in their places, which may leave an order out. Then what breaks
made late is taken off the hours that the search sees, and it goes on from the plan that stands. Of all rounds
the cheapest plan is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from freight.domain.breaks import BreakRule, Counts, Per
from freight.domain.plan import Solution
from freight.domain.problem import Problem, VehicleSlot
from freight.domain.scenario import Interval
from freight.errors import NoPlanError
from freight.solve.eligible import usable
from freight.solve.insertion import Routes
from freight.solve.route_rules import Breach, breaches
from freight.solve.sockets import that_fit
from freight.solve.tables import Tables
from freight.solve.warm_start import Sequences

ROUNDS = (0.5, 0.25, 0.25)
"""Shares of the budget; where all breaks fit at once the first is enough."""


class Search(Protocol):
    """The search of one round."""

    def __call__(self, problem: Problem, share: float, start: Sequences | None) -> Solution:
        """Plan a problem without breaks with a share of the budget."""
        ...


def has_breaks(problem: Problem) -> bool:
    """Whether any driver has to keep break rules."""
    return any(slot.breaks for slot in problem.vehicles)


def solve_with_breaks(
    problem: Problem,
    tables: Tables,
    search: Search,
    close: Callable[[Routes], Solution],
    start: Sequences | None,
) -> Solution:
    """Plan a day with breaks.

    Parameters
    ----------
    tables
        Of `problem`, breaks included.
    close
        Makes a plan of routes that have room for their breaks.

    Raises
    ------
    NoPlanError
        When nothing can be planned.
    """
    slots = tuple(replace(slot, breaks=()) for slot in problem.vehicles)
    whole = replace(problem, vehicles=slots, as_paid=None)
    seen = replace(whole, vehicles=tuple(_shortened(slot) for slot in problem.vehicles))
    best: Solution | None = None
    for number, share in enumerate(ROUNDS):
        try:
            found = search(seen, share, start)
            routes: Routes = {v: () for v, slot in enumerate(problem.vehicles) if usable(slot)}
            routes |= {route.vehicle: route.orders for route in found.routes}
            late = {v: breaches(tables, v, orders) for v, orders in routes.items() if orders}
            closed = close({v: that_fit(tables, v, orders) for v, orders in routes.items()})
        except NoPlanError:
            if best is None and number + 1 == len(ROUNDS):
                raise
            seen = whole
            continue
        best = closed if best is None or closed.objective_micro < best.objective_micro else best
        start = sequences(problem, best)
        if any(late.values()):
            seen = _tightened(whole if number == 0 else seen, late)
        elif number > 0 or not closed.unserved:
            break
        else:
            seen = whole
    assert best is not None, "the last round either plans or raises"
    return best


def sequences(problem: Problem, solution: Solution) -> Sequences:
    """A plan to begin from: vehicle id -> order ids in sequence."""
    return {
        problem.vehicles[route.vehicle].id: [problem.order_ids[order] for order in route.orders]
        for route in solution.routes
    }


def _shortened(slot: VehicleSlot) -> VehicleSlot:
    """The vehicle without rules, back earlier by the break that its whole shift asks for."""
    if not slot.breaks or not slot.start_intervals or not slot.end_intervals:
        return replace(slot, breaks=())
    shift_s = slot.end_intervals[-1][1] - slot.start_intervals[0][0]
    return replace(slot, breaks=(), end_intervals=_earlier(slot.end_intervals, _asked_s(slot.breaks, shift_s)))


def _asked_s(rules: Sequence[BreakRule], shift_s: int) -> int:
    """Break of a shift that is worked from its beginning to its end; nobody drives all of it."""
    found = [0]
    for rule in rules:
        if rule.counts is Counts.WORK:
            worked_s = shift_s - rule.break_s
            times = worked_s // rule.over_s if rule.per is Per.STRETCH else int(worked_s >= rule.over_s)
            found.append(times * rule.break_s)
    return max(found)


def _earlier(intervals: tuple[Interval, ...], by_s: int) -> tuple[Interval, ...]:
    """The hours with their end so much earlier; as they are where nothing would be left."""
    last = intervals[-1][1] - by_s
    cut = tuple((opens, min(closes, last)) for opens, closes in intervals if opens <= last)
    return cut or intervals


def _tightened(seen: Problem, late: Mapping[int, Sequence[Breach]]) -> Problem:
    """What the search sees, with hours that end earlier by what the breaks made late."""
    slots, starts = list(seen.vehicles), [list(windows) for windows in seen.start_windows]
    for vehicle, broken in late.items():
        for breach in broken:
            slot = slots[vehicle]
            if breach.order < 0:
                slots[vehicle] = replace(slot, end_intervals=_earlier(slot.end_intervals, breach.amount))
            elif starts[breach.order][slot.profile]:
                windows = starts[breach.order][slot.profile]
                starts[breach.order][slot.profile] = _earlier(windows, breach.amount)
    return replace(seen, vehicles=tuple(slots), start_windows=tuple(tuple(windows) for windows in starts))
