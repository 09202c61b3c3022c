"""The winter example with a mixed fleet: what is said about range is true."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from jsonschema import validate

from freight.advice.findings import Because, FleetAdvice, FullerStart, MoreBattery, NewCharger
from freight.advice.mixed_fleet import fleet_advice
from freight.build import Built, build
from freight.domain.plan import Solution
from freight.output.fleet_advice import advice_line
from freight.run import Budget, Day, Outcome, open_day, plan_day
from freight.screen import print_outcome
from freight.solve.insertion import cost_of
from freight.solve.route_rules import route_schedule
from freight.solve.search import solve
from freight.solve.tables import make_tables
from tests.integration.conftest import EXAMPLES
from tests.remedied import checked, remedied, routes_of, smaller_battery

SCENARIO = EXAMPLES / "drammen-winter" / "scenario-mixed.yaml"
ITERATIONS = 200
SCHEMA = json.loads((EXAMPLES.parent / "docs" / "summary.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def day() -> Day:
    return open_day(SCENARIO)


@pytest.fixture(scope="module")
def built(day: Day) -> Built:
    return build(day.scenario, day.streets, day.factors)


@pytest.fixture(scope="module")
def solution(built: Built) -> Solution:
    return solve(built.problem, seed=1, time_limit_s=None, iterations=ITERATIONS)


@pytest.fixture(scope="module")
def advice(built: Built, solution: Solution) -> FleetAdvice:
    found = fleet_advice(built, solution)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    budget = Budget(seed=1, time_limit_s=None, iterations=ITERATIONS)
    return plan_day(SCENARIO, tmp_path_factory.mktemp("mixed"), budget, lambda _: None)


def test_every_order_of_the_diesel_van_has_a_verdict(
    built: Built, solution: Solution, advice: FleetAdvice
) -> None:
    diesel = [route for route in solution.routes if built.problem.vehicles[route.vehicle].energy_wh is None]
    on_fuel = [built.problem.order_ids[order] for route in diesel for order in route.orders]
    assert [verdict.order_id for verdict in advice.verdicts] == on_fuel
    assert advice.orders_because(Because.RANGE)


def test_the_whole_diesel_route_lacks_energy_and_each_kind_of_remedy_is_found(advice: FleetAdvice) -> None:
    (whole,) = (case for case in advice.cases if case.whole_route)
    assert whole.missing_kwh > 0
    assert {type(one) for one in whole.remedies} == {FullerStart, NewCharger, MoreBattery}


def test_without_a_remedy_the_change_can_not_be_driven(
    built: Built, solution: Solution, advice: FleetAdvice
) -> None:
    tables = make_tables(built.problem)
    for case in advice.cases:
        assert case.today is None
        changed = routes_of(built, solution, case)
        assert any(route_schedule(tables, n, orders) is None for n, orders in changed.items() if orders)


def test_with_any_of_its_remedies_the_checker_finds_the_day_clean_and_cheaper_by_what_is_said(
    day: Day, solution: Solution, advice: FleetAdvice
) -> None:
    before = checked(day.scenario, day.streets, day.factors, solution, None)
    assert before.violations == ()
    for case in advice.cases:
        for remedy in case.remedies:
            scenario = remedied(day.scenario, case, remedy)
            after = checked(scenario, day.streets, day.factors, solution, case)
            assert after.violations == (), remedy
            saved = before.cost.total_nok - after.cost.total_nok
            assert saved == pytest.approx(remedy.saved_nok, abs=0.5), remedy


def test_a_battery_smaller_by_a_step_is_not_enough(
    day: Day, solution: Solution, advice: FleetAdvice, built: Built
) -> None:
    before = make_tables(built.problem)
    for case in advice.cases:
        (remedy,) = (one for one in case.remedies if isinstance(one, MoreBattery))
        scenario = smaller_battery(day.scenario, case, remedy, 0.1)
        less = build(scenario, day.streets, day.factors)
        tables = make_tables(less.problem)
        changed = {n: orders for n, orders in routes_of(less, solution, case).items() if orders}
        drivable = all(route_schedule(tables, n, orders) is not None for n, orders in changed.items())
        planned = routes_of(built, solution, None).items()
        assert not drivable or sum(cost_of(tables, n, orders) for n, orders in changed.items()) >= sum(
            cost_of(before, n, orders) for n, orders in planned
        )


def test_it_stands_in_summary_report_and_on_the_screen(
    outcome: Outcome, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome.counsel.fleet is not None
    files = {path.name: path for path in outcome.files}
    summary = json.loads(files["summary.json"].read_text("utf-8"))
    validate(summary, SCHEMA)
    said = summary["on_fuel"]
    assert len(said["because_of_range"]) == len(outcome.counsel.fleet.cases)
    assert {row["because"] for row in said["orders"]} <= {one.value for one in Because}
    report = files["report.html"].read_text("utf-8")
    assert "On fuel because of range" in report
    assert "kW charger at the stop of order" in report
    print_outcome(outcome)
    assert advice_line(outcome.counsel.fleet) in capsys.readouterr().out.replace("\n", " ")


def test_a_fleet_of_one_kind_is_told_nothing(
    day: Day, built: Built, solution: Solution, outcome: Outcome
) -> None:
    electric = tuple(one for one in day.scenario.vehicles if one.type_id == "small_van")
    only = build(replace(day.scenario, vehicles=electric), day.streets, day.factors)
    assert fleet_advice(only, solve(only.problem, seed=1, time_limit_s=None, iterations=20)) is None
    idle = replace(
        solution, routes=tuple(r for r in solution.routes if built.problem.vehicles[r.vehicle].energy_wh)
    )
    assert fleet_advice(built, idle) is None


def test_the_same_plan_gives_the_same_advice(built: Built, solution: Solution, advice: FleetAdvice) -> None:
    assert fleet_advice(built, solution) == advice
