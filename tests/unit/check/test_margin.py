"""The margin of every battery and the chance that it holds."""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

import pytest

from freight.check.margin import Margin
from freight.domain.energy_doubt import EnergyDoubt
from freight.domain.fleet import Battery
from tests.broken_plans.of_charging import charging
from tests.broken_plans.world import World, checked, good_world

DOUBT = EnergyDoubt(temperature_c=0.0, traffic_share=0.1)


def doubtful(capacity_kwh: float, robust_share: float | None = None) -> World:
    """The good plan with another battery in the electric van; the whole of it usable, no reserve."""
    world = good_world()
    kinds = tuple(
        replace(kind, battery=Battery(capacity_kwh, 1.0, 0.0)) if kind.id == "evan" else kind
        for kind in world.scenario.vehicle_types
    )
    scenario = replace(world.scenario, vehicle_types=kinds, energy_doubt=DOUBT, robust_share=robust_share)
    return replace(world, scenario=scenario)


def used_kwh() -> float:
    route = next(one for one in checked(good_world()).timeline.routes if one.vehicle_id == "Electric")
    return sum(float(leg.energy_kwh.sum()) for leg in route.legs)


def electric(world: World) -> Margin:
    return next(margin for margin in checked(world).margins if margin.vehicle_id == "Electric")


def test_only_batteries_have_a_margin() -> None:
    assert {margin.vehicle_id for margin in checked(good_world()).margins} == {"Electric", "Bike"}


@pytest.mark.parametrize("deviations", [0.0, 1.0, 1.645, 3.0])
def test_the_chance_is_that_of_the_energy_staying_below_the_battery(deviations: float) -> None:
    """A battery that holds the energy of a day so many standard deviations dearer."""
    margin = electric(doubtful(used_kwh() * (1 + deviations * 0.1)))
    assert margin.kwh == pytest.approx(used_kwh() * deviations * 0.1, abs=1e-9)
    assert margin.chance == pytest.approx(NormalDist().cdf(deviations), abs=1e-6)


def test_the_tightest_point_is_the_end_of_the_day() -> None:
    world = doubtful(used_kwh() * 1.2)
    route = next(one for one in checked(world).timeline.routes if one.vehicle_id == "Electric")
    assert electric(world).at_s == pytest.approx(route.halts[-1].arrive_s)


def test_without_doubt_it_is_all_or_nothing() -> None:
    world = doubtful(used_kwh() + 0.001)
    sure = replace(world, scenario=replace(world.scenario, energy_doubt=EnergyDoubt(0.0, 0.0)))
    assert electric(sure).chance == 1.0
    short = doubtful(used_kwh() - 0.001)
    short = replace(short, scenario=replace(short.scenario, energy_doubt=EnergyDoubt(0.0, 0.0)))
    assert electric(short).chance == 0.0


def test_charging_makes_up_for_what_was_used_before_it() -> None:
    """The van charges to a level and has time to spare: only what it drives afterwards is in doubt."""
    world = charging(good_world())
    world = replace(world, scenario=replace(world.scenario, energy_doubt=DOUBT))
    route = next(one for one in checked(world).timeline.routes if one.vehicle_id == "Electric")
    number = next(n for n, halt in enumerate(route.halts) if halt.charge is not None)
    before, after = route.halts[number].charge_kwh, route.halts[-1].charge_kwh
    battery = next(kind.battery for kind in world.scenario.vehicle_types if kind.id == "evan")
    assert before is not None and after is not None and battery is not None
    later_kwh = sum(float(leg.energy_kwh.sum()) for leg in route.legs[number:])
    spare = (after - battery.reserve_kwh) / (0.1 * later_kwh)
    earlier_kwh = sum(float(leg.energy_kwh.sum()) for leg in route.legs[:number])
    first = (before - battery.reserve_kwh) / (0.1 * earlier_kwh)
    assert electric(world).chance == pytest.approx(NormalDist().cdf(min(first, spare, 8.0)), abs=1e-3)


def battery_violations(world: World) -> list[str]:
    return [violation.text for violation in checked(world).violations if violation.rule == "battery"]


def test_a_plan_less_sure_than_asked_breaks_the_rule() -> None:
    capacity_kwh = used_kwh() * 1.1
    assert battery_violations(doubtful(capacity_kwh)) == []
    assert battery_violations(doubtful(capacity_kwh, 0.84)) == []
    (text,) = battery_violations(doubtful(capacity_kwh, 0.85))
    assert text.startswith("Electric keeps its reserve with 84.1% at")
    assert text.endswith("85.0% was asked for")


def test_a_reserve_that_is_broken_is_told_once() -> None:
    (text,) = battery_violations(doubtful(used_kwh() - 0.01, 0.95))
    assert "falls below its reserve" in text
