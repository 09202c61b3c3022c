"""How one vehicle class sees the streets on one day: the data every other part of the network works on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from freight.domain.scenario import Interval
from freight.domain.travel import BoolArray, FloatArray, IntArray
from freight.network.energy import LinearEnergy
from freight.network.pace import Pace
from freight.network.streets import Streets

CLOSED, THROUGH, DESTINATION = 0, 1, 2
"""Never; freely; only on the way to or from a stop there (``access=destination|delivery``, hours, zones)."""


@dataclass(frozen=True, eq=False, slots=True)
class StreetView:
    """Arrays of shape (streets,) unless said otherwise; entries of closed streets mean nothing.

    The THROUGH streets are one strongly connected set under the turn rules; every DESTINATION street can be
    reached from it and left to it by DESTINATION streets alone.
    """

    streets: Streets
    profile_id: str
    """Names the vehicle class in messages."""
    access: NDArray[np.int8]
    hours: NDArray[np.int32]
    """Index into `timetable`, -1 for a street without hours. Only DESTINATION streets have hours."""
    timetable: tuple[tuple[Interval, ...], ...]
    """Open intervals of the planning day, ascending."""
    speed_kph: FloatArray
    drive_s: FloatArray
    """Seconds along the whole street, delays at its far end (signals, crossings) included; where the hour
    matters, at the slowest one."""
    energy_kwh: FloatArray
    """kWh of battery or fuel for the whole street at the reference load: what is paid for. Not negative."""
    drawn: LinearEnergy
    """What driving the whole street really draws, by payload; negative where a descent gives back."""
    bound: LinearEnergy | None
    """Never less than `drawn`, never negative: what range is planned with. None where range does not bind."""
    cost_nok: FloatArray
    """Generalised cost of the whole street: time, km and energy. Positive."""
    turn_start: IntArray
    """Shape (streets + 1,): turns out of street i are ``turn_start[i]:turn_start[i + 1]`` below."""
    turn_to: IntArray
    """Shape (turns,): allowed next streets; two-street bans and U-turns are already left out."""
    turn_s: FloatArray
    """Shape (turns,): seconds lost in the turn."""
    turn_fee_nok: FloatArray
    """Shape (turns,): zone fees per entry paid when this turn leads into the zone."""
    turn_cost_nok: FloatArray
    """Shape (turns,): generalised cost of the turn, its fee included."""
    banned_paths: tuple[tuple[int, ...], ...]
    """Sequences of three streets or more that must not be driven (restrictions over via ways)."""
    zone_inside: Mapping[str, BoolArray]
    """By zone id: which streets lie inside."""
    day_fee_nok: Mapping[str, float]
    """By zone id: fees per day for this vehicle. Inside streets of these zones are DESTINATION at best."""
    pace: Pace | None = None
    """How `drive_s` changes by the hour; None where it does not."""


@dataclass(frozen=True, slots=True)
class Position:
    """A point on a directed street, `share` of its length from its start."""

    street: int
    share: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stop meets the streets of one view: one position, or one for each direction of the street."""

    label: str
    lat: float
    lon: float
    positions: tuple[Position, ...]
    distance_m: float
    """From the point to the street."""
