"""Who can still serve what, once vehicles are out with their goods on board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from freight.build.present import Present, Status
from freight.domain.happened import Happened
from freight.domain.plan import Plan
from freight.domain.problem import Problem, Reason
from freight.domain.scenario import OrderKind, Scenario
from freight.domain.travel import BoolArray
from freight.units import clock


def who_may_serve(
    problem: Problem,
    states: Sequence[Present],
    homeward_s: Sequence[int],
    scenario: Scenario,
    earlier: Plan,
) -> tuple[BoolArray, tuple[tuple[Reason, ...], ...]]:
    """Shape (orders, vehicles), and by order the reasons that hold whatever the routes look like.

    A delivery that is on board stays in its vehicle; one that lies at a depot goes with a vehicle of that depot
    that has not left. A pickup goes with any vehicle that is not yet back.
    """
    happened = scenario.happened
    assert happened is not None, "asked who may serve the rest of a day of which nothing has happened"
    orders = {order.id: order for order in scenario.orders}
    holder = {name: number for number, state in enumerate(states) for name in state.loaded}
    depot_of = {vehicle.id: vehicle.depot_id for vehicle in scenario.vehicles}
    told = _told_depots(earlier, depot_of)
    ready = np.array([state.status is Status.AT_DEPOT for state in states], dtype=np.bool_)
    overdue = np.array(
        [
            home_s > vehicle.shift_end_s and state.status is Status.OUT
            for home_s, vehicle, state in zip(homeward_s, scenario.vehicles, states, strict=True)
        ],
        dtype=np.bool_,
    )
    runs = np.array([state.status in {Status.AT_DEPOT, Status.OUT} for state in states], dtype=np.bool_)
    depots = [depot_of[state.vehicle_id] for state in states]
    may = np.array(problem.may_serve, copy=True) & (runs & ~overdue)[None, :]
    reasons: list[tuple[Reason, ...]] = []
    for row, order_id in enumerate(problem.order_ids):
        extra: tuple[Reason, ...] = ()
        if orders[order_id].kind is OrderKind.DELIVERY:
            if order_id in holder:
                may[row] &= np.arange(len(states)) == holder[order_id]
                extra = _stuck(states[holder[order_id]], happened, overdue=bool(overdue[holder[order_id]]))
            else:
                at_depot = told.get(order_id)
                may[row] &= ready & np.array([at_depot in {None, depot} for depot in depots], dtype=np.bool_)
                extra = () if may[row].any() else (_no_vehicle_left(at_depot),)
        reasons.append((*extra, *problem.refusals[row]))
    return may, tuple(reasons)


def _told_depots(earlier: Plan, depot_of: Mapping[str, str]) -> dict[str, str]:
    """Where the goods of planned orders lie when they are not on board."""
    return {
        order_id: depot_of[route.vehicle_id]
        for route in earlier.routes
        if route.vehicle_id in depot_of
        for visit in route.visits
        for order_id in visit.order_ids
    }


def _stuck(state: Present, happened: Happened, *, overdue: bool) -> tuple[Reason, ...]:
    if state.status is Status.BROKEN:
        broken_s = happened.broken_s(state.vehicle_id) or 0
        text = f"on board of {state.vehicle_id}, which broke down at {clock(broken_s)}"
    elif overdue:
        text = f"on board of {state.vehicle_id}, which goes straight home and is late even so"
    elif state.status is Status.BACK:
        text = f"on board of {state.vehicle_id}, which is back at its depot"
    else:
        return ()
    return (Reason("on_board", text),)


def _no_vehicle_left(depot_id: str | None) -> Reason:
    where = f"lies at depot {depot_id}" if depot_id is not None else "is not on board of any vehicle"
    return Reason("on_board", f"{where}, and no vehicle that could take it has yet to leave")
