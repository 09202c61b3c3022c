"""Offered windows are true: the plan with the order is clean, costs what was said, and no place is cheaper.

Random small days in Drammen. The cost is the checker's, of two plans that are built here from nothing but
sequences; that no place is cheaper, and that a refused window has none, is found by trying them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from freight.build import Built, build, to_plan
from freight.build.windows import overlap
from freight.check.check import check_plan
from freight.domain.fleet import Load
from freight.domain.plan import Solution
from freight.domain.problem import Problem
from freight.domain.scenario import Order, Scenario
from freight.errors import NoPlanError
from freight.explain.stand import stand_of
from freight.solve.sockets import share_sockets
from freight.solve.stations import charges
from freight.solve.tables import make_tables
from freight.windows.candidates import candidates, possible_hours
from freight.windows.offer import Base, Offer, Refused, offer
from freight.windows.place import Standing
from freight.windows.ranked import ranked, recommended
from tests.exhaustive import exact_micro
from tests.explain_days import random_day, town
from tests.explain_truth import Planned, plan_day

DAYS = range(5000, 5024)
MOST_ORDERS = 6
ROUNDING_NOK = 0.5
"""The search counts whole seconds of every leg, rounded up; the replay drives them."""


def new_order(number: int, scenario: Scenario) -> Order:
    rng = np.random.default_rng(number)
    there = [order for order in town().scenario.orders if order.id not in {one.id for one in scenario.orders}]
    like = there[int(rng.integers(len(there)))]
    load = Load(float(rng.integers(1, 400)), int(rng.integers(1, 20)) / 10, 1.0)
    service_s = int(rng.integers(1, 30)) * 60
    windows = ((5 * 3600, 20 * 3600),)
    return replace(like, id="NEW", load=load, service_s=service_s, windows=windows, skills=frozenset())


def limited(scenario: Scenario, number: int) -> Scenario:
    """Every third day one vehicle may make two stops at most."""
    if number % 3:
        return scenario
    return replace(scenario, vehicles=(replace(scenario.vehicles[0], max_stops=2), *scenario.vehicles[1:]))


def standing_of(day: Planned, order: Order, keep_s: int | None) -> tuple[Base, Standing]:
    scenario = day.built.scenario
    plan = to_plan(day.solution, day.built, ())
    result = check_plan(plan, scenario, day.ground.streets, day.ground.factors)
    assert result.violations == ()
    base = Base(scenario, plan, result, day.ground.factors)
    stand = stand_of(replace(scenario, orders=(*scenario.orders, order)), day.ground, day.sequences())
    return base, Standing(stand, order, plan, stand.order("NEW"), {}, keep_s)


def least_extra_micro(problem: Problem, base: Base, day: Planned, keep_s: int | None) -> int | None:
    """What the cheapest of all places for the last order adds; None when there is none."""
    if keep_s is not None:
        problem = replace(problem, start_windows=tuple(_kept(problem, base, keep_s)))
    tables, new = make_tables(problem), problem.first_reload - 1
    found = []
    for vehicle, slot in enumerate(problem.vehicles):
        now = day.routes().get(vehicle, ())
        if not slot.start_intervals:
            continue
        before = exact_micro(problem, tables, vehicle, now) if now else 0
        assert before is not None
        for at in range(len(now) + 1):
            after = exact_micro(problem, tables, vehicle, (*now[:at], new, *now[at:]))
            if after is not None:
                found.append(after - before)
    return min(found, default=None)


def _kept(problem: Problem, base: Base, keep_s: int) -> Iterator[tuple[tuple[tuple[int, int], ...], ...]]:
    told = {one: v.start_s for route in base.plan.routes for v in route.visits for one in v.order_ids}
    for name, starts in zip(problem.order_ids, problem.start_windows, strict=True):
        near = ((told[name] - keep_s, told[name] + keep_s),) if name in told else ((0, 10**6),)
        yield tuple(overlap(hours, near) for hours in starts)


def assert_true(one: Offer, base: Base, day: Planned, built: Built, keep_s: int | None) -> None:
    """The same routes laid out again on the day with the order in its window."""
    scenario = built.scenario
    number = {name: order for order, name in enumerate(built.problem.order_ids)}
    routes: dict[int, tuple[int, ...]] = dict.fromkeys(range(len(built.problem.vehicles)), ())
    names = [slot.id for slot in built.problem.vehicles]
    for route in one.plan.routes:
        orders = [name for visit in route.visits for name in visit.order_ids]
        without = [name for name in orders if name != "NEW"]
        assert without == list(day.sequences().get(route.vehicle_id, []))
        assert (len(orders) > len(without)) == (route.vehicle_id == one.vehicle_id)
        routes[names.index(route.vehicle_id)] = tuple(number[name] for name in orders)
    made = [one.plan]
    if keep_s is None:
        _, plans, dropped = share_sockets(make_tables(built.problem), routes)
        assert dropped == ()
        made.append(to_plan(Solution(plans, day.solution.unserved, 0, "test", 0), built, ()))
    for plan in made:
        result = check_plan(plan, scenario, day.ground.streets, day.ground.factors)
        assert result.violations == ()
        more_nok = result.cost.total_nok - base.result.cost.total_nok
        assert more_nok == pytest.approx(one.extra.nok, abs=1e-6)
    assert one.window[0] <= one.start_s <= one.done_s <= one.window[1]


@pytest.mark.parametrize("number", DAYS)
def test_offers_are_true_and_the_cheapest_there_are(number: int) -> None:
    try:
        day = plan_day(limited(random_day(number, MOST_ORDERS), number), iterations=200)
    except NoPlanError:
        pytest.skip("nothing of this day can be planned")
    order = new_order(number, day.built.scenario)
    keep_s = 900 if number % 2 else None
    base, standing = standing_of(day, order, keep_s)
    hours = possible_hours(order.windows, base.scenario.vehicles)
    answers = [offer(base, standing, one) for one in candidates(hours, 5400, 3600, order.service_s)]
    assert answers
    charged = any(charges(slot) for slot in day.problem.vehicles)
    for one in answers:
        promised = replace(order, windows=(one.window,))
        scenario = replace(base.scenario, orders=(*base.scenario.orders, promised))
        built = build(scenario, day.ground.streets, day.ground.factors, standing.stand.built)
        if isinstance(one, Offer):
            assert one.scenario == scenario
            assert_true(one, base, day, built, keep_s)
            assert all(abs(moved.new_s - moved.told_s) <= (keep_s or 10**6) for moved in one.moved)
            stated_micro = one.plan.objective_micro - base.plan.objective_micro
            assert one.extra.nok == pytest.approx(stated_micro / 1e6, abs=ROUNDING_NOK)
        else:
            assert one.reason
        if not charged:
            assert extra_micro(one, base) == least_extra_micro(built.problem, base, day, keep_s)
    best = ranked(one for one in answers if isinstance(one, Offer))
    assert [one.extra.nok for one in best] == pytest.approx(sorted(one.extra.nok for one in best), abs=0.01)
    assert {one.new_vehicle for one in recommended(best)} <= {one.new_vehicle for one in best[:1]} | {False}
    for first in recommended(best):
        for other in recommended(best):
            common_s = min(first.window[1], other.window[1]) - max(first.window[0], other.window[0])
            assert first is other or common_s <= 2700


def extra_micro(one: Offer | Refused, base: Base) -> int | None:
    return one.plan.objective_micro - base.plan.objective_micro if isinstance(one, Offer) else None


HOURS = st.tuples(st.integers(0, 80_000), st.integers(1, 40_000)).map(lambda pair: (pair[0], sum(pair)))


@given(HOURS, st.integers(300, 20_000), st.integers(300, 20_000), st.integers(0, 3_000))
def test_candidates_lie_inside_the_hours_and_reach_both_ends(
    hours: tuple[int, int], length_s: int, step_s: int, service_s: int
) -> None:
    found = candidates((hours,), length_s, step_s, service_s)
    assert list(found) == sorted(set(found))
    assert all(hours[0] <= a and b <= hours[1] and b - a >= service_s for a, b in found)
    assert all(b - a == min(length_s, hours[1] - hours[0]) for a, b in found)
    if found:
        assert found[0][0] == hours[0]
        assert found[-1][1] == hours[1]
        assert all(after[0] - before[0] <= step_s for before, after in pairwise(found))
    else:
        assert min(length_s, hours[1] - hours[0]) < service_s
