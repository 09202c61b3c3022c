"""What a plan costs: vehicle-day + legs + seconds from leaving the depot to being back."""

from __future__ import annotations

import numpy as np
from ortools.constraint_solver import pywrapcp

from freight.domain.problem import Problem
from freight.domain.travel import UNREACHABLE, IntArray
from freight.solve.seam import RoutingSeam


def cost(seam: RoutingSeam, problem: Problem) -> None:
    """Price legs with their driving and service time, and waiting apart.

    Driving, service and waiting add up to the time from depot to depot. Most of it stands in the cost of
    legs, because that is all that OR-Tools' insertion and guided local search look at.
    """
    evaluator: dict[tuple[int, int], int] = {}
    for number, slot in enumerate(seam.slots):
        key = (slot.profile, slot.second_micro)
        if key not in evaluator:
            evaluator[key] = seam.routing.RegisterTransitMatrix(_leg_micro(seam, problem, *key).tolist())
        seam.routing.SetArcCostEvaluatorOfVehicle(evaluator[key], number)
        seam.routing.SetFixedCostOfVehicle(slot.day_micro, number)
        clock = seam.clock(seam.clocks[number])
        clock.SetSlackCostCoefficientForVehicle(slot.second_micro, number)
        if slot.over_micro:
            clock.SetSoftSpanUpperBoundForVehicle(pywrapcp.BoundCost(slot.normal_s, slot.over_micro), number)


def _leg_micro(seam: RoutingSeam, problem: Problem, profile: int, second_micro: int) -> IntArray:
    """Shape (nodes, nodes): money of a leg, its driving time and the service or session before it."""
    seconds = seam.seconds(problem, profile)
    money = seam.layer(problem.travel.cost_micro[profile])
    service = seam.service_s(problem, profile)[:, None]
    fees = seam.per_node(0 * problem.order_place, [session.fee_micro for session in seam.sessions])[:, None]
    priced = money + second_micro * (seconds + service) + fees
    joined = seconds < UNREACHABLE
    # Legs that no street allows keep a price beyond all others, small enough for sums in 64 bits.
    return np.where(joined, priced, 10 * priced[joined].max(initial=1))
