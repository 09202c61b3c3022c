"""Ways cut into segments: every point between two junctions belongs to one street alone."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from freight.network.osm_scan import RawWay
from freight.network.segments import SHORTEST_M, Cut, cut
from tests.ascii_map import ascii_map

GRID = {
    10 * row + column: (10.2 + 0.001 * column, 59.7 + 0.001 * row) for row in range(4) for column in range(4)
}


def cut_ways(*ways: list[int], special: frozenset[int] = frozenset()) -> Cut:
    return cut([RawWay(100 + i, nodes, {}) for i, nodes in enumerate(ways)], GRID, special, Counter())


def ends(network: Cut) -> set[tuple[int, int]]:
    ids = network.node_osm_id
    return set(zip(ids[network.from_node].tolist(), ids[network.to_node].tolist(), strict=True))


def test_a_closed_way_without_a_junction_is_cut_in_the_middle() -> None:
    network = cut_ways([0, 1, 11, 10, 0])
    assert ends(network) == {(0, 11), (11, 0)}
    assert len(network.from_node) == 4


def test_a_lollipop_is_cut_where_it_meets_itself() -> None:
    network = cut_ways([0, 1, 2, 12, 11, 1])
    assert ends(network) == {(0, 1), (1, 0), (1, 12), (12, 1)}
    assert len(network.from_node) == 6


def test_a_way_that_crosses_itself_has_a_junction_there() -> None:
    network = cut_ways([0, 1, 2, 12, 11, 1, 21])
    assert {(0, 1), (1, 21)} <= ends(network)


def test_a_way_there_and_back_is_two_streets() -> None:
    network = cut_ways([0, 1, 0])
    assert network.from_node.tolist() == [0, 1, 1, 0]


def test_repeated_references_are_one() -> None:
    assert ends(cut_ways([0, 0, 1, 1, 2, 2])) == {(0, 2), (2, 0)}


def test_a_special_node_ends_a_segment() -> None:
    assert ends(cut_ways([0, 1, 2], special=frozenset({1, 99}))) == {(0, 1), (1, 0), (1, 2), (2, 1)}


def test_a_way_of_one_place_is_left_out_and_counted() -> None:
    ignored: Counter[str] = Counter()
    network = cut(
        [RawWay(1, [0, 0], {}), RawWay(2, [99, 0, 98], {}), RawWay(3, [0, 1], {})], GRID, set(), ignored
    )
    assert network.way_id.tolist() == [3, 3]
    assert ignored["ways of fewer than two known nodes"] == 2


def test_nothing_to_cut_is_no_street() -> None:
    network = cut([RawWay(1, [0], {})], GRID, set(), Counter())
    assert (len(network.from_node), len(network.street_id), network.point_start.tolist()) == (0, 0, [0])


def test_two_nodes_in_one_place_are_a_tenth_of_a_metre_apart() -> None:
    same = {1: (10.2, 59.7), 2: (10.2, 59.7)}
    network = cut([RawWay(1, [1, 2], {})], same, set(), Counter())
    assert network.length_m.tolist() == [SHORTEST_M, SHORTEST_M]


def test_a_degree_of_latitude_has_its_length_on_the_ellipsoid() -> None:
    network = cut([RawWay(1, [1, 2], {})], {1: (10.0, 59.0), 2: (10.0, 60.0)}, set(), Counter())
    assert network.length_m[0] == pytest.approx(111_403.7, abs=1.0)


def test_parallel_streets_stay_apart() -> None:
    town = ascii_map("A--B\n|  |\nC--D", ways={"AB": {"name": "straight"}, "ACDB": {"name": "around"}})
    assert town.streets.count == 4
    with pytest.raises(LookupError, match="2 streets"):
        town.street("A", "B")


walks = st.lists(st.sampled_from(sorted(GRID)), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(st.lists(walks, min_size=1, max_size=6), st.frozensets(st.sampled_from(sorted(GRID)), max_size=3))
def test_cut_ways_keep_length_and_meet_only_at_nodes(ways: list[list[int]], special: frozenset[int]) -> None:
    network = cut_ways(*ways, special=special)
    geod = Geod(ellps="WGS84")
    whole_m = sum(
        geod.line_length(*zip(*(GRID[ref] for ref in nodes), strict=True)) for nodes in ways if len(nodes) > 1
    )
    assert network.length_m[::2].sum() == pytest.approx(whole_m, abs=1e-6)
    assert (network.from_node != network.to_node).all()
    place = {position: osm_id for osm_id, position in GRID.items()}
    inside: Counter[int] = Counter()
    for start, end in zip(network.point_start[:-1:2], network.point_start[1::2], strict=True):
        points = [place[lon, lat] for lon, lat in network.points[start:end].tolist()]
        inside.update(points[1:-1])
    at_ends = set(network.node_osm_id.tolist())
    assert all(count == 1 for count in inside.values())
    assert not inside.keys() & at_ends
    assert not inside.keys() & special
    assert np.array_equal(network.from_node[::2], network.to_node[1::2])
    assert np.array_equal(network.from_node[1::2], network.to_node[::2])
