"""The door to the improvement engine: compile it once, improve a plan."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from freight.domain.plan import RoutePlan
from freight.domain.problem import Problem
from freight.solve.eligible import usable
from freight.solve.improve import columns as c
from freight.solve.improve.anneal import construct, keep_if_better, load_links, walk
from freight.solve.improve.data import make_data
from freight.solve.improve.fleet import shrink
from freight.solve.improve.lay_out import state_view
from freight.solve.improve.settings import Settings
from freight.solve.improve.state import from_links, new_state, to_links
from freight.solve.improve.walks import sequence_cost

SHORT_ROUTE = 12.0
"""Orders; where routes have more of them the start is that much hotter, up to `Settings.hotter` times."""
SLICE_S = 0.1
"""How long the engine works between two looks at the clock."""
SLICE_STEPS = 1000


@dataclass(frozen=True, slots=True)
class KernelProgress:
    """Where the search stands."""

    elapsed_s: float
    iterations: int
    best_micro: int
    unserved: int


@dataclass(frozen=True, slots=True)
class Improved:
    """The best plan found."""

    routes: dict[int, tuple[int, ...]]
    """Vehicle of the problem -> its orders in sequence; every vehicle with hours has an entry."""
    cost_micro: int
    """Penalties of the unserved included."""
    iterations: int


class _Budget:
    """How much of the budget is spent; the clock is read only when the budget has seconds."""

    def __init__(self, time_limit_s: float | None, iterations: int | None) -> None:
        if time_limit_s is None and iterations is None:
            raise ValueError("the search needs a budget: time_limit_s or iterations")
        self.time_limit_s, self.iterations = time_limit_s, iterations
        self.begun = time.perf_counter()
        self.done = 0

    def elapsed_s(self) -> float:
        return time.perf_counter() - self.begun

    def spent(self, more: int = 0, more_s: float = 0.0) -> float:
        """Share of the budget spent after so many more steps, or seconds."""
        shares = []
        if self.iterations is not None:
            shares.append((self.done + more) / max(1, self.iterations))
        if self.time_limit_s is not None:
            shares.append((self.elapsed_s() + more_s) / max(1e-9, self.time_limit_s))
        return min(1.0, max(shares))

    def next_steps(self, pace_s: float) -> tuple[int, float]:
        """How many steps to take before the next look at the clock, and the share spent after them."""
        steps = SLICE_STEPS
        if self.iterations is not None:
            steps = min(steps, self.iterations - self.done)
        if self.time_limit_s is None:
            return steps, self.spent(steps)
        slice_s = min(SLICE_S, self.time_limit_s - self.elapsed_s())
        steps = max(1, min(int(slice_s / pace_s), self.iterations - self.done if self.iterations else 10**9))
        return steps, self.spent(steps, steps * pace_s)


def compile_engine(say: Callable[[str], None] | None = None) -> None:
    """Compile the engine, or load it from its folder; later calls cost nothing.

    Parameters
    ----------
    say
        Told once that the first use takes a while, only when it does.
    """
    from freight.solve.improve.warm import warm

    warm(say)


def improve(
    problem: Problem,
    start: tuple[RoutePlan, ...],
    *,
    seed: int,
    time_limit_s: float | None,
    iterations: int | None,
    progress: Callable[[KernelProgress], None] | None = None,
    stop: Callable[[], bool] | None = None,
    settings: Settings | None = None,
    fleet_share: float = 0.0,
) -> Improved:
    """Improve a plan; without routes in `start`, make one first.

    Parameters
    ----------
    start
        Routes of which those that break a rule are dissolved first. The result never costs more than the rest.
    time_limit_s, iterations
        The budget, at least one; whichever ends first. With iterations alone the same seed gives the same
        plan everywhere.
    progress
        Told now and then where the search stands.
    stop
        Asked now and then; the search ends with the best plan so far when it says so.
    settings
        How to search; silent: as measured best.
    fleet_share
        Share of the budget spent on serving everybody with fewer vehicles first; no more are used afterwards.

    Raises
    ------
    ValueError
        Without a budget.
    """
    budget = _Budget(time_limit_s, iterations)
    if not problem.first_reload or not any(usable(slot) for slot in problem.vehicles):
        return Improved({}, int(problem.penalty_micro.sum()), 0)
    search = _Search(problem, seed, settings or Settings())
    search.begin(start)
    if fleet_share > 0.0:
        search.shrink_fleet(budget, fleet_share, stop)
    search.run(budget, progress, stop)
    return Improved(search.routes(), search.best_cost, budget.done)


class _Search:
    """The arrays of one search; they live as long as it does, compiled code knows only their addresses."""

    def __init__(self, problem: Problem, seed: int, settings: Settings) -> None:
        self.settings = settings
        self.compiled = compiled = make_data(problem, settings)
        self.plan = new_state(compiled.arrays, seed)
        self.d, self.s = compiled.view, state_view(self.plan)
        self.best = to_links(compiled.arrays, {})
        self.best_cost = 0

    def begin(self, start: tuple[RoutePlan, ...]) -> None:
        """Take over the routes that break no rule; without any, make a first plan."""
        d, s, arrays = self.d, self.s, self.compiled.arrays
        load_links(d, s, self.best)
        own = {number: vehicle for vehicle, number in enumerate(self.compiled.vehicles)}
        routes = {own[route.vehicle]: route.orders for route in start if route.vehicle in own}
        kept: dict[int, tuple[int, ...]] = {}
        for r, orders in routes.items():
            taken = {x for others in kept.values() for x in others}
            if len({*taken, *orders}) == len(taken) + len(orders) and self._drivable(r, orders):
                kept[r] = orders
        self.best = to_links(arrays, kept)
        load_links(d, s, self.best)
        self.best_cost = int(self.plan.counter[c.TOTAL])
        if not kept:
            construct(d, s)
            self.best_cost = int(min(self.best_cost, keep_if_better(d, s, self.best, self.best_cost)))

    def _drivable(self, r: int, orders: tuple[int, ...]) -> bool:
        self.plan.lists[c.SEQUENCE, : len(orders)] = orders
        return int(sequence_cost(self.d, self.s, r, c.SEQUENCE, len(orders))) < c.NEVER

    def routes(self) -> dict[int, tuple[int, ...]]:
        """Orders in sequence by vehicle of the problem."""
        routes = from_links(self.compiled.arrays, self.best)
        named = {vehicle: routes[r] for r, vehicle in enumerate(self.compiled.vehicles)}
        return dict(sorted(named.items()))

    def temperatures(self) -> tuple[float, float]:
        """At the start and at the end of the walk, in micro."""
        how, route, day = self.settings, self.plan.route, self.compiled.arrays.vehicle[:, c.V_DAY]
        used = route[:, c.SIZE] > 0
        served = max(1, int(route[:, c.SIZE].sum()))
        scale = max(1.0, float(route[used, c.COST].sum() - day[used].sum()) / served)
        length = served / max(1, int(used.sum()))
        return scale * how.hot * min(how.hotter, max(1.0, length / SHORT_ROUTE)), scale * how.cold

    def shrink_fleet(self, budget: _Budget, share: float, stop: Callable[[], bool] | None) -> None:
        """Spend a share of the budget on fewer vehicles, and go on with what that gave."""
        pace_s, counter = 1e-3, self.plan.counter
        while budget.spent() < share and not (stop is not None and stop()):
            steps, _ = budget.next_steps(pace_s)
            if budget.iterations is not None:
                steps = max(1, min(steps, int(share * budget.iterations) - budget.done))
            before_s = budget.elapsed_s()
            shrink(self.d, self.s, self.best, steps, self.temperatures()[1])
            budget.done += steps
            pace_s = max(1e-7, (budget.elapsed_s() - before_s) / steps)
        load_links(self.d, self.s, self.best)
        counter[c.LIMIT] = max(1, counter[c.ROUTES])
        self.best_cost = int(counter[c.TOTAL])

    def run(
        self,
        budget: _Budget,
        progress: Callable[[KernelProgress], None] | None,
        stop: Callable[[], bool] | None,
    ) -> None:
        """Walk until the budget is spent or `stop` says so."""
        (first, final), pace_s = self.temperatures(), 1e-3
        while (spent := budget.spent()) < 1.0:
            steps, then = budget.next_steps(pace_s)
            hot, cold = (first * (final / first) ** share for share in (spent, then))
            before_s = budget.elapsed_s()
            self.best_cost = int(walk(self.d, self.s, self.best, self.best_cost, steps, hot, cold))
            budget.done += steps
            pace_s = max(1e-7, (budget.elapsed_s() - before_s) / steps)
            if progress is not None:
                unserved = int(np.count_nonzero(self.best[: self.d.first_reload] == c.UNROUTED))
                progress(KernelProgress(budget.elapsed_s(), budget.done, self.best_cost, unserved))
            if stop is not None and stop():
                break
