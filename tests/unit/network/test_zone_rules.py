"""What every kind of zone rule does to a view."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from freight.domain.fleet import EnergySource, Mode
from freight.domain.scenario import Effect, FeePer, Weights, Who, ZoneRule
from freight.network.profiles import Conditions
from freight.network.streets import Streets
from freight.network.view import CLOSED, DESTINATION, THROUGH, StreetView
from freight.network.zone_rules import rule_times
from freight.network.zones import split_at_zones
from tests.views import BIKE, ELECTRIC_VAN, MONDAY, SUNDAY, see
from tests.zone_town import around, town, zone

DIESEL = Who(energy=frozenset({EnergySource.DIESEL}))
EVERYBODY = Who()


def ban(hours: str = "24/7", who: Who = DIESEL, **dates: date) -> ZoneRule:
    return ZoneRule("ban", who, hours, Effect.BAN, **dates)


def fee(nok: float, per: FeePer, hours: str = "24/7", who: Who = DIESEL) -> ZoneRule:
    return ZoneRule(f"fee {per}", who, hours, Effect.FEE, fee_nok=nok, per=per)


def east_view(*rules: ZoneRule, **options: object) -> tuple[StreetView, Streets]:
    """The town with a zone around its eastern side."""
    place = town()
    zones = (zone(around(place, "CF"), rules=rules),)
    streets = split_at_zones(place.streets, zones)
    return see(streets, zones=zones, **options), streets  # type: ignore[arg-type]  # options by name


def within(view: StreetView) -> set[int]:
    return set(view.access[view.zone_inside["centre"]].tolist())


def outside(view: StreetView) -> set[int]:
    return set(view.access[~view.zone_inside["centre"]].tolist())


def test_a_ban_all_day_closes_the_inside() -> None:
    view, _ = east_view(ban())
    assert within(view) == {CLOSED}
    assert outside(view) == {THROUGH}


def test_a_ban_meets_only_whom_it_names() -> None:
    assert within(east_view(ban(), kind=ELECTRIC_VAN)[0]) == {THROUGH}
    assert within(east_view(ban(), kind=BIKE)[0]) == {THROUGH}
    spared = Who(energy=frozenset({EnergySource.DIESEL}), exempt_vehicles=frozenset({"van-1"}))
    assert within(east_view(ban(who=spared))[0]) == {THROUGH}
    assert within(east_view(ban(who=spared), vehicle_id="van-2")[0]) == {CLOSED}
    drivers = Who(mode=frozenset({Mode.DRIVE}))
    assert within(east_view(ban(who=drivers), kind=BIKE)[0]) == {THROUGH}


def test_a_ban_by_the_hour_leaves_stops_at_the_other_hours() -> None:
    view, _ = east_view(ban("Mo-Fr 07:00-17:00"))
    assert within(view) == {DESTINATION}
    index = set(view.hours[view.zone_inside["centre"]].tolist())
    assert len(index) == 1
    day = 86_400
    assert view.timetable[index.pop()] == (
        (0, 7 * 3600),
        (17 * 3600, day + 7 * 3600),
        (day + 17 * 3600, 2 * day),
    )
    assert set(view.hours[~view.zone_inside["centre"]].tolist()) == {-1}


def test_a_ban_outside_the_hull_is_not_in_force() -> None:
    assert within(east_view(ban("Mo-Fr 17:00-22:00"))[0]) == {THROUGH}
    assert within(east_view(ban("Mo-Fr 07:00-17:00"), day=SUNDAY)[0]) == {THROUGH}
    assert within(east_view(ban("Mo-Fr 05:00-17:00"))[0]) == {CLOSED}


def test_bans_add_up() -> None:
    assert within(east_view(ban("Mo-Fr 04:00-09:00"), ban("Mo-Fr 09:00-18:00", who=EVERYBODY))[0]) == {CLOSED}


@pytest.mark.parametrize(
    ("dates", "level"),
    [
        ({"valid_from": MONDAY}, CLOSED),
        ({"valid_from": MONDAY + timedelta(days=1)}, THROUGH),
        ({"valid_to": MONDAY}, CLOSED),
        ({"valid_to": MONDAY - timedelta(days=1)}, THROUGH),
    ],
)
def test_dates_of_a_rule(dates: dict[str, date], level: int) -> None:
    assert within(east_view(ban(**dates))[0]) == {level}


def test_a_rule_that_ends_with_the_day_is_not_in_force_after_midnight() -> None:
    assert rule_times(ban(valid_to=MONDAY), MONDAY) == ((0, 86_400),)
    assert rule_times(ban("22:00-02:00", valid_from=MONDAY + timedelta(days=1)), MONDAY) == (
        (86_400, 86_400 + 2 * 3600),
        (86_400 + 22 * 3600, 2 * 86_400),
    )
    assert rule_times(ban("07:00-09:00 unknown", valid_to=MONDAY), MONDAY) == ((7 * 3600, 9 * 3600),)


def test_a_fee_per_entry_is_paid_on_the_turn_into_the_zone() -> None:
    view, streets = east_view(
        fee(25.0, FeePer.ENTRY), fee(10.0, FeePer.ENTRY), conditions=Conditions(weights=Weights(fee=2.0))
    )
    assert within(view) == {THROUGH}
    assert view.day_fee_nok == {}
    source = np.repeat(np.arange(streets.count), np.diff(view.turn_start))
    into = view.zone_inside["centre"][view.turn_to] & ~view.zone_inside["centre"][source]
    assert into.sum() == 2
    assert set(view.turn_fee_nok[into].tolist()) == {35.0}
    assert not view.turn_fee_nok[~into].any()
    plain, _ = east_view()
    assert view.turn_cost_nok - plain.turn_cost_nok == pytest.approx(2.0 * view.turn_fee_nok)


def test_a_fee_outside_the_hull_is_not_paid() -> None:
    assert not east_view(fee(25.0, FeePer.ENTRY, "Mo-Fr 18:00-20:00"))[0].turn_fee_nok.any()
    assert not east_view(fee(25.0, FeePer.ENTRY), kind=ELECTRIC_VAN)[0].turn_fee_nok.any()
    assert east_view(fee(25.0, FeePer.DAY, "Sa-Su"))[0].day_fee_nok == {}


def test_a_fee_per_day_makes_the_zone_a_place_for_stops() -> None:
    view, _ = east_view(fee(60.0, FeePer.DAY), fee(10.0, FeePer.DAY), fee(5.0, FeePer.DAY, "Sa-Su"))
    assert within(view) == {DESTINATION}
    assert view.day_fee_nok == {"centre": 70.0}
    assert set(view.hours.tolist()) == {-1}


def test_zone_hours_and_street_hours_are_cut_together() -> None:
    street = {"motor_vehicle": "no", "motor_vehicle:conditional": "delivery @ (Mo-Fr 06:00-11:00)"}
    place = town(CF=street)
    zones = (zone(around(place, "CF"), rules=(ban("Mo-Fr 09:00-17:00"),)),)
    streets = split_at_zones(place.streets, zones)
    view = see(streets, zones=zones)
    at = streets.street_id.index(f"{place.way_ids['CF']}.0+")
    assert view.timetable[view.hours[at]][0] == (6 * 3600, 9 * 3600)


def test_two_zones_are_kept_apart() -> None:
    place = town()
    zones = (
        zone(around(place, "CF"), rules=(ban(),), zone_id="east"),
        zone(around(place, "AD"), rules=(ban("Mo-Fr 07:00-12:00"),), zone_id="west"),
    )
    view = see(split_at_zones(place.streets, zones), zones=zones)
    assert set(view.access[view.zone_inside["east"]].tolist()) == {CLOSED}
    assert set(view.access[view.zone_inside["west"]].tolist()) == {DESTINATION}
    assert not (view.zone_inside["east"] & view.zone_inside["west"]).any()
