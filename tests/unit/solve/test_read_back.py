import numpy as np
import pytest

from freight.domain.plan import RoutePlan
from freight.errors import NoPlanError
from freight.solve.model import build_model
from freight.solve.read_back import objective_micro, plan_routes, read_routes, to_assignment
from freight.solve.search import solve
from freight.solve.tables import make_tables
from tests.problems import NOK, Features, four_orders, random_problem
from tests.unit.solve.brute_force import plan_micro


@pytest.mark.parametrize("number", range(4))
def test_a_solution_put_back_into_a_fresh_model_costs_the_same(number: int) -> None:
    features = Features(windows=True, pickups=True, battery=True, day_fee=True, split_windows=True)
    day = random_problem(np.random.default_rng(number), features, 8, 3)
    solution = solve(day, seed=number, time_limit_s=None, iterations=100, engine="ortools")
    routes = {route.vehicle: route.orders for route in solution.routes}
    assert objective_micro(day, solution.routes) == solution.objective_micro == plan_micro(day, routes)


def test_routes_survive_the_way_into_an_assignment_and_back() -> None:
    day = four_orders()
    seam = build_model(day, seed=3)
    seam.routing.CloseModel()
    plans = plan_routes(make_tables(day), {0: (2, 0, 3)})
    restored = seam.routing.RestoreAssignment(to_assignment(seam, plans))
    assert read_routes(seam, restored) == {0: (2, 0, 3)}


def test_the_price_is_that_of_the_times_given() -> None:
    """Ten minutes of idling before the first stop cost sixty kroner."""
    day = four_orders()
    at_once, idling = (RoutePlan(0, 30_000, (0, 1), (30_100 + wait, 30_500 + wait)) for wait in (0, 600))
    assert objective_micro(day, (idling,)) - objective_micro(day, (at_once,)) == 60 * NOK


@pytest.mark.parametrize("start_s", [(28_900, 29_000), (28_800, 29_300), (28_900, 60_000)])
def test_times_that_break_a_rule_are_refused(start_s: tuple[int, int]) -> None:
    with pytest.raises(NoPlanError, match="refuses"):
        objective_micro(four_orders(), (RoutePlan(0, 28_800, (0, 1), start_s),))


def test_hours_that_can_not_be_kept_are_refused() -> None:
    tables = make_tables(four_orders())
    tables.service_s[0][0] = 9 * 3600
    with pytest.raises(NoPlanError, match="hours of the route of van-0"):
        plan_routes(tables, {0: (0,)})
