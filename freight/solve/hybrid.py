"""The engine `hybrid`: OR-Tools makes the first plan, the kernel improves it, the caller has OR-Tools judge."""

from __future__ import annotations

import threading

from freight.domain.problem import Problem
from freight.errors import NoPlanError
from freight.solve.eligible import usable
from freight.solve.insertion import Routes, cost_of
from freight.solve.interrupt import stopping
from freight.solve.ortools_search import first_plan, left_out
from freight.solve.parallel import walk_together
from freight.solve.progress import Clock, Follow
from freight.solve.tables import Tables

FIRST_SHARE = 0.1
"""Of the seconds, for OR-Tools' first plan; where it needs longer the kernel builds its own."""


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
            share_s = None if clock.limit_s is None else clock.limit_s * FIRST_SHARE
            start = first_plan(problem, seed, share_s) or {}
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
    if exact != found.cost_micro:
        raise NoPlanError(
            f"the kernel believes its plan costs {found.cost_micro} millionths, it costs {exact};"
            " this is a fault of the engine, please report it with the input files, or use --engine ortools"
        )
    return routes


def plan_cost(tables: Tables, routes: Routes) -> int:
    """Millionths of a krone of feasible routes and of the orders they leave out."""
    driven = sum(cost_of(tables, vehicle, orders) for vehicle, orders in routes.items())
    return driven + sum(tables.penalty[order] for order in left_out(tables, routes))
