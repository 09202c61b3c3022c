"""Contraction and many-to-many search on plain graphs."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.network.along import Along
from freight.network.contract import Arcs, contract
from freight.network.paths import many_to_many, path, path_graph


def plain(tail: list[int], head: list[int], cost: list[float]) -> Arcs:
    """Arcs whose four sums are 1, 10, 100 and 1000 times their cost."""
    costs = np.array(cost, dtype=np.float64)
    count = len(costs)
    sums = costs[:, None] * np.array([1.0, 10.0, 100.0, 1000.0])
    along = Along(sums, np.empty((count, 0)), np.empty((count, 0), dtype=np.uint64))
    return Arcs(np.array(tail, dtype=np.int64), np.array(head, dtype=np.int64), costs, along)


def random_arcs(seed: int, nodes: int, count: int) -> Arcs:
    rng = np.random.default_rng(seed)
    cost = rng.integers(1, 9, count) if seed % 2 else rng.uniform(0.1, 9, count)
    return plain(rng.integers(0, nodes, count).tolist(), rng.integers(0, nodes, count).tolist(), cost.tolist())


def as_networkx(arcs: Arcs) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    graph.add_weighted_edges_from(zip(arcs.tail.tolist(), arcs.head.tolist(), arcs.cost.tolist(), strict=True))
    return graph


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 25), st.integers(0, 70), st.floats(0, 1))
def test_costs_between_kept_nodes_stay_and_arcs_unfold_to_paths(
    seed: int, nodes: int, count: int, kept_share: float
) -> None:
    arcs = random_arcs(seed, nodes, count)
    keep = np.random.default_rng(seed).random(nodes) < kept_share
    contracted = contract(arcs, keep)
    before, after = as_networkx(arcs), as_networkx(contracted.arcs)
    for start in np.flatnonzero(keep).tolist():
        if start not in before:
            continue
        expected = nx.single_source_dijkstra_path_length(before, start)
        found = nx.single_source_dijkstra_path_length(after, start) if start in after else {start: 0.0}
        for end in np.flatnonzero(keep).tolist():
            assert found.get(end, np.inf) == pytest.approx(expected.get(end, np.inf))
    for row, arc_id in enumerate(contracted.arc_id.tolist()):
        given_arcs = contracted.given(arc_id)
        assert arcs.tail[given_arcs[0]] == contracted.arcs.tail[row]
        assert arcs.head[given_arcs[-1]] == contracted.arcs.head[row]
        assert (arcs.head[given_arcs[:-1]] == arcs.tail[given_arcs[1:]]).all()
        assert arcs.cost[given_arcs].sum() == pytest.approx(contracted.arcs.cost[row])
        np.testing.assert_allclose(contracted.arcs.along.sums[row], arcs.along.sums[given_arcs].sum(axis=0))


def test_a_chain_with_dead_ends_is_contracted_to_nothing_but_its_ends() -> None:
    arcs = plain([0, 1, 2, 3, 2, 3], [1, 2, 3, 4, 9, 8], [1.0, 2.0, 3.0, 4.0, 1.0, 1.0])
    keep = np.isin(np.arange(10), [0, 4])
    left = contract(arcs, keep)
    assert (left.arcs.tail.tolist(), left.arcs.head.tolist(), left.arcs.cost.tolist()) == ([0], [4], [10.0])
    assert left.given(int(left.arc_id[0])) == [0, 1, 2, 3]


def test_of_parallel_arcs_the_cheapest_counts_and_the_first_of_equals() -> None:
    arcs = plain([0, 0, 0, 0], [1, 1, 1, 1], [5.0, 2.0, 2.0, 7.0])
    left = contract(arcs, np.ones(2, dtype=np.bool_))
    assert left.arcs.cost.tolist() == [2.0]
    assert left.arc_id.tolist() == [1]


def test_starts_and_ends() -> None:
    """Inner nodes 0 and 1, starts 2 and 3, ends 4 and 5; end 5 only straight from start 3."""
    arcs = plain([2, 3, 0, 1, 3, 0], [0, 1, 1, 4, 5, 4], [1.0, 1.0, 1.0, 1.0, 0.5, 9.0])
    graph = path_graph(arcs, 2, 2, 2)
    cost, along = many_to_many(graph)
    assert cost.tolist() == [[3.0, np.inf], [2.0, 0.5]]
    assert along.sums[:, 1].tolist()[::2] == [30.0, 20.0]
    assert along.sums[3].tolist() == [0.5, 5.0, 50.0, 500.0]
    assert path(graph, 0, 0) == [0, 2, 3]
    assert path(graph, 1, 1) == [4]
    assert path(graph, 0, 1) is None


def test_graphs_with_nothing_in_them() -> None:
    empty = plain([], [], [])
    cost, along = many_to_many(path_graph(empty, 3, 0, 0))
    assert cost.shape == (0, 0)
    assert along.count == 0
    graph = path_graph(empty, 3, 2, 2)
    cost, along = many_to_many(graph)
    assert np.isinf(cost).all()
    assert along.count == 4
    assert path(graph, 0, 1) is None
