"""No vehicle uses more energy than it has above the reserve."""

from __future__ import annotations

import numpy as np

from freight.domain.problem import Problem
from freight.domain.travel import UNREACHABLE, IntArray
from freight.solve.seam import RoutingSeam


def battery(seam: RoutingSeam, problem: Problem) -> None:
    """Add up the Wh of the legs, up to the vehicle's energy.

    With charging sessions the level on arrival is followed instead: it stays between the reserve and a full
    battery, and goes up by the session's amount on leaving it. A leg that gives energy back counts as zero,
    since a full battery takes nothing. Vehicles without a range limit do not count at all.
    """
    limits = [slot.energy_wh for slot in seam.slots]
    if all(limit is None for limit in limits):
        return
    layers = {
        profile: np.clip(seam.layer(problem.travel.energy_wh[profile]), 0, UNREACHABLE)
        for profile in sorted({slot.profile for slot in seam.slots if slot.energy_wh is not None})
    }
    if seam.sessions:
        _follow_level(seam, problem, layers)
        return
    evaluator = {
        profile: seam.routing.RegisterTransitMatrix(layer.tolist()) for profile, layer in layers.items()
    }
    free = seam.routing.RegisterUnaryTransitVector([0] * len(seam.node_place))
    transits = [free if slot.energy_wh is None else evaluator[slot.profile] for slot in seam.slots]
    bounds = [0 if limit is None else limit for limit in limits]
    seam.routing.AddDimensionWithVehicleTransitAndCapacity(transits, 0, bounds, True, "energy")


def _follow_level(seam: RoutingSeam, problem: Problem, layers: dict[int, IntArray]) -> None:
    charged = seam.per_node(0 * problem.order_place, [session.charged_wh for session in seam.sessions])[:, None]
    evaluator = {
        profile: seam.routing.RegisterTransitMatrix((charged - layer).tolist())
        for profile, layer in layers.items()
    }
    free = seam.routing.RegisterUnaryTransitVector([0] * len(seam.node_place))
    transits = [free if slot.energy_wh is None else evaluator[slot.profile] for slot in seam.slots]
    full = [max(slot.energy_wh or 0, slot.full_wh or 0) for slot in seam.slots]
    seam.routing.AddDimensionWithVehicleTransitAndCapacity(transits, 0, full, False, "level")
    level = seam.routing.GetDimensionOrDie("level")
    for number, slot in enumerate(seam.slots):
        level.CumulVar(seam.routing.Start(number)).SetValue(slot.energy_wh or 0)
    for number, session in enumerate(seam.sessions):
        room = full[seam.vehicles.index(session.vehicle)] - session.charged_wh
        level.CumulVar(seam.session_index(number)).SetMax(room)
