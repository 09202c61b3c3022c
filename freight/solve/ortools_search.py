"""The engine `ortools`: the routing model alone, from its own first plan or from one that stands."""

from __future__ import annotations

from ortools.constraint_solver import pywrapcp
from ortools.constraint_solver.routing_enums_pb2 import RoutingSearchStatus
from ortools.constraint_solver.routing_parameters_pb2 import RoutingSearchParameters

from freight.domain.problem import Problem
from freight.solve.insertion import Routes, insert_paying
from freight.solve.interrupt import stopping
from freight.solve.model import build_model
from freight.solve.parameters import search_parameters
from freight.solve.progress import Follow, Progress
from freight.solve.read_back import plan_routes, read_routes, to_assignment
from freight.solve.seam import RoutingSeam
from freight.solve.tables import Tables
from freight.units import MICRO

MAX_ITERATIONS = 10**9
DEAD_ENDS_PER_ITERATION = 100
"""Where no other plan can be accepted (a single order, say) the search would never end; usual are 3."""


def first_plan(problem: Problem, seed: int, time_limit_s: float | None) -> Routes | None:
    """OR-Tools' cheapest insertion without any search; None when it finds nothing in its time."""
    seam = build_model(problem, seed)
    found = seam.routing.SolveWithParameters(search_parameters(time_limit_s, 1))
    return None if found is None else read_routes(seam, found)


def search(
    problem: Problem,
    tables: Tables,
    start: Routes | None,
    *,
    seed: int,
    time_limit_s: float | None,
    iterations: int | None,
    follow: Follow | None,
) -> Routes:
    """Guided local search until the budget is used up or Ctrl-C."""
    seam = build_model(problem, seed)
    parameters = search_parameters(time_limit_s, iterations)
    _report(seam, follow)
    if parameters.solution_limit <= MAX_ITERATIONS:
        dead_ends = DEAD_ENDS_PER_ITERATION * (parameters.solution_limit + 1)
        seam.routing.AddSearchMonitor(seam.solver.FailuresLimit(dead_ends))
    with stopping(seam.routing.CancelSearch):
        if start is not None:
            routes = insert_paying(tables, start, left_out(tables, start), at_any_price=True)
            return _from(seam, tables, parameters, routes)
        found = seam.routing.SolveWithParameters(parameters)
        return _without_first_plan(seam, tables, parameters) if found is None else read_routes(seam, found)


def left_out(tables: Tables, routes: Routes) -> list[int]:
    """Orders on none of these routes."""
    served = {order for orders in routes.values() for order in orders}
    return [order for order in range(len(tables.place)) if order not in served]


def _without_first_plan(seam: RoutingSeam, tables: Tables, parameters: RoutingSearchParameters) -> Routes:
    # Cheapest insertion does not see the rule that pickups may not be delivered on the way, and may end
    # in routes that break it; or there was no time for it.
    timed_out = seam.routing.status() == RoutingSearchStatus.ROUTING_FAIL_TIMEOUT
    empty: Routes = dict.fromkeys(seam.vehicles, ())
    routes = insert_paying(tables, empty, range(len(tables.place)), at_any_price=True)
    return routes if timed_out else _from(seam, tables, parameters, routes)


def _from(seam: RoutingSeam, tables: Tables, parameters: RoutingSearchParameters, routes: Routes) -> Routes:
    seam.routing.CloseModelWithParameters(parameters)
    found = seam.routing.SolveFromAssignmentWithParameters(_assignment(seam, tables, routes), parameters)
    return routes if found is None else read_routes(seam, found)


def _assignment(seam: RoutingSeam, tables: Tables, routes: Routes) -> pywrapcp.Assignment:
    return to_assignment(seam, plan_routes(tables, routes))


def _report(seam: RoutingSeam, follow: Follow | None) -> None:
    """Say when a plan is better. Without anybody to tell it is called all the same: Ctrl-C is noticed there."""
    routing, best = seam.routing, [float("inf")]
    indices = [seam.index(number) for number in range(len(seam.orders))]

    def at_solution() -> None:
        micro = routing.CostVar().Max()
        if follow is None or micro >= best[0]:
            return
        best[0] = micro
        unserved = sum(routing.NextVar(index).Value() == index for index in indices)
        follow(Progress(seam.solver.WallTime() / 1000, micro / MICRO, unserved))

    routing.AddAtSolutionCallback(at_solution)
