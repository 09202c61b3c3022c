"""Load on board never exceeds the vehicle, in kg, m3 and units, at every point of the route."""

from __future__ import annotations

from freight.domain.problem import UNITS, Problem
from freight.domain.travel import IntArray
from freight.solve.seam import RoutingSeam


def capacity(seam: RoutingSeam, problem: Problem) -> None:
    """Add the dimensions of every unit that can bind.

    A unit binds when all goods together are more than the smallest vehicle holds.
    """
    for unit, name in enumerate(UNITS):
        limits = [slot.capacity[unit] for slot in seam.slots]
        delivery = seam.per_node(problem.delivery[:, unit])
        pickup = seam.per_node(problem.pickup[:, unit])
        if delivery.sum() + pickup.sum() > min(limits):
            _bind(seam, name, delivery, pickup, limits)


def _bind(seam: RoutingSeam, name: str, delivery: IntArray, pickup: IntArray, limits: list[int]) -> None:
    """Deliveries are loaded at the depot, pickups stay on board until the end.

    With both on a route the load starts at the sum of its deliveries and follows every visit. That sum is
    the end of the dimension that counts deliveries; OR-Tools' local search does not see the equality, so
    the counts of deliveries and of pickups are bounded as well, which it does see.
    """
    counted = [(f"{name} out", delivery), (f"{name} in", pickup)]
    for label, values in counted:
        if values.any():
            _add(seam, label, values, limits, from_zero=True)
    if not (delivery.any() and pickup.any()):
        return
    _add(seam, name, pickup - delivery, limits, from_zero=False)
    load = seam.routing.GetDimensionOrDie(name)
    out = seam.routing.GetDimensionOrDie(f"{name} out")
    for vehicle in range(len(limits)):
        at_start = load.CumulVar(seam.routing.Start(vehicle))
        seam.solver.Add(at_start == out.CumulVar(seam.routing.End(vehicle)))


def _add(seam: RoutingSeam, label: str, values: IntArray, limits: list[int], *, from_zero: bool) -> None:
    evaluator = seam.routing.RegisterUnaryTransitVector(values.tolist())
    seam.routing.AddDimensionWithVehicleCapacity(evaluator, 0, limits, from_zero, label)
