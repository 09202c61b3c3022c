"""Small random days whose drivers have breaks: planned, clean on the streets, and broken when changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freight.build import build, to_plan
from freight.check.check import CheckResult, check_plan
from freight.domain.breaks import Break, BreakRule, Counts, Per
from freight.domain.plan import Plan, Visit
from freight.domain.scenario import Effect, Scenario
from freight.errors import NoPlanError
from freight.network.zones import split_at_zones
from freight.solve.search import solve
from tests.property.test_days_by_feature import DAYS, Wish, days, town


@st.composite
def rules(draw: st.DrawFn) -> BreakRule:
    per = draw(st.sampled_from(Per))
    parts = {Per.STRETCH: (120, 240), Per.DAY: (120,)}[per] if draw(st.booleans()) else ()
    free = draw(st.booleans())
    over_s = draw(st.integers(8, 40)) * 60
    return BreakRule(
        "drawn", draw(st.sampled_from(Counts)), per, over_s, 360, parts, free, True, draw(st.booleans())
    )


@st.composite
def resting_days(draw: st.DrawFn, wish: Wish) -> Scenario:
    scenario = draw(days(wish))
    own = tuple(draw(st.lists(rules(), min_size=1, max_size=2)))
    return replace(scenario, vehicle_types=tuple(replace(kind, breaks=own) for kind in scenario.vehicle_types))


def planned(scenario: Scenario) -> tuple[Plan, CheckResult] | None:
    streets = split_at_zones(town().streets, scenario.zones)
    built = build(scenario, streets, town().factors)
    try:
        solution = solve(built.problem, seed=1, time_limit_s=None, iterations=8)
    except NoPlanError:
        return None
    plan = to_plan(solution, built, ())
    return plan, check_plan(plan, scenario, streets, town().factors)


def clean(scenario: Scenario) -> Plan | None:
    made = planned(scenario)
    if made is None:
        return None
    plan, result = made
    assert [violation.text for violation in result.violations] == []
    assert all(order.reasons for order in plan.unserved)
    assert result.cost.total_nok == pytest.approx(plan.objective_micro / 1e6, abs=1.0)
    return plan


@DAYS
@given(resting_days(Wish(windows=True)))
def test_days_with_windows_and_breaks_are_clean_and_cost_what_the_engine_says(scenario: Scenario) -> None:
    clean(scenario)


@DAYS
@given(resting_days(Wish(windows=True, zone=Effect.BAN)))
def test_nobody_stays_on_in_a_zone_for_a_break(scenario: Scenario) -> None:
    clean(scenario)


@DAYS
@given(resting_days(Wish(returns=True)), st.data())
def test_a_plan_without_one_of_its_breaks_is_found_out(scenario: Scenario, data: st.DataObject) -> None:
    plan = clean(scenario)
    halts = [
        (at, number)
        for at, route in enumerate(plan.routes if plan else ())
        for number, visit in enumerate(route.visits)
        if visit.breaks
    ]
    if plan is None or not halts:
        return
    at, number = data.draw(st.sampled_from(halts))
    cut_s = data.draw(st.sampled_from([30, 10_000]))
    route = plan.routes[at]
    visits = list(route.visits)
    visits[number] = _shorter(visits[number], cut_s)
    routes = list(plan.routes)
    routes[at] = replace(route, visits=tuple(visits))
    streets = split_at_zones(town().streets, scenario.zones)
    result = check_plan(replace(plan, routes=tuple(routes)), scenario, streets, town().factors)
    assert {violation.rule for violation in result.violations} == {"breaks"}


def _shorter(visit: Visit, cut_s: int) -> Visit:
    first, *others = visit.breaks
    kept = (Break(first.begin_s, first.end_s - cut_s),) if cut_s < first.end_s - first.begin_s else ()
    return replace(visit, breaks=(*kept, *others))
