"""Where on the ground a leg starts and ends, and how far that is from somewhere else."""

from __future__ import annotations

import math

import numpy as np

from freight.domain.plan import Leg
from freight.network.streets import Streets

Point = tuple[float, float]
"""(lat, lon)."""

EARTH_RADIUS_M = 6_371_008.8


def gap_m(first: Point, second: Point) -> float:
    """Metres between two near points, on a plane that touches the earth between them."""
    middle = math.radians((first[0] + second[0]) / 2)
    north = math.radians(first[0] - second[0])
    east = math.radians(first[1] - second[1]) * math.cos(middle)
    return EARTH_RADIUS_M * math.hypot(north, east)


def near(away_m: float, limit_m: float) -> bool:
    """Whether a distance keeps a limit; planes and ellipsoids differ by up to half a per cent."""
    return away_m <= limit_m * 1.005 + 1.0


def point_on(streets: Streets, street: int, share: float) -> Point:
    """The point at `share` of a street's length."""
    line = streets.line(street)
    scale = math.cos(math.radians(float(line[0, 1])))
    steps = np.hypot(np.diff(line[:, 0]) * scale, np.diff(line[:, 1]))
    along = np.concatenate([[0.0], np.cumsum(steps)])
    at = min(max(share, 0.0), 1.0) * along[-1]
    return float(np.interp(at, along, line[:, 1])), float(np.interp(at, along, line[:, 0]))


def start_point(streets: Streets, leg: Leg) -> Point | None:
    """Where a leg starts; None of a leg without streets."""
    return point_on(streets, leg.streets[0], leg.from_share) if leg.streets else None


def end_point(streets: Streets, leg: Leg) -> Point | None:
    """Where a leg ends; None of a leg without streets."""
    return point_on(streets, leg.streets[-1], leg.to_share) if leg.streets else None
