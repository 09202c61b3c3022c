"""The default engine from first plan to judged solution, with the kernel as it is."""

from __future__ import annotations

import signal
from functools import partial

import numpy as np
import pytest

from freight.domain.plan import Solution
from freight.domain.problem import Problem
from freight.solve import hybrid
from freight.solve.search import Progress
from freight.solve.search import solve as solve_by
from tests.problems import Features, four_orders, random_problem
from tests.unit.solve.brute_force import plan_micro

solve = partial(solve_by, engine="hybrid")


def routes_of(solution: Solution) -> dict[int, tuple[int, ...]]:
    return {route.vehicle: route.orders for route in solution.routes}


def busy_day(orders: int = 30) -> Problem:
    features = Features(windows=True, pickups=True, skills=True, battery=True, day_fee=True, split_windows=True)
    return random_problem(np.random.default_rng(3), features, orders, 6)


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_seed_iterations_and_threads_give_the_same_solution(threads: int) -> None:
    day = busy_day()
    first, second = (solve(day, seed=5, time_limit_s=None, iterations=600, threads=threads) for _ in range(2))
    assert repr(first) == repr(second)
    assert first.engine == "hybrid"


def test_the_objective_is_the_price_of_the_routes() -> None:
    day = busy_day()
    solution = solve(day, seed=1, time_limit_s=None, iterations=2000, threads=2)
    assert solution.objective_micro == plan_micro(day, routes_of(solution))


def test_the_kernel_is_at_least_as_good_as_ortools_first_plan() -> None:
    day = busy_day()
    first = solve_by(day, seed=1, time_limit_s=None, iterations=1, engine="ortools")
    improved = solve(day, seed=1, time_limit_s=None, iterations=2000)
    assert improved.objective_micro < first.objective_micro


def test_without_a_first_plan_the_kernel_builds_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hybrid, "first_plan", lambda *_: None)
    day = busy_day()
    solution = solve(day, seed=1, time_limit_s=None, iterations=1000)
    assert solution.objective_micro == plan_micro(day, routes_of(solution))
    assert len(solution.unserved) < 10


def test_a_budget_of_next_to_nothing_still_gives_a_plan() -> None:
    day = busy_day(60)
    solution = solve(day, seed=1, time_limit_s=1e-9, iterations=None)
    assert solution.objective_micro == plan_micro(day, routes_of(solution))


def test_progress_falls_counts_iterations_and_ends_at_the_plan() -> None:
    seen: list[Progress] = []
    solution = solve(busy_day(), seed=2, time_limit_s=None, iterations=5000, progress=seen.append)
    costs = [step.best_nok for step in seen]
    assert seen and costs == sorted(costs, reverse=True)
    assert solution.objective_micro <= round(costs[-1] * 1e6)
    assert all(step.iterations_per_s and step.elapsed_s > 0 for step in seen)


@pytest.mark.parametrize("threads", [1, 2])
def test_ctrl_c_gives_the_best_plan_so_far(threads: int) -> None:
    seen: list[Progress] = []

    def impatient(step: Progress) -> None:
        seen.append(step)
        if len(seen) == 2:
            signal.raise_signal(signal.SIGINT)

    day = busy_day()
    before = signal.getsignal(signal.SIGINT)
    solution = solve(day, seed=2, time_limit_s=None, iterations=10**9, progress=impatient, threads=threads)
    assert signal.getsignal(signal.SIGINT) is before
    assert plan_micro(day, routes_of(solution)) == solution.objective_micro <= round(seen[1].best_nok * 1e6)


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(ValueError, match="magic"):
        solve_by(four_orders(), seed=0, time_limit_s=None, iterations=1, engine="magic")
