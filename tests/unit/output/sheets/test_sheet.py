"""What a sheet says of a day: stops, goods, order of loading, charging, promised windows."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freight.domain.scenario import OrderKind
from freight.output.sheets.promise import promised_window, write_promises
from freight.output.sheets.sheet import Sheet
from tests.timelines import EIGHT, order
from tests.unit.output.conftest import Day


def test_a_sheet_a_vehicle_with_its_stops_in_order(small_sheets: tuple[Sheet, ...]) -> None:
    assert [sheet.vehicle_id for sheet in small_sheets] == ["Diesel 1", "El 1", "Sykkel Æ"]
    van = small_sheets[1]
    assert [(stop.sequence, stop.receivers) for stop in van.stops] == [
        (1, ("Mottaker O1",)),
        (2, ("Mottaker O3",)),
    ]
    assert (van.depart_s, van.load.kg, van.load.units) == (EIGHT, 160.0, 2.0)
    assert van.battery_share == pytest.approx(1.0)
    assert small_sheets[0].battery_share is None
    assert van.metres == pytest.approx(sum(step.metres for d in (*van.stops,) for step in d.drive.steps)
                                       + sum(step.metres for step in van.back.steps))  # fmt: skip


def test_what_is_delivered_last_is_loaded_first(small_sheets: tuple[Sheet, ...]) -> None:
    assert [(one.sequence, one.order.id) for one in small_sheets[1].loading] == [(2, "O3"), (1, "O1")]


def test_pickups_are_not_loaded_at_the_depot(small_sheets: tuple[Sheet, ...]) -> None:
    bike = small_sheets[2]
    assert bike.loading == ()
    assert (bike.load.kg, bike.stops[0].collect.kg, bike.stops[0].deliver.kg) == (0.0, 15.0, 0.0)


def test_charging_says_where_how_much_and_what_it_costs_on_the_way(charging_sheet: Sheet) -> None:
    stop = charging_sheet.stops[1]
    assert stop.charging is not None
    assert (stop.charging.charger.id, stop.charging.level_kwh) == ("C1", 26.0)
    assert stop.charging.level_share == pytest.approx(26.0 / 54.0)
    assert stop.promised is None
    assert [(fee.zone, fee.nok) for fee in stop.drive.fees] == [("Nullutslippssone Nord", 25.5)]
    assert [(zone.status, zone.metres) for zone in stop.drive.zones] == [("scenario", 40.0)]


def test_hours_of_the_receiver_are_said_when_they_bind(small_sheets: tuple[Sheet, ...]) -> None:
    stop = small_sheets[1].stops[0]
    assert stop.hours == ((EIGHT, EIGHT + 4 * 3600),)
    at_any_time = replace(stop, orders=(replace(stop.orders[0], windows=((0, 2 * 86_400),)),))
    assert at_any_time.hours == ()
    assert (stop.urgent, replace(stop, orders=(replace(stop.orders[0], priority=1),)).urgent) == (None, 1)


@given(st.integers(0, 86_400), st.integers(0, 86_400), st.integers(0, 40_000))
def test_a_promise_holds_the_planned_time_and_lies_in_the_window(low: int, start: int, more: int) -> None:
    low = min(low, start)
    one = replace(order("O", 1, 1.0), windows=((low, start + more),))
    begin, end = promised_window(one, float(start))
    assert low <= begin <= start <= end <= start + more
    assert end - begin <= 90 * 60


def test_a_promise_is_rounded_outwards_to_the_quarter() -> None:
    one = replace(order("O", 1, 1.0), windows=((0, 86_400),))
    assert promised_window(one, 10 * 3600 + 5 * 60) == (9 * 3600 + 30 * 60, 10 * 3600 + 45 * 60)
    assert promised_window(one, 10 * 3600) == (9 * 3600 + 30 * 60, 10 * 3600 + 30 * 60)


def test_promises_are_a_row_an_order_that_is_served(day: Day, tmp_path: Path) -> None:
    write_promises(tmp_path / "promised.csv", day.timeline, day.scenario)
    data = (tmp_path / "promised.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert [(row["order"], row["vehicle"]) for row in rows] == [
        ("O2", "Diesel 1"), ("O1", "El 1"), ("O3", "El 1"), ("O4", "Sykkel Æ"),
    ]  # fmt: skip
    assert (rows[0]["promised_from"], rows[0]["promised_to"], rows[0]["date"]) == (
        "08:00",
        "08:45",
        "23.11.2026",
    )
    assert {one.id for one in day.scenario.orders if one.kind is OrderKind.PICKUP} <= {
        row["order"] for row in rows
    }
