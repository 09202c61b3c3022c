"""One problem in, one solution out: budget, seed, progress, and what to do when nothing can be planned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ortools.constraint_solver.routing_parameters_pb2 import RoutingSearchParameters

from freight.domain.plan import Solution
from freight.domain.problem import Problem
from freight.solve.hopeless import refuse_empty, refuse_hopeless
from freight.solve.insertion import Routes, insert_paying
from freight.solve.interrupt import stopping
from freight.solve.model import build_model
from freight.solve.parameters import search_parameters
from freight.solve.read_back import objective_micro, plan_routes, read_routes
from freight.solve.seam import RoutingSeam
from freight.solve.tables import Tables, make_tables
from freight.solve.unserved import explain
from freight.units import MICRO

ENGINE = "ortools"
MAX_ITERATIONS = 10**9
DEAD_ENDS_PER_ITERATION = 100
"""Where no other plan can be accepted (a single order, say) the search would never end; usual are 3."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A better plan was found."""

    elapsed_s: float
    best_nok: float
    unserved: int


def solve(
    problem: Problem,
    *,
    seed: int,
    time_limit_s: float | None,
    iterations: int | None,
    progress: Callable[[Progress], None] | None = None,
) -> Solution:
    """Plan the day.

    Parameters
    ----------
    seed
        Draws the numbering of the nodes and seeds OR-Tools.
    time_limit_s, iterations
        The budget of the search; at least one is needed. With iterations alone the same seed gives the same
        solution everywhere.
    progress
        Called at every better plan.

    Ctrl-C ends the search with the best plan so far.

    Raises
    ------
    NoPlanError
        When no vehicle can serve any order; the text counts the reasons.
    """
    if time_limit_s is None and iterations is None:
        raise ValueError("the search needs a budget: time_limit_s or iterations")
    tables = make_tables(problem)
    refuse_hopeless(problem, tables)
    seam = build_model(problem, seed)
    routes = _search(seam, tables, search_parameters(time_limit_s, iterations), progress)
    routes = insert_paying(tables, routes, _left_out(tables, routes))
    plans = plan_routes(tables, routes)
    unserved = tuple(explain(problem, tables, routes, order) for order in _left_out(tables, routes))
    if not plans:
        refuse_empty(problem, unserved)
    return Solution(
        routes=plans,
        unserved=unserved,
        objective_micro=objective_micro(problem, plans),
        engine=ENGINE,
        seed=seed,
    )


def _left_out(tables: Tables, routes: Routes) -> list[int]:
    served = {order for orders in routes.values() for order in orders}
    return [order for order in range(len(tables.place)) if order not in served]


def _search(
    seam: RoutingSeam,
    tables: Tables,
    parameters: RoutingSearchParameters,
    progress: Callable[[Progress], None] | None,
) -> Routes:
    _report(seam, progress)
    if parameters.solution_limit <= MAX_ITERATIONS:
        dead_ends = DEAD_ENDS_PER_ITERATION * (parameters.solution_limit + 1)
        seam.routing.AddSearchMonitor(seam.solver.FailuresLimit(dead_ends))
    with stopping(seam.routing.CancelSearch):
        found = seam.routing.SolveWithParameters(parameters)
    if found is not None:
        return read_routes(seam, found)
    # No time for a first plan: insertion order by order needs little.
    empty: Routes = dict.fromkeys(seam.vehicles, ())
    return insert_paying(tables, empty, range(len(tables.place)), at_any_price=True)


def _report(seam: RoutingSeam, progress: Callable[[Progress], None] | None) -> None:
    """Say when a plan is better. Without anybody to tell it is called all the same: Ctrl-C is noticed there."""
    routing, best = seam.routing, [float("inf")]
    indices = [seam.index(number) for number in range(len(seam.orders))]

    def at_solution() -> None:
        micro = routing.CostVar().Max()
        if progress is None or micro >= best[0]:
            return
        best[0] = micro
        unserved = sum(routing.NextVar(index).Value() == index for index in indices)
        progress(Progress(seam.solver.WallTime() / 1000, micro / MICRO, unserved))

    routing.AddAtSolutionCallback(at_solution)
