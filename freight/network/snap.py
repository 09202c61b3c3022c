"""From a point to the street it is served from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import shapely

from freight.domain.travel import FloatArray, IntArray
from freight.errors import UnreachableError
from freight.network.streets import Streets, twin
from freight.network.view import CLOSED, Place, Position, StreetView
from freight.network.zone_shapes import metres_frame, segment_lines

SAME_DISTANCE_M = 1e-6
"""Streets whose distances differ by less are equally near."""
Point = tuple[str, float, float]
"""Label, latitude, longitude."""


class Snapper:
    """Finds the nearest street that the vehicles of one view may use.

    Distances are measured in an equirectangular projection around the middle of the network: over 30 km
    wrong by less than 0.3 % at 60 degrees north. Streets of other vehicles do not count, however near.
    """

    def __init__(self, view: StreetView) -> None:
        self._view = view
        streets = view.streets
        middle_lat = float((streets.node_lat.min() + streets.node_lat.max()) / 2) if streets.count else 0.0
        self._frame = metres_frame(middle_lat)
        usable = view.access != CLOSED
        self._street = np.flatnonzero(usable & ((np.arange(streets.count) % 2 == 0) | ~usable[_twins(streets)]))
        points, line = _points_of(streets, self._street)
        self._lines = np.asarray(shapely.linestrings(self._projected(points), indices=line), dtype=object)
        self._tree = shapely.STRtree(self._lines)

    def snap(self, label: str, lat: float, lon: float, limit_m: float) -> Place:
        """Where a stop meets the streets: in each direction that may be driven.

        Parameters
        ----------
        label
            Names the stop in messages.
        lat, lon
            Degrees, WGS 84.
        limit_m
            Largest distance to the street.

        Raises
        ------
        UnreachableError
            When the nearest usable street is farther away; the text says what may be wrong.
        """
        found = self.snap_many([(label, lat, lon)], limit_m)[0]
        if isinstance(found, UnreachableError):
            raise found
        return found

    def snap_many(self, points: Sequence[Point], limit_m: float) -> tuple[Place | UnreachableError, ...]:
        """Snap many points at once; an error stands where `snap` would have raised it."""
        if not len(self._street):
            return tuple(UnreachableError(self._no_streets(label)) for label, _, _ in points)
        lat_lon = np.array([(lat, lon) for _, lat, lon in points], dtype=np.float64).reshape(-1, 2)
        dots = np.asarray(shapely.points(self._projected(lat_lon[:, ::-1])), dtype=object)
        row = self._nearest(dots)
        distance_m = shapely.distance(dots, self._lines[row])
        share = shapely.line_locate_point(self._lines[row], dots, normalized=True)
        return tuple(
            self._place(point, int(self._street[row[k]]), float(share[k]), float(distance_m[k]), limit_m)
            for k, point in enumerate(points)
        )

    def _nearest(self, dots: np.ndarray) -> IntArray:
        """Row of the nearest line of each point; of equals the one of the lowest street."""
        _, distance_m = self._tree.query_nearest(dots, all_matches=False, return_distance=True)
        dot, row = self._tree.query(dots, predicate="dwithin", distance=distance_m + SAME_DISTANCE_M)
        order = np.lexsort((row, dot))
        first = np.searchsorted(dot[order], np.arange(len(dots)))
        return np.asarray(row[order][first], dtype=np.int64)

    def _projected(self, lon_lat: FloatArray) -> FloatArray:
        return np.asarray(lon_lat * self._frame)

    def _place(
        self, point: Point, street: int, share: float, distance_m: float, limit_m: float
    ) -> Place | UnreachableError:
        if distance_m > limit_m:
            return UnreachableError(self._too_far(point, street, distance_m, limit_m))
        positions = [Position(street, share)]
        if street % 2 == 0 and self._view.access[twin(street)] != CLOSED:
            positions.append(Position(twin(street), 1.0 - share))
        return Place(*point, tuple(positions), distance_m)

    def _no_streets(self, label: str) -> str:
        return (
            f"{label}: the network has no street that {self._view.profile_id} may use; "
            "check the vehicle type's size, weight and mode, and the zones, or build the network anew"
        )

    def _too_far(self, point: Point, street: int, distance_m: float, limit_m: float) -> str:
        label, lat, lon = point
        name = self._view.streets.name(street) or "a street without name"
        far = (
            f"{label} at {lat:.5f}, {lon:.5f}: the nearest street for {self._view.profile_id} is {name}, "
            f"{distance_m:.0f} m away; at most {limit_m:.0f} m are allowed"
        )
        south, west, north, east = self._bounds()
        if south <= lat <= north and west <= lon <= east:
            advice = "Move the point to the street it is served from, or raise the scenario's snap limit"
            return f"{far}{self._shut_near(lat, lon, limit_m)}. {advice}"
        if south <= lon <= north and west <= lat <= east:
            return (
                f"{far}. The point lies inside the network when latitude and longitude are swapped: swap them"
            )
        return (
            f"{far}. The point lies outside the network (latitude {south:.4f} to {north:.4f}, longitude "
            f"{west:.4f} to {east:.4f}): correct it, or build a network that covers it"
        )

    def _shut_near(self, lat: float, lon: float, limit_m: float) -> str:
        """What is said of a street near by that is not usable; empty without one."""
        dot = shapely.Point(*self._projected(np.array([lon, lat])))
        found, away_m = self._every_segment.query_nearest(
            dot, max_distance=limit_m, return_distance=True, all_matches=False
        )
        if not len(found):
            return ""
        name = self._view.streets.name(2 * int(found[0])) or "a street without name"
        return f"; {name}, {away_m[0]:.0f} m away, is closed to it or not joined to the rest of its streets"

    @cached_property
    def _every_segment(self) -> shapely.STRtree:
        """Of all streets, usable or not; made only when a place is lost."""
        return shapely.STRtree(segment_lines(self._view.streets, self._frame))

    def _bounds(self) -> tuple[float, float, float, float]:
        streets = self._view.streets
        return (
            float(streets.node_lat.min()),
            float(streets.node_lon.min()),
            float(streets.node_lat.max()),
            float(streets.node_lon.max()),
        )


def _twins(streets: Streets) -> IntArray:
    return np.arange(streets.count) ^ 1


def _points_of(streets: Streets, chosen: IntArray) -> tuple[FloatArray, IntArray]:
    """Longitude and latitude of all points of these streets, and which of them each point belongs to."""
    count = streets.point_start[chosen + 1] - streets.point_start[chosen]
    line = np.repeat(np.arange(len(chosen)), count)
    first = np.cumsum(count) - count
    row = np.arange(len(line)) - np.repeat(first - streets.point_start[chosen], count)
    return streets.points[row], line
