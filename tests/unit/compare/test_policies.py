"""What each policy makes of a day, before anything is planned."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

import pytest

from freight.compare.planning_day import PlanningDay, chunks, total_load
from freight.compare.policies.waves import FILL_SHARE
from freight.compare.variants import Ground, planning_days
from freight.domain.fleet import Load
from freight.domain.scenario import OrderKind
from tests.days import order
from tests.studies import BRAGERNES, C1_FLEET, DRAMMEN, ground, with_policy
from tests.zone_town import town

STATION = [{"type": "van_electric", "count": 3, "shift": "06:00-17:30"}]
BIKES = [{"type": "cargo_bike", "count": 5, "shift": "06:00-17:00"}]
POLICIES: dict[str, dict[str, Any]] = {
    "separate": {"model": "separate"},
    "hub": {"model": "hub", "hub": "C1", "fleet": C1_FLEET, "returns": True},
    "hub, deliveries of some": {
        "model": "hub", "hub": "C1", "fleet": C1_FLEET, "carriers": ["Carrier A", "Carrier B"],
        "groups": BRAGERNES,
    },
    "two_echelon": {
        "model": "two_echelon", "hub": "C1", "fleet": C1_FLEET, "micro_hubs": ["H1"], "bikes": BIKES,
        "max_kg": 40, "returns": True,
    },
    "two_echelon from terminals": {"model": "two_echelon", "micro_hubs": ["H1"], "bikes": BIKES},
    "collaboration": {"model": "collaboration"},
    "reverse": {
        "model": "reverse", "hub": "C1", "fleet": C1_FLEET, "station": "D5", "materials": ["construction"],
        "station_fleet": STATION,
    },
    "locate": {"model": "locate", "candidates": ["C1", "H1"], "choose": 1, "fleet": C1_FLEET, "returns": True},
}  # fmt: skip


def days_of(name: str) -> tuple[PlanningDay, ...]:
    return planning_days(laid(name), "tried", 0)


def laid(name: str) -> Ground:
    return with_policy(DRAMMEN, POLICIES[name])


@pytest.mark.parametrize("name", POLICIES)
def test_every_order_is_handed_over_once(name: str) -> None:
    served = Counter(one.id for day in days_of(name) for one in day.scenario.orders if one.id not in day.bulk)
    assert served == Counter(one.id for one in ground(DRAMMEN).base.orders)


@pytest.mark.parametrize("name", POLICIES)
def test_goods_of_a_hub_are_brought_there_once_and_nothing_else(name: str) -> None:
    days = days_of(name)
    for place in {day.hub for day in days} - {""}:
        leaves = {
            part
            for day in days
            if day.hub == place
            for one in day.scenario.orders
            if one.kind is OrderKind.DELIVERY
            for part in day.consignments(one.id)
        }
        brought = Counter(
            part
            for day in days
            for one in day.bulk.values()
            if one.place == place and one.handling_s is not None
            for part in one.consignments
        )
        assert brought == Counter(leaves)


@pytest.mark.parametrize("name", POLICIES)
def test_bulk_weighs_what_it_holds_and_fits_every_vehicle(name: str) -> None:
    mass = {one.id: one.load.kg for one in ground(DRAMMEN).base.orders}
    for day in days_of(name):
        rooms = [day.scenario.vehicle_type(one.type_id).capacity for one in day.scenario.vehicles]
        for one in day.scenario.orders:
            if one.id in day.bulk:
                assert one.load.kg == pytest.approx(sum(mass[part] for part in day.consignments(one.id)))
                assert all(one.load.kg <= room.kg and one.load.m3 <= room.m3 for room in rooms)


def test_who_stays_out_drives_as_before() -> None:
    days = days_of("hub, deliveries of some")
    own = [day for day in days if day.id.startswith("rounds of")]
    assert {day.carrier for day in own} == {f"Carrier {name}" for name in "ABCDEFGH"}
    neutral = next(day for day in days if day.hub == "C1")
    assert {one.carrier for one in neutral.scenario.orders} == {"Carrier A", "Carrier B"}
    assert {one.group for one in neutral.scenario.orders} <= set(BRAGERNES)
    assert all(one.kind is OrderKind.DELIVERY for one in neutral.scenario.orders)


def test_bikes_carry_light_goods_within_their_room_and_the_hubs() -> None:
    study, days = laid("two_echelon").study, days_of("two_echelon")
    bikes = next(day for day in days if day.id == "bikes from H1")
    assert all(one.load.kg <= 40 and not one.skills for one in bikes.scenario.orders)
    room = next(hub.capacity_m3 for hub in study.hubs if hub.id == "H1")
    vans = next(day for day in days if day.id == "vans from C1")
    for wave in range(3):
        parts = [one for name, one in vans.bulk.items() if name.startswith(f"H1/delivery/{wave + 1}/")]
        named = {part for one in parts for part in one.consignments}
        load = total_load([one for one in bikes.scenario.orders if one.id in named])
        assert load.m3 <= min(room or 0.0, 5 * FILL_SHARE)
        assert load.kg <= 5 * 200 * FILL_SHARE
    shifts = sorted({(one.shift_start_s, one.shift_end_s) for one in bikes.scenario.vehicles})
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(shifts))


def test_materials_ride_to_the_station_and_other_returns_home() -> None:
    days = days_of("reverse")
    station = next(day for day in days if day.id == "materials to D5")
    group = {one.id: one.group for one in ground(DRAMMEN).base.orders}
    taken = [part for one in station.bulk.values() for part in one.consignments]
    assert taken
    assert {group[part] for part in taken} == {"construction"}
    home = [
        part
        for day in days
        if day.id.startswith("inbound")
        for one in day.bulk.values()
        if one.handling_s is None
        for part in one.consignments
    ]
    assert "construction" not in {group[part] for part in home}
    pickups = [one for one in ground(DRAMMEN).base.orders if one.kind is OrderKind.PICKUP]
    assert len(home) + len(taken) == len(pickups)


def test_the_better_placed_candidate_is_chosen() -> None:
    """H1 stands in the middle of the receivers, C1 outside."""
    assert {day.hub for day in days_of("locate")} - {""} == {"H1"}


def test_chunks_keep_the_sequence_and_the_room() -> None:
    sizes = {"a": 40.0, "b": 70.0, "c": 20.0, "d": 200.0}
    goods = [order(town(), name, ("A", "B", 0.5), load=Load(kg, 0.0, 0.0)) for name, kg in sizes.items()]
    parts = chunks(goods, Load(100.0, 1.0, 1.0))
    assert [[one.id for one in part] for part in parts] == [["a"], ["b", "c"], ["d"]]


def test_a_group_of_carriers_has_only_its_own_orders() -> None:
    days = planning_days(laid("hub"), "tried", 0, ("Carrier C", "Carrier H"))
    neutral = next(day for day in days if day.hub)
    assert {one.carrier for one in neutral.scenario.orders} == {"Carrier C", "Carrier H"}
    assert [day.carrier for day in days if not day.hub] == ["Carrier C", "Carrier H"]
