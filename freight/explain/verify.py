"""Whether a change really serves the order: the changed day is built and planned again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from freight.domain.plan import Solution
from freight.errors import FreightError
from freight.explain.change import apply
from freight.explain.draft import Changes
from freight.explain.order_changes import OrderSplit
from freight.explain.stand import Stand, changed, with_routes
from freight.solve.search import solve
from freight.units import MICRO

SEED = 0
OTHER_SEEDS = (1, 2)
WARM_ITERATIONS = 400
"""Steps of the search that begins from the routes as they stand."""
FRESH_ITERATIONS = 3000
FRESH_AN_ORDER = 100
"""Steps of the search that begins from nothing: so many an order, and never fewer than those above."""
FRESH_ORDERS = 100
"""Days of up to so many orders are also planned from nothing."""


@dataclass(frozen=True, slots=True)
class Served:
    """Who serves the order after the change, and when."""

    vehicle_id: str
    start_s: int


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of planning a changed day again."""

    served: tuple[Served, ...]
    """Who serves the order, or each part of it, when the day is planned on from its routes."""
    missing: frozenset[str]
    """Orders that should be served and that the first search to fail leaves out; empty: it works."""


def tried(stand: Stand, order_id: str, changes: Changes) -> Trial | None:
    """Plan the changed day again; None when it can not be built, or its routes lose an order by the change.

    Every search must serve the order and all that were served before: the one that goes on from the routes as
    they stand, and on a small day others with other seeds and from nothing.
    """
    day = changed(stand, apply(changes, stand.scenario))
    if day is None:
        return None
    parts = next((change.part_ids() for change in changes if isinstance(change, OrderSplit)), (order_id,))
    wanted = stand.served() | set(parts)
    searches = [(SEED, False)]
    if len(day.scenario.orders) <= FRESH_ORDERS:
        searches += [(seed, fresh) for fresh in (True, False) for seed in OTHER_SEEDS]
    places: dict[str, Served] = {}
    for seed, fresh in searches:
        solution = planned(day, seed, fresh=fresh)
        missing = wanted - (with_routes(day, solution.routes).served() if solution is not None else set())
        if fresh and missing:
            missing -= shaky(stand)
        if missing or solution is None:
            return Trial((), frozenset(missing))
        places = places or _places(day, solution)
    return Trial(tuple(places[part] for part in parts), frozenset())


@lru_cache(maxsize=2)
def shaky(stand: Stand) -> frozenset[str]:
    """Orders that are served now and that planning the day from nothing leaves out without any change."""
    lost: set[str] = set()
    for seed in OTHER_SEEDS:
        solution = planned(stand, seed, fresh=True)
        lost |= stand.served() - (with_routes(stand, solution.routes).served() if solution else set())
    return frozenset(lost)


def _places(day: Stand, solution: Solution) -> dict[str, Served]:
    ids = day.built.problem.order_ids
    return {
        ids[order]: Served(day.slot(route.vehicle).id, start_s)
        for route in solution.routes
        for order, start_s in zip(route.orders, route.start_s, strict=True)
    }


def planned(stand: Stand, seed: int, *, fresh: bool) -> Solution | None:
    """The day planned from nothing, or on from its routes; None when nothing can be planned."""
    steps = max(FRESH_ITERATIONS, FRESH_AN_ORDER * len(stand.scenario.orders)) if fresh else WARM_ITERATIONS
    try:
        return solve(
            stand.built.problem,
            seed=seed,
            time_limit_s=None,
            iterations=steps,
            start=None if fresh else stand.sequences(),
        )
    except FreightError:
        return None


def rearranged_micro(stand: Stand, order_id: str) -> int | None:
    """What all routes together cost more when they are planned again so that the order is served.

    The orders that are served now stay served. None when the search finds no such routes.
    """
    problem = stand.built.problem
    wanted = stand.served() | {order_id}
    must = np.array([one in wanted for one in problem.order_ids])
    penalty = problem.penalty_micro
    above_all = 10 * (int(penalty.sum()) + stand.cost_micro() + MICRO)
    urgent = replace(problem, penalty_micro=np.where(must, above_all, penalty))
    solution = planned(replace(stand, built=replace(stand.built, problem=urgent)), SEED, fresh=False)
    if solution is None:
        return None
    found = with_routes(stand, solution.routes)
    if not wanted <= found.served():
        return None
    others = [n for n, one in enumerate(problem.order_ids) if one not in wanted]
    gained = sum(int(penalty[n]) for n in others if problem.order_ids[n] in found.served())
    return found.cost_micro() - stand.cost_micro() - gained
