"""Opening hours and the algebra of times."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.network.hours import (
    ALWAYS,
    NEVER,
    Times,
    check_hours,
    complement,
    covers,
    intersection,
    meets,
    open_intervals,
    union,
)
from freight.network.timed_access import FREE, SHUT, STOPS_ONLY, TimedAccess, at_times, looser, settle, stricter
from freight.network.view import CLOSED, DESTINATION, THROUGH
from freight.units import HORIZON_S

MONDAY = date(2026, 11, 23)
H = 3600


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("Mo-Fr 06:00-11:00", MONDAY, ((6, 11), (30, 35))),
        ("Mo-Fr 06:00-11:00", date(2026, 11, 27), ((6, 11),)),
        ("Mo-Fr 06:00-11:00", date(2026, 11, 28), ()),
        ("24/7", MONDAY, ((0, 48),)),
        ("Mo 22:00-06:00", MONDAY, ((22, 30),)),
        ("Su 22:00-06:00", MONDAY, ((0, 6),)),
        ("Mo-Fr 06:00-10:00,15:00-17:00", date(2026, 11, 27), ((6, 10), (15, 17))),
        ("Mo-Fr 06:00-11:00; PH off", date(2026, 5, 14), ((30, 35),)),
        ("PH", date(2026, 5, 17), ((0, 24),)),
        ("PH", date(2026, 12, 25), ((0, 48),)),
        ("Dec-Mar", MONDAY, ()),
        (" 08:00-09:00 ", MONDAY, ((8, 9), (32, 33))),
        ("08:00-09:00 unknown", MONDAY, ()),
    ],
)
def test_open_intervals(text: str, day: date, expected: tuple[tuple[int, int], ...]) -> None:
    assert open_intervals(text, day) == tuple((a * H, b * H) for a, b in expected)


def test_unknown_times_count_when_in_doubt() -> None:
    assert open_intervals("08:00-09:00 unknown", MONDAY, in_doubt=True) == ((8 * H, 9 * H), (32 * H, 33 * H))


@pytest.mark.parametrize("text", ["", "morning", "Mo-Fr 7-9", "25:99-26:00", "delivery"])
def test_texts_nobody_can_read(text: str) -> None:
    fault = check_hours(text)
    assert fault is not None
    assert "Mo-Fr 07:00-17:00" in fault
    with pytest.raises(ValueError, match="grammar"):
        open_intervals(text, MONDAY)


def test_readable_texts_have_no_fault() -> None:
    assert check_hours("Mo-Fr 07:00-17:00; PH off") is None


@st.composite
def times(draw: st.DrawFn) -> Times:
    marks = sorted(draw(st.sets(st.integers(0, HORIZON_S), max_size=8)))
    return tuple(zip(marks[0::2], marks[1::2], strict=False))


def inside(these: Times, moment: float) -> bool:
    return any(a < moment < b for a, b in these)


MOMENTS = st.integers(0, HORIZON_S - 1).map(lambda second: second + 0.5)
QUICK = settings(deadline=None, max_examples=60)


def tidy(these: Times) -> bool:
    ends = [end for interval in these for end in interval]
    return ends == sorted(set(ends)) and all(0 <= end <= HORIZON_S for end in ends)


@QUICK
@given(times(), times(), MOMENTS)
def test_the_algebra_is_that_of_sets(left: Times, right: Times, at: float) -> None:
    assert inside(union(left, right), at) == (inside(left, at) or inside(right, at))
    assert inside(intersection(left, right), at) == (inside(left, at) and inside(right, at))
    assert inside(complement(left), at) == (not inside(left, at))
    assert all(tidy(each) for each in (union(left, right), intersection(left, right), complement(left)))


@QUICK
@given(times(), times())
def test_laws(left: Times, right: Times) -> None:
    assert complement(complement(left)) == left
    assert union(left, complement(left)) == ALWAYS
    assert intersection(left, complement(left)) == NEVER
    assert complement(union(left, right)) == intersection(complement(left), complement(right))


@QUICK
@given(times(), st.integers(0, HORIZON_S - 1), st.integers(1, HORIZON_S))
def test_covering_and_meeting_a_span(these: Times, start: int, length: int) -> None:
    span = (start, min(HORIZON_S, start + length))
    assert covers(these, span) == (intersection(these, (span,)) == (span,))
    assert meets(these, span) == bool(intersection(these, (span,)))


def test_touching_is_not_meeting() -> None:
    assert not meets(((6 * H, 11 * H),), (11 * H, 17 * H))
    assert complement(((6 * H, 11 * H),), (6 * H, 12 * H)) == ((11 * H, 12 * H),)


@st.composite
def accesses(draw: st.DrawFn) -> TimedAccess:
    through, opened = draw(times()), draw(times())
    return TimedAccess(through, intersection(opened, complement(through)))


def level_at(access: TimedAccess, moment: float) -> int:
    if inside(access.through, moment):
        return THROUGH
    return DESTINATION if inside(access.destination, moment) else CLOSED


RANK = {CLOSED: 0, DESTINATION: 1, THROUGH: 2}


@QUICK
@given(accesses(), accesses(), times(), MOMENTS)
def test_access_is_combined_moment_by_moment(a: TimedAccess, b: TimedAccess, when: Times, at: float) -> None:
    levels = [level_at(a, at), level_at(b, at)]
    assert level_at(stricter(a, b), at) == min(levels, key=RANK.__getitem__)
    assert level_at(looser(a, b), at) == max(levels, key=RANK.__getitem__)
    for level in (CLOSED, THROUGH, DESTINATION):
        assert level_at(at_times(a, level, when), at) == (level if inside(when, at) else levels[0])


def test_settling_within_the_hull() -> None:
    hull = (6 * H, 16 * H)
    morning = ((6 * H, 11 * H),)
    assert settle(FREE, hull) == (THROUGH, None)
    assert settle(STOPS_ONLY, hull) == (DESTINATION, None)
    assert settle(SHUT, hull) == (CLOSED, None)
    assert settle(TimedAccess(NEVER, morning), hull) == (DESTINATION, morning)
    assert settle(TimedAccess(NEVER, morning), (6 * H, 9 * H)) == (DESTINATION, None)
    assert settle(TimedAccess(NEVER, morning), (11 * H, 16 * H)) == (CLOSED, None)
    assert settle(TimedAccess(morning, complement(morning)), hull) == (DESTINATION, None)
    assert settle(TimedAccess(morning, NEVER), (6 * H, 11 * H)) == (THROUGH, None)
