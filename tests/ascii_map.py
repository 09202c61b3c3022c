"""Draw a street map in ASCII and read it through the real OpenStreetMap reader.

    town = ascii_map(
        '''
        A--B--C
           |
           D
        ''',
        ways={"ABC": {"highway": "primary", "oneway": "yes"}, "BD": {"maxweight": "3.5"}},
        nodes={"D": {"barrier": "bollard"}},
        restrictions=[{"from": "ABC", "via": "B", "to": "BD", "restriction": "no_right_turn"}],
    )
    town.streets            # freight.network.streets.Streets
    town.street("A", "B")   # index of the directed street from A to B
    town.path("ABD")        # (street A-B, street B-D)
    town.node("B")          # node index; only junctions, ends and tagged nodes have one
    town.latlon("B")        # any letter
    town.between("A", "B", 0.25)   # (lat, lon) a quarter of the way from A to B

Every letter or digit is a node. One character is `spacing_m` metres, to the right as well as down: here A-B is
3 x 100 m and B-D is 2 x 100 m. Lines are only for the eye: ways are what `ways` lists, each a string of
letters; ``highway=residential`` is the default. `areas` are ways without that default, for water and
``boundary=low_emission_zone``. In `restrictions`, `from`, `via` and `to` name members (a way as in `ways`, a
via node as one letter, or a list of ways); all other entries are tags (``except``, ...).
Ids: nodes 1, 2, ... in reading order, ways 101, 102, ..., relations 1001, ...; `negative` turns their sign.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import quoteattr

from freight.network.read_osm import read_osm
from freight.network.streets import Streets

ORIGIN = (59.74, 10.20)
"""Latitude and longitude of the first character of the drawing."""
Tags = Mapping[str, str]


@dataclass(frozen=True)
class AsciiMap:
    """A drawn map as streets, with lookups by letter."""

    streets: Streets
    xml: str
    node_ids: Mapping[str, int]
    way_ids: Mapping[str, int]
    positions: Mapping[str, tuple[float, float]]

    def latlon(self, letter: str) -> tuple[float, float]:
        return self.positions[letter]

    def between(self, start: str, end: str, share: float) -> tuple[float, float]:
        (lat_a, lon_a), (lat_b, lon_b) = self.positions[start], self.positions[end]
        return lat_a + share * (lat_b - lat_a), lon_a + share * (lon_b - lon_a)

    def node(self, letter: str) -> int:
        found = [
            i for i, osm_id in enumerate(self.streets.node_osm_id.tolist()) if osm_id == self.node_ids[letter]
        ]
        if not found:
            raise LookupError(f"{letter} is no junction, end or tagged node: streets run through it")
        return found[0]

    def street(self, start: str, end: str) -> int:
        first, last = self.node(start), self.node(end)
        ends = zip(self.streets.from_node.tolist(), self.streets.to_node.tolist(), strict=True)
        found = [i for i, pair in enumerate(ends) if pair == (first, last)]
        if len(found) != 1:
            raise LookupError(f"{len(found)} streets run from {start} to {end}")
        return found[0]

    def path(self, letters: str) -> tuple[int, ...]:
        """Streets along consecutive nodes: ``path("ABD")`` is the streets A-B and B-D."""
        return tuple(self.street(a, b) for a, b in pairwise(letters))

    def letters(self, street: int) -> str:
        """Name a street by its two nodes: ``AB``."""
        by_id = {osm_id: letter for letter, osm_id in self.node_ids.items()}
        ends = (self.streets.from_node[street], self.streets.to_node[street])
        return "".join(by_id[int(self.streets.node_osm_id[node])] for node in ends)


def ascii_map(
    art: str,
    ways: Mapping[str, Tags],
    nodes: Mapping[str, Tags] | None = None,
    restrictions: Sequence[Mapping[str, str | Sequence[str]]] = (),
    *,
    areas: Mapping[str, Tags] | None = None,
    spacing_m: float = 100.0,
    negative: bool = False,
    generator: str = "ascii map",
) -> AsciiMap:
    sign = -1 if negative else 1
    positions = _positions(art, spacing_m)
    node_ids = {letter: sign * (i + 1) for i, letter in enumerate(positions)}
    tagged = {name: {"highway": "residential", **tags} for name, tags in ways.items()} | dict(areas or {})
    way_ids = {name: sign * (101 + i) for i, name in enumerate(tagged)}
    lines = ["<?xml version='1.0' encoding='UTF-8'?>", f"<osm version='0.6' generator={quoteattr(generator)}>"]
    for letter, (lat, lon) in positions.items():
        head = f"<node id='{node_ids[letter]}' version='1' lat='{lat:.7f}' lon='{lon:.7f}'>"
        lines += [head, *_tags((nodes or {}).get(letter, {})), "</node>"]
    for name, tags in tagged.items():
        refs = [f"<nd ref='{node_ids[letter]}'/>" for letter in name]
        lines += [f"<way id='{way_ids[name]}' version='1'>", *refs, *_tags(tags), "</way>"]
    for i, restriction in enumerate(restrictions):
        lines += _relation(sign * (1001 + i), restriction, node_ids, way_ids)
    xml = "\n".join([*lines, "</osm>", ""])
    return AsciiMap(_read(xml), xml, node_ids, way_ids, positions)


def _positions(art: str, spacing_m: float) -> dict[str, tuple[float, float]]:
    lat, lon = ORIGIN
    lat_rad = math.radians(lat)
    lat_degree_m = 111132.954 - 559.822 * math.cos(2 * lat_rad) + 1.175 * math.cos(4 * lat_rad)
    lon_degree_m = 111412.84 * math.cos(lat_rad) - 93.5 * math.cos(3 * lat_rad)
    rows = [line for line in art.split("\n") if line.strip()]
    indent = min(len(row) - len(row.lstrip()) for row in rows)
    return {
        sign: (lat - y * spacing_m / lat_degree_m, lon + (x - indent) * spacing_m / lon_degree_m)
        for y, row in enumerate(rows)
        for x, sign in enumerate(row)
        if sign.isalnum()
    }


def _tags(tags: Tags) -> list[str]:
    return [f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items()]


def _relation(
    osm_id: int,
    restriction: Mapping[str, str | Sequence[str]],
    node_ids: Mapping[str, int],
    way_ids: Mapping[str, int],
) -> list[str]:
    members = []
    for role in ("from", "via", "to"):
        named = restriction.get(role, ())
        for name in [named] if isinstance(named, str) else named:
            kind, ref = ("node", node_ids[name]) if len(name) == 1 else ("way", way_ids[name])
            members.append(f"<member type='{kind}' ref='{ref}' role='{role}'/>")
    tags = {"type": "restriction"} | {
        key: value
        for key, value in restriction.items()
        if key not in {"from", "via", "to"} and isinstance(value, str)
    }
    return [f"<relation id='{osm_id}' version='1'>", *members, *_tags(tags), "</relation>"]


def _read(xml: str) -> Streets:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.osm"
        path.write_text(xml, encoding="utf-8")
        return read_osm(path)
