"""Whether a change really serves the order: the changed day is built and planned again."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from freight.domain.plan import Solution
from freight.errors import FreightError
from freight.explain.change import apply
from freight.explain.draft import Draft
from freight.explain.order_changes import OrderSplit
from freight.explain.stand import Stand, changed, with_routes
from freight.solve.search import solve
from freight.units import MICRO

SEED = 0
WARM_ITERATIONS = 400
"""Steps of the search that begins from the routes as they stand."""
FRESH_ITERATIONS = 3000
FRESH_ORDERS = 40
"""Days of up to so many orders are also planned from nothing."""


@dataclass(frozen=True, slots=True)
class Served:
    """Who serves the order after the change, and when."""

    vehicle_id: str
    start_s: int


def verified(stand: Stand, order_id: str, found: Draft) -> tuple[Served, ...] | None:
    """Who serves the order when the changed day is planned again; None when the change fails.

    Every search must serve it and all orders that were served before: the one that begins from the routes as
    they stand, and on a small day the one that begins from nothing. A split order has an entry for each part.
    """
    day = changed(stand, apply(found.changes, stand.scenario))
    if day is None:
        return None
    parts = next((change.part_ids() for change in found.changes if isinstance(change, OrderSplit)), (order_id,))
    wanted = stand.served() | set(parts)
    solution = planned(day, fresh=False)
    if solution is None or not wanted <= with_routes(day, solution.routes).served():
        return None
    if len(day.scenario.orders) <= FRESH_ORDERS:
        again = planned(day, fresh=True)
        if again is None or not wanted <= with_routes(day, again.routes).served():
            return None
    ids = day.built.problem.order_ids
    places = {
        ids[order]: Served(day.slot(route.vehicle).id, start_s)
        for route in solution.routes
        for order, start_s in zip(route.orders, route.start_s, strict=True)
    }
    return tuple(places[part] for part in parts)


def planned(stand: Stand, *, fresh: bool) -> Solution | None:
    """The day planned from nothing, or on from its routes; None when nothing can be planned."""
    try:
        return solve(
            stand.built.problem,
            seed=SEED,
            time_limit_s=None,
            iterations=FRESH_ITERATIONS if fresh else WARM_ITERATIONS,
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
    solution = planned(replace(stand, built=replace(stand.built, problem=urgent)), fresh=False)
    if solution is None:
        return None
    found = with_routes(stand, solution.routes)
    if not wanted <= found.served():
        return None
    others = [n for n, one in enumerate(problem.order_ids) if one not in wanted]
    gained = sum(int(penalty[n]) for n in others if problem.order_ids[n] in found.served())
    return found.cost_micro() - stand.cost_micro() - gained


def round_up(value: float, step: float) -> float:
    """The next multiple of a step."""
    return round(math.ceil(value / step - 1e-9) * step, 6)
