"""The engine `ortools`: the routing model alone, from its own first plan or from one that stands."""

from __future__ import annotations

import threading

from ortools.constraint_solver.routing_parameters_pb2 import RoutingSearchParameters

from freight.domain.problem import Problem
from freight.solve.eligible import usable
from freight.solve.insertion import Routes, cost_of, insert_paying
from freight.solve.interrupt import stopping
from freight.solve.model import build_model
from freight.solve.parameters import INSERTION, SAVINGS, search_parameters
from freight.solve.progress import Clock, Follow, Progress
from freight.solve.read_back import plan_routes, read_routes, to_assignment
from freight.solve.seam import RoutingSeam
from freight.solve.tables import Tables
from freight.units import MICRO

FIRST_SHARE = 0.1
"""Of the time limit, for each way to begin."""
MAX_ITERATIONS = 10**9
DEAD_ENDS_PER_ITERATION = 100
"""Where no other plan can be accepted (a single order, say) the search would never end; usual are 3."""


def first_plan(
    problem: Problem, seed: int, time_limit_s: float | None, strategy: int = SAVINGS
) -> Routes | None:
    """OR-Tools' first plan without any search; None when it finds nothing in its time."""
    seam = build_model(problem, seed)
    found = seam.routing.SolveWithParameters(search_parameters(time_limit_s, 1, strategy))
    return None if found is None else read_routes(seam, found)


def cheapest_first_plan(
    problem: Problem, tables: Tables, seed: int, time_limit_s: float | None, stop: threading.Event
) -> Routes | None:
    """The cheaper of the plans that savings and insertion begin with: neither is better on all days."""
    share_s = None if time_limit_s is None else time_limit_s * FIRST_SHARE
    found = []
    for strategy in (SAVINGS, INSERTION):
        plan = None if stop.is_set() else first_plan(problem, seed, share_s, strategy)
        if plan is not None:
            found.append(plan)
    return min(found, key=lambda plan: plan_cost(tables, plan), default=None)


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
    clock, stop = Clock.start(time_limit_s), threading.Event()
    with stopping(stop.set):
        if start is None:
            start = cheapest_first_plan(problem, tables, seed, time_limit_s, stop)
        else:
            start = insert_paying(tables, start, left_out(tables, start), at_any_price=True)
    found = None
    if not stop.is_set():
        found = _guided(problem, tables, start, seed, search_parameters(clock.left_s(), iterations), follow)
    if found is not None:
        return found
    # No time for a first plan: insertion order by order needs little.
    empty: Routes = {vehicle: () for vehicle, slot in enumerate(problem.vehicles) if usable(slot)}
    return start or insert_paying(tables, empty, range(tables.first_reload), at_any_price=True)


def _guided(
    problem: Problem,
    tables: Tables,
    start: Routes | None,
    seed: int,
    parameters: RoutingSearchParameters,
    follow: Follow | None,
) -> Routes | None:
    seam = build_model(problem, seed)
    _report(seam, problem, follow)
    if parameters.solution_limit <= MAX_ITERATIONS:
        dead_ends = DEAD_ENDS_PER_ITERATION * (parameters.solution_limit + 1)
        seam.routing.AddSearchMonitor(seam.solver.FailuresLimit(dead_ends))
    with stopping(seam.routing.CancelSearch):
        if start is None:
            found = seam.routing.SolveWithParameters(parameters)
        else:
            seam.routing.CloseModelWithParameters(parameters)
            assignment = to_assignment(seam, plan_routes(tables, start))
            found = seam.routing.SolveFromAssignmentWithParameters(assignment, parameters)
    return None if found is None else read_routes(seam, found)


def plan_cost(tables: Tables, routes: Routes) -> int:
    """Millionths of a krone of feasible routes and of the orders they leave out."""
    driven = sum(cost_of(tables, vehicle, orders) for vehicle, orders in routes.items())
    return driven + sum(tables.penalty[order] for order in left_out(tables, routes))


def left_out(tables: Tables, routes: Routes) -> list[int]:
    """Orders on none of these routes."""
    served = {order for orders in routes.values() for order in orders}
    return [order for order in range(tables.first_reload) if order not in served]


def _report(seam: RoutingSeam, problem: Problem, follow: Follow | None) -> None:
    """Say when a plan is better. Without anybody to tell it is called all the same: Ctrl-C is noticed there."""
    routing, best = seam.routing, [float("inf")]
    indices = [seam.index(at) for at, order in enumerate(seam.orders) if order < problem.first_reload]

    def at_solution() -> None:
        micro = routing.CostVar().Max()
        if follow is None or micro >= best[0]:
            return
        best[0] = micro
        unserved = sum(routing.NextVar(index).Value() == index for index in indices)
        follow(Progress(seam.solver.WallTime() / 1000, micro / MICRO, unserved))

    routing.AddAtSolutionCallback(at_solution)
