"""The line on the map of a leg driven, from the streets it used."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Protocol

import numpy as np

from freight.domain.scenario import Ring
from freight.domain.travel import FloatArray
from freight.network.streets import Streets

Polygon = tuple[Ring, ...]
"""Outer ring, then holes."""
DIGITS = 7
"""Decimals of a degree in files: about a centimetre."""


class StreetSequence(Protocol):
    """What `Leg` and `DrivenLeg` have in common."""

    @property
    def streets(self) -> Iterable[int]:
        """Directed streets in driving order."""

    @property
    def from_share(self) -> float:
        """Share of the first street at which it is entered."""

    @property
    def to_share(self) -> float:
        """Share of the last street at which it is left."""


def leg_line(streets: Streets, leg: StreetSequence) -> FloatArray:
    """Points of a leg: whole streets, the first and the last cut at their shares.

    Returns
    -------
    FloatArray
        Shape (points, 2): lon, lat rounded to `DIGITS`; a leg of no length is two equal points.
    """
    indices = [int(street) for street in leg.streets]
    parts = []
    for step, street in enumerate(indices):
        low = leg.from_share if step == 0 else 0.0
        high = leg.to_share if step == len(indices) - 1 else 1.0
        parts.append(cut(streets.line(street), low, high))
    points = np.round(np.concatenate(parts), DIGITS)
    fresh = np.concatenate([[True], np.any(points[1:] != points[:-1], axis=1)])
    kept = points[fresh]
    return np.asarray(kept if len(kept) > 1 else np.repeat(kept, 2, axis=0))


def cut(line: FloatArray, low: float, high: float) -> FloatArray:
    """Part of a line between two shares of its length; where `high` is below `low`, the single point at `low`.

    Parameters
    ----------
    line
        Shape (points, 2): lon, lat.
    """
    metric = line * (np.cos(np.radians(line[:, 1].mean())), 1.0)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(metric, axis=0).T))])
    if along[-1] == 0.0:
        return line[:1]
    share = along / along[-1]
    low, high = min(max(low, 0.0), 1.0), min(max(high, low, 0.0), 1.0)
    inner = line[(share > low) & (share < high)]
    ends = [[np.interp(at, share, line[:, 0]), np.interp(at, share, line[:, 1])] for at in (low, high)]
    return np.concatenate([ends[:1], inner, ends[1:]])


def right_handed(polygon: Polygon) -> Polygon:
    """The polygon with its outer ring counterclockwise and its holes clockwise (RFC 7946, 3.1.6)."""
    return tuple(ring if (_area(ring) > 0.0) == (i == 0) else ring[::-1] for i, ring in enumerate(polygon))


def _area(ring: Ring) -> float:
    """Twice the signed area, positive when counterclockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
