"""The clock of every route, and the hours in which vehicles leave and return."""

from __future__ import annotations

from freight.domain.problem import Problem
from freight.solve.seam import RoutingSeam, clock_name
from freight.units import HORIZON_S


def shift_hours(seam: RoutingSeam, problem: Problem) -> None:
    """Add the time dimensions: cumul = start of service, transit = service + driving, slack = waiting.

    A pair that no street joins takes longer than the horizon, and so never becomes a leg.

    Zones give an order other hours for other vehicles, and a dimension has one set of hours a node. So there
    is one dimension for each set of vehicles with equal hours everywhere. For all other vehicles its clock
    may jump to any time between two stops: its transit takes the whole horizon back, its slack gives up to
    two horizons. A node for each set of hours would do the same, but then the search has to change nodes to
    move an order between vehicles, which it does badly (docs/engine.md).
    """
    evaluator = {
        profile: seam.routing.RegisterTransitMatrix(
            (seam.seconds(problem, profile) + seam.service_s(problem, profile)[:, None]).tolist()
        )
        for profile in sorted({slot.profile for slot in seam.slots})
    }
    jump = seam.routing.RegisterUnaryTransitVector([-HORIZON_S] * len(seam.node_place))
    for clock in range(len(set(seam.clocks))):
        transits = [
            evaluator[slot.profile] if own == clock else jump
            for slot, own in zip(seam.slots, seam.clocks, strict=True)
        ]
        name = clock_name(clock)
        seam.routing.AddDimensionWithVehicleTransits(transits, 2 * HORIZON_S, HORIZON_S, False, name)
    _hold_shifts(seam)


def _hold_shifts(seam: RoutingSeam) -> None:
    for number, (slot, clock) in enumerate(zip(seam.slots, seam.clocks, strict=True)):
        start = seam.clock(clock).CumulVar(seam.routing.Start(number))
        end = seam.clock(clock).CumulVar(seam.routing.End(number))
        seam.allow(start, slot.start_intervals)
        seam.allow(end, slot.end_intervals)
        # Back as early as possible, then out as late as still in time: nobody is paid to wait at the depot.
        seam.routing.AddVariableMinimizedByFinalizer(end)
        seam.routing.AddVariableMaximizedByFinalizer(start)
