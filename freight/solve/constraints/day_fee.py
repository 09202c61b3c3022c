"""A zone's fee per day: paid once by every vehicle that serves a place inside."""

from __future__ import annotations

from collections.abc import Sequence

from freight.domain.problem import DayFee, Problem
from freight.solve.seam import RoutingSeam


def day_fee(seam: RoutingSeam, problem: Problem) -> None:
    """Give every fee a switch that goes up at the first place inside, and costs the fee.

    Whether a place lies inside depends on the profile: profiles with the same places inside share a switch.
    """
    for number, fee in enumerate(problem.day_fees):
        payers: dict[bytes, list[int]] = {}
        for place, (slot, vehicle) in enumerate(zip(seam.slots, seam.vehicles, strict=True)):
            if fee.fee_micro[vehicle]:
                payers.setdefault(fee.inside[slot.profile].tobytes(), []).append(place)
        for part, members in enumerate(payers.values()):
            _switch(seam, problem, f"day fee {number}.{part}", fee, members)


def _switch(seam: RoutingSeam, problem: Problem, name: str, fee: DayFee, payers: Sequence[int]) -> None:
    row = fee.inside[seam.slots[payers[0]].profile]
    still = seam.routing.RegisterUnaryTransitVector([0] * len(seam.node_place))
    seam.routing.AddDimension(still, 1, 1, True, name)
    switch = seam.routing.GetDimensionOrDie(name)
    for number, order in enumerate(seam.orders):
        if row[problem.order_place[order]]:
            switch.CumulVar(seam.index(number)).SetMin(1)
    for number in payers:
        switch.SetSpanCostCoefficientForVehicle(fee.fee_micro[seam.vehicles[number]], number)
        seam.routing.AddVariableMinimizedByFinalizer(switch.CumulVar(seam.routing.End(number)))
