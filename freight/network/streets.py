"""The street graph: every street segment in both directions, with the tags of its way.

Nothing here depends on a vehicle. Which directions and streets a vehicle may use, and how fast, is the
business of `freight.network.profiles`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from freight.domain.scenario import Ring
from freight.domain.travel import BoolArray, FloatArray, IntArray

if TYPE_CHECKING:
    import networkx as nx

OSM_ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0"
SCHEMATIC_NOTICE = "Schematic network: drawn for demonstration, not OpenStreetMap data, not for navigation"


@dataclass(frozen=True, slots=True)
class TurnRestriction:
    """A turn restriction of the map, resolved to directed streets.

    `streets` is the sequence from, via..., to. When `mandatory` (``only_*``) whoever drives all but the last
    must go on with the last; otherwise nobody may drive the whole sequence.
    """

    streets: tuple[int, ...]
    mandatory: bool
    exempt: frozenset[str]
    """Values of ``except=``: psv, bicycle, hgv, ..."""
    only_for: str
    """Vehicle class of ``restriction:hgv=``; empty for everybody."""
    condition: str
    """Text of ``restriction:conditional`` after the @; empty when always in force."""
    osm_id: int


@dataclass(frozen=True, slots=True)
class Area:
    """A polygon of the map: water for the picture, ``low_emission_zone`` for zones."""

    kind: str
    name: str
    polygons: tuple[tuple[Ring, ...], ...]
    tags: Mapping[str, str]


@dataclass(frozen=True, eq=False, slots=True)
class Streets:
    """Directed street segments between junctions. Street ``2k + 1`` is street ``2k`` in the other direction.

    A segment ends where ways meet, where a way ends, and at every node with a tag that matters (barrier,
    signals) or that a turn restriction names.
    """

    source: str
    """``schematic`` or ``OpenStreetMap``."""
    attribution: str
    node_osm_id: IntArray
    """Shape (nodes,)."""
    node_lat: FloatArray
    node_lon: FloatArray
    node_tags: Mapping[int, Mapping[str, str]]
    """By node index, only those with tags that matter (barrier, access tags, highway=traffic_signals, ...)."""
    street_id: tuple[str, ...]
    """``way.segment+`` or ``way.segment-``: stable for one build of the network."""
    from_node: IntArray
    """Shape (streets,)."""
    to_node: IntArray
    way_id: IntArray
    forward: BoolArray
    """Whether the street runs in the direction of its way."""
    length_m: FloatArray
    tag_set: IntArray
    """Index into `tags`."""
    tags: tuple[Mapping[str, str], ...]
    """Distinct tag sets of ways."""
    point_start: IntArray
    """Shape (streets + 1,): street i has points ``point_start[i]:point_start[i + 1]``."""
    points: FloatArray
    """Shape (points, 2): lon, lat in driving direction."""
    restrictions: tuple[TurnRestriction, ...]
    areas: tuple[Area, ...]
    ignored: Mapping[str, int]
    """What the reader left out, by kind, for `freight network info`."""
    node_ele_m: FloatArray = field(default_factory=lambda: np.empty(0))
    """Shape (nodes,): metres above the sea, NaN where the map has none; empty when it has none at all."""

    @property
    def count(self) -> int:
        """Number of directed streets."""
        return len(self.street_id)

    def line(self, street: int) -> FloatArray:
        """Shape (points, 2): lon, lat of one street in driving direction."""
        return self.points[self.point_start[street] : self.point_start[street + 1]]

    def name(self, street: int) -> str:
        """Street name, road number or class, whichever is known first."""
        tags = self.tags[int(self.tag_set[street])]
        return tags.get("name") or tags.get("ref") or tags.get("highway", "")

    @property
    def schematic(self) -> bool:
        """Whether this is the embedded drawing and not a map."""
        return self.source == "schematic"


def twin(street: int) -> int:
    """The same segment in the other direction."""
    return street ^ 1


def to_osmnx(streets: Streets) -> nx.MultiDiGraph[int]:
    """Give the streets as a NetworkX graph with OSMnx's conventions; see `freight.network.osmnx_graph`."""
    # Here and not above: networkx and shapely take long to load, and few ask for this graph.
    from freight.network.osmnx_graph import graph

    return graph(streets)
