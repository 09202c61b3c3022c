"""Planned against done, and what is learned from many days."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freight.days.compare import compare, write_comparison
from freight.days.learn import LEAST_COUNT, Correction, band, learn, write_corrections
from freight.days.records import Outing, Stay, StoredDay
from tests.past_days import EIGHT, many_stops, past_day


def test_lateness_by_stop_and_by_vehicle() -> None:
    stays = {
        ("Bil 1", 1): Stay(EIGHT + 300 + 240, EIGHT + 900),
        ("Bil 1", 2): Stay(EIGHT + 900, None),
        ("Bil 1", 3): Stay(EIGHT + 1500 + 1801, EIGHT + 4000),
    }
    found = compare(StoredDay(1, past_day(), stays, {"Bil 1": Outing(EIGHT - 60, EIGHT + 2700, 8_500)}))
    assert [(stop.visit.sequence, stop.late_min, stop.on_time) for stop in found.stops[:3]] == [
        (1, 4.0, True), (2, 0.0, None), (3, pytest.approx(1801 / 60), False),
    ]  # fmt: skip
    van, bike = found.vehicles
    assert (van.stops, van.noted, van.on_time_share, van.median_late_min) == (3, 3, 0.5, 4.0)
    assert (van.depart_late_min, van.return_late_min, van.planned_km, van.actual_km) == (-1.0, 10.0, 8.0, 8.5)
    assert (bike.noted, bike.on_time_share, bike.median_late_min, bike.actual_km) == (0, None, None, None)
    assert (found.whole.stops, found.whole.noted, found.whole.on_time_share, found.whole.actual_km) == (
        4,
        3,
        0.5,
        None,
    )


def test_the_table_has_a_row_a_stop(tmp_path: Path) -> None:
    stored = StoredDay(1, past_day(), {("Bil 1", 1): Stay(EIGHT + 540, EIGHT + 900)})
    write_comparison(tmp_path / "compared.csv", compare(stored))
    with (tmp_path / "compared.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == 4
    assert rows[0] == {
        "date": "23.11.2026", "vehicle": "Bil 1", "sequence": "1", "orders": "Æ1 Æ2",
        "place": "Mottaker Æ1, Mottaker Æ2",
        "planned_arrival": "08:05", "actual_arrival": "08:09", "late_min": "4,0", "promised_to": "08:35",
        "on_time": "yes", "planned_departure": "08:10", "actual_departure": "08:15", "planned_stay_min": "5,0",
        "actual_stay_min": "6,0",
    }  # fmt: skip
    assert (rows[2]["actual_arrival"], rows[2]["late_min"], rows[2]["on_time"]) == ("", "", "")


def done(more_s: list[int], leg_s: list[int]) -> StoredDay:
    """A day of one van whose stops took so much longer, and whose legs took so long."""
    planned = many_stops(len(more_s))
    stays, left = {}, EIGHT
    for visit, more, leg in zip(planned.routes[0].visits, more_s, leg_s, strict=True):
        arrive = left + leg
        left = arrive + 300 + more
        stays["Bil 1", visit.sequence] = Stay(arrive, left)
    return StoredDay(1, planned, stays, {"Bil 1": Outing(EIGHT)})


@given(st.lists(st.tuples(st.integers(-299, 900), st.integers(60, 1200)), min_size=1, max_size=20))
def test_medians_of_what_was_done(seen: list[tuple[int, int]]) -> None:
    more, legs = [a for a, _ in seen], [b for _, b in seen]
    found = {(one.kind, one.by, one.key): one for one in learn([done(more, legs)])}
    service = found["service", "group", "Butikk"]
    assert (service.n, service.value) == (len(seen), pytest.approx(median(more) / 60))
    assert service.actual_min == pytest.approx(median(300 + one for one in more) / 60)
    assert service.applies == (len(seen) >= LEAST_COUNT)
    travel = found["travel", "vehicle_type", "van"]
    assert (travel.n, travel.value) == (len(seen), pytest.approx(median(one / 300 for one in legs)))
    by_hour = [one.n for key, one in found.items() if key[1] == "vehicle_type_hours"]
    assert sum(by_hour) == len(seen)


def test_waiting_for_the_door_is_no_service() -> None:
    planned = past_day()
    early = StoredDay(1, planned, {("Sykkel Æ", 1): Stay(EIGHT - 1200, EIGHT + 420)})
    assert {one.actual_min for one in learn([early]) if one.kind == "service"} == {7.0}


def test_what_was_learned_before_is_not_learned_away() -> None:
    """Days planned with corrections teach the same as days planned without."""
    planned = past_day()
    route = planned.routes[1]
    longer = replace(route.visits[0], depart_s=route.visits[0].depart_s + 120, learned_s=120)
    again = replace(planned, routes=(replace(route, visits=(longer,)),))
    stays = {("Sykkel Æ", 1): Stay(EIGHT + 300, EIGHT + 720)}
    first, second = (learn([StoredDay(1, day, stays)]) for day in (planned, again))
    assert {one.value for one in first if one.kind == "service"} == {2.0}
    assert first == second


def test_legs_without_both_ends_or_with_a_planned_wait_teach_nothing() -> None:
    planned = past_day()
    gaps = StoredDay(
        1, planned, {("Bil 1", 1): Stay(EIGHT + 400), ("Bil 1", 3): Stay(EIGHT + 1500, EIGHT + 1800)}
    )
    assert [one for one in learn([gaps]) if one.kind == "travel"] == []
    assert learn([StoredDay(1, planned)]) == ()
    short = many_stops(3, drive_s=30)
    stays = {("Bil 1", n): Stay(EIGHT + 600 * n, EIGHT + 600 * n + 300) for n in (1, 2, 3)}
    assert [one for one in learn([StoredDay(1, short, stays)]) if one.kind == "travel"] == []


def test_hours_of_the_day() -> None:
    assert [band(h * 3600) for h in (0, 6, 8, 9, 14, 17, 18, 30)] == [
        "00-06", "06-09", "06-09", "09-12", "12-15", "15-18", "18-24", "18-24",
    ]  # fmt: skip


def test_corrections_as_a_table(tmp_path: Path) -> None:
    few = Correction("service", "receiver", "=Mottaker", LEAST_COUNT - 1, 5.0, 7.25, 2.5)
    enough = Correction("travel", "vehicle_type", "van", LEAST_COUNT, 5.0, 6.0, 1.2)
    write_corrections(tmp_path / "corrections.csv", (few, enough))
    with (tmp_path / "corrections.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[1:] == [
        ["service", "receiver", "'=Mottaker", "7", "5,00", "7,25", "2,500", "min", "no"],
        ["travel", "vehicle_type", "van", "8", "5,00", "6,00", "1,200", "factor", "yes"],
    ]
