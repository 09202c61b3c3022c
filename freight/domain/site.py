"""A depot's power supply, and the schedule by which its vehicles charge there.

The depot's day repeats: a vehicle is plugged in when it is back, as on the planning day, and leaves again 24
hours after it left. So every stay at the depot ends on the planning day and may begin the day before, at a
negative time, and whatever happens at the same clock happens together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from freight.units import SECONDS_PER_DAY, SECONDS_PER_HOUR

HOURS_A_DAY = 24
ByHour = tuple[float, ...]
"""24 values, one for each hour of the clock."""


class Ready(StrEnum):
    """To what level vehicles are charged before they leave."""

    FULL = "full"
    NEEDED = "needed"


@dataclass(frozen=True, slots=True)
class Site:
    """What one depot has for charging."""

    depot_id: str
    charger_ids: tuple[str, ...]
    cap_kw: float
    """What the site may draw at any moment, charging and base load together."""
    base_kw: ByHour
    price_nok_per_kwh: ByHour
    tariff_nok_per_kw: float
    """For each kW of the month's highest hour."""
    peak_so_far_kw: float
    """The month's highest hour before this day."""
    efficiency_share: float
    """Of the energy drawn, what reaches the battery."""
    plugged_in_s: int | None
    """Nobody plugs in before this, the evening before (negative); None: as soon as a vehicle is back."""
    evening_level: Mapping[str, float]
    """Share of the usable energy when plugged in, by vehicle; others as the planning day leaves them."""
    ready: Ready
    ready_before_s: int
    """Charging ends this long before a vehicle leaves."""
    step_s: int
    """Power changes at whole steps of the clock only."""


@dataclass(frozen=True, slots=True)
class PowerStep:
    """Constant power for a while."""

    begin_s: int
    end_s: int
    kw: float
    """Drawn from the grid."""

    @property
    def kwh(self) -> float:
        """Energy drawn from the grid."""
        return self.kw * (self.end_s - self.begin_s) / SECONDS_PER_HOUR


@dataclass(frozen=True, slots=True)
class Session:
    """One vehicle at one socket, with what the schedule says it holds before and after."""

    vehicle_id: str
    charger_id: str
    socket: int
    """From 1."""
    plug_s: int
    unplug_s: int
    begin_kwh: float
    """In the battery, reserve included."""
    end_kwh: float
    steps: tuple[PowerStep, ...]
    """Ascending; no power between them."""

    @property
    def drawn_kwh(self) -> float:
        """Energy drawn from the grid."""
        return sum(step.kwh for step in self.steps)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A vehicle that can not be charged to the level asked for."""

    vehicle_id: str
    kwh: float


@dataclass(frozen=True, slots=True)
class SiteSchedule:
    """How the vehicles of one depot charge."""

    depot_id: str
    sessions: tuple[Session, ...]
    shortfalls: tuple[Shortfall, ...]


def folded_s(at_s: float) -> float:
    """Clock of a time on any day, seconds since midnight."""
    return at_s % SECONDS_PER_DAY
