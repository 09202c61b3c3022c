"""The line of a leg follows the streets, cut at its shares."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.plan import Leg
from freight.output.lines import cut, leg_line, right_handed
from tests.timelines import NODES, metres, small_streets

STREETS = small_streets()
WAYS = ((0, 2), (0, 4), (6, 8), (7,), (1, 6, 8, 3), (5, 2))


def test_a_whole_street_keeps_its_bend() -> None:
    assert leg_line(STREETS, Leg((0,), 0.0, 1.0)).tolist() == [
        [10.2, 59.74],
        [10.202, 59.7405],
        [10.204, 59.74],
    ]


def test_joined_streets_do_not_repeat_the_junction() -> None:
    line = leg_line(STREETS, Leg((0, 4), 0.0, 1.0))
    assert line.tolist() == [[10.2, 59.74], [10.202, 59.7405], [10.204, 59.74], [10.204, 59.743]]


def test_first_and_last_are_cut_at_their_shares() -> None:
    line = leg_line(STREETS, Leg((2, 9, 5), 0.5, 0.25))
    assert line[0].tolist() == [10.206, 59.74]
    assert line[-1].tolist() == [10.204, 59.74225]


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_a_leg_of_no_length_is_two_equal_points(share: float) -> None:
    line = leg_line(STREETS, Leg((4,), share, share))
    assert line.shape == (2, 2)
    assert line[0].tolist() == line[1].tolist()


@given(st.sampled_from(WAYS), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
@settings(deadline=None, max_examples=120)
def test_its_length_is_that_of_the_parts_driven(way: tuple[int, ...], low: float, high: float) -> None:
    if len(way) == 1:
        low, high = sorted((low, high))
    line = leg_line(STREETS, Leg(way, low, high))
    length = STREETS.length_m[list(way)]
    driven = (
        length[0] * (high - low) if len(way) == 1 else length.sum() - length[0] * low - length[-1] * (1 - high)
    )
    assert metres(line).sum() == pytest.approx(driven, abs=0.05)


def test_a_street_without_length_is_a_point() -> None:
    assert cut(np.array([NODES[0], NODES[0]]), 0.2, 0.8).tolist() == [list(NODES[0])]


def test_shares_outside_the_street_are_its_ends() -> None:
    line = np.array([NODES[0], NODES[1]])
    assert cut(line, -1.0, 2.0).tolist() == line.tolist()


@given(st.booleans(), st.booleans())
def test_rings_are_right_handed_whatever_they_were(turn_outer: bool, turn_hole: bool) -> None:
    outer = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0))
    hole = ((1.0, 1.0), (1.0, 2.0), (2.0, 2.0), (2.0, 1.0), (1.0, 1.0))
    given_rings = (outer[::-1] if turn_outer else outer, hole[::-1] if turn_hole else hole)
    assert right_handed(given_rings) == (outer, hole)
