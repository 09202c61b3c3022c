"""Which days are walked through in one go and which several times, and that no step of a budget is lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from freight.domain.problem import Problem
from freight.solve.insertion import Routes
from freight.solve.laps import ENOUGH_STEPS, LONG, ONE, PACE_S, SMALL, TOGETHER, Laps, choose_laps
from tests.problems import Features, random_problem

ORDERS = 100
LONG_ROUTES: Routes = {0: tuple(range(60)), 1: tuple(range(60, 100)), 2: ()}
SHORT_ROUTES: Routes = {vehicle: tuple(range(10 * vehicle, 10 * vehicle + 10)) for vehicle in range(10)}
PLENTY = int(ENOUGH_STEPS * ORDERS / LONG.shares[0])


def a_day(orders: int = ORDERS) -> Problem:
    return random_problem(np.random.default_rng(1), Features(), orders, vehicles=10)


def test_long_routes_are_begun_anew_and_short_ones_walked_through_once() -> None:
    assert choose_laps(a_day(), LONG_ROUTES, 1, None, PLENTY) is LONG
    assert choose_laps(a_day(), SHORT_ROUTES, 1, None, PLENTY) is ONE
    assert choose_laps(a_day(), SHORT_ROUTES, 2, None, PLENTY) is TOGETHER
    assert choose_laps(a_day(), {}, 1, None, PLENTY) is ONE


def test_a_short_budget_is_not_divided() -> None:
    assert choose_laps(a_day(), LONG_ROUTES, 1, None, PLENTY - ORDERS) is ONE
    assert choose_laps(a_day(), LONG_ROUTES, 1, PLENTY * PACE_S * 1.01, None) is LONG
    assert choose_laps(a_day(), LONG_ROUTES, 1, PLENTY * PACE_S * 0.9, None) is ONE


def test_small_days_are_walked_through_several_times() -> None:
    assert choose_laps(a_day(40), {0: (1, 2)}, 1, None, 1000) is SMALL
    assert choose_laps(a_day(40), {0: (1, 2)}, 1, None, 4) is ONE


@pytest.mark.parametrize("laps", [ONE, TOGETHER, SMALL, LONG])
@given(iterations=st.integers(1, 10**7))
def test_the_steps_of_all_laps_are_the_budget(laps: Laps, iterations: int) -> None:
    steps = [laps.steps(iterations, lap) for lap in range(len(laps.shares))]
    assert sum(steps) == iterations
    assert all(abs(count - iterations * share) <= 1 for count, share in zip(steps, laps.shares, strict=True))


@pytest.mark.parametrize("laps", [ONE, TOGETHER, SMALL, LONG])
def test_the_seconds_of_all_laps_are_the_budget(laps: Laps) -> None:
    left_s = 30.0
    for lap, share in enumerate(laps.shares):
        seconds = laps.seconds(left_s, lap)
        assert seconds == pytest.approx(30.0 * share)
        left_s -= seconds
    assert left_s == pytest.approx(0.0)
