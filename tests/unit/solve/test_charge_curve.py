"""Charge functions in whole numbers: never more on board than there is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from freight.domain.problem import ChargeFunction
from freight.solve.charge_curve import charge_s, level_above, level_at, second_from, second_to

BENT = ChargeFunction((0, 700, 1000, 2300), (0, 9000, 11_000, 12_345))
SECONDS, LEVELS = st.integers(0, 2300), st.integers(0, 12_345)


@given(SECONDS)
def test_levels_lie_on_either_side_of_the_line(second: int) -> None:
    low, high = level_at(BENT, second), level_above(BENT, second)
    assert 0 <= high - low <= 1
    assert (low == high) or second not in BENT.second


@given(LEVELS)
def test_reaching_a_level_takes_just_long_enough(level: int) -> None:
    second = second_to(BENT, level)
    assert level_at(BENT, second) >= level
    assert second == 0 or level_at(BENT, second - 1) < level


@given(LEVELS, LEVELS)
def test_a_session_never_gives_more_than_its_time_allows(one: int, other: int) -> None:
    low, high = sorted((one, other))
    begun, lasts = second_from(BENT, low), charge_s(BENT, low, high)
    assert level_at(BENT, begun) <= low
    assert lasts >= 0
    assert high == low or level_at(BENT, begun + lasts) >= high


@given(st.integers(0, 4000), st.integers(0, 4000))
def test_a_level_never_falls_while_charging(one: int, other: int) -> None:
    assert level_at(BENT, min(one, other)) <= level_at(BENT, max(one, other))
    assert level_at(BENT, 4000) == BENT.level_wh[-1]
