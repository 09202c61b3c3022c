"""No vehicle uses more energy than it has above the reserve."""

from __future__ import annotations

import numpy as np

from freight.domain.problem import Problem
from freight.domain.travel import UNREACHABLE
from freight.solve.seam import RoutingSeam


def battery(seam: RoutingSeam, problem: Problem) -> None:
    """Add up the Wh of the legs, up to the vehicle's energy.

    A leg that gives energy back counts as zero, since a full battery takes nothing.
    Vehicles without a range limit do not count at all.
    """
    limits = [slot.energy_wh for slot in seam.slots]
    if all(limit is None for limit in limits):
        return
    layers = {
        profile: np.clip(seam.layer(problem.travel.energy_wh[profile]), 0, UNREACHABLE)
        for profile in sorted({slot.profile for slot in seam.slots if slot.energy_wh is not None})
    }
    evaluator = {
        profile: seam.routing.RegisterTransitMatrix(layer.tolist()) for profile, layer in layers.items()
    }
    free = seam.routing.RegisterUnaryTransitVector([0] * len(seam.node_place))
    transits = [free if slot.energy_wh is None else evaluator[slot.profile] for slot in seam.slots]
    bounds = [0 if limit is None else limit for limit in limits]
    seam.routing.AddDimensionWithVehicleTransitAndCapacity(transits, 0, bounds, True, "energy")
