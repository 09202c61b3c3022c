"""Orders that something keeps out: the reason, the cheapest change, and that it is tried."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from freight.domain.fleet import Battery, Load
from freight.domain.scenario import Effect, Scenario, Who, ZoneRule
from freight.explain.change import Edit
from freight.explain.explain import Explanation, explain
from freight.explain.stand import Stand
from freight.explain.verify import tried
from freight.explain.why import ALONE, BESIDE, COST
from freight.explain.words import NOTHING, cheapest, explanation_data, explanation_lines
from tests.days import BIKE, ELECTRIC_VAN, HOUR, VAN, order, vehicle
from tests.unit.explain.town import HERE, MAP, THERE, a_day, an_order, planned
from tests.zone_town import around, zone


def of(scenario: Scenario, order_id: str = "o", most_ways: int = 9) -> tuple[Stand, Explanation]:
    stand = planned(scenario)
    assert order_id not in stand.served()
    return stand, explain(stand, order_id, most_ways)


def kinds(found: Explanation) -> list[tuple[str, ...]]:
    return [tuple(change.kind for change in way.changes) for way in found.ways]


def test_a_window_missed_by_minutes_is_widened_by_as_many() -> None:
    stand, found = of(a_day(an_order(windows=((5 * HOUR, 6 * HOUR + 310),))))
    (one,) = found.reasons
    assert (one.scope, one.reasons[0].rule) == (ALONE, "windows")
    missed_min = one.reasons[0].amount
    assert missed_min is not None
    widened = next(way for way in found.ways if way.changes[0].kind == "window_widened")
    assert widened.changes[0].asked_min == pytest.approx(-(-missed_min // 1))
    assert widened.served[0].vehicle_id == "van-1"
    assert tried(stand, "o", ()) is not None
    assert tried(stand, "o", ()).missing == {"o"}  # type: ignore[union-attr]  # asserted above


def test_too_heavy_for_all_is_split_or_goes_with_a_bigger_type() -> None:
    kind = replace(VAN, id="truck", name="Truck", capacity=Load(5000.0, 50.0, 500.0), cost_day_nok=5000.0)
    heavy = an_order(load=Load(VAN.capacity.kg + 40.0, 1.0, 1.0), penalty_nok=40_000.0)
    _, found = of(a_day(heavy, kinds=(VAN, kind), vehicles=(vehicle("van-1"), vehicle("van-2"))))
    (reason,) = found.reasons[0].reasons
    assert (reason.rule, reason.amount, reason.unit) == ("capacity", 40.0, "kg")
    assert kinds(found)[0] == ("vehicle_added",)
    assert ("order_split",) in kinds(found)
    assert "Truck (truck)" in found.ways[0].text


def test_an_order_outside_all_territories_is_served_when_its_zone_is_added() -> None:
    east, north = zone(around(MAP, "F"), zone_id="east"), zone(around(MAP, "BC"), zone_id="north")
    vans = (vehicle("van-1", territories=("east",)),)
    stand, found = of(a_day(an_order(), easy_at=("C", "F", 0.9), zones=(east, north), vehicles=vans))
    (reason,) = found.reasons[0].reasons
    assert (found.reasons[0].scope, reason.rule, reason.unit) == (ALONE, "territories", "m")
    assert found.ways[0].text == "let van-1 serve Centre (north) too"
    assert not {kind for way in kinds(found) for kind in way} & {"vehicle_added", "window_widened"}
    trial = tried(stand, "o", found.ways[0].changes)
    assert trial is not None
    assert not trial.missing


@pytest.mark.parametrize("of_type", [True, False])
def test_one_stop_more_serves_what_only_the_number_of_stops_keeps_out(of_type: bool) -> None:
    limited = replace(VAN, max_stops=1) if of_type else VAN
    van = vehicle("van-1", limited, max_stops=None if of_type else 1)
    stand, found = of(a_day(an_order(penalty_nok=9_000.0), kinds=(limited,), vehicles=(van,)))
    assert [(reason.rule, reason.amount) for reason in found.reasons[0].reasons] == [("max_stops", 1.0)]
    assert kinds(found)[0] == ("stops_raised",)
    assert found.ways[0].text == "let van-1 (Van) make 2 stops, 1 more than its 1"
    assert found.ways[0].edits == (Edit("fleet", "vehicle van-1", "max_stops", "1", "2"),)
    assert 0 < found.ways[0].extra_nok < min(way.extra_nok for way in found.ways[1:])
    trial = tried(stand, "o", found.ways[0].changes)
    assert trial is not None
    assert [one.vehicle_id for one in trial.served] == ["van-1"]


def test_a_skill_is_given_to_the_vehicle_that_costs_least() -> None:
    _, found = of(a_day(an_order(skills=frozenset({"lift"}))))
    assert [reason.rule for one in found.reasons for reason in one.reasons] == ["skills"]
    assert found.ways[0].text == "give van-1 the skill lift"


def test_a_dear_order_needs_a_penalty_in_tens_above_what_it_costs() -> None:
    _, found = of(a_day(an_order(penalty_nok=0.0)))
    assert found.reasons[0].scope == COST
    (raised,) = found.ways[0].changes
    assert raised.kind == "penalty_raised"
    assert found.ways[0].text.startswith("raise the penalty of order o from 0 to ")
    assert found.reasons[0].reasons[0].amount == pytest.approx(found.ways[0].extra_nok, abs=0.01)


def test_a_full_vehicle_says_where_it_comes_closest() -> None:
    full = {"load": Load(VAN.capacity.kg * 0.6, 0.1, 1.0)}
    _, found = of(a_day(an_order("big", penalty_nok=20_000.0, **full), an_order(**full)))
    (one,) = found.reasons
    assert one.scope == BESIDE
    assert one.reasons[0].amount == pytest.approx(0.2 * VAN.capacity.kg + 10.0)
    assert one.text().startswith("van-1 with the orders it already has (at best ")
    assert kinds(found)[0] == ("vehicle_added",)


def test_a_battery_too_small_leads_to_energy() -> None:
    battery = Battery(0.12, 1.0, 0.1, charge_curve=((0.0, 10.0), (1.0, 10.0)))
    kind = replace(ELECTRIC_VAN, battery=battery)
    half = vehicle("e-1", kind, start_charge_share=0.5)
    _, found = of(a_day(an_order(), order(MAP, "near", ("A", "B", 0.55)), vehicles=(half,), kinds=(kind,)))
    assert "battery" in {reason.rule for one in found.reasons for reason in one.reasons}
    made = {kind for way in kinds(found) for kind in way}
    assert made & {"start_fuller", "battery_bigger", "charger_added"}


def test_a_ban_can_be_waited_out_moved_or_exempted() -> None:
    ban = ZoneRule("clean", Who(), "Mo-Fr 00:00-24:00", Effect.BAN)
    area = zone(around(MAP, "CF"), rules=(ban,))
    in_zone = order(MAP, "o", THERE)
    _, found = of(a_day(in_zone, zones=(area,), easy_at=HERE))
    assert {way[0] for way in kinds(found)} >= {"day_moved", "exempted"}
    moved = next(way for way in found.ways if way.changes[0].kind == "day_moved")
    assert "Saturday 2026-11-28" in moved.text


def test_nothing_serves_an_order_that_no_change_of_the_catalogue_reaches() -> None:
    path = an_order(load=Load(VAN.capacity.kg * 9, 1.0, 1.0))
    _, found = of(a_day(path))
    assert found.ways == ()
    assert cheapest(found) == NOTHING
    assert list(explanation_lines(found))[-1].endswith(f"{NOTHING}.")


def test_where_another_order_is_preferred_penalties_insist() -> None:
    """Two orders need the one vehicle that would be hired; the other one is worth more."""
    room = {"load": Load(VAN.capacity.kg * 0.9, 0.1, 1.0)}
    scenario = a_day(
        an_order("dear", penalty_nok=30_000.0, **room),
        an_order("dearer", penalty_nok=20_000.0, **room),
        an_order(penalty_nok=9_000.0, **room),
    )
    stand, found = of(scenario)
    assert found.ways
    assert "penalty_raised" in kinds(found)[0]
    assert "vehicle_added" in kinds(found)[0]
    trial = tried(stand, "o", found.ways[0].changes)
    assert trial is not None
    assert not trial.missing


def test_data_is_plain_and_complete() -> None:
    stand, found = of(a_day(an_order(skills=frozenset({"lift"}))))
    data: dict[str, Any] = explanation_data(found, stand.scenario)
    assert (data["order"], data["served"], data["day"]) == ("o", False, "2026-11-23")
    way = data["ways"][0]
    assert way["changes"] == [{"kind": "skills_added", "vehicle_id": "van-1", "skills": ["lift"]}]
    assert way["edits"][0]["field"] == "skills"
    assert way["then_served"][0]["vehicle"] == "van-1"


def test_ways_come_in_the_stated_order_each_of_another_kind() -> None:
    _, found = of(a_day(an_order(windows=((5 * HOUR, 6 * HOUR + 310),)), kinds=(VAN, ELECTRIC_VAN, BIKE)))
    ranks = [max(change.rank for change in way.changes) for way in found.ways]
    assert ranks == sorted(ranks)
    priced = [way.extra_nok + way.asked_nok for way, rank in zip(found.ways, ranks, strict=True) if rank == 0]
    assert priced == sorted(priced)
    assert len(set(kinds(found))) == len(found.ways)
