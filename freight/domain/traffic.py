"""Travel times that change with the hour, and when one arrives by them.

A leg is driven at the pace of the hour in which the vehicle is. When the hour changes on the way, the share
of the leg that is left is driven at the new pace, every street of it alike. So a later departure never arrives
earlier (first in, first out), and a leg takes what its streets take wherever no hour changes.

References
----------
.. [1] S. Ichoua, M. Gendreau, J.-Y. Potvin, Vehicle dispatching with time-dependent travel times, European
   Journal of Operational Research 144(2), 2003.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
MS = 1000
"""Milliseconds in a second."""


@dataclass(frozen=True, eq=False, slots=True)
class Traffic:
    """Paces by profile and hour."""

    starts_s: tuple[tuple[int, ...], ...]
    """By profile: when each period begins, ascending; the first holds before it too, the last ever after."""
    paces: tuple[tuple[int, ...], ...]
    """By profile: the pace of each period, an index into `ms`."""
    ms: IntArray
    """Shape (profiles, paces, places, places): milliseconds of a leg driven at one pace, rounded up."""

    def arrival_s(self, profile: int, origin: int, target: int, leave_s: int) -> int:
        """When a vehicle that leaves at `leave_s` is there, rounded up."""
        starts, paces = self.starts_s[profile], self.paces[profile]
        period = max(0, bisect_right(starts, leave_s) - 1)
        now_ms, left_ms = leave_s * MS, int(self.ms[profile, paces[period], origin, target])
        while period + 1 < len(starts):
            until_ms = starts[period + 1] * MS - now_ms
            if left_ms <= until_ms:
                break
            old, new = (int(self.ms[profile, pace, origin, target]) for pace in paces[period : period + 2])
            left_ms = -((until_ms - left_ms) * new // old)
            now_ms += until_ms
            period += 1
        return -((-now_ms - left_ms) // MS)

    def leave_by_s(self, profile: int, origin: int, target: int, arrive_s: int) -> int:
        """The last moment to leave and be there at `arrive_s` at the latest."""
        starts, paces = self.starts_s[profile], self.paces[profile]
        period = max(0, bisect_right(starts, arrive_s) - 1)
        now_ms, left_ms = arrive_s * MS, int(self.ms[profile, paces[period], origin, target])
        while period > 0:
            since_ms = now_ms - starts[period] * MS
            if left_ms <= since_ms:
                break
            old, new = (int(self.ms[profile, paces[at], origin, target]) for at in (period, period - 1))
            left_ms = (left_ms - since_ms) * new // old
            now_ms -= since_ms
            period -= 1
        return self._settled(profile, origin, target, arrive_s, (now_ms - left_ms) // MS)

    def _settled(self, profile: int, origin: int, target: int, arrive_s: int, leave_s: int) -> int:
        """The exact second near one that was found by division."""
        while self.arrival_s(profile, origin, target, leave_s) > arrive_s:
            leave_s -= 1
        while self.arrival_s(profile, origin, target, leave_s + 1) <= arrive_s:
            leave_s += 1
        return leave_s

    def fastest_s(self) -> IntArray:
        """Shape (profiles, places, places): seconds at the fastest pace that a profile meets, rounded up."""
        own = [self.ms[row, sorted(set(paces))].min(axis=0) for row, paces in enumerate(self.paces)]
        return np.asarray(-(-np.stack(own) // MS))
