"""Chargers in the solver's units, and a hand-written solution that charges, driven by the checker and shown."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from freight.build import Built, to_plan
from freight.check.check import CheckResult, check_plan
from freight.domain.fleet import Mode
from freight.domain.plan import ChargeStop, Plan, RoutePlan, Solution
from freight.domain.scenario import Charger, Effect, Scenario, Who, ZoneRule
from freight.emissions.account import account
from freight.errors import InputError
from freight.inputs.plan_file import read_plan, write_plan
from freight.output.write import write_all
from freight.run import Day
from tests.ascii_map import ascii_map
from tests.days import ELECTRIC_VAN, HOUR, built, day, factors, order, vehicle
from tests.zone_town import BLOCKS, TOWN, around, zone

MAP = ascii_map(TOWN, BLOCKS)
FAR, NEAR = order(MAP, "far", ("C", "F", 0.5)), order(MAP, "near", ("A", "D", 0.5))
BATTERY = replace(ELECTRIC_VAN.battery, capacity_kwh=1.0, charge_curve=((0.0, 6.0), (0.7, 6.0), (1.0, 2.0)))  # type: ignore[type-var]
CHARGES = replace(ELECTRIC_VAN, battery=BATTERY)


def charger(charger_id: str = "C1", at: tuple[str, str, float] = ("B", "C", 0.5), **changes: Any) -> Charger:
    """5 kW, of which four fifths arrive, at four kroner a kWh and ten a session."""
    lat, lon = MAP.between(*at)
    made = Charger(
        charger_id, "Corner", lat, lon, 5.0, 1, frozenset({Mode.DRIVE}), 4.0, 10.0, setup_s=60, efficiency=0.8
    )
    return replace(made, **changes)


def electric(*chargers: Charger, start: float = 0.3, **changes: Any) -> Scenario:
    vans = tuple(vehicle(name, CHARGES, start_charge_share=start) for name in ("e-1", "e-2"))
    return day(MAP, (FAR, NEAR), vans, kinds=(CHARGES,), chargers=chargers, **changes)


def test_without_a_charge_curve_chargers_are_no_part_of_the_problem() -> None:
    plain = day(MAP, (FAR, NEAR), (vehicle("e-1", ELECTRIC_VAN),), chargers=(charger(),))
    problem, without = built(MAP, plain).problem, built(MAP, replace(plain, chargers=())).problem
    assert problem.chargers == ()
    assert problem.vehicles == without.vehicles
    assert problem.travel.seconds.tolist() == without.travel.seconds.tolist()


def test_a_charger_of_another_mode_is_no_part_either() -> None:
    problem = built(MAP, electric(charger(modes=frozenset({Mode.CYCLE})))).problem
    assert problem.chargers == ()
    assert {slot.charging for slot in problem.vehicles} == {()}


def test_units_of_a_charger() -> None:
    problem = built(MAP, electric(charger(hours="Mo 07:00-09:00"))).problem
    (site,) = problem.chargers
    assert (site.id, site.sockets, site.setup_s, site.open) == ("C1", 1, 60, ((7 * HOUR, 9 * HOUR),))
    assert site.session_micro == 10_000_000
    assert site.micro_per_wh == pytest.approx((4.0 / 0.8 - 1.2) * 1000)
    (curve,) = problem.vehicles[0].charging
    assert curve is not None
    assert curve.level_wh[-1] == problem.vehicles[0].full_wh == 810
    # 0.54 kWh from the reserve to 70 % at the charger's 5 kW x 0.8, from there on by the battery's own curve.
    assert curve.second[-1] >= 0.54 / 4.0 * 3600


@pytest.mark.parametrize("price", [None, 0.5])
def test_a_charger_that_is_not_dearer_than_the_depot_adds_nothing(price: float | None) -> None:
    (site,) = built(MAP, electric(charger(price_nok_per_kwh=price))).problem.chargers
    assert site.micro_per_wh == 0


def test_a_charger_closed_that_day_has_no_hours() -> None:
    problem = built(MAP, electric(charger(hours="We 07:00-09:00"))).problem
    assert problem.chargers[0].open == ()
    assert problem.vehicles[0].charging == ()


def test_a_charger_behind_streets_with_hours_closes_with_them() -> None:
    rule = ZoneRule("day", Who(), "Mo 08:00-18:00", Effect.BAN)
    scenario = electric(charger(), zones=(zone(around(MAP, "BC"), rules=(rule,)),))
    (site,) = built(MAP, scenario).problem.chargers
    assert 0 < site.open[0][0] < 120
    assert 8 * HOUR - 120 < site.open[0][1] < 8 * HOUR


def test_a_charger_no_vehicle_can_reach_is_a_fault_of_its_file() -> None:
    lost = replace(charger("C9"), lat=59.75)
    scenario = electric(lost)
    files = {**scenario.input_files, "chargers": Path("chargers.csv")}
    with pytest.raises(InputError) as caught:
        built(MAP, replace(scenario, input_files=files))
    assert "chargers.csv, charger C9" in str(caught.value)


def test_an_order_out_of_range_may_be_served_when_charging_helps() -> None:
    # 0.28 kWh a km: the way to `far` and back is about 0.25 kWh, the start leaves 0.18 above the reserve.
    assert built(MAP, electric()).problem.may_serve[0].tolist() == [False, False]
    assert built(MAP, electric(charger())).problem.may_serve[0].tolist() == [True, True]


def test_what_is_missing_with_all_the_charging_there_is() -> None:
    tiny = replace(CHARGES, battery=replace(BATTERY, capacity_kwh=0.2))
    scenario = electric(charger("C1", ("A", "B", 0.6)), start=1.0)
    problem = built(MAP, replace(scenario, vehicle_types=(tiny,))).problem
    (reason,) = problem.refusals[0]
    assert reason.rule == "battery"
    assert "with all the charging it can do on the way" in reason.text
    assert (reason.amount or 0) > 0


def solved(known: Built) -> Plan:
    """The first van charges on the way to `far` and serves both orders."""
    problem = known.problem
    seconds, energy = problem.travel.seconds[0], problem.travel.energy_wh[0]
    slot, (site,) = problem.vehicles[0], problem.chargers
    (curve,) = slot.charging
    assert curve is not None
    assert slot.energy_wh is not None
    home, far, near = slot.depot_place, int(problem.order_place[0]), int(problem.order_place[1])
    leave = 7 * HOUR
    begin = leave + int(seconds[home, site.place])
    level = slot.energy_wh - int(energy[home, site.place])
    goal = curve.level_wh[1]
    lasts = site.setup_s + -(-(goal - level) * curve.second[1] // goal)
    first = begin + lasts + int(seconds[site.place, far])
    second = first + 300 + int(seconds[far, near])
    stop = ChargeStop(0, 0, begin, begin + lasts, goal)
    route = RoutePlan(0, leave, (0, 1), (first, second), (stop,))
    return to_plan(Solution((route,), (), 0, "hand", 0), known, ())


@pytest.fixture
def known() -> Built:
    return built(MAP, electric(charger()))


@pytest.fixture
def plan(known: Built) -> Plan:
    return solved(known)


@pytest.fixture
def result(known: Built, plan: Plan) -> CheckResult:
    return check_plan(plan, known.scenario, MAP.streets, factors())


def test_a_solution_that_charges_is_driven_without_fault(known: Built, plan: Plan, result: CheckResult) -> None:
    assert [violation.text for violation in result.violations] == []
    halt = result.timeline.routes[0].halts[1]
    assert halt.charge is not None
    assert halt.charge_kwh is not None
    assert plan.routes[0].visits[0].charge is not None
    assert halt.charge_kwh + halt.charge.kwh == pytest.approx(plan.routes[0].visits[0].charge.level_kwh)
    assert result.cost.charging_nok == pytest.approx(10.0 + halt.charge.kwh * (4.0 / 0.8 - 1.2))


def test_one_second_less_is_not_enough_by_more_than_the_rounding(known: Built, plan: Plan) -> None:
    route = plan.routes[0]
    halt = replace(route.visits[0], depart_s=route.visits[0].depart_s - 30)
    short = replace(plan, routes=(replace(route, visits=(halt, *route.visits[1:])),))
    violations = check_plan(short, known.scenario, MAP.streets, factors()).violations
    assert [violation.rule for violation in violations] == ["charge_level"]


def test_the_plan_file_gives_the_charging_back(known: Built, plan: Plan, tmp_path: Path) -> None:
    scenario = replace(known.scenario, input_files={"scenario": tmp_path / "scenario.yaml"})
    write_plan(plan, scenario, MAP.streets.street_id, tmp_path / "plan.json")
    assert read_plan(tmp_path / "plan.json", MAP.streets.street_id, scenario.timezone) == plan


def test_every_output_shows_the_session(known: Built, plan: Plan, result: CheckResult, tmp_path: Path) -> None:
    shown = Day(known.scenario, MAP.streets, factors())
    emitted = account(result.timeline, shown.scenario, shown.factors)
    geojson, stops, summary, report = write_all(
        tmp_path, plan=plan, scenario=shown.scenario, streets=shown.streets, result=result, account=emitted
    )
    (point,) = [
        feature["properties"]
        for feature in json.loads(geojson.read_text("utf-8"))["features"]
        if feature["properties"]["kind"] == "charge"
    ]
    content = json.loads(summary.read_text("utf-8"))
    (session,) = content["charging"]
    assert point["charged_kwh"] == session["charged_kwh"] > 0
    assert session["paid_nok"] == pytest.approx(10.0 + session["charged_kwh"] * 5.0, abs=0.01)
    assert content["total"]["charged_kwh"] == pytest.approx(session["charged_kwh"], abs=1e-4)
    assert content["cost_nok"]["charging_nok"] == pytest.approx(result.cost.charging_nok, abs=0.01)
    row = next(line for line in stops.read_text("utf-8-sig").splitlines() if ";charge;" in line)
    assert "Corner" in row
    assert "Charging on the way" in report.read_text("utf-8")
