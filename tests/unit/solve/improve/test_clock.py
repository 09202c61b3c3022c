"""The exact shortest day in compiled code, against the schedule of the solver and a longest path."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.travel import IntArray
from freight.solve.improve import columns as c
from freight.solve.improve.clock import COUNT, FIRST, GAP, last_open, least_span, next_open
from freight.solve.schedule import shortest
from tests.unit.solve.brute_force import span_by_longest_path

Hours = tuple[tuple[int, int], ...]


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    """One to four disjoint windows."""
    made, now = [], draw(st.integers(0, 40))
    for _ in range(draw(st.integers(1, 4))):
        closes = now + draw(st.integers(0, 12))
        made.append((now, closes))
        now = closes + draw(st.integers(2, 15))
    return tuple(made)


ROUTES = st.lists(st.tuples(st.integers(0, 15), hours()), min_size=1, max_size=6)


def span(leave: Hours, route: list[tuple[int, Hours]]) -> int:
    columns = [leave, *(open_hours for _, open_hours in route)]
    windows = np.array([interval for column in columns for interval in column], dtype=np.int64)
    walk: IntArray = np.zeros((len(columns), 3), dtype=np.int64)
    walk[1:, GAP] = [gap for gap, _ in route]
    walk[:, COUNT] = [len(column) for column in columns]
    walk[:, FIRST] = np.cumsum(walk[:, COUNT]) - walk[:, COUNT]
    points = np.zeros((len(windows) + 2, 6), dtype=np.int64)
    return int(least_span(walk, points, windows, len(columns)))


@settings(deadline=None, max_examples=300)
@given(hours(), ROUTES)
def test_least_span_is_that_of_the_schedule_and_of_the_longest_path(
    leave: Hours, route: list[tuple[int, Hours]]
) -> None:
    gaps, windows = [gap for gap, _ in route], [open_hours for _, open_hours in route]
    planned = shortest(leave, gaps, windows)
    found = span(leave, route)
    assert found == (c.NEVER if planned is None else planned.span_s)
    longest = span_by_longest_path(gaps, [leave, *windows])
    assert found == (c.NEVER if longest is None else longest)


def test_leaving_for_the_second_window_may_be_shorter() -> None:
    """Open 10-11 and 50-60 at the first stop, 60-61 at the second: leave late and hardly wait."""
    route = [(5, ((10, 11), (50, 60))), (5, ((60, 61),)), (5, ((0, 100),))]
    assert span(((0, 100),), route) == 15
    assert span(((0, 20),), route) == 65 - 20


def test_next_and_last_open_at_the_edges() -> None:
    windows = np.array([[0, 9], [10, 20], [30, 40]], dtype=np.int64)
    assert [int(next_open(windows, 1, 2, t)) for t in (5, 10, 20, 21, 40)] == [10, 10, 20, 30, 40]
    assert next_open(windows, 1, 2, 41) == c.NEVER
    assert [int(last_open(windows, 1, 2, t)) for t in (10, 25, 30, 99)] == [10, 20, 30, 40]
    assert last_open(windows, 1, 2, 9) == -c.NEVER
