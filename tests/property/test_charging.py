"""Charge functions against the checker's own integration of the curve, on random batteries and chargers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.build.charge_function import MOST_PIECES, charge_function, full_wh
from freight.check.charging import session
from freight.domain.fleet import Battery, Mode
from freight.domain.plan import Charge
from freight.domain.problem import ChargeFunction
from freight.domain.scenario import Charger


@st.composite
def batteries(draw: st.DrawFn) -> Battery:
    """A curve that never rises, over levels from empty to full."""
    between = sorted(draw(st.sets(st.integers(1, 99), max_size=5)))
    levels = [0.0, *(percent / 100 for percent in between), 1.0]
    powers = sorted(draw(st.lists(st.floats(1.0, 300.0), min_size=len(levels), max_size=len(levels))))[::-1]
    usable = draw(st.floats(0.5, 1.0))
    return Battery(
        draw(st.floats(0.5, 400.0)),
        usable,
        draw(st.floats(0.0, 0.9)),
        charge_curve=tuple(zip(levels, powers, strict=True)),
    )


def charger(power_kw: float) -> Charger:
    return Charger("C", "C", 0.0, 0.0, power_kw, 1, frozenset({Mode.DRIVE}), setup_s=0, efficiency=1.0)


def seconds_at(function: ChargeFunction, level_wh: float) -> float:
    return float(np.interp(level_wh, function.level_wh, function.second))


@settings(max_examples=150, deadline=None)
@given(battery=batteries(), power_kw=st.floats(1.0, 400.0), begin=st.floats(0, 1), end=st.floats(0, 1))
def test_from_any_level_the_curve_gives_at_least_what_the_function_says(
    battery: Battery, power_kw: float, begin: float, end: float
) -> None:
    function = charge_function(battery, power_kw)
    full = full_wh(battery)
    if function is None:
        assert full < 1
        return
    low, high = sorted((begin * full, end * full))
    stay_s = seconds_at(function, high) - seconds_at(function, low)
    arrive_kwh = battery.reserve_kwh + low / 1000
    done = session(battery, charger(power_kw), Charge("C", battery.usable_kwh), 0.0, stay_s, arrive_kwh)
    assert arrive_kwh + done.kwh >= battery.reserve_kwh + high / 1000 - 1e-6


@settings(max_examples=150, deadline=None)
@given(battery=batteries(), power_kw=st.floats(1.0, 400.0))
def test_a_function_has_few_pieces_is_concave_and_ends_full(battery: Battery, power_kw: float) -> None:
    function = charge_function(battery, power_kw)
    if function is None:
        return
    assert (function.second[0], function.level_wh[0]) == (0, 0)
    assert function.level_wh[-1] == full_wh(battery)
    assert len(function.second) <= MOST_PIECES + 1
    points = list(zip(function.second, function.level_wh, strict=True))
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
    assert all(lasts > 0 and rise > 0 for lasts, rise in steps)
    assert all(later[1] * before[0] <= before[1] * later[0] for before, later in pairwise(steps))


@settings(max_examples=100, deadline=None)
@given(battery=batteries(), power_kw=st.floats(1.0, 200.0), begin=st.floats(0, 1), stay_s=st.floats(0, 20_000))
def test_the_integral_is_what_small_steps_of_the_power_add_up_to(
    battery: Battery, power_kw: float, begin: float, stay_s: float
) -> None:
    held = begin * battery.usable_kwh
    done = session(battery, charger(power_kw), Charge("C", battery.usable_kwh), 0.0, stay_s, held)
    levels, powers = np.array(battery.charge_curve).T
    step_s = stay_s / 4000
    for _ in range(4000):
        kw = min(float(np.interp(held / battery.usable_kwh, levels, powers)), power_kw)
        held = min(held + kw * step_s / 3600, battery.usable_kwh)
    assert done.kwh == pytest.approx(held - begin * battery.usable_kwh, rel=0.01, abs=0.01 * battery.usable_kwh)


@settings(max_examples=100, deadline=None)
@given(
    battery=batteries(), slow=st.floats(1.0, 200.0), more=st.floats(0, 200.0), begin=st.floats(0, 1),
    stay_s=st.floats(0, 20_000),
)  # fmt: skip
def test_a_faster_charger_never_gives_less_and_nobody_gets_more_than_full(
    battery: Battery, slow: float, more: float, begin: float, stay_s: float
) -> None:
    arrive = begin * battery.usable_kwh
    goal = Charge("C", battery.usable_kwh)
    first, second = (session(battery, charger(kw), goal, 0.0, stay_s, arrive).kwh for kw in (slow, slow + more))
    assert first <= second + 1e-9
    assert 0.0 <= first <= battery.usable_kwh - arrive + 1e-9
    assert first <= slow * stay_s / 3600 + 1e-9
