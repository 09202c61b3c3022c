"""Speeds that change by the hour: first in first out, and one arithmetic for engine, model and plain Python."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.problem import Problem
from freight.domain.traffic import MS, Traffic
from freight.domain.travel import UNREACHABLE
from freight.solve.hourly import follow, shortest_hourly
from freight.solve.improve import columns as c
from freight.solve.improve.data import make_data
from freight.solve.improve.engine import improve
from freight.solve.improve.hourly import hourly_arrival, hourly_leave_by
from freight.solve.improve.lay_out import state_view
from freight.solve.improve.state import new_state
from freight.solve.improve.walks import sequence_cost
from freight.solve.ortools_search import plan_cost
from freight.solve.read_back import objective_micro, plan_routes
from freight.solve.route_rules import breaches, route_cost, route_schedule, sequel
from freight.solve.schedule import next_open
from freight.solve.search import solve
from freight.solve.tables import make_tables
from tests.problems import HOUR_S, Features, random_problem

SEEDS = st.integers(0, 10**6)
ROUTES = Features(windows=True, split_windows=True, pickups=True, closed_streets=True)


def with_rush(day: Problem, rng: np.random.Generator) -> Problem:
    """The day with two or three paces between 7 and 15 o'clock; the second profile has fewer."""
    seconds = day.travel.seconds
    profiles = seconds.shape[0]
    paces = int(rng.integers(2, 4))
    slower = rng.uniform(0.8, 3.0, (profiles, paces, *seconds.shape[1:]))
    ms = np.ceil(seconds[:, None] * MS * slower).astype(np.int64)
    ms = np.where(seconds[:, None] >= UNREACHABLE, UNREACHABLE * MS, ms)
    starts, numbers = [], []
    for profile in range(profiles):
        count = int(rng.integers(1 if profile else 2, 6))
        starts.append(
            tuple(sorted(rng.choice(np.arange(7 * HOUR_S, 15 * HOUR_S), count, replace=False).tolist()))
        )
        numbers.append(tuple(rng.integers(0, paces, count).tolist()))
    slowest = np.minimum(-(-ms.max(axis=1) // MS), UNREACHABLE)
    traffic = Traffic(tuple(starts), tuple(numbers), ms)
    return replace(day, travel=replace(day.travel, seconds=slowest, traffic=traffic))


def a_day(seed: int, features: Features, orders: int, vehicles: int) -> Problem:
    rng = np.random.default_rng(seed)
    return with_rush(random_problem(rng, features, orders, vehicles), rng)


@settings(deadline=None, max_examples=80)
@given(SEEDS, st.integers(6 * HOUR_S, 16 * HOUR_S))
def test_who_leaves_later_never_arrives_earlier(seed: int, leave_s: int) -> None:
    traffic = a_day(seed, Features(), 4, 2).travel.traffic
    assert traffic is not None
    for profile in range(len(traffic.paces)):
        arrivals = [traffic.arrival_s(profile, 1, 2, leave_s + later) for later in range(0, 3000, 7)]
        assert arrivals == sorted(arrivals)
        lasts = [traffic.arrival_s(profile, 1, 2, leave_s) - leave_s, *traffic.ms[profile, :, 1, 2] // MS]
        assert min(lasts[1:]) <= lasts[0] <= max(lasts[1:]) + 2


@settings(deadline=None, max_examples=80)
@given(SEEDS, st.integers(6 * HOUR_S, 16 * HOUR_S))
def test_the_last_moment_to_leave_is_the_last(seed: int, arrive_s: int) -> None:
    traffic = a_day(seed, Features(), 4, 2).travel.traffic
    assert traffic is not None
    for profile in range(len(traffic.paces)):
        leave_s = traffic.leave_by_s(profile, 3, 1, arrive_s)
        assert traffic.arrival_s(profile, 3, 1, leave_s) <= arrive_s
        assert traffic.arrival_s(profile, 3, 1, leave_s + 1) > arrive_s


@settings(deadline=None, max_examples=60)
@given(SEEDS, st.lists(st.integers(5 * HOUR_S, 17 * HOUR_S), min_size=1, max_size=20))
def test_the_engine_has_the_same_clock(seed: int, moments: list[int]) -> None:
    day = a_day(seed, ROUTES, 5, 3)
    compiled, traffic = make_data(day), day.travel.traffic
    d = compiled.view
    assert traffic is not None
    for profile in range(len(traffic.paces)):
        for moment in moments:
            arrival = day.travel.arrival_s(profile, 2, 3, moment)
            assert hourly_arrival(d, profile, 2, 3, moment) == arrival
            if day.travel.seconds[profile, 2, 3] < UNREACHABLE:
                assert hourly_leave_by(d, profile, 2, 3, moment) == traffic.leave_by_s(profile, 2, 3, moment)


@settings(deadline=None, max_examples=60)
@given(SEEDS, st.booleans())
def test_a_route_costs_the_same_in_engine_and_plain_python(seed: int, battery: bool) -> None:
    day = a_day(seed, replace(ROUTES, battery=battery), 6, 3)
    compiled, tables = make_data(day), make_tables(day)
    plan = new_state(compiled.arrays, seed)
    rng = np.random.default_rng(seed)
    for _ in range(15):
        r = int(rng.integers(0, len(compiled.vehicles)))
        vehicle = compiled.vehicles[r]
        orders = rng.permutation(day.order_count)[: rng.integers(1, 6)]
        plan.lists[c.SEQUENCE, : orders.size] = orders
        found = int(sequence_cost(compiled.view, state_view(plan), r, c.SEQUENCE, orders.size))
        listed = orders.tolist()
        allowed = all(tables.allowed[order][vehicle] for order in listed)
        if not allowed or breaches(tables, vehicle, listed):
            assert found == c.NEVER
            continue
        schedule = route_schedule(tables, vehicle, listed)
        assert schedule is not None
        assert found == route_cost(tables, vehicle, listed, schedule)


@settings(deadline=None, max_examples=30)
@given(SEEDS)
def test_the_thorough_schedule_is_the_shortest_but_for_rounding(seed: int) -> None:
    day = a_day(seed, ROUTES, 5, 3)
    tables, rng = make_tables(day), np.random.default_rng(seed)
    assert tables.traffic is not None
    for _ in range(5):
        vehicle = int(rng.integers(0, 3))
        orders = rng.permutation(day.order_count)[: rng.integers(1, 5)].tolist()
        if breaches(tables, vehicle, orders):
            continue
        route = sequel(tables, vehicle, orders, tables.traffic)
        quick, thorough = (shortest_hourly(route, thorough=deep) for deep in (False, True))
        assert quick is not None
        assert thorough is not None
        (begins, _), *_ = windows = route.windows[0]
        tried = [follow(route, t) for t in range(begins, windows[-1][1] + 1, 5) if next_open(windows, t) == t]
        spans = [starts[-1] - starts[0] for starts in tried if starts is not None]
        assert thorough.span_s <= min(spans) + len(route.places) + 1
        assert thorough.span_s <= quick.span_s


@settings(deadline=None, max_examples=15)
@given(SEEDS, st.booleans(), st.booleans())
def test_search_model_and_plan_agree_on_the_cost(seed: int, battery: bool, fees: bool) -> None:
    day = a_day(seed, replace(ROUTES, battery=battery, day_fee=fees), 10, 4)
    tables = make_tables(day)
    found = improve(day, (), seed=seed, time_limit_s=None, iterations=50)
    assert found.cost_micro == plan_cost(tables, found.routes)
    plans = plan_routes(tables, found.routes)
    if plans:
        assert objective_micro(day, plans) <= found.cost_micro


@settings(deadline=None, max_examples=6)
@given(SEEDS)
def test_both_engines_plan_such_a_day(seed: int) -> None:
    day = a_day(seed, Features(windows=True), 8, 4)
    ends = [
        solve(day, seed=seed, time_limit_s=None, iterations=30, engine=engine)
        for engine in ("hybrid", "ortools")
    ]
    for found in ends:
        assert found.objective_micro == objective_micro(day, found.routes)
        assert len({order for route in found.routes for order in route.orders}) + len(found.unserved) == 8
