"""A published instance through the whole engine: one objective by three ways of counting."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.solomon import Instance, best_known, checked_cost, read_instance, to_problem
from freight.solve.search import solve

DATA = Path(__file__).parents[2] / "benchmarks" / "data"


@pytest.fixture(scope="module")
def instance() -> Instance:
    return read_instance(DATA / "C101.txt")


@pytest.mark.parametrize(("engine", "iterations"), [("hybrid", 500), ("ortools", 5)])
def test_the_objective_is_the_distance_driven(instance: Instance, engine: str, iterations: int) -> None:
    solution = solve(to_problem(instance), seed=1, time_limit_s=None, iterations=iterations, engine=engine)
    routes = [[order + 1 for order in route.orders] for route in solution.routes]
    assert not solution.unserved
    assert solution.objective_micro == checked_cost(instance, routes)
    assert best_known()["C101"] * 10 <= solution.objective_micro < best_known()["C101"] * 10 * 1.3


def test_distances_are_truncated_tenths(instance: Instance) -> None:
    gap = instance.distance / 10 - np.floor(instance.distance / 10)
    assert instance.distance[0, 0] == 0 and (instance.distance == instance.distance.T).all()
    assert instance.distance[0, 1] == 186  # (40, 50) to (45, 68): 18.68
    assert gap.max() < 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda routes: routes[:-1], "exactly once"),
        (lambda routes: [[node for route in routes for node in route]], "overloaded"),
        (lambda routes: [route[::-1] for route in routes], "late"),
        (lambda routes: [*routes, *([[]] * 30)], "vehicles"),
    ],
)
def test_broken_plans_have_no_cost(instance: Instance, change: object, says: str) -> None:
    solution = solve(to_problem(instance), seed=1, time_limit_s=None, iterations=300)
    routes = [[order + 1 for order in route.orders] for route in solution.routes]
    with pytest.raises(ValueError, match=says):
        checked_cost(instance, change(routes))  # type: ignore[operator]  # a function a case


def test_every_instance_of_the_set_has_its_best_known_value() -> None:
    names = {file.stem for file in DATA.glob("*.txt")}
    assert len(names) == 28 and names <= set(best_known())
