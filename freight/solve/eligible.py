"""Which vehicles can serve which orders at all, before anything is planned; and why not."""

from __future__ import annotations

import numpy as np

from freight.domain.problem import UNITS, Problem, Reason, VehicleSlot
from freight.domain.travel import UNREACHABLE, BoolArray
from freight.solve.amounts import load_amount


def usable(vehicle: VehicleSlot) -> bool:
    """Whether the vehicle has hours in which it may leave the depot and come back."""
    if not vehicle.start_intervals or not vehicle.end_intervals:
        return False
    return vehicle.end_intervals[-1][1] >= vehicle.start_intervals[0][0]


def eligible(problem: Problem) -> BoolArray:
    """Which vehicle may take which order when nothing else is on board.

    Returns
    -------
    BoolArray
        Shape (orders, vehicles). False where skills, size or access forbid it, where the order alone is
        more than the vehicle carries, where no start window is left, or where no streets lead there and back.
    """
    allowed = np.array(problem.may_serve, dtype=bool, copy=True)
    amount = np.maximum(problem.delivery, problem.pickup)
    for index, vehicle in enumerate(problem.vehicles):
        allowed[:, index] &= usable(vehicle)
        allowed[:, index] &= (amount <= np.asarray(vehicle.capacity)).all(axis=1)
        allowed[:, index] &= _reached(problem, vehicle)
        open_at_all = [bool(windows[vehicle.profile]) for windows in problem.start_windows]
        allowed[:, index] &= np.asarray(open_at_all, dtype=bool)
    return allowed


def _reached(problem: Problem, vehicle: VehicleSlot) -> BoolArray:
    seconds = problem.travel.seconds[vehicle.profile]
    out = seconds[vehicle.depot_place, problem.order_place] < UNREACHABLE
    back = seconds[problem.order_place, vehicle.depot_place] < UNREACHABLE
    return np.asarray(out & back)


def standing_reasons(problem: Problem, order: int) -> tuple[Reason, ...]:
    """Why some vehicle types can never take the order, whatever the routes look like.

    The refusals of the problem come first; a rule is named once a vehicle type.
    """
    found = {(reason.rule, reason.vehicle_type): reason for reason in problem.refusals[order]}
    for index, vehicle in enumerate(problem.vehicles):
        if not problem.may_serve[order, index]:
            continue
        for reason in _faults(problem, order, vehicle):
            found.setdefault((reason.rule, reason.vehicle_type), reason)
    return tuple(found.values())


def _faults(problem: Problem, order: int, vehicle: VehicleSlot) -> list[Reason]:
    kind, faults = vehicle.type_id, []
    amount = np.maximum(problem.delivery[order], problem.pickup[order])
    for unit, name in enumerate(UNITS):
        excess = int(amount[unit]) - vehicle.capacity[unit]
        if excess > 0:
            more, said = load_amount(excess, name)
            text = f"the order alone is {said} more than a {kind} carries"
            faults.append(Reason("capacity", text, kind, more, name))
    if not _reached(problem, vehicle)[order]:
        faults.append(Reason("access", f"no streets open to a {kind} lead there and back", kind))
    if not problem.start_windows[order][vehicle.profile]:
        text = f"no moment of its windows is open to a {kind} that day"
        faults.append(Reason("windows", text, kind))
    if not usable(vehicle):
        faults.append(Reason("shift", f"vehicle {vehicle.id} has no hours in which to leave and return", kind))
    return faults
