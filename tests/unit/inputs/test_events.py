"""Events and locks of people: read in their dialects, and every fault at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from freight.domain.happened import EventKind
from freight.domain.lock import Lock
from freight.errors import Fault, InputError
from freight.inputs.event_checks import Known, event_faults
from freight.inputs.events import Told, read_events
from freight.inputs.happened_file import read_happened
from freight.inputs.load import load_scenario
from freight.inputs.locks import locks_table, read_locks
from tests.broken_plans.town import HOUR
from tests.broken_plans.world import good_world

EXAMPLE = Path(__file__).parents[3] / "examples" / "drammen"
NOW_S = 7 * HOUR + 25 * 60


def told(folder: Path, *lines: str) -> tuple[tuple[Told, ...], list[Fault]]:
    file, faults = folder / "events.csv", []
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_events(file, None, "Europe/Oslo", faults), faults


def faults_in_town(folder: Path, *lines: str) -> list[str]:
    """Faults against the day of the broken plans at 07:25."""
    world = good_world()
    rows, faults = told(folder, *lines)
    return [
        str(fault).partition("events.csv, ")[2]
        for fault in [*faults, *event_faults(Known(world.scenario, world.plan, NOW_S, rows))]
    ]


def test_the_example_is_read_as_it_is_meant() -> None:
    faults: list[Fault] = []
    rows = read_events(EXAMPLE / "events.csv", None, "Europe/Oslo", faults)
    assert faults == []
    assert [row.kind for row in rows] == [
        EventKind.LATE,
        EventKind.BREAKDOWN,
        EventKind.CANCELLED,
        EventKind.NEW,
        EventKind.CLOSED,
    ]
    assert rows[0].late_s == 1500 and rows[1].time_s == 10 * HOUR + 1800
    new = rows[3].new_order
    assert new is not None and (new.id, new.load.kg, new.lat) == ("N1", 25.0, 59.7365)


def test_a_new_order_may_stand_in_another_file(tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text("id;kg;service_min;lat;lon\nN7;3,5;4;59,74;10,2\n", encoding="utf-8")
    (row,), faults = told(tmp_path, "event;order;orders_file", "new;N7;more.csv")
    assert faults == [] and row.new_order is not None and row.new_order.load.kg == 3.5
    _, faults = told(tmp_path, "event;order;orders_file", "new;N8;more.csv")
    assert "has no row of this order" in str(faults[0])


def test_all_faults_of_a_file_come_at_once(tmp_path: Path) -> None:
    found = faults_in_town(
        tmp_path,
        "event;time;until;vehicle;order;minutes;street",
        "late;;;Van 9;;25;",
        "late;;;Van 2;;10;",
        "breakdown;08:00;;Electric;;;",
        "cancelled;;;;early;;",
        "cancelled;;;;quai;;",
        "closed;07:30;07:10;;;;Main Street",
        "closed;;;;;;",
        "late;;;Van 1;;;",
        "explosion;;;;;;",
        "cancelled;;;;harbour;;",
        "cancelled;;;;harbour;;",
        "new;;;;south;;",
    )
    text = "\n".join(found)
    for said in (
        "row 2, column vehicle: is not in the fleet (found 'Van 9')",
        "row 3, column vehicle: has no route today and can not be late",
        "row 4, column time: lies after now (07:25) (found '08:00')",
        "row 5, column order: was served by Van 1 from 07:03 on (found 'early')",
        "row 6, column order: is no order of the plan (found 'quai') -> did you mean quay?",
        "row 7, column until: is over by now (found '07:10')",
        "row 8, column street: names no street",
        "row 9, column minutes: is empty; vehicle_late needs it",
        "row 10, column event: is not one of the words allowed here (found 'explosion')",
        "row 12, column order: stands already in row 11 with the same event",
        "row 13, column service_min: is empty -> fill it",
        "row 13, column order: is an order of the day already",
    ):
        assert said in text, text


def test_a_late_vehicle_has_not_served_what_it_should_have(tmp_path: Path) -> None:
    lines = ("event;vehicle;order;minutes", "late;Van 1;;20", "cancelled;;market;")
    assert faults_in_town(tmp_path, *lines) == []
    assert len(faults_in_town(tmp_path, lines[0], lines[2])) == 1


def test_locks_read_back_as_they_were(tmp_path: Path) -> None:
    scenario = load_scenario(EXAMPLE / "scenario.yaml")
    locks = (Lock("bike-1", "R125", 1), Lock("bike-1", "R046", 2), Lock("evan-1", "R003", None, True))
    file = tmp_path / "locks.csv"
    file.write_text(locks_table(locks), encoding="utf-8")
    assert read_locks(file, scenario) == locks


def test_faults_of_locks_come_at_once(tmp_path: Path) -> None:
    scenario = load_scenario(EXAMPLE / "scenario.yaml")
    file = tmp_path / "locks.csv"
    file.write_text(
        "vehicle;order;position;plan\nevan-9;R003;;\nevan-1;R999;;\nevan-1;R004;3;\nevan-2;R004;;\nevan-2;;;\n"
        "evan-3;;;nowhere\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        read_locks(file, scenario)
    text = str(caught.value)
    for said in (
        "row 2, column vehicle: is not in the fleet (found 'evan-9')",
        "row 3, column order: is no order of the day (found 'R999')",
        "row 5, column order: is locked already in row 4",
        "the places of evan-1 are not 1, 2, 3 ... without gaps (found '3')",
        "row 6, column order: order or plan is asked for",
        "nowhere: there is no such file",
    ):
        assert said in text, text


def test_what_happened_with_faults_is_refused_whole(tmp_path: Path) -> None:
    file, faults = tmp_path / "replan.json", []
    file.write_text('{"format": "freight-replan", "version": 1, "now_s": -1, "events": []}', encoding="utf-8")
    assert read_happened(file, "Europe/Oslo", {}, faults) is None
    assert {fault.where for fault in faults} >= {"now_s", "tolerance_s", "earlier", "loaded"}
