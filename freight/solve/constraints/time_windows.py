"""Service starts inside one of the order's windows."""

from __future__ import annotations

from freight.domain.problem import Problem
from freight.solve.seam import RoutingSeam


def time_windows(seam: RoutingSeam, problem: Problem) -> None:
    """Hold the start of service inside the hours, on every clock by the hours of its vehicles.

    Vehicles for which an order has no hours at all are cut off by `access`.
    """
    profile = {clock: slot.profile for slot, clock in zip(seam.slots, seam.clocks, strict=True)}
    for clock in sorted(profile):
        dimension = seam.clock(clock)
        for number, order in enumerate(seam.orders):
            windows = problem.start_windows[order][profile[clock]]
            if windows:
                seam.allow(dimension.CumulVar(seam.index(number)), windows)
    for number, session in enumerate(seam.sessions):
        dimension = seam.clock(seam.clocks[seam.vehicles.index(session.vehicle)])
        site = problem.chargers[session.charger]
        hours = tuple((a, b - session.lasts_s) for a, b in site.open if a <= b - session.lasts_s)
        seam.allow(dimension.CumulVar(seam.session_index(number)), hours)
