"""What adds up along a path besides its cost, for many paths at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from freight.domain.travel import FloatArray, IntArray

SECONDS, METRES, ENERGY, FEE, EMPTY, PER_KG = range(6)
"""Columns of `Along.sums`; the last two are there where range binds; then come the paces, see `first_pace`."""
WAY_OUT, WAY_IN = range(2)
"""Columns of `Along.ways`."""


def first_pace(range_binds: bool) -> int:
    """Column of the seconds at the first pace; up to the last column they follow each other."""
    return PER_KG + 1 if range_binds else EMPTY


@dataclass(frozen=True, eq=False, slots=True)
class Along:
    """One row a path. Where a view has neither hours nor day fees, `ways` and `marks` have no columns."""

    sums: FloatArray
    """Shape (paths, 4 or 6, and one for each pace): seconds, metres, kWh at the reference load, fees; kWh of an
    empty vehicle and more kWh a kg of payload, as range is planned with them; seconds at each pace."""
    ways: FloatArray
    """Shape (paths, 2): seconds from the beginning until the last street with hours of the way out is
    left; seconds from entering the first one of the way in until the end. Minus infinity without any."""
    marks: NDArray[np.uint64]
    """Shape (paths, words): a bit for everything the path has touched."""

    @property
    def count(self) -> int:
        """Number of paths."""
        return len(self.sums)

    def take(self, rows: IntArray) -> Along:
        """The paths of these rows."""
        sums = self.sums.take(rows, axis=0)
        if not self.marks.shape[1]:
            return Along(sums, np.empty((len(sums), 0)), np.empty((len(sums), 0), dtype=np.uint64))
        return Along(sums, self.ways.take(rows, axis=0), self.marks.take(rows, axis=0))

    def put(self, rows: IntArray | slice, other: Along) -> None:
        """Overwrite the paths of these rows."""
        self.sums[rows] = other.sums
        if self.marks.shape[1]:
            self.ways[rows] = other.ways
            self.marks[rows] = other.marks


def nothing(count: int, like: Along) -> Along:
    """Paths without any street."""
    return Along(
        np.zeros((count, like.sums.shape[1])),
        np.full((count, like.ways.shape[1]), -np.inf),
        np.zeros((count, like.marks.shape[1]), dtype=np.uint64),
    )


def join(first: Along, second: Along) -> Along:
    """Drive the second paths after the first, row by row."""
    sums = first.sums + second.sums
    if not first.marks.shape[1]:
        return Along(sums, first.ways, first.marks)
    ways = np.empty_like(first.ways)
    ways[:, WAY_OUT] = np.maximum(first.ways[:, WAY_OUT], first.sums[:, SECONDS] + second.ways[:, WAY_OUT])
    ways[:, WAY_IN] = np.maximum(first.ways[:, WAY_IN] + second.sums[:, SECONDS], second.ways[:, WAY_IN])
    return Along(sums, ways, first.marks | second.marks)


def stack(parts: Sequence[Along]) -> Along:
    """All paths of the parts, one after the other."""
    return Along(
        np.concatenate([part.sums for part in parts]),
        np.concatenate([part.ways for part in parts]),
        np.concatenate([part.marks for part in parts]),
    )
