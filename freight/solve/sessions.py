"""Charging sessions of finished routes as nodes of the routing model: one optional node a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from freight.domain.plan import ChargeStop, RoutePlan
from freight.domain.problem import Problem
from freight.errors import NoPlanError
from freight.solve.charge_curve import charge_s


@dataclass(frozen=True, slots=True)
class SessionNode:
    """A session that one vehicle may hold, with its amount and its length fixed."""

    vehicle: int
    charger: int
    place: int
    lasts_s: int
    charged_wh: int
    fee_micro: int


def session_nodes(problem: Problem, routes: Sequence[RoutePlan]) -> tuple[SessionNode, ...]:
    """A node for every session of the routes, in their order.

    Raises
    ------
    NoPlanError
        When a session is too short for what it charges, which would be a fault of the engine.
    """
    return tuple(node for route in routes if route.charges for node in _of_route(problem, route))


def _of_route(problem: Problem, route: RoutePlan) -> list[SessionNode]:
    slot = problem.vehicles[route.vehicle]
    energy = problem.travel.energy_wh[slot.profile].clip(min=0)
    level, here, found = slot.energy_wh or 0, slot.depot_place, []
    charges = list(route.charges)
    for done in range(len(route.orders) + 1):
        while charges and charges[0].after == done:
            stop = charges.pop(0)
            place = problem.chargers[stop.charger].place
            level -= int(energy[here, place])
            found.append(_node(problem, route.vehicle, stop, level))
            level, here = stop.level_wh, place
        if done < len(route.orders):
            place = int(problem.order_place[route.orders[done]])
            level, here = level - int(energy[here, place]), place
    return found


def _node(problem: Problem, vehicle: int, stop: ChargeStop, entry_wh: int) -> SessionNode:
    site, curve = problem.chargers[stop.charger], problem.vehicles[vehicle].charging[stop.charger]
    lasts_s, charged_wh = stop.end_s - stop.start_s, stop.level_wh - entry_wh
    if curve is None or charged_wh < 0 or lasts_s < site.setup_s + charge_s(curve, entry_wh, stop.level_wh):
        raise NoPlanError(
            f"{problem.vehicles[vehicle].id} can not charge to {stop.level_wh} Wh at {site.id} in {lasts_s} s;"
            " this is a fault of the engine, please report it with the input files"
        )
    fee_micro = site.session_micro + site.micro_per_wh * charged_wh
    return SessionNode(vehicle, stop.charger, site.place, lasts_s, charged_wh, fee_micro)
