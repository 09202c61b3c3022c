"""From OR-Tools' assignment to our routes, and back to an assignment that must cost the same to the unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ortools.constraint_solver import pywrapcp

from freight.domain.plan import RoutePlan
from freight.domain.problem import Problem
from freight.errors import NoPlanError
from freight.solve.break_plan import returns_s, unpaid_micro
from freight.solve.breaks import Rested
from freight.solve.charging import Charged
from freight.solve.insertion import Routes
from freight.solve.model import build_model
from freight.solve.route_rules import route_schedule
from freight.solve.seam import RoutingSeam
from freight.solve.sessions import session_nodes
from freight.solve.tables import Tables


def read_routes(seam: RoutingSeam, assignment: pywrapcp.Assignment) -> Routes:
    """Orders in sequence of every vehicle of the model."""
    routes: Routes = {}
    for number, vehicle in enumerate(seam.vehicles):
        orders = []
        index = assignment.Value(seam.routing.NextVar(seam.routing.Start(number)))
        while not seam.routing.IsEnd(index):
            orders.append(seam.order_at(index))
            index = assignment.Value(seam.routing.NextVar(index))
        routes[vehicle] = tuple(orders)
    return routes


def plan_routes(tables: Tables, routes: Routes) -> tuple[RoutePlan, ...]:
    """Give every route that serves something its schedule of least span."""
    plans = []
    for vehicle in sorted(routes):
        orders = routes[vehicle]
        if orders:
            schedule = route_schedule(tables, vehicle, orders, thorough=True)
            if schedule is None:
                raise NoPlanError(
                    f"the hours of the route of {tables.vehicles[vehicle].id} can not be kept;"
                    " this is a fault of the engine, please report it with the input files"
                )
            charges = schedule.charges if isinstance(schedule, Charged) else ()
            breaks = schedule.breaks if isinstance(schedule, Rested) else ()
            plans.append(RoutePlan(vehicle, schedule.depart_s, orders, schedule.start_s, charges, breaks))
    return tuple(plans)


def to_assignment(
    seam: RoutingSeam, routes: Sequence[RoutePlan], ends: Mapping[int, int] | None = None
) -> pywrapcp.Assignment:
    """OR-Tools' assignment of these routes: who follows whom, and the times.

    `ends` are the returns of vehicles that are back later than they could be, for a break at their last stop.
    """
    assignment = seam.solver.Assignment()
    after = {index: index for index in range(seam.routing.Size())}
    by_vehicle = {route.vehicle: route for route in routes}
    for number, vehicle in enumerate(seam.vehicles):
        here = seam.routing.Start(number)
        route = by_vehicle.get(vehicle)
        if route is not None:
            clock = seam.clock(seam.clocks[number])
            _set(assignment, clock.CumulVar(here), route.depart_s)
            for there, start_s in _halts(seam, route):
                after[here], here = there, there
                _set(assignment, clock.CumulVar(here), start_s)
        after[here] = seam.routing.End(number)
        if ends and vehicle in ends:
            _set(assignment, seam.clock(seam.clocks[number]).CumulVar(after[here]), ends[vehicle])
    for index, follower in after.items():
        _set(assignment, seam.routing.NextVar(index), follower)
    return assignment


def _halts(seam: RoutingSeam, route: RoutePlan) -> list[tuple[int, int]]:
    """Index and time of every order and session of a route, as it is driven."""
    index_of = {order: seam.index(number) for number, order in enumerate(seam.orders)}
    halts = [(index_of[order], start_s) for order, start_s in zip(route.orders, route.start_s, strict=True)]
    own = [n for n, session in enumerate(seam.sessions) if session.vehicle == route.vehicle]
    for number, stop in reversed(list(zip(own, route.charges, strict=True))):
        halts.insert(stop.after, (seam.session_index(number), stop.start_s))
    return halts


def _set(assignment: pywrapcp.Assignment, variable: pywrapcp.IntVar, value: int) -> None:
    assignment.Add(variable)
    assignment.SetValue(variable, value)


def objective_micro(problem: Problem, routes: Sequence[RoutePlan]) -> int:
    """What OR-Tools itself says that these routes cost at these times, unserved orders included.

    The judge is a fresh model: the one that was searched still stands under its time limit, and its own
    RestoreAssignment would keep the sequence but choose the times anew. Where speeds change by the hour, it is
    told how long the legs of these routes take at the hours at which they are driven. Breaks are waiting to it;
    wages that are not paid for them are taken off.

    Raises
    ------
    NoPlanError
        When the model refuses the routes, which would be a fault of the engine.
    """
    seam = build_model(problem, sessions=session_nodes(problem, routes), driven=routes)
    seam.routing.CloseModel()
    solver, total = seam.solver, seam.routing.CostVar()
    returns = [seam.clock(clock).CumulVar(seam.routing.End(number)) for number, clock in enumerate(seam.clocks)]
    rest = solver.Phase([*returns, total], solver.CHOOSE_FIRST_UNBOUND, solver.ASSIGN_MIN_VALUE)
    collector = solver.FirstSolutionCollector()
    collector.Add(total)
    ends = {route.vehicle: returns_s(problem, route) for route in routes if route.breaks}
    decisions = solver.Compose([solver.RestoreAssignment(to_assignment(seam, routes, ends)), rest])
    if not solver.Solve(decisions, [collector]):
        raise NoPlanError(
            "the routing model refuses the routes that were read from it;"
            " this is a fault of the engine, please report it with the input files"
        )
    return int(collector.Value(0, total)) - sum(unpaid_micro(problem, route) for route in routes)
