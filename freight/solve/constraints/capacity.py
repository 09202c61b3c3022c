"""Load on board never exceeds the vehicle, in kg, m3 and units, at every point of the route."""

from __future__ import annotations

import numpy as np
from ortools.constraint_solver import pywrapcp

from freight.domain.problem import UNITS, Problem
from freight.domain.travel import IntArray
from freight.solve.seam import RoutingSeam


def capacity(seam: RoutingSeam, problem: Problem) -> None:
    """Add the dimensions of every unit that can bind.

    A unit binds when all goods together are more than the smallest vehicle holds.
    """
    anew = seam.per_node((np.arange(problem.order_count) >= problem.first_reload).astype(np.int64))
    for unit, name in enumerate(UNITS):
        limits = [slot.capacity[unit] for slot in seam.slots]
        delivery = seam.per_node(problem.delivery[:, unit])
        pickup = seam.per_node(problem.pickup[:, unit])
        if delivery.sum() + pickup.sum() > min(limits):
            _bind(seam, name, delivery, pickup, limits, anew)


def count_anew(seam: RoutingSeam, problem: Problem, label: str, values: IntArray) -> pywrapcp.RoutingDimension:
    """A count along the route from nothing, without a limit, that begins again behind every reload halt."""
    anew = seam.per_node((np.arange(problem.order_count) >= problem.first_reload).astype(np.int64))
    return _add(seam, label, values, [int(values.sum())] * len(seam.slots), anew, from_zero=True)


def _bind(
    seam: RoutingSeam, name: str, delivery: IntArray, pickup: IntArray, limits: list[int], anew: IntArray
) -> None:
    """Deliveries are loaded at the depot, pickups stay on board until the vehicle is back there.

    With both on a route the load follows every visit, and what is left of it at the end, or at a reload halt,
    is what was picked up: so it began with all deliveries. OR-Tools' local search does not see the equality,
    so the counts of deliveries and of pickups are bounded as well, which it does see.
    """
    for label, values in ((f"{name} out", delivery), (f"{name} in", pickup)):
        if values.any():
            _add(seam, label, values, limits, anew, from_zero=True)
    if not (delivery.any() and pickup.any()):
        return
    load = _add(seam, name, pickup - delivery, limits, anew, from_zero=False)
    picked = seam.routing.GetDimensionOrDie(f"{name} in")
    ends = [seam.routing.End(vehicle) for vehicle in range(len(limits))]
    for index in [*ends, *_halts(seam, anew)]:
        seam.solver.Add(load.CumulVar(index) == picked.CumulVar(index))


def _halts(seam: RoutingSeam, anew: IntArray) -> list[int]:
    return [index for index in range(seam.routing.Size()) if anew[seam.manager.IndexToNode(index)]]


def _add(
    seam: RoutingSeam, label: str, values: IntArray, limits: list[int], anew: IntArray, *, from_zero: bool
) -> pywrapcp.RoutingDimension:
    """A count along the route; behind a reload halt (`anew`) it starts from nothing, or from any load."""
    room = min(max(limits), int(np.abs(values).sum()))
    evaluator = seam.routing.RegisterUnaryTransitVector((values - room * anew).tolist())
    slack = 2 * room if anew.any() else 0
    seam.routing.AddDimensionWithVehicleCapacity(evaluator, slack, limits, from_zero, label)
    dimension = seam.routing.GetDimensionOrDie(label)
    if anew.any():
        halts = _halts(seam, anew)
        for index in set(range(seam.routing.Size())).difference(halts):
            dimension.SlackVar(index).SetValue(0)
        for index in halts if from_zero else ():
            seam.solver.Add(dimension.CumulVar(index) + dimension.SlackVar(index) == room)
    return dimension
