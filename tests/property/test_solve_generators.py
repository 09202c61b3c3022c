"""A generator per feature: tiny random days, solved, and held against trying everything."""

from dataclasses import fields
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.plan import Solution
from freight.domain.problem import Problem
from freight.errors import NoPlanError
from freight.solve.eligible import eligible
from freight.solve.model import build_model
from freight.solve.read_back import objective_micro, plan_routes
from freight.solve.route_rules import breaches
from freight.solve.search import ENGINES, solve
from freight.solve.tables import make_tables
from tests.problems import Features, random_problem
from tests.unit.solve.brute_force import optimum, plan_micro, route_micro

NAMES = tuple(field.name for field in fields(Features))
SEEDS = st.integers(0, 10**6)
MIXES = st.fixed_dictionaries({name: st.booleans() for name in NAMES}).map(lambda on: Features(**on))


def solved(
    day: Problem, seed: int, iterations: int, engine: str
) -> tuple[Solution, dict[int, tuple[int, ...]]]:
    solution = solve(day, seed=seed, time_limit_s=None, iterations=iterations, engine=engine)
    return solution, {route.vehicle: route.orders for route in solution.routes}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=5, deadline=None, derandomize=True)
@given(SEEDS)
def test_with_one_feature_the_plan_is_the_optimum(name: str, engine: str, number: int) -> None:
    day = random_problem(np.random.default_rng(number), Features(**{name: True}), 4, 2)
    micro, best = optimum(day)
    if not any(best):
        return
    solution, routes = solved(day, number % 97, 1500, engine)
    assert solution.objective_micro == plan_micro(day, routes)
    assert solution.objective_micro == micro


@settings(max_examples=25, deadline=None, derandomize=True)
@given(SEEDS, st.booleans(), st.booleans())
def test_a_day_of_loading_anew_is_planned_at_its_optimum(number: int, pickups: bool, windows: bool) -> None:
    features = Features(reloads=True, tight_load=True, pickups=pickups, windows=windows)
    day = random_problem(np.random.default_rng(number), features, 4, 1)
    micro, best = optimum(day)
    if any(best):
        assert solved(day, number % 97, 600, "hybrid")[0].objective_micro == micro


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=30, deadline=None, derandomize=True)
@given(SEEDS, MIXES)
def test_any_mix_of_features_gives_a_plan_that_keeps_every_rule(
    engine: str, number: int, features: Features
) -> None:
    day = random_problem(np.random.default_rng(number), features, 7, 3)
    try:
        solution, routes = solved(day, number % 97, 60, engine)
    except NoPlanError:
        pairs = product(range(day.first_reload), range(len(day.vehicles)))
        assert all(route_micro(day, vehicle, [order]) is None for order, vehicle in pairs)
        return
    assert solution.objective_micro == plan_micro(day, routes)
    served = [order for orders in routes.values() for order in orders if order < day.first_reload]
    left = [day.order_ids.index(unserved.order_id) for unserved in solution.unserved]
    assert sorted(served + left) == list(range(day.first_reload))
    assert all(unserved.reasons for unserved in solution.unserved)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(SEEDS, MIXES)
def test_the_model_prices_the_optimum_as_it_is(number: int, features: Features) -> None:
    day = random_problem(np.random.default_rng(number), features, 4, 2)
    if not eligible(day).any():
        return
    micro, routes = optimum(day)
    plans = plan_routes(make_tables(day), dict(enumerate(routes)))
    assert objective_micro(day, plans) == micro


@settings(max_examples=60, deadline=None, derandomize=True)
@given(SEEDS, MIXES, st.permutations(range(5)), st.integers(1, 5))
def test_model_and_route_rules_refuse_exactly_what_breaks_a_rule(
    number: int, features: Features, order: list[int], size: int
) -> None:
    day = random_problem(np.random.default_rng(number), features, 5, 2)
    allowed = eligible(day)
    orders = [one for one in order[:size] if allowed[one, 0]]
    if not orders:
        return
    for halt in (one for one in range(5, day.order_count) if allowed[one, 0]):
        orders.insert((number + halt) % (len(orders) + 1), halt)
    possible = route_micro(day, 0, orders) is not None
    seam = build_model(day)
    seam.routing.CloseModel()
    index = {order: seam.index(number) for number, order in enumerate(seam.orders)}
    taken = seam.routing.ReadAssignmentFromRoutes([[index[one] for one in orders], []], True)
    assert (taken is not None) == possible
    assert (not breaches(make_tables(day), 0, orders)) == possible
