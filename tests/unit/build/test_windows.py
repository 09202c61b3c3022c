"""When service may start: the order's windows, shrunk by the ways in and out of streets with hours."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from freight.build.windows import depot_ends, depot_starts, overlap, service_starts
from freight.domain.scenario import Interval
from tests.ascii_map import ascii_map
from tests.days import HOUR, VAN, built, day, order

MARKET = {
    "highway": "pedestrian",
    "motor_vehicle": "no",
    "motor_vehicle:conditional": "delivery @ (Mo-Fr 06:00-11:00,17:00-19:00)",
}
TOWN = ascii_map(
    "A--B--C\n|  |  |\nD--E--F\n   |\n   G",
    {name: {} for name in ("ABC", "DEF", "AD", "BE", "CF")} | {"EG": MARKET},
)
SHOP = ("E", "G", 0.5)
ANY = (0, 48 * HOUR)


def seen(opens: tuple[Interval, ...], way_in_s: float, way_out_s: float) -> SimpleNamespace:
    """A profile with one place, at row 0 of its table."""
    table = SimpleNamespace(open=(opens,), way_in_s=np.array([way_in_s]), way_out_s=np.array([way_out_s]))
    return SimpleNamespace(row={7: 0}, table=table, kind=VAN)


def starts(
    windows: tuple[Interval, ...], profile: SimpleNamespace, service_s: int = 600
) -> tuple[Interval, ...]:
    made = order(TOWN, "o", SHOP, windows=windows, service_s=service_s)
    return service_starts(made, profile, 7)


def test_ways_and_service_shrink_the_open_hours_by_whole_seconds() -> None:
    profile = seen(((21_600, 39_600),), 59.2, 30.1)
    assert starts((ANY,), profile) == ((21_600 + 60, 39_600 - 31 - 600),)


def test_service_ends_within_the_order_window_too() -> None:
    profile = seen((ANY,), 0.0, 0.0)
    assert starts(((28_800, 36_000),), profile) == ((28_800, 36_000 - 600),)


def test_every_window_meets_every_opening() -> None:
    profile = seen(((21_600, 39_600), (61_200, 68_400)), 100.0, 200.0)
    windows = ((20_000, 25_000), (30_000, 62_000), (68_000, 70_000))
    assert starts(windows, profile) == ((21_700, 24_400), (30_000, 38_800), (61_300, 61_400))


def test_a_window_shorter_than_the_service_is_none() -> None:
    profile = seen((ANY,), 0.0, 0.0)
    assert starts(((100, 699), (1000, 1600)), profile) == ((1000, 1000),)


def test_an_opening_shorter_than_the_ways_is_none() -> None:
    assert starts((ANY,), seen(((21_600, 22_300),), 60.0, 50.0)) == ()
    assert starts((ANY,), seen(((21_600, 22_300),), 60.0, 40.0)) == ((21_660, 21_660),)


def test_a_depot_needs_only_the_way_in_question() -> None:
    profile = seen(((21_600, 39_600), (61_200, 68_400)), 100.0, 200.0)
    shift = (30_000, 65_000)
    assert depot_starts(profile, 7, shift) == ((30_000, 39_400), (61_200, 65_000))
    assert depot_ends(profile, 7, shift) == ((30_000, 39_600), (61_300, 65_000))


def test_a_delivery_street_on_a_real_map() -> None:
    """Half the street at a walk takes a minute; the way in has the turn into it as well."""
    made = built(TOWN, day(TOWN, (order(TOWN, "o", SHOP, windows=((5 * HOUR, 20 * HOUR),)),)))
    (profile,) = made.profiles
    row = profile.row[int(made.problem.order_place[0])]
    assert profile.table.way_out_s[row] == pytest.approx(60.0, abs=0.1)
    way_in_s = float(profile.table.way_in_s[row])
    assert 60.0 < way_in_s < 80.0
    first, second = made.problem.start_windows[0][0]
    assert first == (6 * HOUR + math.ceil(way_in_s), 11 * HOUR - math.ceil(profile.table.way_out_s[row]) - 300)
    assert second[0] == 17 * HOUR + math.ceil(way_in_s)


INTERVALS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted).map(tuple), max_size=4)


@given(INTERVALS, INTERVALS)
def test_overlap_is_what_both_hold(first: list[Interval], second: list[Interval]) -> None:
    found = overlap(tuple(first), tuple(second))
    for moment in range(51):
        wanted = all(any(a <= moment <= b for a, b in side) for side in (first, second))
        assert any(a <= moment <= b for a, b in found) == wanted
    assert list(found) == sorted(found)
