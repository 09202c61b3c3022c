"""Zone polygons: their faults, where they come from, and which streets lie inside."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import shapely

from freight.domain.scenario import Ring, Zone
from freight.domain.travel import BoolArray
from freight.errors import Fault, InputError
from freight.network.streets import Streets
from freight.network.zone_shapes import LEAST_INSIDE_M, metres_frame, outline, segment_lines
from freight.network.zone_split import split_at_zones

__all__ = ["inside", "polygon_faults", "resolve", "split_at_zones"]

LOW_EMISSION_ZONE = "low_emission_zone"


def resolve(zones: tuple[Zone, ...], streets: Streets, file: str) -> tuple[Zone, ...]:
    """Zones with polygons: those that name a zone of the map get its outline.

    Raises
    ------
    InputError
        With one fault for every zone whose name the map does not know, or that would lie on the network if
        latitude and longitude were exchanged.
    """
    known: dict[str, tuple[tuple[Ring, ...], ...]] = {}
    for area in streets.areas:
        if area.kind == LOW_EMISSION_ZONE and area.name:
            known[area.name] = known.get(area.name, ()) + area.polygons
    faults: list[Fault] = []
    found = []
    for zone in zones:
        named = bool(zone.osm_name) and not zone.polygons
        if named and zone.osm_name not in known:
            names = ", ".join(sorted(known)) or "none"
            advice = (
                f"zones in the network: {names}. One that the edge of the map cuts through has no outline: "
                "take a larger extract, or draw the polygon yourself"
            )
            message = "the network has no zone of this name"
            faults.append(Fault(file, f"zone {zone.id}, osm_name", zone.osm_name, message, advice))
            continue
        outlined = replace(zone, polygons=known[zone.osm_name]) if named else zone
        if _lies_exchanged(outlined, streets):
            message = "the zone lies outside the network, latitude and longitude seem to be exchanged"
            faults.append(Fault(file, f"zone {zone.id}", "", message, "GeoJSON wants [longitude, latitude]"))
        found.append(outlined)
    if faults:
        raise InputError(faults)
    return tuple(found)


def _lies_exchanged(zone: Zone, streets: Streets) -> bool:
    points = [point for _, ring in _rings(zone) for point in ring]
    if not points or not len(streets.node_lat):
        return False
    network = shapely.box(
        streets.node_lon.min(), streets.node_lat.min(), streets.node_lon.max(), streets.node_lat.max()
    )
    bounds = shapely.MultiPoint(points).envelope
    swapped = shapely.MultiPoint([(lat, lon) for lon, lat in points]).envelope
    return not network.intersects(bounds) and network.intersects(swapped)


def _rings(zone: Zone) -> Iterator[tuple[str, Ring]]:
    """Every ring with its place in the zone, for messages."""
    for number, polygon in enumerate(zone.polygons, start=1):
        for index, ring in enumerate(polygon):
            kind = "outer ring" if index == 0 else f"hole {index}"
            yield f"zone {zone.id}, polygon {number}, {kind}", ring


def polygon_faults(zones: tuple[Zone, ...], file: str) -> tuple[Fault, ...]:
    """Everything wrong with the polygons: empty, open, outside the globe, too few points, crossing itself."""
    faults: list[Fault] = []
    for zone in zones:
        if not zone.polygons and not zone.osm_name:
            faults.append(
                Fault(file, f"zone {zone.id}", "", "the zone has no polygon", "draw one, or set osm_name")
            )
        ring_faults = [fault for where, ring in _rings(zone) for fault in _ring_faults(where, ring, file)]
        faults += ring_faults or _shape_faults(zone, file)
        faults += [
            Fault(file, f"zone {zone.id}, polygon {number}", "", "the polygon has no outer ring", "draw one")
            for number, polygon in enumerate(zone.polygons, start=1)
            if not polygon
        ]
    return tuple(faults)


def _ring_faults(where: str, ring: Ring, file: str) -> Iterator[Fault]:
    outside = [point for point in ring if not _on_globe(*point)]
    if outside:
        lon, lat = outside[0]
        swapped = "; latitude and longitude seem to be exchanged" if _on_globe(lat, lon) else ""
        message = f"outside the globe (WGS84){swapped}"
        yield Fault(file, where, f"[{lon}, {lat}]", message, "write [longitude, latitude] in degrees")
    if len(ring) < 4:
        message = "a ring needs at least 4 points"
        yield Fault(file, where, f"{len(ring)} points", message, "the last point repeats the first")
    elif ring[0] != ring[-1]:
        yield Fault(
            file, where, f"{list(ring[-1])}", "the ring is not closed", "repeat the first point at the end"
        )


def _on_globe(lon: float, lat: float) -> bool:
    return math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90


def _shape_faults(zone: Zone, file: str) -> list[Fault]:
    """What shapely finds in polygons whose rings are well formed, with the position."""
    faults = []
    for number, polygon in enumerate(zone.polygons, start=1):
        if not polygon:
            continue
        shape = shapely.Polygon(polygon[0], polygon[1:])
        if not shape.is_valid:
            where, reason = f"zone {zone.id}, polygon {number}", shapely.is_valid_reason(shape)
            message = "the outline crosses or touches itself"
            faults.append(
                Fault(file, where, reason, message, "move the point in brackets (longitude latitude)")
            )
    return faults


def inside(streets: Streets, zone: Zone) -> BoolArray:
    """Shape (streets,): which streets have more than half a metre inside the zone, its boundary not counted."""
    if not zone.polygons or not streets.count:
        return np.zeros(streets.count, dtype=np.bool_)
    frame = metres_frame(float(streets.node_lat.mean()))
    area = shapely.transform(outline(zone), lambda points: points * frame)
    shapely.prepare(area)
    lines = segment_lines(streets, frame)
    near = np.flatnonzero(shapely.intersects(lines, area))
    boundary = area.boundary
    within = np.zeros(len(lines), dtype=np.bool_)
    shared = shapely.intersection(lines[near], area)
    within[near] = (
        shapely.length(shared) - shapely.length(shapely.intersection(shared, boundary)) > LEAST_INSIDE_M
    )
    return np.repeat(within, 2)
