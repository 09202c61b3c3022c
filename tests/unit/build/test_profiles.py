"""Which vehicles share a view of the streets, and what is said of places that nobody can reach."""

from __future__ import annotations

from dataclasses import replace

import pytest

from freight.build.profiles import group_vehicles
from freight.domain.fleet import EnergySource
from freight.domain.scenario import Depot, Effect, FeePer, Who, ZoneRule
from freight.emissions.prices import energy_nok_per_kwh
from freight.errors import InputError
from tests.ascii_map import ascii_map
from tests.days import BIKE, ELECTRIC_VAN, HOUR, VAN, built, day, factors, order, vehicle
from tests.zone_town import BLOCKS, TOWN, around, zone

MAP = ascii_map(TOWN, BLOCKS)
ORDER = order(MAP, "o", ("B", "C", 0.5))
DIESEL = frozenset({EnergySource.DIESEL})


def ban(who: Who) -> ZoneRule:
    return ZoneRule("ban", who, "Mo-Fr 09:00-17:00", Effect.BAN)


def grouped(who: Who, *vehicles: tuple[str, object]) -> list[list[str]]:
    fleet = tuple(vehicle(name, kind) for name, kind in vehicles)
    scenario = day(MAP, (ORDER,), fleet, zones=(zone(around(MAP, "CF"), rules=(ban(who),)),))
    return [[one.id for one in group] for group in group_vehicles(scenario)]


def test_vehicles_of_a_type_share_a_profile_in_the_order_of_the_fleet() -> None:
    fleet = (("v2", VAN), ("b1", BIKE), ("v1", VAN), ("b2", BIKE))
    assert grouped(Who(energy=DIESEL), *fleet) == [["v2", "v1"], ["b1", "b2"]]


def test_an_exempt_vehicle_sees_the_streets_by_itself() -> None:
    fleet = (("v1", VAN), ("v2", VAN), ("v3", VAN))
    assert grouped(Who(exempt_vehicles=frozenset({"v2"})), *fleet) == [["v1", "v3"], ["v2"]]


def test_types_never_share_even_when_rules_do_not_tell_them_apart() -> None:
    assert grouped(Who(energy=DIESEL), ("e1", ELECTRIC_VAN), ("b1", BIKE)) == [["e1"], ["b1"]]


def test_the_exempt_vehicle_alone_may_serve_inside() -> None:
    inside = order(MAP, "in", ("C", "F", 0.5), windows=((10 * HOUR, 12 * HOUR),))
    rule = ban(Who(exempt_vehicles=frozenset({"v2"})))
    scenario = day(
        MAP, (inside,), (vehicle("v1"), vehicle("v2")), zones=(zone(around(MAP, "CF"), rules=(rule,)),)
    )
    made = built(MAP, scenario)
    assert made.problem.may_serve.tolist() == [[False, True]]
    assert [slot.profile for slot in made.problem.vehicles] == [0, 1]
    assert [profile.vehicle_ids for profile in made.profiles] == [("v1",), ("v2",)]


def test_the_hull_spans_the_shifts_of_the_group() -> None:
    early, late = vehicle("v1", shift_end_s=10 * HOUR), vehicle("v2", shift_start_s=14 * HOUR)
    (profile,) = built(MAP, day(MAP, (ORDER,), (early, late))).profiles
    assert profile.hull == (6 * HOUR, 18 * HOUR)


@pytest.mark.parametrize(
    ("source", "nok_per_kwh"),
    [
        (EnergySource.ELECTRIC, 1.2),
        (EnergySource.GAS, 1.5),
        (EnergySource.DIESEL, 16.0 / factors().kwh_per_litre(EnergySource.DIESEL)),
        (EnergySource.PETROL, 17.0 / factors().kwh_per_litre(EnergySource.PETROL)),
    ],
)
def test_energy_is_priced_by_the_kwh(source: EnergySource, nok_per_kwh: float) -> None:
    assert energy_nok_per_kwh(source, day(MAP, (ORDER,)), factors()) == pytest.approx(nok_per_kwh)


def test_places_that_no_vehicle_reaches_are_named_all_at_once() -> None:
    lat, lon = MAP.latlon("A")
    far = replace(ORDER, id="far", lat=lat + 0.01, row=7)
    further = replace(ORDER, id="further", lat=lat + 0.02, row=9)
    scenario = day(MAP, (ORDER, far, further))
    home = Depot("D", "Depot", lat, lon - 0.02)
    with pytest.raises(InputError) as caught:
        built(MAP, replace(scenario, depots=(home,)))
    assert [(fault.file, fault.where) for fault in caught.value.faults] == [
        ("scenario.yaml", "depot D"),
        ("orders.csv", "row 7, lat and lon"),
        ("orders.csv", "row 9, lat and lon"),
    ]
    assert all("60 m" in fault.message for fault in caught.value.faults)


def test_a_depot_nobody_uses_may_lie_anywhere() -> None:
    scenario = day(MAP, (ORDER,))
    spare = Depot("spare", "Closed hub", 60.5, 11.5)
    made = built(MAP, replace(scenario, depots=(*scenario.depots, spare)))
    assert made.problem.may_serve.all()


def test_a_place_for_some_vehicles_is_no_fault() -> None:
    path = ascii_map(
        "A--B--C\n|  |\nD--E", {n: {} for n in ("AB", "DE", "AD", "BE")} | {"BC": {"highway": "cycleway"}}
    )
    at_path = order(path, "o", ("B", "C", 0.9))
    made = built(path, day(path, (at_path,), (vehicle("v"), vehicle("b", BIKE))))
    assert [sorted(profile.row) for profile in made.profiles] == [[0], [0, 1]]
    assert (made.problem.travel.seconds[0, 0, 1], made.problem.travel.seconds[0, 0, 0]) == (10**9, 0)


def test_a_fee_does_not_bar_anybody() -> None:
    fee = ZoneRule("fee", Who(energy=DIESEL), "24/7", Effect.FEE, fee_nok=40.0, per=FeePer.ENTRY)
    inside = order(MAP, "in", ("C", "F", 0.5))
    scenario = day(MAP, (inside,), zones=(zone(around(MAP, "CF"), rules=(fee,)),))
    assert built(MAP, scenario).problem.may_serve.all()
