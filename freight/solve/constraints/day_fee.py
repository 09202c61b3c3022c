"""A zone's fee per day: paid once by every vehicle that serves a place inside."""

from __future__ import annotations

from freight.domain.problem import DayFee, Problem
from freight.solve.seam import RoutingSeam


def day_fee(seam: RoutingSeam, problem: Problem) -> None:
    """Give every zone with a daily fee a switch that goes up at the first place inside, and costs the fee."""
    for number, fee in enumerate(problem.day_fees):
        inside = [i for i, node in enumerate(seam.nodes) if node.inside[number] and node.vehicles]
        if inside and any(fee.fee_micro[vehicle] for vehicle in seam.vehicles):
            _switch(seam, f"day fee {number}", fee, inside)


def _switch(seam: RoutingSeam, label: str, fee: DayFee, inside: list[int]) -> None:
    still = seam.routing.RegisterUnaryTransitVector([0] * len(seam.node_place))
    seam.routing.AddDimension(still, 1, 1, True, label)
    switch = seam.routing.GetDimensionOrDie(label)
    for node in inside:
        switch.CumulVar(seam.index(node)).SetMin(1)
    for number, vehicle in enumerate(seam.vehicles):
        switch.SetSpanCostCoefficientForVehicle(fee.fee_micro[vehicle], number)
        seam.routing.AddVariableMinimizedByFinalizer(switch.CumulVar(seam.routing.End(number)))
