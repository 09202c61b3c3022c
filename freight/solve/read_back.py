"""From OR-Tools' assignment to our routes, and back to an assignment that must cost the same to the unit."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.constraint_solver import pywrapcp

from freight.domain.plan import RoutePlan
from freight.errors import NoPlanError
from freight.solve.insertion import Routes
from freight.solve.route_rules import route_schedule
from freight.solve.seam import TIME, RoutingSeam
from freight.solve.tables import Tables


def read_routes(seam: RoutingSeam, assignment: pywrapcp.Assignment) -> Routes:
    """Orders in sequence of every vehicle of the model."""
    routes: Routes = {}
    for number, vehicle in enumerate(seam.vehicles):
        orders = []
        index = assignment.Value(seam.routing.NextVar(seam.routing.Start(number)))
        while not seam.routing.IsEnd(index):
            orders.append(seam.nodes[seam.manager.IndexToNode(index) - seam.depot_count].order)
            index = assignment.Value(seam.routing.NextVar(index))
        routes[vehicle] = tuple(orders)
    return routes


def plan_routes(tables: Tables, routes: Routes) -> tuple[RoutePlan, ...]:
    """Give every route that serves something its schedule of least span."""
    plans = []
    for vehicle in sorted(routes):
        orders = routes[vehicle]
        if orders:
            schedule = route_schedule(tables, vehicle, orders)
            if schedule is None:
                raise NoPlanError(
                    f"the hours of the route of {tables.vehicles[vehicle].id} can not be kept;"
                    " this is a fault of the engine, please report it with the input files"
                )
            plans.append(RoutePlan(vehicle, schedule.depart_s, orders, schedule.start_s))
    return tuple(plans)


def to_assignment(seam: RoutingSeam, routes: Sequence[RoutePlan], tables: Tables) -> pywrapcp.Assignment:
    """OR-Tools' assignment of these routes: who follows whom, and the times."""
    assignment = seam.solver.Assignment()
    following = {index: index for index in range(seam.routing.Size())}
    times: dict[int, int] = {}
    by_vehicle = {route.vehicle: route for route in routes}
    index_of = {
        (node.order, vehicle): seam.index(number)
        for number, node in enumerate(seam.nodes)
        for vehicle in node.vehicles
    }
    for number, vehicle in enumerate(seam.vehicles):
        here, end = seam.routing.Start(number), seam.routing.End(number)
        route = by_vehicle.get(vehicle)
        if route is not None:
            times[here] = route.depart_s
            for order, start_s in zip(route.orders, route.start_s, strict=True):
                there = index_of[order, vehicle]
                following[here], times[there], here = there, start_s, there
        following[here] = end
    for index, after in following.items():
        _set(assignment, seam.routing.NextVar(index), after)
    clock = seam.routing.GetDimensionOrDie(TIME)
    for index, time_s in times.items():
        _set(assignment, clock.CumulVar(index), time_s)
    return assignment


def _set(assignment: pywrapcp.Assignment, variable: pywrapcp.IntVar, value: int) -> None:
    assignment.Add(variable)
    assignment.SetValue(variable, value)


def objective_micro(seam: RoutingSeam, routes: Sequence[RoutePlan], tables: Tables) -> int:
    """What OR-Tools itself says these routes cost, unserved orders included.

    Raises
    ------
    NoPlanError
        When the model refuses the routes, which would be a fault of the engine.
    """
    restored = seam.routing.RestoreAssignment(to_assignment(seam, routes, tables))
    if restored is None:
        raise NoPlanError(
            "the routing model refuses the routes that were read from it;"
            " this is a fault of the engine, please report it with the input files"
        )
    return int(restored.ObjectiveValue())
