"""One problem in, one solution out: engine, budget, seed, and what to do when nothing can be planned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from freight.domain.plan import Solution
from freight.domain.problem import Problem
from freight.solve.hopeless import refuse_empty, refuse_hopeless
from freight.solve.insertion import Routes, insert_paying
from freight.solve.ortools_search import left_out
from freight.solve.ortools_search import search as search_ortools
from freight.solve.progress import Clock, Follow, Progress
from freight.solve.read_back import objective_micro
from freight.solve.sockets import no_socket, share_sockets
from freight.solve.tables import Tables, make_tables
from freight.solve.unserved import explain
from freight.solve.warm_start import Sequences, warm_routes

__all__ = ["ENGINES", "Progress", "prepare", "solve"]

ENGINES = ("hybrid", "ortools")


def prepare(engine: str, say: Callable[[str], None]) -> None:
    """Compile what the engine needs before any clock runs; `say` is told when that takes time."""
    if engine == "hybrid":
        from freight.solve.improve.engine import compile_engine

        compile_engine(say)


def solve(
    problem: Problem,
    *,
    seed: int,
    time_limit_s: float | None,
    iterations: int | None,
    progress: Follow | None = None,
    engine: str = "hybrid",
    threads: int = 1,
    start: Sequences | None = None,
) -> Solution:
    """Plan the day.

    Parameters
    ----------
    seed
        Draws the numbering of OR-Tools' nodes and seeds every walk.
    time_limit_s, iterations
        The budget of the search; at least one is needed. With iterations alone the same seed and number of
        threads give the same solution everywhere.
    progress
        Called at every better plan, by the kernel also in between.
    engine
        ``hybrid`` or ``ortools``.
    threads
        Walks of the kernel that run at once; OR-Tools alone uses one.
    start
        An earlier plan to begin from: vehicle id -> order ids in sequence.

    Ctrl-C ends the search with the best plan so far.

    Raises
    ------
    NoPlanError
        When no vehicle can serve any order; the text counts the reasons.
    """
    if time_limit_s is None and iterations is None:
        raise ValueError("the search needs a budget: time_limit_s or iterations")
    if engine not in ENGINES:
        raise ValueError(f"{engine!r} is no engine")
    clock = Clock.start(time_limit_s)
    tables = make_tables(problem)
    refuse_hopeless(problem, tables)
    if engine == "ortools":
        routes = _model_alone(problem, tables, start, seed, time_limit_s, iterations, progress)
    else:
        from freight.solve.hybrid import search

        routes = search(
            problem,
            tables,
            None if start is None else warm_routes(problem, tables, start),
            seed=seed,
            threads=threads,
            clock=clock,
            iterations=iterations,
            follow=progress,
        )
    return _closed(problem, tables, routes, engine, seed)


def _model_alone(
    problem: Problem,
    tables: Tables,
    start: Sequences | None,
    seed: int,
    time_limit_s: float | None,
    iterations: int | None,
    follow: Follow | None,
) -> Routes:
    """OR-Tools by itself; where speeds change by the hour it plans with the slowest."""
    slowest = replace(tables, traffic=None)
    begun = None if start is None else warm_routes(problem, slowest, start)
    return search_ortools(
        problem, slowest, begun, seed=seed, time_limit_s=time_limit_s, iterations=iterations, follow=follow
    )


def _closed(problem: Problem, tables: Tables, routes: Routes, engine: str, seed: int) -> Solution:
    """Insert what still pays, share out sockets and times, give reasons, and let OR-Tools judge."""
    routes = insert_paying(tables, routes, left_out(tables, routes))
    unserved = [explain(problem, tables, routes, order) for order in left_out(tables, routes)]
    _, plans, dropped = share_sockets(tables, routes)
    unserved += [no_socket(problem.order_ids[order]) for order in dropped]
    if not plans:
        refuse_empty(problem, unserved)
    return Solution(plans, tuple(unserved), objective_micro(problem, plans), engine, seed)
