"""Polygons of the map that we keep: water for the picture, low-emission zones for the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from freight.domain.scenario import Ring
from freight.network.osm_scan import RawRelation, Scan
from freight.network.streets import Area

if TYPE_CHECKING:
    from shapely import LineString, MultiPolygon, Polygon

    Coordinates = Mapping[int, tuple[float, float]]

SMALLEST_WATER_DEG2 = 5e-7
"""About 3000 m2 at 60 degrees north: ponds and pools are left out of the picture."""


def areas(scan: Scan, ignored: Counter[str]) -> tuple[Area, ...]:
    """Build the polygons of a scan, in the order of the file; broken ones are counted in `ignored`."""
    found: list[Area] = []
    for way in scan.area_ways:
        found += _area(way.tags, [way.nodes], [], scan.coordinates, ignored)
    for relation in scan.area_relations:
        outer = _outlines(relation, scan, inner=False)
        inner = _outlines(relation, scan, inner=True)
        found += _area(relation.tags, outer, inner, scan.coordinates, ignored)
    return tuple(found)


def _outlines(relation: RawRelation, scan: Scan, *, inner: bool) -> list[list[int]]:
    return [
        scan.member_ways[ref]
        for kind, ref, role in relation.members
        if kind == "w" and ref in scan.member_ways and (role == "inner") == inner
    ]


def _area(
    tags: Mapping[str, str],
    outer: list[list[int]],
    inner: list[list[int]],
    coordinates: Coordinates,
    ignored: Counter[str],
) -> list[Area]:
    kind = "low_emission_zone" if tags.get("boundary") == "low_emission_zone" else "water"
    shape = _shape(outer, inner, coordinates)
    if shape.is_empty:
        ignored[f"{kind.replace('_', ' ')} outlines not closed"] += 1
        return []
    if kind == "water" and shape.area < SMALLEST_WATER_DEG2:
        ignored["small waters"] += 1
        return []
    return [
        Area(
            kind, tags.get("name", ""), tuple(_rings(part) for part in shape.geoms), dict(sorted(tags.items()))
        )
    ]


def _shape(outer: list[list[int]], inner: list[list[int]], coordinates: Coordinates) -> MultiPolygon:
    from shapely import MultiPolygon, Polygon, polygonize, union_all

    def closed(lines: list[LineString]) -> list[Polygon]:
        return [part for part in polygonize(lines).geoms if isinstance(part, Polygon)]

    shape = union_all(closed(_lines(outer, coordinates))).difference(
        union_all(closed(_lines(inner, coordinates)))
    )
    parts = [
        part for part in getattr(shape, "geoms", [shape]) if isinstance(part, Polygon) and not part.is_empty
    ]
    return MultiPolygon(parts)


def _lines(outlines: Iterable[list[int]], coordinates: Coordinates) -> list[LineString]:
    from shapely import LineString

    known = ([coordinates[ref] for ref in outline if ref in coordinates] for outline in outlines)
    return [LineString(points) for points in known if len(points) > 1]


def _rings(polygon: Polygon) -> tuple[Ring, ...]:
    return tuple(
        tuple((float(lon), float(lat)) for lon, lat, *_ in ring.coords)
        for ring in (polygon.exterior, *polygon.interiors)
    )
