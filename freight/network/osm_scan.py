"""One pass over an OpenStreetMap file: the ways, nodes and relations of interest as plain Python data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import cast

import osmium
from osmium.osm import NODE, RELATION, WAY, Node, Relation, Way

from freight.network.measures import metres
from freight.network.osm_tags import OSM_SUFFIXES, Tags, left_out, node_tags, way_tags

Member = tuple[str, int, str]
"""Type (n, w or r), id and role."""


@dataclass(slots=True)
class RawWay:
    """A way as the file has it."""

    osm_id: int
    nodes: list[int]
    tags: Tags


@dataclass(frozen=True, slots=True)
class RawRelation:
    """A relation as the file has it."""

    osm_id: int
    tags: Tags
    members: tuple[Member, ...]


@dataclass(slots=True)
class Scan:
    """What one file holds for us."""

    generator: str = ""
    ways: list[RawWay] = field(default_factory=list)
    restrictions: list[RawRelation] = field(default_factory=list)
    area_ways: list[RawWay] = field(default_factory=list)
    area_relations: list[RawRelation] = field(default_factory=list)
    member_ways: dict[int, list[int]] = field(default_factory=dict)
    """Node ids of the ways that area relations name."""
    coordinates: dict[int, tuple[float, float]] = field(default_factory=dict)
    """Lon, lat by node id, of every needed node that the file has."""
    heights_m: dict[int, float] = field(default_factory=dict)
    """By node id, of the nodes of streets with an ``ele``."""
    node_tags: dict[int, Tags] = field(default_factory=dict)
    ignored: Counter[str] = field(default_factory=Counter)
    elements: int = 0
    """Ways and relations seen, of any kind."""
    schematic_ways: int = 0


def _osm_file(path: Path) -> osmium.io.File:
    """The file with its format said, which osmium would not know from ``TOWN.OSM.PBF``."""
    name = path.name.lower()
    return osmium.io.File(str(path), max((s for s in OSM_SUFFIXES if name.endswith(s)), key=len).lstrip("."))


def scan(path: Path) -> Scan:
    """Read the file three times: relations, ways, nodes.

    Raises
    ------
    RuntimeError, OSError, ValueError, osmium.InvalidLocationError
        From the reader, when the file is missing, cut short or not OpenStreetMap data.
    """
    result = Scan(generator=osmium.FileProcessor(_osm_file(path)).header.get("generator", ""))
    _scan_relations(path, result)
    _scan_ways(path, result)
    _scan_nodes(path, result)
    return result


def is_area(tags: Tags) -> bool:
    """Whether an element is one of the polygons we keep: water, and low-emission zones."""
    return tags.get("natural") == "water" or tags.get("boundary") == "low_emission_zone"


def _scan_relations(path: Path, result: Scan) -> None:
    for relation in cast("Iterator[Relation]", iter(osmium.FileProcessor(_osm_file(path), RELATION))):
        result.elements += 1
        tags = dict(relation.tags)
        kind = tags.get("type", "")
        if not relation.visible or not (kind.startswith("restriction") or is_area(tags)):
            continue
        members = tuple((member.type, member.ref, member.role) for member in relation.members)
        found = RawRelation(relation.id, tags, members)
        (result.restrictions if kind.startswith("restriction") else result.area_relations).append(found)


def _scan_ways(path: Path, result: Scan) -> None:
    outlines = {ref for area in result.area_relations for kind, ref, _ in area.members if kind == "w"}
    seen: set[int] = set()
    for way in cast("Iterator[Way]", iter(osmium.FileProcessor(_osm_file(path), WAY))):
        result.elements += 1
        if way.id in outlines and way.visible:
            result.member_ways[way.id] = [node.ref for node in way.nodes]
        if not way.visible or not len(way.tags):
            continue
        tags = dict(way.tags)
        if "highway" in tags or tags.get("route") == "ferry":
            _keep_street(way, tags, seen, result)
        elif is_area(tags):
            result.area_ways.append(RawWay(way.id, [node.ref for node in way.nodes], tags))


def _keep_street(way: Way, tags: Tags, seen: set[int], result: Scan) -> None:
    reason = left_out(tags) or ("ways given twice" if way.id in seen else "")
    if reason:
        result.ignored[reason] += 1
        return
    seen.add(way.id)
    result.schematic_ways += tags.get("source") == "schematic"
    result.ways.append(RawWay(way.id, [node.ref for node in way.nodes], way_tags(tags.items())))


def _scan_nodes(path: Path, result: Scan) -> None:
    on_streets = {ref for way in result.ways for ref in way.nodes}
    needed = on_streets.union(*(way.nodes for way in result.area_ways), *result.member_ways.values())
    coordinates = result.coordinates
    for node in cast("Iterator[Node]", iter(osmium.FileProcessor(_osm_file(path), NODE))):
        osm_id = node.id
        if osm_id not in needed:
            continue
        location = node.location
        if not location.valid() or not node.visible:
            result.ignored["nodes without a position"] += 1
            continue
        coordinates[osm_id] = (location.lon, location.lat)
        if len(node.tags) and osm_id in on_streets:
            height = metres(node.tags.get("ele") or "")
            if height is not None and isfinite(height):
                result.heights_m[osm_id] = height
            tags = node_tags((tag.k, tag.v) for tag in node.tags)
            if tags:
                result.node_tags[osm_id] = tags
