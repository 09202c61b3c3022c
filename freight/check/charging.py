"""What a battery really takes at a charger: the vehicle's own curve under the charger's power, integrated.

Between two bends of the curve the power is linear in the energy ``E`` held, ``dE/dt = p0 + b (E - E0)``, so
the energy grows as ``E0 + p0 (exp(b t) - 1) / b`` and a piece takes ``ln(p1 / p0) / b`` hours. Nothing here is
taken from the tables that the plan was made with.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from freight.domain.fleet import Battery, VehicleType
from freight.domain.plan import Charge
from freight.domain.scenario import Charger
from freight.domain.timeline import ChargeDone
from freight.units import SECONDS_PER_HOUR

DRAWN = 4
"""A piece whose power falls is drawn with so many steps."""

PlugIn = Callable[[int, float], ChargeDone | None]
"""(number of the visit, kWh on arrival) -> what is charged there; None where nothing is."""


class Piece(NamedTuple):
    """A part of the charge curve along which power is linear in the energy held."""

    from_kwh: float
    to_kwh: float
    from_kw: float
    to_kw: float

    @property
    def slope_per_h(self) -> float:
        """Change of power by energy."""
        return (self.to_kw - self.from_kw) / (self.to_kwh - self.from_kwh)

    def hours_to(self, kwh: float) -> float:
        """Hours from the beginning of the piece to an energy on it."""
        slope, gained = self.slope_per_h, kwh - self.from_kwh
        growth = slope * gained / self.from_kw
        return math.log1p(growth) / slope if abs(growth) > 1e-9 else gained / self.from_kw

    def kwh_after(self, hours: float) -> float:
        """Energy held so many hours after the beginning of the piece."""
        growth = self.slope_per_h * hours
        gained = self.from_kw * (math.expm1(growth) / self.slope_per_h if abs(growth) > 1e-9 else hours)
        return min(self.from_kwh + gained, self.to_kwh)


def pieces(battery: Battery, most_kw: float, from_kwh: float, to_kwh: float) -> Iterator[Piece]:
    """The curve between two energies, where no more than `most_kw` arrive in the battery."""
    for (low, low_kw), (high, high_kw) in pairwise(_limited(battery, most_kw)):
        begin, end = max(low, from_kwh), min(high, to_kwh)
        if end > begin:
            rise = (high_kw - low_kw) / (high - low)
            yield Piece(begin, end, low_kw + rise * (begin - low), low_kw + rise * (end - low))


def _limited(battery: Battery, most_kw: float) -> list[tuple[float, float]]:
    """Points (kWh, kW) of the curve under the charger's power, with those where it comes below it."""
    points: list[tuple[float, float]] = []
    for share, kw in battery.charge_curve:
        kwh = share * battery.usable_kwh
        if points and (points[-1][1] - most_kw) * (kw - most_kw) < 0:
            before_kwh, before_kw = points[-1]
            crossing = before_kwh + (most_kw - before_kw) / (kw - before_kw) * (kwh - before_kwh)
            points.append((crossing, most_kw))
        points.append((kwh, kw))
    return [(kwh, min(kw, most_kw)) for kwh, kw in points]


def session(
    battery: Battery, charger: Charger, charge: Charge, begin_s: float, end_s: float, arrive_kwh: float
) -> ChargeDone:
    """One session as it happens: set-up, then current until the level is reached or the vehicle leaves."""
    flow_s = min(begin_s + charger.setup_s, end_s)
    left_h = (end_s - flow_s) / SECONDS_PER_HOUR
    goal_kwh = min(charge.level_kwh, battery.usable_kwh)
    held_kwh, now_s = arrive_kwh, flow_s
    levels = [(begin_s, arrive_kwh), (flow_s, arrive_kwh)]
    for piece in pieces(battery, charger.power_kw * charger.efficiency, arrive_kwh, goal_kwh):
        hours = min(piece.hours_to(piece.to_kwh), left_h)
        steps = DRAWN if piece.from_kw != piece.to_kw else 1
        for step in range(1, steps + 1):
            after_h = hours * step / steps
            held_kwh = piece.kwh_after(after_h)
            levels.append((now_s + after_h * SECONDS_PER_HOUR, held_kwh))
        now_s, left_h = now_s + hours * SECONDS_PER_HOUR, left_h - hours
        if left_h <= 0.0:
            break
    levels.append((max(end_s, levels[-1][0]), held_kwh))
    return ChargeDone(charger.id, held_kwh - arrive_kwh, tuple(levels))


def may_charge(kind: VehicleType, charger: Charger) -> bool:
    """Whether a vehicle type can be plugged in at a charger at all."""
    return kind.battery is not None and bool(kind.battery.charge_curve) and kind.mode in charger.modes


def plug_in(
    charges: Mapping[int, tuple[Charge, float, float]], kind: VehicleType, chargers: Mapping[str, Charger]
) -> PlugIn:
    """What each charging halt of a route gives; nothing at an unknown charger or one that does not fit.

    Parameters
    ----------
    charges
        Number of the visit -> what it is for, plugged in from and to (clock of the replay).
    """

    def done(number: int, arrive_kwh: float) -> ChargeDone | None:
        if number not in charges:
            return None
        charge, begin_s, end_s = charges[number]
        charger = chargers.get(charge.charger_id)
        if kind.battery is None or charger is None or not may_charge(kind, charger):
            return ChargeDone(charge.charger_id, 0.0, ((begin_s, arrive_kwh), (end_s, arrive_kwh)))
        return session(kind.battery, charger, charge, begin_s, end_s, arrive_kwh)

    return done
