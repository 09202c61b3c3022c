"""Cheapest paths between many starts and many ends, and what adds up along each of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from freight.domain.travel import FloatArray, IntArray
from freight.network.along import Along, join, nothing, stack
from freight.network.contract import Arcs, Contracted, contract

CELLS = 4_000_000
"""Starts searched together times nodes; bounds the memory of a search to some 400 MB."""
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
    distance, before = dijkstra(matrix, indices=graph.inner + starts, return_predecessors=True)
    inner = _along_trees(graph, distance[:, : graph.inner], before[:, : graph.inner])
    rows = np.arange(len(starts))
    ends = len(graph.last_start) - 1
    best = np.full((len(starts), ends), np.inf)
    chosen = np.zeros((len(starts), ends), dtype=np.int64)
    for end in range(ends):
        lasts = slice(graph.last_start[end], graph.last_start[end + 1])
        if lasts.start == lasts.stop:
            continue
        cost = distance[:, graph.last.tail[lasts]] + graph.last.cost[lasts]
        pick = cost.argmin(axis=1)
        best[:, end] = cost[rows, pick]
        chosen[:, end] = lasts.start + pick
    # Arcs from a start straight to an end have no inner path before them: column `inner` is empty.
    tail = np.minimum(graph.last.tail[chosen], graph.inner) if len(graph.last_id) else chosen
    before_last = inner.take((rows[:, None] * (graph.inner + 1) + tail).ravel())
    if not len(graph.last_id):
        return best, before_last
    return best, join(before_last, graph.last.along.take(chosen.ravel()))


def _along_trees(graph: PathGraph, distance: FloatArray, before: NDArray[np.int32]) -> Along:
    """What adds up from each start to each inner node; row ``start * (inner + 1) + node``.

    All trees grow together: the k-th step takes the k-th nearest node of every start, whose predecessor
    has had its turn.
    """
    starts, inner = distance.shape
    found = nothing(starts * (inner + 1), graph.into.along)
    reached = np.isfinite(distance)
    arc = np.zeros(distance.shape, dtype=np.int64)
    start, node = np.nonzero(reached.T)[::-1]
    arc[start, node] = _arc_rows(graph, before[start, node].astype(np.int64), node)
    nearest = np.argsort(distance, axis=1, kind="stable")
    size = reached.sum(axis=1)
    row = np.arange(starts)
    for step in range(int(size.max(initial=0))):
        active = row[size > step]
        node = nearest[active, step]
        tail = np.minimum(before[active, node], inner)
        along = join(found.take(active * (inner + 1) + tail), graph.into.along.take(arc[active, node]))
        found.put(active * (inner + 1) + node, along)
    return found
