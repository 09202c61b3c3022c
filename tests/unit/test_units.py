from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freight.units import HORIZON_S, clock, from_iso, parse_clock, to_iso

OSLO = "Europe/Oslo"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("08:00", 28_800), ("8:05", 29_100), ("08.05", 29_100), ("08:05:30", 29_130), ("25:10", 90_600)],
)
def test_clock_times_people_write(text: str, seconds: int) -> None:
    assert parse_clock(text) == seconds


@pytest.mark.parametrize("text", ["", "8", "24h", "08:60", "48:00", "08:00:61", "kl 8", "-1:00", "0800"])
def test_texts_that_are_no_clock_time(text: str) -> None:
    with pytest.raises(ValueError, match="not a clock time"):
        parse_clock(text)


@given(st.integers(0, HORIZON_S - 1))
def test_clock_and_parse_clock_agree_on_whole_minutes(seconds: int) -> None:
    assert parse_clock(clock(seconds)) == seconds - seconds % 60


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(4 * 3600, HORIZON_S - 1))
def test_iso_round_trip_away_from_the_hour_that_is_skipped_or_doubled(day: date, seconds: int) -> None:
    text = to_iso(day, seconds, OSLO)
    hour_that_moves = 26 <= seconds / 3600 < 28
    assert from_iso(day, text, OSLO) == seconds or hour_that_moves


@pytest.mark.parametrize("seconds", [28799.9999, 28800, 28800.4])
def test_a_hair_before_eight_is_eight_on_every_clock(seconds: float) -> None:
    assert clock(seconds) == "08:00"
    assert to_iso(date(2026, 11, 23), seconds, OSLO) == "2026-11-23T08:00:00+01:00"


def test_eight_o_clock_is_eight_o_clock_on_the_day_the_clock_is_moved() -> None:
    assert to_iso(date(2026, 10, 25), parse_clock("08:00"), OSLO) == "2026-10-25T08:00:00+01:00"
    assert to_iso(date(2026, 3, 29), parse_clock("08:00"), OSLO) == "2026-03-29T08:00:00+02:00"


def test_an_iso_time_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="no offset"):
        from_iso(date(2026, 11, 23), "2026-11-23T08:00:00", OSLO)


def test_an_iso_time_in_another_offset_is_the_same_moment() -> None:
    assert from_iso(date(2026, 11, 23), "2026-11-23T07:00:00+00:00", OSLO) == parse_clock("08:00")
