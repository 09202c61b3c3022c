"""An order is open only to the vehicles that can take it: skills, size, zones, streets, hours."""

from __future__ import annotations

from freight.domain.problem import Problem
from freight.solve.seam import RoutingSeam


def access(seam: RoutingSeam, problem: Problem) -> None:
    """Cut every other vehicle from the domain of the order's vehicle variable; "nobody" (-1) stays."""
    for number in range(problem.order_count):
        row = seam.allowed[seam.orders[number]]
        barred = [place for place, vehicle in enumerate(seam.vehicles) if not row[vehicle]]
        if barred:
            seam.routing.VehicleVar(seam.index(number)).RemoveValues(barred)
    for number, session in enumerate(seam.sessions):
        barred = [place for place, vehicle in enumerate(seam.vehicles) if vehicle != session.vehicle]
        seam.routing.VehicleVar(seam.session_index(number)).RemoveValues(barred)
