"""The cheapest plan of a small day with charging, and the proof: no plan costs less than the bound."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from freight.domain.plan import RoutePlan, Solution, Unserved
from freight.domain.problem import Problem
from freight.solve.eligible import usable
from freight.solve.exact.clock import make_day
from freight.solve.exact.read import read_plans
from freight.solve.exact.rules import cost, goods_apart, loads, sockets
from freight.solve.exact.ways import Ways, count_ways, make_ways
from freight.solve.insertion import Routes
from freight.solve.ortools_search import left_out
from freight.solve.read_back import objective_micro
from freight.solve.sockets import no_socket
from freight.solve.stations import charges
from freight.solve.tables import Tables
from freight.solve.unserved import explain

MOST_ORDERS = 10
MOST_WAYS = 6000
"""Above either CP-SAT proves little in the time that people wait."""
STEPS_A_SECOND = 10
"""Of a budget in iterations, to deterministic seconds: the same plan on every machine."""


@dataclass(frozen=True, slots=True)
class Proven:
    """What CP-SAT found."""

    plans: tuple[RoutePlan, ...]
    bound_micro: int
    """Every plan with at most one session between two stops, at the chargers looked at, costs so much."""


def small_enough(tables: Tables) -> bool:
    """Whether a day is charged on and small."""
    if tables.first_reload < len(tables.place):
        return False
    return len(tables.place) <= MOST_ORDERS and any(charges(slot) for slot in tables.vehicles)


def solve_small(
    tables: Tables,
    start: Routes,
    most_micro: int,
    *,
    seed: int,
    time_limit_s: float | None,
    iterations: int | None,
) -> Proven | None:
    """Search until the best is proven or the budget is used up; None when nothing was found in it.

    Parameters
    ----------
    start, most_micro
        A plan to begin with, and what it costs.
    """
    if count_ways(tables, most_micro) > MOST_WAYS:
        return None
    model = cp_model.CpModel()
    ways = make_ways(model, tables, most_micro)
    day = make_day(ways)
    loads(day)
    goods_apart(day)
    sockets(day)
    model.minimize(cost(day))
    _hint(ways, start)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    if time_limit_s is not None:
        solver.parameters.max_time_in_seconds = time_limit_s
    if iterations is not None:
        solver.parameters.max_deterministic_time = iterations / STEPS_A_SECOND
    if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    bound = math.ceil(solver.best_objective_bound - 0.5)
    return Proven(read_plans(day, solver), bound)


def improved(
    problem: Problem, tables: Tables, begun: Solution, *, time_limit_s: float | None, iterations: int | None
) -> Solution:
    """The cheaper of a plan and of what is found here, with the bound that holds for both."""
    routes = _routes(tables, begun.routes)
    found = solve_small(
        tables,
        routes,
        begun.objective_micro,
        seed=begun.seed,
        time_limit_s=time_limit_s,
        iterations=iterations,
    )
    if found is None:
        return begun
    objective = objective_micro(problem, found.plans)
    if objective >= begun.objective_micro:
        return replace(begun, bound_micro=found.bound_micro)
    driven = _routes(tables, found.plans)
    unserved = tuple(_left_out(problem, tables, driven, order) for order in left_out(tables, driven))
    return Solution(found.plans, unserved, objective, begun.engine, begun.seed, found.bound_micro)


def _routes(tables: Tables, plans: Sequence[RoutePlan]) -> Routes:
    idle: Routes = {number: () for number, slot in enumerate(tables.vehicles) if usable(slot)}
    return idle | {plan.vehicle: plan.orders for plan in plans}


def _left_out(problem: Problem, tables: Tables, routes: Routes, order: int) -> Unserved:
    """The reasons; where a route alone has room for it, it is the sockets that others hold."""
    reasons = explain(problem, tables, routes, order)
    fits = any(reason.rule == "cost" and (reason.amount or 0.0) < 0 for reason in reasons.reasons)
    return no_socket(reasons.order_id) if fits else reasons


def _hint(ways: Ways, start: Routes) -> None:
    """Who serves what in a plan to begin with."""
    for (vehicle, order), lit in ways.served.items():
        ways.model.add_hint(lit, order in start.get(vehicle, ()))
