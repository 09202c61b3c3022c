"""Whatever a day is about, an offered window is clean on the streets and costs what was said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.build import Built, build, to_plan
from freight.check.check import check_plan
from freight.domain.plan import Solution, halt_ids
from freight.domain.scenario import Effect, FeePer, Scenario
from freight.domain.speed_change import SpeedChange
from freight.errors import NoPlanError
from freight.explain.stand import Ground, stand_of
from freight.network.zones import split_at_zones
from freight.solve.search import solve
from freight.windows.candidates import candidates, possible_hours
from freight.windows.offer import Base, Offer, offer
from freight.windows.place import Standing
from freight.windows.ranked import ranked
from tests.property.test_break_days import resting_days
from tests.property.test_days_by_feature import DAYS, Wish, days, town

HOUR = 3600
FEW = settings(DAYS, max_examples=6)
RUSH = (
    SpeedChange(town().scenario.vehicle_types[0].mode, "", "Mo-Fr 07:00-09:00", 0.5),
    SpeedChange(town().scenario.vehicle_types[0].mode, "", "Mo-Fr 14:00-16:00", 0.7),
)


def planned(scenario: Scenario, ground: Ground) -> tuple[Built, Solution] | None:
    built = build(scenario, ground.streets, ground.factors)
    try:
        return built, solve(built.problem, seed=1, time_limit_s=None, iterations=8)
    except NoPlanError:
        return None


def assert_offers_true(scenario: Scenario) -> None:
    """The last order of the day is the new one."""
    before, order = replace(scenario, orders=scenario.orders[:-1]), scenario.orders[-1]
    order = replace(order, windows=((6 * HOUR, 17 * HOUR),))
    if any((one.lat, one.lon) == (order.lat, order.lon) for one in before.orders):
        order = replace(order, setup_s=0)
    ground = Ground(split_at_zones(town().streets, scenario.zones), town().factors)
    made = planned(before, ground)
    if made is None:
        return
    plan = to_plan(made[1], made[0], ())
    base = Base(before, plan, check_plan(plan, before, ground.streets, ground.factors), ground.factors)
    assert base.result.violations == ()
    visits = {route.vehicle_id: [(one.order_ids, one.reload) for one in route.visits] for route in plan.routes}
    sequences = {name: halt_ids(name, halts) for name, halts in visits.items()}
    stand = stand_of(replace(scenario, orders=(*before.orders, order)), ground, sequences)
    assert {one for r in plan.routes for v in r.visits for one in v.order_ids} <= stand.served()
    standing = Standing(stand, order, plan, stand.order(order.id), {}, None)
    hours = possible_hours(order.windows, before.vehicles)
    answers = [offer(base, standing, one) for one in candidates(hours, 7200, 5400, order.service_s)]
    assert not [one.reason for one in answers if not isinstance(one, Offer) and "the replay" in one.reason]
    for one in ranked(answer for answer in answers if isinstance(answer, Offer))[:2]:
        promised = replace(before, orders=(*before.orders, replace(order, windows=(one.window,))))
        result = check_plan(one.plan, promised, ground.streets, ground.factors)
        assert result.violations == ()
        more_nok = result.cost.total_nok - base.result.cost.total_nok
        assert more_nok == pytest.approx(one.extra.nok, abs=1e-6)
        others = [route for route in one.plan.routes if route.vehicle_id != one.vehicle_id]
        assert others == [route for route in plan.routes if route.vehicle_id != one.vehicle_id]


@FEW
@given(days(Wish(windows=True, returns=True, few_stops=True)))
def test_windows_returns_and_few_stops(scenario: Scenario) -> None:
    assert_offers_true(scenario)


@FEW
@given(days(Wish(setup=True)))
def test_set_up_once_an_address(scenario: Scenario) -> None:
    assert_offers_true(scenario)


@FEW
@given(days(Wish(zone=Effect.BAN, windows=True, small_battery=True)))
def test_closed_zones_and_small_batteries(scenario: Scenario) -> None:
    assert_offers_true(scenario)


@FEW
@given(days(Wish(zone=Effect.FEE)), st.sampled_from(FeePer))
def test_fees(scenario: Scenario, per: FeePer) -> None:
    rules = [tuple(replace(rule, per=per) for rule in zone.rules) for zone in scenario.zones]
    zones = tuple(replace(zone, rules=own) for zone, own in zip(scenario.zones, rules, strict=True))
    assert_offers_true(replace(scenario, zones=zones))


@FEW
@given(days(Wish(returns=True)), st.integers(0, 1))
def test_loading_anew_at_one_dock(scenario: Scenario, docks: int) -> None:
    kinds = tuple(
        replace(kind, reloads=2, capacity=kind.capacity._replace(kg=min(700.0, kind.capacity.kg)))
        for kind in scenario.vehicle_types
    )
    depots = tuple(replace(depot, docks=docks or None) for depot in scenario.depots)
    assert_offers_true(replace(scenario, vehicle_types=kinds, depots=depots))


@FEW
@given(days(Wish(windows=True)))
def test_rush_hours(scenario: Scenario) -> None:
    assert_offers_true(replace(scenario, traffic=RUSH))


@FEW
@given(resting_days(Wish(windows=True)))
def test_breaks(scenario: Scenario) -> None:
    assert_offers_true(scenario)
