"""Which pace holds when, on which streets."""

from __future__ import annotations

from datetime import date

import numpy as np

from freight.domain.fleet import Mode
from freight.domain.speed_change import SpeedChange
from freight.network.pace import Free, Pace, pace_of
from tests.zone_town import town

MONDAY = date(2026, 11, 23)
HULL = (6 * 3600, 16 * 3600)
STREETS = town().streets
COUNT = STREETS.count
FREE = Free(np.full(COUNT, 10.0), np.full(COUNT, 2.0))
CLASS = STREETS.tags[int(STREETS.tag_set[0])]["highway"]


def change(road_class: str, hours: str, factor: float, mode: Mode = Mode.DRIVE) -> SpeedChange:
    return SpeedChange(mode, road_class, hours, factor)


def pace(*changes: SpeedChange, mode: Mode = Mode.DRIVE) -> Pace | None:
    return pace_of(STREETS, changes, mode, day=MONDAY, hull=HULL, free=FREE)


def test_delays_at_the_end_of_a_street_do_not_grow() -> None:
    found = pace(change("", "Mo 07:00-09:00", 0.5))
    assert found is not None
    assert found.starts_s == (6 * 3600, 7 * 3600, 9 * 3600)
    assert [found.drive_s[number, 0] for number in found.number] == [12.0, 22.0, 12.0]
    assert len(found.drive_s) == 2


def test_a_class_of_its_own_goes_before_all_others_and_the_slowest_of_several_holds() -> None:
    found = pace(
        change("", "Mo 07:00-08:00", 0.25),
        change(CLASS, "Mo 07:00-08:00", 0.8),
        change(CLASS, "Mo 07:30-08:00", 0.5),
    )
    assert found is not None
    of_class = [found.drive_s[number, 0] for number in found.number]
    assert of_class == [12.0, 14.5, 22.0, 12.0]


def test_hours_outside_the_shifts_and_other_days_and_modes_change_nothing() -> None:
    assert pace(change("", "Mo 17:00-19:00", 0.5)) is None
    assert pace(change("", "Tu 07:00-09:00", 0.5)) is None
    assert pace(change("", "Mo 07:00-09:00", 0.5), mode=Mode.CYCLE) is None
    assert pace(change("", "Mo 07:00-09:00", 1.0)) is None


def test_one_pace_all_day_is_a_pace() -> None:
    found = pace(change("", "24/7", 0.5))
    assert found is not None
    assert found.number == (0,)
    assert found.drive_s[0, 0] == 22.0
