"""Service starts inside one of the order's windows."""

from __future__ import annotations

from freight.domain.problem import Problem
from freight.solve.seam import TIME, RoutingSeam


def time_windows(seam: RoutingSeam, problem: Problem) -> None:
    """Hold the start of service of every node inside its intervals."""
    clock = seam.routing.GetDimensionOrDie(TIME)
    for number, node in enumerate(seam.nodes):
        variable = clock.CumulVar(seam.index(number))
        if node.windows:
            seam.allow(variable, node.windows)
        seam.routing.AddToAssignment(variable)
