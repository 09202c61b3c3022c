"""A battery's charge curve at one charger as the few straight pieces that the solver works with."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from freight.domain.fleet import Battery
from freight.domain.problem import ChargeFunction
from freight.domain.travel import FloatArray, IntArray
from freight.units import SECONDS_PER_HOUR, WH_PER_KWH

MOST_PIECES = 7
LEVELS = 240
"""So many levels are looked at to find where the pieces of a charge function best end."""
GOOD_ENOUGH = 1.001
"""Fewer pieces are taken when with them the battery is full at most so much later."""
ROUNDING_WH = 1e-6


def full_wh(battery: Battery) -> int:
    """Whole Wh of a full battery above its reserve, rounded down."""
    return math.floor((battery.usable_kwh - battery.reserve_kwh) * WH_PER_KWH + ROUNDING_WH)


@cache
def charge_function(battery: Battery, most_kw: float) -> ChargeFunction | None:
    """Level above the reserve by time of one battery where at most `most_kw` arrive in it.

    Every piece runs at the least power that the curve has along it, and lasts whole seconds, rounded up. So
    from whatever level a vehicle begins and however short it stays, it never gets less than the function says.
    The ends of the pieces are those of at most `MOST_PIECES` that fill the battery soonest.

    Returns
    -------
    ChargeFunction or None
        None when the battery holds not a single Wh above its reserve.
    """
    full = full_wh(battery)
    if full < 1:
        return None
    levels = _levels(battery, full)
    curve = np.array(battery.charge_curve)
    share = (battery.reserve_kwh + levels / WH_PER_KWH) / battery.usable_kwh
    power_kw = np.minimum(np.interp(share, curve[:, 0], curve[:, 1]), most_kw)
    ends = _best_ends(levels, power_kw)
    second, level, pace = [0], [0], math.inf
    for index in ends:
        rise = int(levels[index]) - level[-1]
        lasts = math.ceil(rise / WH_PER_KWH / float(power_kw[index]) * SECONDS_PER_HOUR)
        # Rounding up a short piece must not make the next one look faster than it: the function is concave.
        lasts = max(1, lasts, math.ceil(rise / pace))
        pace = rise / lasts
        second.append(second[-1] + lasts)
        level.append(level[-1] + rise)
    return ChargeFunction(tuple(second), tuple(level))


def _levels(battery: Battery, full: int) -> IntArray:
    """Whole Wh above the reserve, 0 and full among them, and those just below the bends of the curve."""
    bends = [
        math.floor((at * battery.usable_kwh - battery.reserve_kwh) * WH_PER_KWH)
        for at, _ in battery.charge_curve
    ]
    grid = np.linspace(0, full, min(LEVELS, full) + 1).astype(np.int64)
    return np.unique(np.concatenate([grid, [bend for bend in bends if 0 < bend < full]])).astype(np.int64)


def _best_ends(levels: IntArray, power_kw: FloatArray) -> list[int]:
    """Which levels end the pieces, by dynamic programming over the number of pieces."""
    rise = levels[None, :] - levels[:, None]
    cost = np.where(rise > 0, rise / power_kw[None, :], np.inf)
    soonest, came_from = [cost[0]], []
    for _ in range(MOST_PIECES - 1):
        through = soonest[-1][:, None] + cost
        came_from.append(np.argmin(through, axis=0))
        soonest.append(np.min(through, axis=0))
    best = min(float(reached[-1]) for reached in soonest)
    pieces = next(k for k, reached in enumerate(soonest) if reached[-1] <= best * GOOD_ENOUGH)
    ends = [len(levels) - 1]
    for k in range(pieces, 0, -1):
        ends.append(int(came_from[k - 1][ends[-1]]))
    return ends[::-1]
