"""Days in a drawn town whose zones lie where it hurts: over the depot, over everything, over some stops."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from freight.build import build, to_plan
from freight.check.check import CheckResult, check_plan
from freight.domain.fleet import EnergySource, Load
from freight.domain.plan import Plan
from freight.domain.scenario import Depot, Effect, FeePer, Order, OrderKind, Ring, Scenario, Who, Zone, ZoneRule
from freight.errors import InputError, NetworkError, NoPlanError
from freight.network.zones import split_at_zones
from freight.run import Day, open_day
from freight.solve.search import solve
from tests.integration.conftest import EXAMPLES
from tests.zone_town import around, town, zone

HOUR = 3600
PLACE = town()
EVERYBODY = Who()


@cache
def drammen() -> Day:
    return open_day(EXAMPLES / "drammen" / "scenario.yaml")


def ban(hours: str, who: Who = EVERYBODY) -> ZoneRule:
    return ZoneRule("hours", who, hours, Effect.BAN)


def order_at(letters: str, window: tuple[int, int], share: float = 0.5) -> Order:
    lat, lon = PLACE.between(letters[0], letters[1], share)
    load = Load(10.0, 0.1, 1.0)
    return Order(
        letters, letters, "", lat, lon, OrderKind.DELIVERY, load, (window,), 60, frozenset(), "", "", 3, 1e4
    )


def day_in_town(
    orders: tuple[Order, ...], *zones: Zone, depot: str = "AD", types: str = "van_electric"
) -> Scenario:
    scenario = drammen().scenario
    vehicles = {vehicle.type_id: vehicle for vehicle in scenario.vehicles}
    lat, lon = PLACE.between(depot[0], depot[1], 0.5)
    return replace(
        scenario,
        orders=orders,
        zones=zones,
        depots=(Depot("here", "Here", lat, lon),),
        vehicles=tuple(
            replace(vehicles[kind], depot_id="here", shift_start_s=6 * HOUR, shift_end_s=16 * HOUR)
            for kind in types.split()
        ),
    )


def planned(scenario: Scenario) -> tuple[Plan, CheckResult]:
    streets = split_at_zones(PLACE.streets, scenario.zones)
    built = build(scenario, streets, drammen().factors)
    plan = to_plan(solve(built.problem, seed=0, time_limit_s=None, iterations=5), built, ())
    return plan, check_plan(plan, scenario, streets, drammen().factors)


def zone_over(letters: str, *rules: ZoneRule, margin: float = 0.0003) -> Zone:
    ring: Ring = around(PLACE, letters, margin)
    return zone(ring, rules=rules)


def test_a_vehicle_waits_outside_until_the_streets_of_its_depot_open_again() -> None:
    shut = zone_over("AD", ban("07:00-09:00"))
    plan, result = planned(day_in_town((order_at("CF", (7 * HOUR, 8 * HOUR)),), shut))
    assert result.violations == ()
    assert [route.back.hold_s > 0 for route in plan.routes] == [True]
    assert result.timeline.routes[0].legs[-1].arrive_s >= 9 * HOUR


def test_under_a_ban_with_hours_over_everything_the_day_lies_in_the_open_hours() -> None:
    everywhere = zone_over("ACF", ban("07:00-09:00"), margin=0.01)
    orders = tuple(order_at(street, (6 * HOUR, 16 * HOUR)) for street in ("BC", "CF", "EF"))
    plan, result = planned(day_in_town(orders, everywhere))
    assert result.violations == ()
    assert plan.unserved == ()
    assert all(not 7 * HOUR < leg.arrive_s < 9 * HOUR for route in result.timeline.routes for leg in route.legs)


def test_a_day_fee_over_everything_is_paid_once_by_every_vehicle_out() -> None:
    fee = ZoneRule("fee", Who(), "24/7", Effect.FEE, fee_nok=50.0, per=FeePer.DAY)
    orders = tuple(order_at(street, (6 * HOUR, 16 * HOUR)) for street in ("BC", "CF", "EF"))
    plan, result = planned(day_in_town(orders, zone_over("ACF", fee, margin=0.01)))
    assert (result.violations, plan.unserved, len(plan.routes)) == ((), (), 1)
    assert result.cost.fee_nok == 50.0
    assert abs(result.cost.total_nok - plan.objective_micro / 1e6) < 1


DIESEL = Who(energy=frozenset({EnergySource.DIESEL}))
WHOLE_DAY = (6 * HOUR, 16 * HOUR)


def test_a_type_barred_everywhere_stays_home_and_the_others_work() -> None:
    everywhere = zone_over("ACF", ban("24/7", DIESEL), margin=0.01)
    heavy = replace(order_at("EF", WHOLE_DAY), load=Load(5000.0, 1.0, 1.0))
    scenario = day_in_town((order_at("BC", WHOLE_DAY), heavy), everywhere, types="van_diesel_6d van_electric")
    plan, result = planned(scenario)
    assert result.violations == ()
    assert [visit.order_ids for route in plan.routes for visit in route.visits] == [("BC",)]
    diesel = next(reason for reason in plan.unserved[0].reasons if "diesel" in reason.vehicle_type)
    assert diesel.rule in {"access", "capacity"}


def test_an_order_that_only_a_zone_keeps_from_everybody_is_unserved_and_says_so() -> None:
    shut = zone_over("EF", ban("24/7"))
    plan, result = planned(day_in_town((order_at("BC", WHOLE_DAY), order_at("EF", WHOLE_DAY)), shut))
    assert result.violations == ()
    (left,) = plan.unserved
    assert [reason.rule for reason in left.reasons] == ["access"]
    assert left.reasons[0].text == (
        "order EF (EF): the zone rules close every street within 60 m to an Electric van on this day"
    )


def test_a_depot_that_a_zone_keeps_from_every_vehicle_leaves_nothing_to_plan() -> None:
    scenario = day_in_town((order_at("CF", WHOLE_DAY),), zone_over("AD", ban("24/7")))
    with pytest.raises(NoPlanError, match="depot here: the zone rules close"):
        planned(scenario)


def test_a_fleet_barred_from_every_street_is_told_so() -> None:
    scenario = day_in_town((order_at("CF", WHOLE_DAY),), zone_over("ACF", ban("24/7"), margin=0.01))
    with pytest.raises(NetworkError, match=r"any vehicle of the fleet.*zone rules"):
        planned(scenario)


def test_a_place_far_from_every_street_is_a_fault_with_or_without_zones() -> None:
    far = replace(order_at("CF", WHOLE_DAY), lat=59.70, row=7)
    twin = replace(far, id="twin", row=8)
    for zones in ((), (zone_over("EF", ban("24/7")),)):
        with pytest.raises(InputError, match=r"row 7, lat and lon: orders CF, twin at .*outside the network"):
            planned(day_in_town((far, twin, order_at("BC", WHOLE_DAY)), *zones))


def test_a_type_with_open_hours_but_no_place_stays_home() -> None:
    twice = zone(around(PLACE, "ACF", 0.01), rules=(ban("24/7", DIESEL),))
    timed = zone(around(PLACE, "EF", 0.0003), rules=(ban("07:00-09:00"),), zone_id="timed")
    orders = (order_at("BC", WHOLE_DAY),)
    plan, result = planned(day_in_town(orders, twice, timed, types="van_diesel_6d van_electric"))
    assert (result.violations, plan.unserved) == ((), ())
