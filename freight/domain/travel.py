"""What the solver knows of the streets: many-to-many matrices, one layer a profile."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from freight.domain.traffic import Traffic

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

UNREACHABLE = 10**9
"""Seconds, metres and Wh of a pair that no street joins; far above any horizon."""


def whole(values: FloatArray, joined: BoolArray) -> IntArray:
    """Numbers that are whole already as such, `UNREACHABLE` where streets do not join the pair."""
    return np.where(joined, values, UNREACHABLE).astype(np.int64)


@dataclass(frozen=True, eq=False, slots=True)
class TravelMatrices:
    """Shape (profiles, places, places) each; all entries of a pair belong to the same path.

    `seconds` and `energy_wh` are rounded up, so that a plan made with them is never too tight on the street.
    """

    seconds: IntArray
    """Where speeds change by the hour, those of the slowest hour: never too little, whenever one leaves."""
    metres: IntArray
    energy_wh: IntArray
    """Of an empty vehicle where `energy_wh_per_t` is given, else of any vehicle whatever is on board."""
    cost_micro: IntArray
    """Money of the leg apart from time: km, energy at the reference load, and entry fees."""
    energy_wh_per_t: IntArray | None = None
    """More Wh for every 1000 kg on board, rounded up; None where the load makes no difference."""

    traffic: Traffic | None = None
    """How seconds change by the hour; None where they do not."""

    def arrival_s(self, profile: int, origin: int, target: int, leave_s: int) -> int:
        """When a vehicle that leaves at `leave_s` is there."""
        still_s = int(self.seconds[profile, origin, target])
        if self.traffic is None or still_s >= UNREACHABLE:
            return leave_s + still_s
        return self.traffic.arrival_s(profile, origin, target, leave_s)

    def reachable(self) -> BoolArray:
        """Which pairs are joined by streets."""
        return np.asarray(self.seconds < UNREACHABLE)
