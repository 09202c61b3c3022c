import signal
import threading
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from freight.domain.plan import Solution
from freight.domain.problem import Problem, Reason
from freight.errors import NoPlanError
from freight.solve import ortools_search
from freight.solve.insertion import Routes
from freight.solve.search import Progress
from freight.solve.search import solve as solve_by
from tests.problems import HOUR_S, NOK, Features, four_orders, problem, random_problem, streets, van
from tests.unit.solve.brute_force import plan_micro

solve = partial(solve_by, engine="ortools")


def routes_of(solution: Solution) -> dict[int, tuple[int, ...]]:
    return {route.vehicle: route.orders for route in solution.routes}


def busy_day(orders: int = 30) -> Problem:
    features = Features(windows=True, pickups=True, skills=True, battery=True, day_fee=True, split_windows=True)
    return random_problem(np.random.default_rng(3), features, orders, 6)


def test_a_seed_and_a_number_of_iterations_give_the_same_solution() -> None:
    day = busy_day()
    first, second = (solve(day, seed=5, time_limit_s=None, iterations=150) for _ in range(2))
    assert repr(first) == repr(second)


def test_the_seed_is_kept_and_the_engine_named() -> None:
    solution = solve(four_orders(), seed=11, time_limit_s=None, iterations=20)
    assert (solution.seed, solution.engine) == (11, "ortools")


def test_more_iterations_are_never_dearer() -> None:
    day = busy_day()
    costs = [solve(day, seed=2, time_limit_s=None, iterations=n).objective_micro for n in (1, 30, 300)]
    assert costs == sorted(costs, reverse=True)


def test_progress_falls_and_ends_at_the_plan() -> None:
    seen: list[Progress] = []
    solution = solve(busy_day(), seed=2, time_limit_s=None, iterations=100, progress=seen.append)
    costs = [step.best_nok for step in seen]
    assert costs == sorted(costs, reverse=True)
    assert len(set(costs)) == len(costs)
    assert solution.objective_micro <= round(costs[-1] * NOK)
    assert all(step.elapsed_s >= 0 and step.unserved >= 0 for step in seen)


def test_a_budget_too_short_for_any_search_still_gives_a_plan() -> None:
    day = busy_day(120)
    solution = solve(day, seed=1, time_limit_s=1e-9, iterations=None)
    assert plan_micro(day, routes_of(solution)) == solution.objective_micro
    assert sum(len(orders) for orders in routes_of(solution).values()) > 20


def test_orders_whose_penalties_pay_for_a_vehicle_only_together_are_served() -> None:
    """One order's 300 NOK do not pay for a 500 NOK day; four do."""
    day = four_orders(penalty_micro=np.full(4, 300 * NOK, dtype=np.int64))
    solution = solve(day, seed=1, time_limit_s=None, iterations=100)
    assert len(solution.routes) == 1 and not solution.unserved


def test_no_budget_is_refused() -> None:
    with pytest.raises(ValueError, match="budget"):
        solve(four_orders(), seed=0, time_limit_s=None, iterations=None)


def test_no_vehicle_is_said() -> None:
    day = problem(streets(((0, 0), (1, 1))), (), may_serve=np.ones((1, 0), dtype=bool))
    with pytest.raises(NoPlanError, match="no vehicle"):
        solve(day, seed=0, time_limit_s=None, iterations=1)


def test_no_orders_is_said() -> None:
    day = problem(streets(((0, 0),)), (van(),))
    with pytest.raises(NoPlanError, match="no orders"):
        solve(day, seed=0, time_limit_s=None, iterations=1)


def test_when_nobody_can_serve_anything_the_reasons_are_counted() -> None:
    refused = (Reason("access", "the zone bans it", "van"),)
    day = four_orders(may_serve=np.zeros((4, 1), dtype=bool), refusals=(refused,) * 4)
    with pytest.raises(NoPlanError, match=r"access: the zone bans it \(4 orders\)"):
        solve(day, seed=0, time_limit_s=None, iterations=1)


def test_when_nothing_fits_any_vehicle_that_is_said_too() -> None:
    day = replace(four_orders(), vehicles=(van(capacity=(1, 1, 1)),))
    with pytest.raises(NoPlanError, match="capacity: the order alone is"):
        solve(day, seed=0, time_limit_s=None, iterations=1)


def test_money_of_a_million_kroner_does_not_overflow() -> None:
    day = four_orders(penalty_micro=np.full(4, 10**12, dtype=np.int64))
    day = replace(day, vehicles=(van(day_micro=10**12),))
    solution = solve(day, seed=0, time_limit_s=None, iterations=50)
    assert solution.objective_micro == 10**12 + 8 * NOK + 2000 * 100_000


def test_two_orders_at_one_place_are_two_stops() -> None:
    day = replace(four_orders(), order_place=np.array([1, 1, 2, 2]))
    solution = solve(day, seed=0, time_limit_s=None, iterations=50)
    assert plan_micro(day, routes_of(solution)) == solution.objective_micro
    assert not solution.unserved


def test_hours_that_let_nobody_serve_are_found_by_the_search_and_said() -> None:
    day = replace(four_orders(), vehicles=(van(end_intervals=((8 * HOUR_S, 8 * HOUR_S + 60),)),))
    with pytest.raises(NoPlanError, match=r"shift: van-0 with nothing else on board would be back"):
        solve(day, seed=0, time_limit_s=None, iterations=5)


def test_a_message_of_many_reasons_ends_with_their_number() -> None:
    places_m = tuple((0, 1000 * number) for number in range(12))
    day = problem(streets(places_m), (van(end_intervals=((8 * HOUR_S, 8 * HOUR_S + 60),)),))
    with pytest.raises(NoPlanError, match="and 3 more reasons"):
        solve(day, seed=0, time_limit_s=None, iterations=5)


def test_when_serving_only_costs_too_much_the_empty_plan_is_a_plan() -> None:
    day = four_orders(penalty_micro=np.full(4, 1, dtype=np.int64))
    solution = solve(day, seed=0, time_limit_s=None, iterations=20)
    assert (solution.routes, solution.objective_micro) == ((), 4)
    assert {unserved.reasons[0].rule for unserved in solution.unserved} == {"cost"}


def test_ctrl_c_gives_the_best_plan_so_far() -> None:
    seen: list[Progress] = []

    def impatient(step: Progress) -> None:
        seen.append(step)
        if len(seen) == 3:
            signal.raise_signal(signal.SIGINT)

    day = busy_day()
    before = signal.getsignal(signal.SIGINT)
    solution = solve(day, seed=2, time_limit_s=None, iterations=10**8, progress=impatient)
    assert signal.getsignal(signal.SIGINT) is before
    assert plan_micro(day, routes_of(solution)) == solution.objective_micro <= round(seen[2].best_nok * NOK)


def test_the_search_also_runs_outside_the_main_thread() -> None:
    found = []
    thread = threading.Thread(
        target=lambda: found.append(solve(four_orders(), seed=0, time_limit_s=None, iterations=20))
    )
    thread.start()
    thread.join()
    assert found[0] == solve(four_orders(), seed=0, time_limit_s=None, iterations=20)


def test_ctrl_c_while_the_first_plan_is_made_gives_that_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    real = ortools_search.first_plan

    def interrupted(*asked: object) -> Routes | None:
        found = real(*asked)  # type: ignore[arg-type]  # passed on as they came
        if not begun:
            signal.raise_signal(signal.SIGINT)
        begun.append(found)
        return found

    begun: list[Routes | None] = []
    monkeypatch.setattr(ortools_search, "first_plan", interrupted)
    day = four_orders()
    before = signal.getsignal(signal.SIGINT)
    solution = solve(day, seed=2, time_limit_s=None, iterations=10**8)
    assert signal.getsignal(signal.SIGINT) is before
    assert len(begun) == 1
    assert {order for route in solution.routes for order in route.orders} == {0, 1, 2, 3}
