"""OSMnx's own functions take our graph."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import osmnx
import pytest

from freight.network.store import open_network
from freight.network.streets import to_osmnx
from tests.ascii_map import ascii_map

TOWN = ascii_map(
    """
A--B
|  |
D--C--E
""",
    ways={
        "AB": {"oneway": "yes", "maxspeed": "50", "name": "Storgata"},
        "BC": {"oneway": "-1"},
        "ADC": {"lanes": "2"},
        "CE": {"junction": "roundabout"},
    },
    nodes={"B": {"highway": "traffic_signals"}},
)


def edges(graph: nx.MultiDiGraph[int]) -> set[str]:
    letter = {osm_id: name for name, osm_id in TOWN.node_ids.items()}
    return {letter[u] + letter[v] for u, v in graph.edges()}


def test_one_way_streets_have_one_edge() -> None:
    assert edges(to_osmnx(TOWN.streets)) == {"AB", "CB", "AC", "CA", "CE"}


def test_nodes_and_edges_have_osmnx_attributes() -> None:
    graph = to_osmnx(TOWN.streets)
    a, b, c = (TOWN.node_ids[letter] for letter in "ABC")
    lat, lon = TOWN.latlon("B")
    assert graph.graph["crs"] == "epsg:4326"
    assert graph.nodes[b] == pytest.approx(
        {"x": lon, "y": lat, "street_count": 2, "highway": "traffic_signals"}
    )
    edge = graph.edges[a, b, 0]
    assert {key: edge[key] for key in ("osmid", "oneway", "reversed", "name", "maxspeed", "highway")} == {
        "osmid": TOWN.way_ids["AB"],
        "oneway": True,
        "reversed": False,
        "name": "Storgata",
        "maxspeed": "50",
        "highway": "residential",
    }
    against = graph.edges[c, b, 0]
    assert (against["oneway"], against["reversed"]) == (True, True)
    assert against["geometry"].coords[0] == pytest.approx(tuple(reversed(TOWN.latlon("C"))))
    assert edge["length"] == pytest.approx(300.0, abs=0.1)
    assert (graph.edges[c, a, 0]["oneway"], graph.edges[c, a, 0]["reversed"]) == (False, True)


def test_osmnx_works_on_the_embedded_network() -> None:
    streets = open_network("drammen", Path())
    graph = to_osmnx(streets)
    stats = osmnx.stats.basic_stats(graph)
    assert stats["n"] == len(streets.node_osm_id)
    assert stats["street_length_total"] == pytest.approx(streets.length_m[::2].sum(), rel=0.001)
    graph = osmnx.routing.add_edge_travel_times(osmnx.routing.add_edge_speeds(graph))
    nodes = sorted(graph)
    path = osmnx.routing.shortest_path(graph, nodes[0], nodes[-1], weight="travel_time")
    assert path is not None
    route = osmnx.routing.route_to_gdf(graph, path, weight="travel_time")
    assert route["length"].sum() > 0
    assert len(osmnx.convert.graph_to_gdfs(graph, nodes=False)) == graph.number_of_edges()


def test_the_shortest_path_keeps_to_one_way_streets() -> None:
    a, b, c = (TOWN.node_ids[letter] for letter in "ABC")
    graph = to_osmnx(TOWN.streets)
    assert osmnx.routing.shortest_path(graph, c, b) == [c, b]
    assert osmnx.routing.shortest_path(graph, a, b) == [a, b]
    assert osmnx.routing.shortest_path(graph, b, a) is None


def test_the_graph_can_be_saved_and_read_by_osmnx(tmp_path: Path) -> None:
    graph = to_osmnx(TOWN.streets)
    osmnx.io.save_graphml(graph, tmp_path / "town.graphml")
    again = osmnx.io.load_graphml(tmp_path / "town.graphml")
    assert edges(again) == edges(graph)
    assert sum(nx.get_edge_attributes(again, "length").values()) == pytest.approx(
        sum(nx.get_edge_attributes(graph, "length").values())
    )
