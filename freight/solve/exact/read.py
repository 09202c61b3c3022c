"""From CP-SAT's values to routes with sessions, at the times of the shortest day they allow."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

from freight.domain.plan import ChargeStop, RoutePlan
from freight.solve.charging import Session, with_sessions
from freight.solve.exact.clock import Day
from freight.solve.exact.ways import DEPOT, DIRECT, Way
from freight.solve.read_back import plan_routes
from freight.solve.tables import Tables


def read_plans(day: Day, solver: cp_model.CpSolver) -> tuple[RoutePlan, ...]:
    """Every route that serves something, by vehicle.

    Each has its shortest day, unless sockets would then be short: CP-SAT's own times share them.
    """
    plans = _plans(day, solver, own_times=False)
    return _plans(day, solver, own_times=True) if _crowded(day.ways.tables, plans) else plans


def _plans(day: Day, solver: cp_model.CpSolver, *, own_times: bool) -> tuple[RoutePlan, ...]:
    driven = {
        (way.vehicle, way.origin): way for way, lit in day.ways.taken.items() if solver.boolean_value(lit)
    }
    plans: list[RoutePlan] = []
    for vehicle in sorted(day.ways.used):
        ways, here = list[Way](), DEPOT
        while (vehicle, here) in driven:
            ways.append(driven.pop((vehicle, here)))
            here = ways[-1].target
        if len(ways) > 1:
            plans.append(_plan(day, solver, ways, own_times=own_times))
    return tuple(plans)


def _plan(day: Day, solver: cp_model.CpSolver, ways: list[Way], *, own_times: bool) -> RoutePlan:
    tables, vehicle = day.ways.tables, ways[0].vehicle
    orders = tuple(way.target for way in ways[:-1])
    sessions = _sessions(day, solver, ways)
    if not sessions:
        return plan_routes(tables, {vehicle: orders})[0]
    if not own_times:
        route = with_sessions(tables, vehicle, orders, sessions)
        assert route is not None, "CP-SAT has times for these sessions"
        return RoutePlan(vehicle, route.depart_s, orders, route.start_s, route.charges)
    starts = tuple(solver.value(day.start[order]) for order in orders)
    charges = []
    for session in sessions:
        held = day.session(ways[session.after])
        begin_s = solver.value(held.begin)
        charges.append(
            ChargeStop(session.after, session.charger, begin_s, begin_s + session.lasts_s, session.level_wh)
        )
    return RoutePlan(vehicle, solver.value(day.leaves[vehicle]), orders, starts, tuple(charges))


def _sessions(day: Day, solver: cp_model.CpSolver, ways: Sequence[Way]) -> list[Session]:
    """The sessions of a route, without any for nothing: CP-SAT may believe a battery emptier, never fuller."""
    tables, slot, found = day.ways.tables, day.ways.tables.vehicles[ways[0].vehicle], list[Session]()
    energy, held_wh = tables.energy_wh[slot.profile], slot.energy_wh or 0
    for number, way in enumerate(ways):
        here, there = day.ways.place(way.vehicle, way.origin), day.ways.place(way.vehicle, way.target)
        if way.charger == DIRECT:
            held_wh -= energy[here][there]
            continue
        place, session = tables.chargers[way.charger].place, day.session(way)
        entry_wh, level_wh = held_wh - energy[here][place], solver.value(session.exit)
        if level_wh > entry_wh:
            found.append(Session(number, way.charger, entry_wh, level_wh, solver.value(session.lasts)))
        held_wh = max(entry_wh, level_wh) - energy[place][there]
    return found


def _crowded(tables: Tables, plans: Sequence[RoutePlan]) -> bool:
    """Whether some charger has more vehicles at once than sockets."""
    stops = [stop for plan in plans for stop in plan.charges]
    return any(
        sum(one.charger == stop.charger and one.start_s <= stop.start_s < one.end_s for one in stops)
        > tables.chargers[stop.charger].sockets
        for stop in stops
    )
