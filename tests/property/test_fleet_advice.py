"""Random winter days with a mixed fleet: whatever is said about range holds when it is carried out."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from freight.advice.findings import Because
from freight.advice.mixed_fleet import fleet_advice
from freight.build import build
from freight.domain.fleet import Battery
from freight.domain.scenario import Scenario
from freight.run import Day, open_day
from freight.solve.insertion import Fit, attempts, cost_of
from freight.solve.route_rules import route_schedule
from freight.solve.search import solve
from freight.solve.tables import make_tables
from tests.integration.conftest import EXAMPLES
from tests.remedied import checked, remedied, routes_of

CURVE = ((0.0, 14.0), (0.6, 14.0), (0.8, 9.0), (1.0, 2.5))
HOUR = 3600


@cache
def winter(name: str) -> Day:
    return open_day(EXAMPLES / "drammen-winter" / name)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    base = winter("scenario-mixed.yaml").scenario
    chosen = draw(st.lists(st.sampled_from(base.orders), min_size=2, max_size=7, unique_by=id))
    battery = Battery(
        capacity_kwh=draw(st.floats(1.0, 5.0)),
        usable_share=0.9,
        reserve_share=0.15,
        charge_curve=draw(st.sampled_from([(), CURVE])),
    )
    start = draw(st.sampled_from([0.3, 0.58, 1.0]))
    kinds = tuple(
        replace(kind, battery=battery) if kind.battery else replace(kind, cost_day_nok=draw(st.floats(0, 900)))
        for kind in base.vehicle_types
    )
    vehicles = [replace(v, start_charge_share=start) if v.type_id == "small_van" else v for v in base.vehicles]
    ends = draw(st.sampled_from([11 * HOUR, 15 * HOUR]))
    chargers = draw(st.sampled_from([(), winter("scenario.yaml").scenario.chargers]))
    return replace(
        base,
        orders=tuple(chosen),
        vehicle_types=kinds,
        vehicles=tuple(replace(one, shift_end_s=ends) for one in vehicles[1:4]),
        chargers=chargers,
        robust_share=draw(st.sampled_from([None, 0.9])),
    )


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(scenario=scenarios())
def test_every_remedy_is_enough_and_no_other_order_could_be_electric_for_less(scenario: Scenario) -> None:
    day = winter("scenario-mixed.yaml")
    built = build(scenario, day.streets, day.factors)
    assume(built.problem.may_serve.any())
    solution = solve(built.problem, seed=1, time_limit_s=None, iterations=10, engine="ortools")
    advice = fleet_advice(built, solution)
    assume(advice is not None)
    assert advice is not None
    before = checked(scenario, day.streets, day.factors, solution, None)
    assert before.violations == ()
    tables = make_tables(built.problem)
    for case in advice.cases:
        changed = routes_of(built, solution, case).items()
        drivable = all(route_schedule(tables, n, orders) is not None for n, orders in changed if orders)
        assert drivable == (case.today is not None)
        for remedy in case.remedies:
            better = remedied(scenario, case, remedy)
            after = checked(better, day.streets, day.factors, solution, case)
            assert after.violations == ()
            equipped = checked(better, day.streets, day.factors, solution, None)
            saved = equipped.cost.total_nok - after.cost.total_nok
            # Less is charged on the street than planned for full vehicles, and never more.
            assert saved >= remedy.saved_nok - 0.5
            if not any(halt.charge for route in after.timeline.routes for halt in route.halts):
                assert saved == pytest.approx(remedy.saved_nok, abs=0.5)

    endless = tuple(
        replace(kind, battery=replace(kind.battery, capacity_kwh=500.0)) if kind.battery else kind
        for kind in scenario.vehicle_types
    )
    free = build(replace(scenario, vehicle_types=endless), day.streets, day.factors)
    tables, routes = make_tables(free.problem), routes_of(built, solution, None)
    electric = [n for n, slot in enumerate(free.problem.vehicles) if slot.energy_wh is not None]
    ids = [slot.id for slot in free.problem.vehicles]
    for verdict in advice.verdicts:
        order = free.problem.order_ids.index(verdict.order_id)
        fits = [fit for fit in attempts(tables, routes, order, electric) if isinstance(fit, Fit)]
        giver = ids.index(verdict.vehicle_id)
        rest = tuple(one for one in routes[giver] if one != order)
        relief = cost_of(tables, giver, routes[giver]) - cost_of(tables, giver, rest)
        if verdict.because is Because.REFUSED:
            assert not any(tables.allowed[order][n] for n in electric)
        elif verdict.because is Because.NOT_CHEAPER:
            assert all(fit.extra_micro >= relief for fit in fits)
