"""How long the streets of a leg take when speeds change by the hour: the checker's own reckoning."""

from __future__ import annotations

import numpy as np

from freight.domain.travel import FloatArray
from freight.network.pace import Pace


def hourly_s(pace: Pace, drive_s: FloatArray, turning_s: float, depart_s: float) -> FloatArray:
    """Seconds on every street of a leg that is left at `depart_s`.

    While the hour stays the same, the whole leg is driven at its pace. When it changes on the way, the share
    of the leg that is left is driven at the new one, every street alike. Waiting at a gate on the way changes
    nothing: the leg keeps the pace of its departure.

    Parameters
    ----------
    drive_s
        Shape (paces, streets): seconds of what is driven of each street at each pace.
    turning_s
        Seconds in turns, the same at every hour.
    """
    shares = np.zeros(len(drive_s))
    whole_s = drive_s.sum(axis=1) + turning_s
    left, clock_s = 1.0, depart_s
    for number, ends_s in zip(pace.number, (*pace.starts_s[1:], np.inf), strict=True):
        if ends_s <= clock_s:
            continue
        part = left if whole_s[number] == 0.0 else min(left, (ends_s - clock_s) / whole_s[number])
        shares[number] += part
        left -= part
        clock_s = ends_s
        if left <= 0.0:
            break
    return np.asarray(shares @ drive_s)
