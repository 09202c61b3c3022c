"""The checker's reckoning of legs on which the hour changes."""

from __future__ import annotations

import numpy as np
import pytest

from freight.check.hourly import hourly_s
from freight.network.pace import Pace

FREE, RUSH = 0, 1
PACE = Pace((6 * 3600, 7 * 3600, 9 * 3600), (FREE, RUSH, FREE), np.empty((2, 0)))
"""Twice as slow from 7 to 9."""
DRIVE_S = np.array([[100.0, 300.0], [200.0, 600.0]])
"""Two streets, free and in the rush."""


@pytest.mark.parametrize(
    ("clock", "seconds"),
    [
        (5 * 3600, [100.0, 300.0]),
        (6.5 * 3600, [100.0, 300.0]),
        (7 * 3600, [200.0, 600.0]),
        (8 * 3600, [200.0, 600.0]),
        (12 * 3600, [100.0, 300.0]),
    ],
)
def test_a_leg_inside_one_period_is_driven_at_its_pace(clock: float, seconds: list[float]) -> None:
    assert hourly_s(PACE, DRIVE_S, 0.0, clock).tolist() == seconds


def test_what_is_left_when_the_hour_changes_is_driven_at_the_new_pace() -> None:
    """A quarter of 400 s is driven before seven; three quarters then take 600 of 800 s."""
    found = hourly_s(PACE, DRIVE_S, 0.0, 7 * 3600 - 100)
    assert found.tolist() == [0.25 * 100 + 0.75 * 200, 0.25 * 300 + 0.75 * 600]


def test_turns_take_their_time_at_every_hour_and_count_for_what_is_left() -> None:
    """Of 400 s and 100 s of turns half is driven before seven; of 800 s the other half."""
    found = hourly_s(PACE, DRIVE_S, 100.0, 7 * 3600 - 250)
    assert found.sum() == pytest.approx(0.5 * 400 + 0.5 * 800)


def test_a_leg_may_see_more_than_one_change() -> None:
    slow = DRIVE_S * np.array([[1.0], [24.0]])
    found = hourly_s(PACE, slow, 0.0, 7 * 3600 - 100)
    in_rush = 7200 / slow[RUSH].sum()
    assert found.sum() == pytest.approx(0.25 * 400 + 7200 + (0.75 - in_rush) * 400)


def test_standing_still_takes_no_time() -> None:
    assert hourly_s(PACE, np.zeros((2, 1)), 0.0, 7 * 3600 - 1).tolist() == [0.0]
