"""One problem in, one solution out: engine, budget, seed, and what to do when nothing can be planned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from freight.domain.plan import Solution
from freight.domain.problem import Problem
from freight.solve.balance import solve_balanced
from freight.solve.break_rounds import has_breaks, solve_with_breaks
from freight.solve.docks import parted
from freight.solve.hopeless import refuse_empty, refuse_hopeless
from freight.solve.insertion import Routes, insert_paying
from freight.solve.ortools_search import left_out
from freight.solve.ortools_search import search as search_ortools
from freight.solve.progress import Clock, Follow, Progress
from freight.solve.read_back import objective_micro
from freight.solve.sockets import no_socket, share_sockets, that_fit
from freight.solve.tables import Tables, make_tables
from freight.solve.unserved import explain
from freight.solve.warm_start import Sequences, warm_routes

__all__ = ["ENGINES", "Progress", "prepare", "solve"]

ENGINES = ("hybrid", "ortools")
GUIDED_SHARE = 0.2
"""Of the seconds of a small day with charging, for the plan with which its proof begins."""


DOCKS_SHARE = 0.2
"""Of the budget, for planning around each other's turns at docks."""


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
    again = partial(solve, seed=seed, progress=progress, engine=engine, threads=threads)
    once = partial(_once, again, time_limit_s, iterations)
    if problem.balance is not None:
        return solve_balanced(problem, problem.balance, once, start)
    if has_breaks(problem):
        close = partial(_closed, problem, tables, engine=engine, seed=seed)
        return solve_with_breaks(problem, tables, once, close, start)
    if engine == "ortools":
        return _by_model(problem, tables, start, seed, clock, iterations, progress)
    from freight.solve.hybrid import search

    find = partial(search, seed=seed, threads=threads, follow=progress)
    begun = None if start is None else warm_routes(problem, tables, start)
    if tables.docks:
        problem, tables, routes = _around_docks(find, problem, tables, begun, clock, iterations)
    else:
        routes = find(problem, tables, begun, clock=clock, iterations=iterations)
    return _closed(problem, tables, routes, engine, seed)


def _around_docks(
    find: Callable[..., Routes],
    problem: Problem,
    tables: Tables,
    start: Routes | None,
    clock: Clock,
    iterations: int | None,
) -> tuple[Problem, Tables, Routes]:
    """A search as if there were docks for all, then one in which every turn at a dock has its own time."""
    limit_s = None if clock.limit_s is None else clock.limit_s * (1 - DOCKS_SHARE)
    steps = None if iterations is None else max(1, int(iterations * (1 - DOCKS_SHARE)))
    routes = find(problem, tables, start, clock=Clock(clock.begun, limit_s), iterations=steps)
    shared = parted(problem, tables, routes)
    tables = make_tables(shared)
    begun = {vehicle: that_fit(tables, vehicle, orders) for vehicle, orders in routes.items()}
    rest = None if iterations is None or steps is None else max(1, iterations - steps)
    return shared, tables, find(shared, tables, begun, clock=clock, iterations=rest)


def _once(
    search: Callable[..., Solution],
    time_limit_s: float | None,
    iterations: int | None,
    problem: Problem,
    share: float,
    start: Sequences | None,
) -> Solution:
    """One search of several, with a share of the budget."""
    return search(
        problem,
        time_limit_s=None if time_limit_s is None else time_limit_s * share,
        iterations=None if iterations is None else max(1, int(iterations * share)),
        start=start,
    )


def _by_model(
    problem: Problem,
    tables: Tables,
    start: Sequences | None,
    seed: int,
    clock: Clock,
    iterations: int | None,
    follow: Follow | None,
) -> Solution:
    """OR-Tools alone: the routing model, and on small days with charging CP-SAT to the end of its proof.

    Where speeds change by the hour it plans with the slowest; only the closing knows the others.
    """
    from freight.solve.exact.search import improved, small_enough

    slowest = replace(tables, traffic=None)
    begun = None if start is None else warm_routes(problem, slowest, start)
    small = tables.traffic is None and small_enough(tables)
    limit_s = clock.limit_s * GUIDED_SHARE if small and clock.limit_s is not None else clock.limit_s
    routes = search_ortools(
        problem, slowest, begun, seed=seed, time_limit_s=limit_s, iterations=iterations, follow=follow
    )
    found = _closed(problem, tables, routes, "ortools", seed, may_be_empty=small)
    if small:
        found = improved(problem, tables, found, time_limit_s=clock.left_s(), iterations=iterations)
        if not found.routes:
            refuse_empty(problem, found.unserved)
    return found


def _closed(
    problem: Problem, tables: Tables, routes: Routes, engine: str, seed: int, *, may_be_empty: bool = False
) -> Solution:
    """Insert what still pays, share out sockets and times, give reasons, and let OR-Tools judge."""
    if (paid := problem.as_paid) is not None:
        problem = replace(problem, vehicles=paid.vehicles, penalty_micro=paid.penalty_micro, as_paid=None)
        penalty = problem.penalty_micro.tolist()
        tables = replace(tables, vehicles=problem.vehicles, penalty=penalty, charged={})
    routes = insert_paying(tables, routes, left_out(tables, routes))
    unserved = [explain(problem, tables, routes, order) for order in left_out(tables, routes)]
    _, plans, dropped = share_sockets(tables, routes)
    unserved += [no_socket(problem.order_ids[order]) for order in dropped]
    if not plans and not may_be_empty:
        refuse_empty(problem, unserved)
    return Solution(plans, tuple(unserved), objective_micro(problem, plans), engine, seed)
