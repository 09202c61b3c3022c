"""Zones and streets as shapes in metres."""

from __future__ import annotations

import math

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from freight.domain.scenario import Zone
from freight.domain.travel import FloatArray
from freight.network.streets import Streets

LEAST_INSIDE_M = 0.5
"""A street is inside a zone when more than this of it is: below lies the noise of cutting."""
METRES_PER_DEGREE = 111_195.0
"""Of latitude, on a sphere of 6371 km."""


def outline(zone: Zone) -> BaseGeometry:
    """The zone's polygons in degrees, joined."""
    return shapely.union_all([shapely.Polygon(polygon[0], polygon[1:]) for polygon in zone.polygons])


def metres_frame(lat: float) -> FloatArray:
    """Shape (2,): metres per degree of longitude and of latitude near a latitude."""
    return np.array([METRES_PER_DEGREE * math.cos(math.radians(lat)), METRES_PER_DEGREE])


def segment_lines(streets: Streets, frame: FloatArray) -> FloatArray:
    """Shape (streets / 2,): one shapely line in metres for every pair of twins, in the even one's direction."""
    counts = np.diff(streets.point_start)
    owner = np.repeat(np.arange(streets.count), counts)
    even = owner % 2 == 0
    lines = shapely.linestrings(streets.points[even] * frame, indices=owner[even] // 2)
    return np.asarray(lines)
