"""What a caller may rely on: rules kept, never worse than the start, the same for the same seed, stoppable."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.plan import RoutePlan
from freight.domain.problem import DayFee
from freight.errors import NoPlanError
from freight.solve.improve import warm
from freight.solve.improve.engine import Improved, KernelProgress, compile_engine, improve
from freight.solve.insertion import insert_paying
from freight.solve.read_back import plan_routes
from freight.solve.tables import make_tables
from tests.problems import DAY, Features, four_orders, problem, random_problem, streets, van
from tests.unit.solve.brute_force import optimum, plan_micro

SEEDS = st.integers(0, 10**6)
FEATURES = st.builds(Features, *([st.booleans()] * len(fields(Features))))
FULL = Features(windows=True, pickups=True, tight_load=True, skills=True, battery=True, day_fee=True)


def driven(found: Improved) -> dict[int, tuple[int, ...]]:
    return {vehicle: orders for vehicle, orders in found.routes.items() if orders}


@settings(deadline=None, max_examples=25)
@given(SEEDS, FEATURES)
def test_it_keeps_every_rule_and_is_never_worse_than_its_start(seed: int, features: Features) -> None:
    day = random_problem(np.random.default_rng(seed), features, orders=9, vehicles=4)
    tables = make_tables(day)
    greedy = insert_paying(tables, dict.fromkeys(range(4), ()), range(9))
    start = plan_routes(tables, greedy)
    found = improve(day, start, seed=seed, time_limit_s=None, iterations=40)
    assert found.cost_micro == plan_micro(day, driven(found))
    assert found.cost_micro <= plan_micro(day, {route.vehicle: route.orders for route in start})


def test_it_finds_the_optimum_of_nearly_every_small_day() -> None:
    missed = 0
    for seed in range(24):
        rng = np.random.default_rng(seed)
        features = Features(*(rng.random(len(fields(Features))) < 0.5).tolist())
        day = random_problem(rng, features, orders=5, vehicles=2)
        found = improve(day, (), seed=seed, time_limit_s=None, iterations=600)
        best, _ = optimum(day)
        assert found.cost_micro >= best
        missed += found.cost_micro > best
    assert missed <= 1


def test_the_same_seed_gives_the_same_plan_however_often_someone_looks() -> None:
    day = random_problem(np.random.default_rng(5), FULL, orders=30, vehicles=6)
    looks: list[KernelProgress] = []
    one = improve(day, (), seed=7, time_limit_s=None, iterations=1500)
    two = improve(day, (), seed=7, time_limit_s=None, iterations=1500, progress=looks.append)
    assert one == two
    assert looks[-1].iterations == 1500 == two.iterations
    assert looks[-1].best_micro == two.cost_micro
    assert looks[-1].unserved == 30 - sum(len(orders) for orders in two.routes.values())


def test_a_start_that_breaks_a_rule_is_dissolved() -> None:
    day = replace(four_orders(), vehicles=(van(capacity=(20_000, 10**9, 10**9)),))
    start = (RoutePlan(0, DAY[0][0], (0, 1, 2, 3), (0, 0, 0, 0)),)
    found = improve(day, start, seed=1, time_limit_s=None, iterations=50)
    assert found.cost_micro == plan_micro(day, driven(found))
    assert sum(len(orders) for orders in found.routes.values()) == 2


def test_an_order_that_two_routes_claim_is_served_once() -> None:
    day = problem(streets(((0, 0), (1000, 0), (2000, 0), (3000, 0))), (van(0), van(1)))
    start = tuple(RoutePlan(vehicle, DAY[0][0], (0, 1), (0, 0)) for vehicle in (0, 1))
    found = improve(day, start, seed=1, time_limit_s=None, iterations=20)
    assert found.cost_micro == plan_micro(day, driven(found))
    assert sorted(x for orders in found.routes.values() for x in orders) == [0, 1, 2]


def test_an_order_dearer_than_its_penalty_stays_away() -> None:
    places_m = ((0, 0), (1000, 0), (1100, 0), (90_000, 0))
    day = problem(streets(places_m), (van(),))
    found = improve(day, (), seed=1, time_limit_s=None, iterations=200)
    assert sorted(found.routes[0]) == [0, 1]


def test_a_cheaper_vehicle_takes_over_a_whole_route() -> None:
    vans = (van(0), van(1, type_id="small", day_micro=100_000_000))
    day = problem(streets(((0, 0), (1000, 0), (2000, 0), (3000, 0))), vans)
    start = (RoutePlan(0, DAY[0][0], (0, 1, 2), (0, 0, 0)),)
    found = improve(day, start, seed=1, time_limit_s=None, iterations=100)
    assert found.routes[0] == ()
    assert sorted(found.routes[1]) == [0, 1, 2]


def test_it_stops_when_told_and_when_time_is_over() -> None:
    day = random_problem(np.random.default_rng(5), FULL, orders=20, vehicles=4)
    stopped = improve(day, (), seed=1, time_limit_s=60.0, iterations=None, stop=lambda: True)
    assert 0 < stopped.iterations < 10**6
    timed = improve(day, (), seed=1, time_limit_s=0.05, iterations=None)
    both = improve(day, (), seed=1, time_limit_s=60.0, iterations=10)
    assert timed.iterations > 0
    assert both.iterations == 10


def test_without_a_budget_it_refuses() -> None:
    with pytest.raises(ValueError, match="needs a budget"):
        improve(four_orders(), (), seed=1, time_limit_s=None, iterations=None)


def test_without_a_vehicle_that_day_everything_is_left_out() -> None:
    day = replace(four_orders(), vehicles=(van(start_intervals=()),))
    found = improve(day, (), seed=1, time_limit_s=None, iterations=10)
    assert found == Improved({}, int(day.penalty_micro.sum()), 0)


def test_more_day_fees_than_fit_are_refused_with_a_hint() -> None:
    fee = DayFee("zone", (1,), np.zeros((1, 5), dtype=bool))
    with pytest.raises(NoPlanError, match="63 zones"):
        improve(four_orders(day_fees=(fee,) * 63), (), seed=1, time_limit_s=None, iterations=1)


def test_the_first_compilation_is_announced_once(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    said: list[str] = []
    monkeypatch.setattr(warm, "_done", [])
    monkeypatch.setattr(warm, "CACHE_FOLDER", warm.CACHE_FOLDER / "elsewhere")
    compile_engine(said.append)
    compile_engine(said.append)
    assert len(said) == 1
    assert "once" in said[0]
