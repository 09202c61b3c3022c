"""The engine `hybrid`: OR-Tools makes the first plan, the kernel improves it, the caller has OR-Tools judge."""

from __future__ import annotations

import threading

from freight.domain.problem import Problem
from freight.errors import NoPlanError
from freight.solve.eligible import usable
from freight.solve.improve.engine import improve
from freight.solve.insertion import Routes
from freight.solve.interrupt import stopping
from freight.solve.ortools_search import first_plan, plan_cost
from freight.solve.parallel import walk_together
from freight.solve.progress import Clock, Follow
from freight.solve.tables import Tables

FIRST_SHARE = 0.05
FIRST_S = 1.0
"""OR-Tools' first plan gets this share of the seconds, and never more than that."""
FIRST_ORDERS = 300
"""Without a limit in seconds larger days begin from the kernel's own plan: OR-Tools may need minutes."""


def search(
    problem: Problem,
    tables: Tables,
    start: Routes | None,
    *,
    seed: int,
    threads: int,
    clock: Clock,
    iterations: int | None,
    follow: Follow | None,
) -> Routes:
    """Improve a first plan, or the one that stands, until the budget is used up or Ctrl-C.

    Raises
    ------
    NoPlanError
        When the kernel's cost is not the cost of its routes, which would be a fault of the engine.
    """
    stop = threading.Event()
    with stopping(stop.set):
        if start is None:
            start = _first(problem, tables, seed, clock)
        found = walk_together(
            problem,
            tables,
            start,
            seed=seed,
            threads=threads,
            clock=clock,
            iterations=iterations,
            follow=follow,
            stop=stop,
        )
    routes = {vehicle: () for vehicle, slot in enumerate(problem.vehicles) if usable(slot)} | found.routes
    exact = plan_cost(tables, routes)
    # The exact twin of the charging labels may find a cheaper way where the kernel had too many to keep.
    if exact != found.cost_micro and not (problem.chargers and exact < found.cost_micro):
        raise NoPlanError(
            f"the kernel believes its plan costs {found.cost_micro} millionths, it costs {exact};"
            " this is a fault of the engine, please report it with the input files, or use --engine ortools"
        )
    return routes


def _first(problem: Problem, tables: Tables, seed: int, clock: Clock) -> Routes:
    """The cheaper of the plans that the kernel and OR-Tools begin with."""
    built = improve(problem, (), seed=seed, time_limit_s=None, iterations=1)
    if clock.limit_s is None:
        found = first_plan(problem, seed, None) if problem.first_reload <= FIRST_ORDERS else None
    else:
        found = first_plan(problem, seed, min(FIRST_S, clock.limit_s * FIRST_SHARE))
    return built.routes if found is None or built.cost_micro <= plan_cost(tables, found) else found
