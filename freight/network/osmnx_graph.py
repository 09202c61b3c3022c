"""The street graph as OSMnx users know it."""

from __future__ import annotations

from typing import Any

import networkx as nx
from shapely import LineString

from freight.network.osm_tags import against_oneway
from freight.network.streets import Streets

EDGE_TAGS = (
    "highway",
    "name",
    "ref",
    "maxspeed",
    "lanes",
    "access",
    "bridge",
    "tunnel",
    "junction",
    "service",
    "width",
)
"""Way tags given to the edges, as OSMnx does by default."""


def graph(streets: Streets) -> nx.MultiDiGraph[int]:
    """Build a `networkx.MultiDiGraph` that OSMnx's functions take.

    Every kept way is in it, in the directions its one-way tags leave to general traffic: cycle paths and
    pedestrian streets too, so filter by `highway` for one mode. Turn restrictions and access by hours are not
    in it, for OSMnx has no place for them.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are OSM ids with `x`, `y`, `street_count`. Edges have `osmid`, `length` (metres), `oneway`,
        `reversed`, `geometry` (lon, lat), `street_id` and the `EDGE_TAGS` of their way.
    """
    found: nx.MultiDiGraph[int] = nx.MultiDiGraph(
        crs="epsg:4326", created_with="freight", source=streets.source
    )
    meeting = [0] * len(streets.node_osm_id)
    for node in streets.from_node.tolist():
        meeting[node] += 1
    for index, osm_id in enumerate(streets.node_osm_id.tolist()):
        place = {"x": float(streets.node_lon[index]), "y": float(streets.node_lat[index])}
        found.add_node(osm_id, **place, street_count=meeting[index], **_node_tags(streets, index))
    ends = zip(streets.from_node.tolist(), streets.to_node.tolist(), strict=True)
    osm_ids = streets.node_osm_id.tolist()
    for street, (start, end) in enumerate(ends):
        tags = streets.tags[int(streets.tag_set[street])]
        forward = bool(streets.forward[street])
        if not against_oneway(tags, forward=forward):
            found.add_edge(osm_ids[start], osm_ids[end], **_edge(streets, street, forward=forward))
    return found


def _node_tags(streets: Streets, node: int) -> dict[str, str]:
    return {key: value for key, value in streets.node_tags.get(node, {}).items() if key == "highway"}


def _edge(streets: Streets, street: int, *, forward: bool) -> dict[str, Any]:
    tags = streets.tags[int(streets.tag_set[street])]
    return {
        "osmid": int(streets.way_id[street]),
        "length": float(streets.length_m[street]),
        "oneway": against_oneway(tags, forward=not forward),
        "reversed": not forward,
        "geometry": LineString(streets.line(street)),
        "street_id": streets.street_id[street],
    } | {key: tags[key] for key in EDGE_TAGS if key in tags}
