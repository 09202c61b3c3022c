"""A node is open only to the vehicles of its group: skills, size, zones, streets, hours."""

from __future__ import annotations

from freight.domain.problem import Problem
from freight.solve.seam import RoutingSeam

UNSERVED = -1
"""OR-Tools' value of the vehicle variable of a node that nobody visits."""


def access(seam: RoutingSeam, problem: Problem) -> None:
    """Cut every other vehicle from the domain of the node's vehicle variable."""
    for number, node in enumerate(seam.nodes):
        allowed = set(node.vehicles)
        variable = seam.routing.VehicleVar(seam.index(number))
        barred = [i for i, vehicle in enumerate(seam.vehicles) if vehicle not in allowed]
        if barred:
            variable.RemoveValues(barred)
