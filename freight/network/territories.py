"""Where a place lies among zones: how far outside of them, and in which."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import shapely
from shapely.geometry.base import BaseGeometry

from freight.domain.scenario import Zone
from freight.network.zone_shapes import metres_frame, outline


def metres_outside(zones: Sequence[Zone], lat: float, lon: float) -> float:
    """Metres from a place to the nearest of these zones: 0 inside or on a border, infinite without any."""
    frame = metres_frame(lat)
    place = shapely.Point(lon * frame[0], lat * frame[1])
    shapes = (shapely.transform(_outline(zone), lambda points: points * frame) for zone in zones)
    return min((float(shapely.distance(shape, place)) for shape in shapes), default=float("inf"))


def zones_at(zones: Sequence[Zone], lat: float, lon: float) -> tuple[Zone, ...]:
    """Those of the zones in which a place lies, or on whose border."""
    place = shapely.Point(lon, lat)
    return tuple(zone for zone in zones if _outline(zone).covers(place))


@lru_cache(maxsize=256)
def _outline(zone: Zone) -> BaseGeometry:
    return outline(zone)
