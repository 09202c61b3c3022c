"""OpenStreetMap files to streets."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
from osmium import InvalidLocationError

from freight.domain.travel import FloatArray, IntArray
from freight.errors import NetworkError
from freight.network.areas import areas
from freight.network.osm_scan import Scan, scan
from freight.network.osm_tags import OSM_SUFFIXES, Tags
from freight.network.restrictions import resolve, via_nodes
from freight.network.segments import Cut, cut
from freight.network.streets import OSM_ATTRIBUTION, SCHEMATIC_NOTICE, Streets

READ_ERRORS = (InvalidLocationError, RuntimeError, OSError, ValueError, OverflowError, MemoryError)
"""What `scan` raises on files that are damaged or of another kind."""


def read_osm(path: Path) -> Streets:
    """Read an OpenStreetMap extract.

    Every ``highway`` way that some goods vehicle or cycle may use at some hour is kept, in both directions;
    see `freight.network.osm_tags`. Turn restrictions are resolved to streets. What is left out is counted in
    `Streets.ignored`.

    Parameters
    ----------
    path
        A ``.osm``, ``.osm.gz``, ``.osm.bz2`` or ``.osm.pbf`` file.

    Raises
    ------
    NetworkError
        When the file is missing, is cut short, is no OpenStreetMap data, or holds no street.
    """
    found = _scan(path)
    ignored = Counter(found.ignored)
    special = set(found.node_tags) | via_nodes(found.restrictions)
    network = cut(found.ways, found.coordinates, special, ignored)
    if not len(network.from_node):
        raise NetworkError(_why_no_streets(path, found))
    tags, tag_set = _tag_sets(found, network)
    by_way = {way.osm_id: way.tags for way in found.ways}
    schematic = "schematic" in found.generator or found.schematic_ways == len(found.ways)
    return Streets(
        source="schematic" if schematic else "OpenStreetMap",
        attribution=SCHEMATIC_NOTICE if schematic else OSM_ATTRIBUTION,
        node_osm_id=network.node_osm_id,
        node_lat=network.node_lat,
        node_lon=network.node_lon,
        node_tags=_tagged_nodes(found, network),
        street_id=network.street_id,
        from_node=network.from_node,
        to_node=network.to_node,
        way_id=network.way_id,
        forward=network.forward,
        length_m=network.length_m,
        tag_set=tag_set,
        tags=tags,
        point_start=network.point_start,
        points=network.points,
        restrictions=resolve(found.restrictions, network, by_way, ignored),
        areas=areas(found, ignored),
        ignored={reason: count for reason, count in sorted(ignored.items()) if count},
        node_ele_m=_heights(found, network),
    )


def _scan(path: Path) -> Scan:
    """`scan` with its errors in people's words."""
    if not path.is_file():
        raise NetworkError(
            f"{path}: no such file -> give the path of an OpenStreetMap extract ({', '.join(OSM_SUFFIXES)})"
        )
    if not path.name.lower().endswith(OSM_SUFFIXES):
        raise NetworkError(
            f"{path}: not a name of an OpenStreetMap file -> it should end in {', '.join(OSM_SUFFIXES)}"
        )
    if path.stat().st_size == 0:
        raise NetworkError(f"{path}: the file is empty -> download or copy the extract again")
    try:
        return scan(path)
    except READ_ERRORS as error:
        reason = " ".join(str(error).split())[:200]
        raise NetworkError(
            f"{path}: cannot be read as OpenStreetMap data ({reason}) -> the file is cut short, damaged or of "
            "another kind; download or copy it again"
        ) from error


def _why_no_streets(path: Path, found: Scan) -> str:
    if not found.elements:
        return f"{path}: holds no OpenStreetMap ways -> choose an extract with streets"
    if found.ways and not found.coordinates:
        return (
            f"{path}: its {len(found.ways)} streets have no node positions -> make the extract with the nodes "
            "of its ways (for instance `osmium extract --strategy complete_ways`)"
        )
    left_out = (
        ", ".join(f"{count} {reason}" for reason, count in sorted(found.ignored.items())) or "no highway at all"
    )
    return f"{path}: holds no street for vehicles or cycles ({left_out}) -> choose another area"


def _tag_sets(found: Scan, network: Cut) -> tuple[tuple[Tags, ...], IntArray]:
    """Distinct tag sets, and the set of every street."""
    index: dict[tuple[tuple[str, str], ...], int] = {}
    of_way = np.array(
        [index.setdefault(tuple(way.tags.items()), len(index)) for way in found.ways], dtype=np.int64
    )
    return tuple(dict(items) for items in index), of_way[network.way]


def _tagged_nodes(found: Scan, network: Cut) -> dict[int, Tags]:
    return {
        index: found.node_tags[osm_id]
        for index, osm_id in enumerate(network.node_osm_id.tolist())
        if osm_id in found.node_tags
    }


def _heights(found: Scan, network: Cut) -> FloatArray:
    if not found.heights_m:
        return np.empty(0)
    return np.array([found.heights_m.get(osm_id, np.nan) for osm_id in network.node_osm_id.tolist()])
