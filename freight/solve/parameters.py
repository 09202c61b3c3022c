"""How OR-Tools searches; every choice is measured in docs/engine.md."""

from __future__ import annotations

from ortools.constraint_solver import pywrapcp, routing_enums_pb2
from ortools.constraint_solver.routing_parameters_pb2 import RoutingSearchParameters
from ortools.util import optional_boolean_pb2

TIME_BLIND_OPERATORS = ("use_path_lns", "use_full_path_lns", "use_tsp_lns", "use_inactive_lns")
"""Operators that solve sub-problems within a share of the clock: never the same twice, so always off."""


SAVINGS = routing_enums_pb2.FirstSolutionStrategy.SAVINGS
INSERTION = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION


def search_parameters(
    time_limit_s: float | None, iterations: int | None, strategy: int = SAVINGS
) -> RoutingSearchParameters:
    """A first plan, then guided local search until the budget is used up.

    Parameters
    ----------
    time_limit_s
        Wall clock; for people.
    iterations
        Number of plans that the search may accept; the same seed gives the same plan on every machine.
    strategy
        How the first plan is made.
    """
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = strategy
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.guided_local_search_lambda_coefficient = 0.05
    for name in TIME_BLIND_OPERATORS:
        setattr(parameters.local_search_operators, name, optional_boolean_pb2.BOOL_FALSE)
    if time_limit_s is not None:
        parameters.time_limit.FromMilliseconds(max(1, round(time_limit_s * 1000)))
    if iterations is not None:
        parameters.solution_limit = iterations
    return parameters
