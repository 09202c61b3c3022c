"""How much power a battery takes: the curve itself, and the straight lines that a linear program can hold."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ortools.linear_solver import pywraplp

from freight.domain.fleet import Battery

Curve = Sequence[tuple[float, float]]
BISECTIONS = 50
"""Halvings of a power until it is exact to the double's last digits."""


class Line(NamedTuple):
    """Power into the battery is at most ``at_zero_kw + per_kwh * level_kwh``."""

    at_zero_kw: float
    per_kwh: float


class Storing(NamedTuple):
    """One time step and what charging loses."""

    hours: float
    efficiency_share: float

    @property
    def kwh_per_kw(self) -> float:
        """Energy stored for each kW drawn through the step."""
        return self.hours * self.efficiency_share


def curve_kw(curve: Curve, share: float) -> float:
    """Power that the battery takes at a level, kW."""
    for (low, kw), (high, next_kw) in pairwise(curve):
        if share <= high:
            return kw + (next_kw - kw) * (share - low) / (high - low)
    return curve[-1][1]


def lines(battery: Battery) -> tuple[Line, ...]:
    """Straight lines below whose lowest a power is always allowed.

    They are the curve itself where it is concave (most hold their power and then taper), and otherwise the
    concave curve with the greatest area that lies nowhere above it and nowhere below its lowest power.
    """
    if not battery.charge_curve:
        return ()
    shares = [share for share, _ in battery.charge_curve]
    below = _concave(battery.charge_curve)
    found = []
    for left, right in pairwise(range(len(shares))):
        slope = (below[right] - below[left]) / (shares[right] - shares[left])
        found.append(Line(below[left] - slope * shares[left], slope / battery.usable_kwh))
    return tuple(found)


def _concave(curve: Curve) -> list[float]:
    """Power at each level of the greatest concave curve between the lowest power and the given curve."""
    solver = pywraplp.Solver.CreateSolver("GLOP")
    lowest = min(kw for _, kw in curve)
    powers = [solver.NumVar(lowest, kw, "") for _, kw in curve]
    shares = [share for share, _ in curve]
    slopes = [(powers[k + 1] - powers[k]) * (1.0 / (shares[k + 1] - shares[k])) for k in range(len(shares) - 1)]
    for before, after in pairwise(slopes):
        solver.Add(after <= before)
    area = [(powers[k + 1] + powers[k]) * (shares[k + 1] - shares[k]) for k in range(len(shares) - 1)]
    solver.Maximize(solver.Sum(area))
    solver.Solve()
    return [float(power.solution_value()) for power in powers]


def most_kw(battery: Battery, level_kwh: float, top_kwh: float, limit_kw: float, step: Storing) -> float:
    """Greatest constant power from the grid over one step.

    Parameters
    ----------
    level_kwh, top_kwh
        In the battery at the beginning, and at most at the end.
    limit_kw
        Of socket and vehicle.
    """
    high = max(min(limit_kw, (top_kwh - level_kwh) / step.kwh_per_kw), 0.0)
    if not battery.charge_curve or _allowed(battery, level_kwh, high, step):
        return high
    low = 0.0
    for _ in range(BISECTIONS):
        middle = (low + high) / 2.0
        if _allowed(battery, level_kwh, middle, step):
            low = middle
        else:
            high = middle
    return low


def _allowed(battery: Battery, level_kwh: float, kw: float, step: Storing) -> bool:
    """Whether a power stays under the curve from the level at the beginning to the one at the end."""
    begin = level_kwh / battery.usable_kwh
    end = (level_kwh + kw * step.kwh_per_kw) / battery.usable_kwh
    inside = [share for share, _ in battery.charge_curve if begin < share < end]
    lowest = min(curve_kw(battery.charge_curve, share) for share in (begin, *inside, end))
    return kw * step.efficiency_share <= lowest
