"""One leg driven street by street: where the vehicle is at which second, and what it costs in energy."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from freight.check.hourly import hourly_s
from freight.domain.plan import Leg
from freight.domain.travel import FloatArray, IntArray
from freight.network.view import StreetView

TOLERANCE_S = 1.0
"""A plan is made of whole seconds, rounded up: the street may be this much early, and as much late."""


@dataclass(frozen=True, eq=False, slots=True)
class Motion:
    """A leg as driven; arrays of shape (streets,) in driving order."""

    leg: Leg
    streets: IntArray
    length_m: FloatArray
    """Metres driven on each street."""
    turn_s: FloatArray
    """Seconds of the turn into each street, 0 for the first."""
    enter_s: FloatArray
    """Clock when the turn into each street begins."""
    on_s: FloatArray
    """Clock when the turn is done and the street itself begins."""
    off_s: FloatArray
    """Clock at the end of each street, or at the stop."""
    energy_kwh: FloatArray
    """Drawn with the payload on board; negative where a descent gives back."""
    priced_kwh: float
    """At the reference load: what the plan's cost counts."""
    depart_s: float
    arrive_s: float


def shares(leg: Leg) -> FloatArray:
    """Share of each street that is driven, never negative."""
    part = np.ones(len(leg.streets))
    if len(part):
        part[0] -= min(max(leg.from_share, 0.0), 1.0)
        part[-1] -= 1.0 - min(max(leg.to_share, 0.0), 1.0)
    return np.maximum(part, 0.0)


def turn_s(view: StreetView, before: int, after: int) -> float | None:
    """Seconds of a turn; None where the vehicle knows no such turn."""
    begin, end = int(view.turn_start[before]), int(view.turn_start[before + 1])
    found = np.flatnonzero(view.turn_to[begin:end] == after)
    return float(view.turn_s[begin + int(found[0])]) if len(found) else None


def drive(leg: Leg, depart_s: float, view: StreetView, payload_kg: float) -> Motion:
    """Drive a leg from `depart_s` on with so much on board, as a vehicle with this view would.

    Nothing is refused here: a closed street is driven at its nominal speed and a turn that does not exist
    takes no time, so that one fault does not hide the next.
    """
    streets = np.asarray(leg.streets, dtype=np.int64)
    part = shares(leg)
    whole_m = view.streets.length_m[streets]
    turns = [turn_s(view, before, after) or 0.0 for before, after in pairwise(leg.streets)]
    turning_s = np.array([0.0, *turns])[: len(streets)]
    if view.pace is None:
        drive_s = view.drive_s[streets] * part
    else:
        drive_s = hourly_s(view.pace, view.pace.drive_s[:, streets] * part, float(turning_s.sum()), depart_s)
    hold_s = np.zeros(len(streets))
    if 0 <= leg.hold_before < len(streets):
        hold_s[leg.hold_before] = max(leg.hold_s, 0)
    off_s = depart_s + np.cumsum(hold_s + turning_s + drive_s)
    on_s = off_s - drive_s
    return Motion(
        leg=leg,
        streets=streets,
        length_m=whole_m * part,
        turn_s=turning_s,
        enter_s=on_s - turning_s,
        on_s=on_s,
        off_s=off_s,
        energy_kwh=(view.drawn.empty_kwh[streets] + view.drawn.per_kg_kwh[streets] * payload_kg) * part,
        priced_kwh=float((view.energy_kwh[streets] * part).sum()),
        depart_s=depart_s,
        arrive_s=float(off_s[-1]) if len(off_s) else depart_s,
    )
