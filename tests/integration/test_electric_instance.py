"""Small published electric instances through the engine: best known vehicles and distance, driven again."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.schneider import best_known, read_instance, to_problem, written
from benchmarks.schneider_check import checked
from freight.solve.improve.engine import improve
from freight.solve.read_back import plan_routes
from freight.solve.search import solve
from freight.solve.tables import make_tables

DATA = Path(__file__).parents[2] / "benchmarks" / "data" / "evrptw"


@pytest.mark.parametrize("name", ["c101C5", "r104C5"])
def test_the_best_known_solution_is_found(name: str) -> None:
    instance = read_instance(DATA / f"{name}.txt")
    problem = to_problem(instance, "full")
    found = improve(problem, (), seed=1, time_limit_s=None, iterations=4000, fleet_share=0.4)
    stops = written(instance, problem, plan_routes(make_tables(problem), found.routes), "full")
    vehicles, distance = checked(instance, stops, "full")
    assert (vehicles, pytest.approx(distance, abs=1e-3)) == best_known(DATA / "best_known.csv")[name, "full"]


def test_partial_charging_is_never_dearer_than_full() -> None:
    instance = read_instance(DATA / "rc204C5.txt")
    cost = {}
    for policy in ("full", "partial"):
        problem = to_problem(instance, policy)
        found = improve(problem, (), seed=1, time_limit_s=None, iterations=4000, fleet_share=0.4)
        stops = written(instance, problem, plan_routes(make_tables(problem), found.routes), policy)
        cost[policy] = checked(instance, stops, policy)
    assert cost["partial"] <= cost["full"]


@pytest.mark.parametrize(("engine", "iterations"), [("hybrid", 100), ("ortools", 5)])
def test_the_whole_engine_charges_and_the_judge_agrees(engine: str, iterations: int) -> None:
    instance = read_instance(DATA / "r104C5.txt")
    problem = to_problem(instance, "partial", fine=100)
    solution = solve(problem, seed=1, time_limit_s=None, iterations=iterations, engine=engine)
    stops = written(instance, problem, solution.routes, "partial", fine=100)
    vehicles, distance = checked(instance, stops, "partial")
    assert any(route.charges for route in solution.routes)
    assert solution.objective_micro == pytest.approx(vehicles * 10**11 + distance * 10**6, abs=100)


def test_a_route_that_runs_empty_is_noticed() -> None:
    instance = read_instance(DATA / "r104C5.txt")
    routes = [[{"id": name}] for name in instance.ids[1 : instance.customers + 1]]
    with pytest.raises(ValueError, match="empty or late"):
        checked(instance, [[stop for route in routes for stop in route]], "full")
