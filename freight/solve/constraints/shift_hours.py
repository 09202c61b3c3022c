"""The clock of every route, and the hours in which vehicles leave and return."""

from __future__ import annotations

from freight.domain.problem import Problem
from freight.solve.seam import TIME, RoutingSeam
from freight.units import HORIZON_S


def shift_hours(seam: RoutingSeam, problem: Problem) -> None:
    """Add the time dimension: cumul = start of service, transit = service + driving, slack = waiting.

    A pair that no street joins takes longer than the horizon, and so never becomes a leg.
    """
    service = seam.per_node(problem.service_s)[:, None]
    slots = seam.slots(problem)
    evaluator = {
        profile: seam.routing.RegisterTransitMatrix(
            (seam.profile_matrix(problem.travel.seconds[profile]) + service).tolist()
        )
        for profile in sorted({slot.profile for slot in slots})
    }
    by_vehicle = [evaluator[slot.profile] for slot in slots]
    seam.routing.AddDimensionWithVehicleTransits(by_vehicle, HORIZON_S, HORIZON_S, False, TIME)
    clock = seam.routing.GetDimensionOrDie(TIME)
    for number, slot in enumerate(slots):
        start = clock.CumulVar(seam.routing.Start(number))
        end = clock.CumulVar(seam.routing.End(number))
        seam.allow(start, slot.start_intervals)
        seam.allow(end, slot.end_intervals)
        # Back as early as possible, then out as late as still in time: nobody is paid to wait at the depot.
        seam.routing.AddVariableMinimizedByFinalizer(end)
        seam.routing.AddVariableMaximizedByFinalizer(start)
        seam.routing.AddToAssignment(start)
        seam.routing.AddToAssignment(end)
