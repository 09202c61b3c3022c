"""Polygons of GeoJSON: rings closed, coordinates in range and in the right order."""

from __future__ import annotations

import math

from freight.domain.scenario import Ring
from freight.inputs.explain import Location, Problem, shown
from freight.inputs.places import position_problems

KINDS = frozenset({"Polygon", "MultiPolygon"})
Polygons = tuple[tuple[Ring, ...], ...]


def polygons_of(geometry: object, where: Location, timezone: str, found: list[Problem]) -> Polygons:
    """Polygons of a Polygon, a MultiPolygon or null (none); problems are added to `found`."""
    if geometry is None:
        return ()
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or not isinstance(kind, str) or kind not in KINDS:
        advice = "a zone is a Polygon or a MultiPolygon"
        found.append(Problem((*where, "type"), shown(kind), "is not an area", advice))
        return ()
    where = (*where, "coordinates")
    coordinates = geometry.get("coordinates")
    if kind == "Polygon":
        return (_rings(coordinates, where, timezone, found),)
    if not isinstance(coordinates, list) or not coordinates:
        found.append(Problem(where, "", "holds no polygon", "draw the zone again"))
        return ()
    return tuple(
        _rings(polygon, (*where, number), timezone, found) for number, polygon in enumerate(coordinates)
    )


def _rings(polygon: object, where: Location, timezone: str, found: list[Problem]) -> tuple[Ring, ...]:
    if not isinstance(polygon, list) or not polygon:
        found.append(Problem(where, "", "holds no ring", "draw the zone again"))
        return ()
    return tuple(_ring(ring, (*where, number), timezone, found) for number, ring in enumerate(polygon))


def _ring(ring: object, where: Location, timezone: str, found: list[Problem]) -> Ring:
    points = [_point(point) for point in ring] if isinstance(ring, list) else []
    bad = next((number for number, point in enumerate(points) if point is None), None)
    if bad is not None:
        message = "is not a position"
        found.append(Problem((*where, bad), "", message, "a position is [longitude, latitude] in degrees"))
        return ()
    ends = tuple(point for point in points if point is not None)
    if len(set(ends)) < 3:
        found.append(Problem(where, "", "has fewer than three different corners", "draw the zone again"))
    elif ends[0] != ends[-1]:
        value = f"{ends[0]} ... {ends[-1]}"
        found.append(Problem(where, value, "is not closed", "repeat the first position at the end"))
    for number, (lon, lat) in enumerate(ends):
        wrong = position_problems(lat, lon, timezone)
        if wrong:
            message = wrong[0].message.replace("lat and lon are", "longitude and latitude are")
            advice = "GeoJSON writes [longitude, latitude]: [10.20, 59.74]"
            found.append(Problem((*where, number), f"{lon:g}, {lat:g}", message, advice))
            break
    return ends


def _point(point: object) -> tuple[float, float] | None:
    if not isinstance(point, list) or not 2 <= len(point) <= 4:
        return None
    numbers = [value for value in point[:2] if isinstance(value, int | float) and not isinstance(value, bool)]
    if len(numbers) < 2 or not all(abs(value) <= 180 and math.isfinite(value) for value in numbers):
        return None
    return float(numbers[0]), float(numbers[1])
