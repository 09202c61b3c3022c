"""Cheapest paths between many starts and many ends, and what adds up along each of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from freight.domain.travel import FloatArray, IntArray
from freight.network.along import Along, join, nothing, stack
from freight.network.contract import Arcs, Contracted, contract

CELLS = 2_000_000
"""Starts searched together times nodes; bounds the memory of a search to some 250 MB."""
NO_ARC = -1


@dataclass(frozen=True, eq=False, slots=True)
class PathGraph:
    """A graph with starts, ends and inner nodes, reduced and put in order for many searches.

    Inner nodes are numbered ``0 .. inner - 1``, start i is node ``inner + i``. Ends are no nodes of the
    search: their arcs are tried afterwards.
    """

    contracted: Contracted
    inner: int
    starts: int
    into: Arcs
    """Arcs into inner nodes, by (head, tail)."""
    into_id: IntArray
    """Arc ids of `contracted`."""
    last: Arcs
    """Arcs into ends, by head; `head` is the number of the end."""
    last_id: IntArray
    last_start: IntArray
    """Shape (ends + 1,): arcs into end j are ``last_start[j]:last_start[j + 1]``."""

    def matrix(self) -> csr_array:
        """Costs of the arcs between starts and inner nodes."""
        size = self.inner + self.starts
        return csr_array((self.into.cost, (self.into.tail, self.into.head)), shape=(size, size))


def path_graph(arcs: Arcs, nodes: int, starts: int, ends: int) -> PathGraph:
    """Reduce a graph to what matters between its starts and ends.

    Parameters
    ----------
    arcs
        Nodes ``0 .. nodes - 1`` are inner ones, then come the starts (no arc leads into them), then the
        ends (no arc leads out of them). Costs are positive.
    """
    keep = np.arange(nodes + starts + ends) >= nodes
    contracted = contract(arcs, keep)
    left, arc_id = contracted.arcs, contracted.arc_id
    inner = np.unique(np.concatenate([left.tail[left.tail < nodes], left.head[left.head < nodes]]))
    number = np.full(nodes + starts + ends, NO_ARC, dtype=np.int64)
    number[inner] = np.arange(len(inner))
    number[nodes : nodes + starts] = len(inner) + np.arange(starts)
    number[nodes + starts :] = np.arange(ends)
    is_last = left.head >= nodes + starts
    renamed = Arcs(number[left.tail], number[left.head], left.cost, left.along)
    order = np.lexsort((renamed.tail, renamed.head))
    into, last = order[~is_last[order]], order[is_last[order]]
    last_arcs = renamed.take(last)
    return PathGraph(
        contracted=contracted,
        inner=len(inner),
        starts=starts,
        into=renamed.take(into),
        into_id=arc_id[into],
        last=last_arcs,
        last_id=arc_id[last],
        last_start=np.searchsorted(last_arcs.head, np.arange(ends + 1)),
    )


def many_to_many(graph: PathGraph) -> tuple[FloatArray, Along]:
    """Cost of the cheapest path of every (start, end), shape (starts, ends), and what adds up along it.

    Rows of the `Along` are ``start * ends + end``; they mean nothing where the cost is infinite.
    """
    matrix = graph.matrix()
    rows = max(1, CELLS // max(1, graph.inner + graph.starts))
    parts = [
        _some_to_many(graph, matrix, np.arange(begin, min(begin + rows, graph.starts)))
        for begin in range(0, graph.starts, rows)
    ]
    if not parts:
        return np.empty((0, len(graph.last_start) - 1)), nothing(0, graph.into.along)
    return np.concatenate([cost for cost, _ in parts]), stack([along for _, along in parts])


def path(graph: PathGraph, start: int, end: int) -> list[int] | None:
    """The given arcs of the cheapest path, the same one as in `many_to_many`; None when there is none."""
    distance, before = dijkstra(
        graph.matrix(), indices=np.array([graph.inner + start]), return_predecessors=True
    )
    lasts = slice(graph.last_start[end], graph.last_start[end + 1])
    cost = distance[0, graph.last.tail[lasts]] + graph.last.cost[lasts]
    if not len(cost) or not np.isfinite(cost.min()):
        return None
    row = int(lasts.start + cost.argmin())
    ids = [int(graph.last_id[row])]
    node = int(graph.last.tail[row])
    while node != graph.inner + start:
        tail = int(before[0, node])
        ids.append(int(graph.into_id[_arc_rows(graph, np.array([tail]), np.array([node]))[0]]))
        node = tail
    return [arc for arc_id in reversed(ids) for arc in graph.contracted.given(arc_id)]


def _arc_rows(graph: PathGraph, tail: IntArray, head: IntArray) -> IntArray:
    """Rows of `graph.into` of these arcs, which exist."""
    size = graph.inner + graph.starts
    return np.searchsorted(graph.into.head * size + graph.into.tail, head * size + tail)


def _some_to_many(graph: PathGraph, matrix: csr_array, starts: IntArray) -> tuple[FloatArray, Along]:
    """`many_to_many` for some of the starts."""
    distance, before = dijkstra(matrix, indices=graph.inner + starts, return_predecessors=True)
    along, row_of = _along_trees(graph, distance[:, : graph.inner], before[:, : graph.inner])
    cost, chosen = _cheapest_last(graph, distance)
    if not len(graph.last_id):
        return cost, nothing(cost.size, along)
    tail = np.minimum(graph.last.tail[chosen], graph.inner)
    before_last = along.take(np.take_along_axis(row_of, tail, axis=1).ravel())
    return cost, join(before_last, graph.last.along.take(chosen.ravel()))


def _cheapest_last(graph: PathGraph, distance: FloatArray) -> tuple[FloatArray, IntArray]:
    """Least cost to each end and the arc (row of `graph.last`) it is reached by, shape (starts, ends) both."""
    by_node = np.ascontiguousarray(distance.T)
    start = np.arange(len(distance))
    ends = len(graph.last_start) - 1
    cost = np.full((ends, len(distance)), np.inf)
    chosen = np.zeros((ends, len(distance)), dtype=np.int64)
    for end, (begin, stop) in enumerate(pairwise(graph.last_start.tolist())):
        if begin < stop:
            tried = by_node.take(graph.last.tail[begin:stop], axis=0) + graph.last.cost[begin:stop, None]
            pick = tried.argmin(axis=0)
            cost[end] = tried[pick, start]
            chosen[end] = begin + pick
    return np.ascontiguousarray(cost.T), np.ascontiguousarray(chosen.T)


def _along_trees(graph: PathGraph, distance: FloatArray, before: NDArray[np.int32]) -> tuple[Along, IntArray]:
    """What adds up from each start to each inner node, and the row of each (start, node) in it.

    All trees grow together: step k takes the k-th nearest node of every start, whose predecessor has had its
    turn. Column `inner` of the rows stands for the start itself. Rows of nodes out of reach mean nothing.
    """
    starts, inner = distance.shape
    start = np.arange(starts)
    nearest = np.argsort(distance, axis=1)
    row_of = np.empty((starts, inner + 1), dtype=np.int64)
    np.put_along_axis(row_of[:, :inner], nearest, (1 + np.arange(inner)) * starts + start[:, None], axis=1)
    row_of[:, inner] = start
    # Looked up head by head: much faster than in the order of the steps.
    tail = np.ascontiguousarray(before.T).astype(np.int64)
    arc = _arc_rows(graph, tail, np.arange(inner)[:, None])
    tail = np.where(tail < 0, inner, np.minimum(tail, inner))
    step_node = np.ascontiguousarray(nearest.T)
    from_row = row_of[start, tail[step_node, start]]
    step_arc = np.minimum(arc, max(0, len(graph.into_id) - 1))[step_node, start]
    along = nothing((inner + 1) * starts, graph.into.along)
    for step in range(inner if len(graph.into_id) else 0):
        longer = join(along.take(from_row[step]), graph.into.along.take(step_arc[step]))
        along.put(slice((step + 1) * starts, (step + 2) * starts), longer)
    return along, row_of
