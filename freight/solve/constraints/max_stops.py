"""A vehicle serves no more orders than its limit."""

from __future__ import annotations

import numpy as np

from freight.domain.problem import Problem
from freight.solve.seam import RoutingSeam


def max_stops(seam: RoutingSeam, problem: Problem) -> None:
    """Count the orders of every route, where the limit of any vehicle can bind; no other halt counts."""
    count = problem.first_reload
    limits = [count if slot.max_stops is None else slot.max_stops for slot in seam.slots]
    if count <= min(limits):
        return
    stops = seam.per_node((np.arange(problem.order_count) < count).astype(np.int64))
    evaluator = seam.routing.RegisterUnaryTransitVector(stops.tolist())
    seam.routing.AddDimensionWithVehicleCapacity(evaluator, 0, limits, True, "stops")
