"""Directions along a driven line, measured over some metres so that a kink at a corner does not decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from freight.domain.travel import FloatArray
from freight.network.streets import Streets

LOOK_M = 15.0
"""A direction is that from one point to another so far along."""
DEGREE_M = 111_195.0
"""Of latitude, on the sphere of 6371 km."""


@dataclass(frozen=True, eq=False, slots=True)
class Track:
    """The line of a leg in metres east and north of its first point; streets at the ends are whole."""

    origin: tuple[float, float]
    """lon, lat."""
    scale: tuple[float, float]
    """Metres of a degree of longitude and of latitude."""
    points: FloatArray
    """Shape (points, 2)."""
    along_m: FloatArray
    """Shape (points,): metres from the first point, never falling."""
    begin_m: FloatArray
    """Shape (streets + 1,): where each street begins, and the end of the last."""
    start_m: float
    """Where the vehicle begins."""
    end_m: float
    """Where it halts."""

    @classmethod
    def of(cls, streets: Streets, path: Sequence[int], from_share: float, to_share: float) -> Track:
        """The line of streets driven one after another."""
        lines = [streets.line(street) for street in path]
        lon, lat = (float(value) for value in lines[0][0])
        scale = (DEGREE_M * float(np.cos(np.radians(lat))), DEGREE_M)
        points = (np.concatenate(lines) - (lon, lat)) * scale
        along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
        ends = np.cumsum([len(line) for line in lines]) - 1
        begin = np.concatenate([[0.0], along[ends]])
        start = float(from_share * begin[1])
        end = float(begin[-2] + to_share * (begin[-1] - begin[-2]))
        return cls((lon, lat), scale, points, along, begin, start, end)

    def at(self, metres: float) -> FloatArray:
        """The point so far along: east, north."""
        return np.array([np.interp(metres, self.along_m, self.points[:, axis]) for axis in (0, 1)])

    def bearing_deg(self, low_m: float, high_m: float) -> float:
        """Direction from one point of the line to another, clockwise from north."""
        east, north = self.at(high_m) - self.at(low_m)
        return float(np.degrees(np.arctan2(east, north)))

    def start_deg(self, street: int) -> float:
        """Direction in which the vehicle sets out on a street of the path, 0 to 360."""
        begin = max(self.start_m, float(self.begin_m[street]))
        ahead = min(begin + 2.0 * LOOK_M, float(self.begin_m[street + 1]))
        low = begin if ahead - begin > 1.0 else max(ahead - LOOK_M, 0.0)
        return self.bearing_deg(low, ahead) % 360.0

    def turn_deg(self, street: int, since: int | None = None) -> float:
        """Change of direction on entering a street of the path, right positive.

        Parameters
        ----------
        since
            Where a piece before `street` is part of the turn: the first street of that piece.
        """
        leaves = float(self.begin_m[street if since is None else since])
        enters = float(self.begin_m[street])
        into = self.bearing_deg(max(leaves - LOOK_M, 0.0), leaves)
        out = self.bearing_deg(enters, min(enters + LOOK_M, float(self.begin_m[-1])))
        return (out - into + 180.0) % 360.0 - 180.0

    def offset_m(self, target: tuple[float, float]) -> float:
        """How far right of the line a place (lat, lon) lies where the vehicle halts; left is negative."""
        lat, lon = target
        place = np.array([(lon - self.origin[0]) * self.scale[0], (lat - self.origin[1]) * self.scale[1]])
        low = max(self.end_m - LOOK_M, 0.0)
        high = self.end_m if self.end_m > low else float(self.begin_m[-1])
        heading = np.radians(self.bearing_deg(low, high))
        east, north = place - self.at(self.end_m)
        return float(east * np.cos(heading) - north * np.sin(heading))
