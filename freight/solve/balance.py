"""Planning a day whose work is to be shared evenly: search without that, then with too much work held off.

What is uneven is a matter of all routes together, which the search does not see. So it is told from outside how
much is too much: hours beyond the mean of the plan that stands cost as much more as they count; of stops it may
plan no more than a vehicle then has. Of all rounds the plan is kept that costs least, unevenness counted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from freight.domain.balance import Balance, Measure
from freight.domain.plan import RoutePlan, Solution
from freight.domain.problem import Problem
from freight.errors import NoPlanError
from freight.solve.break_plan import paid_s
from freight.solve.break_rounds import Search, sequences
from freight.solve.warm_start import Sequences
from freight.units import MICRO, SECONDS_PER_HOUR

FREE_SHARE = 0.4
"""Of the budget, for the plan to begin with."""
ROUNDS = 3
"""Searches that share the rest."""


def solve_balanced(problem: Problem, balance: Balance, search: Search, start: Sequences | None) -> Solution:
    """Plan a day with its work evened out.

    Parameters
    ----------
    search
        Plans a problem with a share of the budget; closes it with `Problem.as_paid`.
    start
        An earlier plan to begin from.

    Raises
    ------
    NoPlanError
        When nothing can be planned.
    """
    free = replace(problem, balance=None)
    best = search(free, FREE_SHARE, start)
    cap = Cap.around(problem, best) if balance.measure is Measure.STOPS else None
    for _ in range(ROUNDS):
        seen = _hours_priced(free, balance, best) if cap is None else cap.seen(free)
        try:
            found = search(seen, (1 - FREE_SHARE) / ROUNDS, sequences(problem, best))
        except NoPlanError:
            found = best
        better = weighed_micro(problem, balance, found) < weighed_micro(problem, balance, best)
        best = found if better else best
        cap = None if cap is None else cap.after(problem, best, better)
    return best


def weighed_micro(problem: Problem, balance: Balance, solution: Solution) -> int:
    """What a plan costs and what its unevenness counts, millionths of a krone."""
    return solution.objective_micro + round(balance.nok * MICRO * surplus(problem, balance, solution.routes))


def surplus(problem: Problem, balance: Balance, routes: Sequence[RoutePlan]) -> float:
    """By how many hours, or stops, vehicles have more than the mean of those that drive, added up."""
    work = [_work(problem, balance.measure, route) for route in routes]
    mean = sum(work) / max(1, len(work))
    return sum(max(0.0, one - mean) for one in work)


def _work(problem: Problem, measure: Measure, route: RoutePlan) -> float:
    slot = problem.vehicles[route.vehicle]
    if measure is Measure.HOURS:
        return (slot.done_s + paid_s(problem, route)) / SECONDS_PER_HOUR
    return slot.done_stops + _stops(problem, route)


def _stops(problem: Problem, route: RoutePlan) -> int:
    """Reload halts are none."""
    return sum(1 for order in route.orders if order < problem.first_reload)


def _hours_priced(free: Problem, balance: Balance, best: Solution) -> Problem:
    """The day in which every hour beyond the mean of the plan costs what it counts."""
    work = [_work(free, Measure.HOURS, route) for route in best.routes]
    normal_s = round(sum(work) / max(1, len(work)) * SECONDS_PER_HOUR)
    micro = round(balance.nok * MICRO / SECONDS_PER_HOUR)
    slots = [replace(slot, over_micro=micro, normal_s=max(0, normal_s - slot.done_s)) for slot in free.vehicles]
    # Nothing that is served now is worth leaving out only because the others are then more alike.
    penalty = free.penalty_micro + weighed_micro(free, balance, best)
    return replace(free, vehicles=tuple(slots), penalty_micro=penalty, as_paid=free)


@dataclass(frozen=True, slots=True)
class Cap:
    """The most stops that a round may plan for a vehicle, and the most that one has now."""

    stops: int
    high: int

    @classmethod
    def around(cls, problem: Problem, best: Solution) -> Cap:
        """Begin at the mean."""
        low, high = _span(problem, best)
        return cls(low, high)

    def seen(self, free: Problem) -> Problem:
        """The day in which no vehicle has more stops; as it is when they are even."""
        if self.stops >= self.high:
            return free
        slots = []
        for slot in free.vehicles:
            most = max(0, self.stops - slot.done_stops)
            slots.append(replace(slot, max_stops=min(most, most if slot.max_stops is None else slot.max_stops)))
        return replace(free, vehicles=tuple(slots), as_paid=free)

    def after(self, problem: Problem, best: Solution, better: bool) -> Cap:
        """Halfway up when it was too tight; from the mean of the better plan on when it was not."""
        low, high = _span(problem, best)
        return Cap(low if better else max(low, math.ceil((self.stops + high) / 2)), high)


def _span(problem: Problem, best: Solution) -> tuple[int, int]:
    """The mean of stops, rounded up, and the most."""
    work = [_work(problem, Measure.STOPS, route) for route in best.routes] or [0.0]
    return math.ceil(sum(work) / len(work)), int(max(work))
