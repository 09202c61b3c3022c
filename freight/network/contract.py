"""Exact reduction of a graph before many searches: nodes that nobody asks for are driven over.

A node is removed by joining each arc into it with each arc out of it. Where that leaves no more arcs than
before (dead ends, chains, most crossings of the turn-expanded graph) searches get cheaper, and the cost of
the cheapest path between any two kept nodes stays what it was. Independent nodes are removed together, so
that a round is a few array operations.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from freight.domain.travel import BoolArray, FloatArray, IntArray
from freight.network.along import Along, join, stack

MORE_ARCS = 1
"""A node is removed when that adds at most so many arcs."""
ENOUGH_SHARE = 0.01
"""Stop when a round removes a smaller share of the nodes than this."""


@dataclass(frozen=True, eq=False, slots=True)
class Arcs:
    """Shape (arcs,) each."""

    tail: IntArray
    head: IntArray
    cost: FloatArray
    along: Along

    def take(self, rows: IntArray) -> Arcs:
        """The arcs of these rows."""
        return Arcs(self.tail[rows], self.head[rows], self.cost[rows], self.along.take(rows))


def chain(*parts: Arcs) -> Arcs:
    """All arcs of the parts, one after the other."""
    return Arcs(
        np.concatenate([part.tail for part in parts]),
        np.concatenate([part.head for part in parts]),
        np.concatenate([part.cost for part in parts]),
        stack([part.along for part in parts]),
    )


@dataclass(frozen=True, eq=False, slots=True)
class Contracted:
    """Arcs between the nodes that are left, and what each arc ever made was joined from."""

    arcs: Arcs
    arc_id: IntArray
    """Shape (arcs left,): index into `parents`."""
    parents: IntArray
    """Shape (arcs ever, 2): the two arcs it was joined from; -1 for the arcs given."""

    def given(self, arc_id: int) -> list[int]:
        """The given arcs that an arc stands for, in driving order."""
        found: list[int] = []
        waiting = [arc_id]
        while waiting:
            last = waiting.pop()
            first, second = self.parents[last].tolist()
            if first < 0:
                found.append(last)
            else:
                waiting += [second, first]
        return found


def contract(arcs: Arcs, keep: BoolArray) -> Contracted:
    """Remove nodes one independent set at a time, as long as it pays.

    Parameters
    ----------
    arcs
        The graph; of parallel arcs only the cheapest counts. Costs are positive.
    keep
        Shape (nodes,): nodes that must stay.

    Returns
    -------
    Contracted
        A graph in which the cheapest path between kept nodes costs, and is, what it was before.
    """
    parents = [np.full((len(arcs.tail), 2), -1, dtype=np.int64)]
    arc_id = np.arange(len(arcs.tail))
    arcs, arc_id = _cheapest_parallel(arcs, arc_id, len(keep))
    # A fixed shuffle breaks ties: along a chain of equals the index would let only one node go at a time.
    rank = np.random.default_rng(0).permutation(len(keep))
    made = len(parents[0])
    while True:
        gone = _independent(arcs, keep, rank)
        if gone.sum() < ENOUGH_SHARE * len(np.union1d(arcs.tail, arcs.head)) or not gone.any():
            break
        first, second = _pairs(arcs, gone)
        joined = Arcs(
            arcs.tail[first],
            arcs.head[second],
            arcs.cost[first] + arcs.cost[second],
            join(arcs.along.take(first), arcs.along.take(second)),
        )
        parents.append(np.column_stack([arc_id[first], arc_id[second]]))
        stay = np.flatnonzero(~(gone[arcs.tail] | gone[arcs.head]))
        arc_id = np.concatenate([arc_id[stay], made + np.arange(len(first))])
        made += len(first)
        arcs, arc_id = _cheapest_parallel(chain(arcs.take(stay), joined), arc_id, len(keep))
    return Contracted(arcs, arc_id, np.concatenate(parents))


def _cheapest_parallel(arcs: Arcs, arc_id: IntArray, nodes: int) -> tuple[Arcs, IntArray]:
    """Drop loops and all but the cheapest of parallel arcs (the earliest made of equals)."""
    pair = arcs.tail * nodes + arcs.head
    order = np.lexsort((arcs.cost, pair))
    sorted_pair = pair[order]
    best = np.ones(len(order), dtype=np.bool_)
    best[1:] = sorted_pair[1:] != sorted_pair[:-1]
    rows = order[best & (arcs.tail[order] != arcs.head[order])]
    return arcs.take(rows), arc_id[rows]


def _independent(arcs: Arcs, keep: BoolArray, rank: IntArray) -> BoolArray:
    """Nodes worth removing, no two of them joined by an arc."""
    into = np.bincount(arcs.head, minlength=len(keep))
    out = np.bincount(arcs.tail, minlength=len(keep))
    added = into * out - into - out
    worth = ~keep & (into + out > 0) & (added <= MORE_ARCS)
    order = np.where(worth, (added + into.max() + out.max()) * len(keep) + rank, np.iinfo(np.int64).max)
    least = np.full(len(keep), np.iinfo(np.int64).max)
    np.minimum.at(least, arcs.tail, order[arcs.head])
    np.minimum.at(least, arcs.head, order[arcs.tail])
    return np.asarray(worth & (order < least))


def _pairs(arcs: Arcs, gone: BoolArray) -> tuple[IntArray, IntArray]:
    """Rows of arcs into and out of the nodes to remove, every combination."""
    first = np.flatnonzero(gone[arcs.head])
    second = np.flatnonzero(gone[arcs.tail])
    second = second[np.argsort(arcs.tail[second], kind="stable")]
    begin = np.searchsorted(arcs.tail[second], arcs.head[first], side="left")
    end = np.searchsorted(arcs.tail[second], arcs.head[first], side="right")
    count = end - begin
    offset = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    return np.repeat(first, count), second[np.repeat(begin, count) + offset]
