"""Metres of a projected coordinate system as degrees."""

from __future__ import annotations

from functools import cache

from pyproj import Transformer
from pyproj.exceptions import CRSError


@cache
def _transformer(epsg: int) -> Transformer:
    return Transformer.from_crs(epsg, 4326, always_xy=True)


def to_degrees(epsg: int, north: float, east: float) -> tuple[float, float]:
    """Latitude and longitude (WGS 84) of a point in metres.

    Raises
    ------
    ValueError
        When there is no such coordinate system.
    """
    try:
        lon, lat = _transformer(epsg).transform(east, north)
    except CRSError as error:
        raise ValueError(f"no coordinate system has the EPSG code {epsg}") from error
    return float(lat), float(lon)
