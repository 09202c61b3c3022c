"""Where the last in is the first out a vehicle delivers nothing once it has picked something up."""

from __future__ import annotations

import numpy as np

from freight.domain.problem import Problem
from freight.solve.constraints.capacity import count_anew
from freight.solve.seam import RoutingSeam


def last_in_first_out(seam: RoutingSeam, problem: Problem) -> None:
    """Count pickups along the route, anew behind every reload halt; a delivery must come before the first."""
    bound = [int(slot.last_in_first_out) for slot in seam.slots]
    picks = np.array([bool(row.any()) for row in problem.pickup], dtype=np.int64)
    if not any(bound) or not picks.any():
        return
    picked = count_anew(seam, problem, "pickups", seam.per_node(picks))
    for number, order in enumerate(seam.orders):
        index = seam.index(number)
        if order < problem.first_reload and not picks[order]:
            # Vehicle -1 serves nobody.
            keeps = seam.solver.Element([0, *bound], (seam.routing.VehicleVar(index) + 1).Var())
            seam.solver.Add(keeps * picked.CumulVar(index) == 0)
