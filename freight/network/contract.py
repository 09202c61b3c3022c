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
from freight.network.along import Along, join, nothing, stack

MORE_ARCS = 200
"""A node is removed when that adds at most so many arcs: fewer nodes and more arcs each make searches faster up
to a point, measured on a small country and on a plain grid of streets."""
ENOUGH_SHARE = 0.005
"""Stop when a round removes no larger share of the nodes than this."""


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


@dataclass(frozen=True, eq=False, slots=True)
class _Alive:
    """The arcs of one round, ascending by `pair`, which is ``tail * nodes + head``."""

    pair: IntArray
    tail: IntArray
    head: IntArray
    cost: FloatArray
    arc_id: IntArray


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
    nodes, made = len(keep), len(arcs.tail)
    parents = [np.full((made, 2), -1, dtype=np.int64)]
    no_loop = np.flatnonzero(arcs.tail != arcs.head)
    pair = arcs.tail[no_loop] * nodes + arcs.head[no_loop]
    alive = _cheapest(pair, arcs.cost[no_loop], no_loop, nodes)
    # A fixed shuffle breaks ties: along a chain of equals the index would let only one node go at a time.
    rank = np.random.default_rng(0).permutation(nodes)
    while True:
        gone, inner = _independent(alive, keep, rank)
        if gone.sum() <= ENOUGH_SHARE * inner:
            break
        first, second = _pairs(alive, gone)
        stay = ~(gone[alive.tail] | gone[alive.head])
        parents.append(np.column_stack([alive.arc_id[first], alive.arc_id[second]]))
        alive = _cheapest(
            np.concatenate([alive.pair[stay], alive.tail[first] * nodes + alive.head[second]]),
            np.concatenate([alive.cost[stay], alive.cost[first] + alive.cost[second]]),
            np.concatenate([alive.arc_id[stay], made + np.arange(len(first))]),
            nodes,
        )
        made += len(first)
    along = _along(arcs.along, parents, made).take(alive.arc_id)
    left = Arcs(alive.tail, alive.head, alive.cost, along)
    return Contracted(left, alive.arc_id, np.concatenate(parents))


def _along(given: Along, parents: list[IntArray], made: int) -> Along:
    """What adds up along every arc ever made."""
    along = nothing(made, given)
    along.put(slice(0, given.count), given)
    end = given.count
    for joined in parents[1:]:
        begin, end = end, end + len(joined)
        along.put(slice(begin, end), join(along.take(joined[:, 0]), along.take(joined[:, 1])))
    return along


def _cheapest(pair: IntArray, cost: FloatArray, arc_id: IntArray, nodes: int) -> _Alive:
    """Drop all but the cheapest of parallel arcs (of equals the earliest), and sort by `pair`."""
    order = np.argsort(pair, kind="stable")
    pair, cost = pair[order], cost[order]
    fresh = np.ones(len(pair), dtype=np.bool_)
    fresh[1:] = pair[1:] != pair[:-1]
    group = np.cumsum(fresh) - 1
    least = np.minimum.reduceat(cost, np.flatnonzero(fresh)) if len(pair) else cost
    candidate = np.flatnonzero(cost == least[group])
    first = np.ones(len(candidate), dtype=np.bool_)
    first[1:] = group[candidate[1:]] != group[candidate[:-1]]
    rows = candidate[first]
    tail, head = np.divmod(pair[rows], nodes)
    return _Alive(pair[rows], tail, head, cost[rows], arc_id[order[rows]])


def _independent(alive: _Alive, keep: BoolArray, rank: IntArray) -> tuple[BoolArray, int]:
    """Nodes worth removing, no two of them joined by an arc; and how many nodes could be removed at most."""
    into = np.bincount(alive.head, minlength=len(keep))
    out = np.bincount(alive.tail, minlength=len(keep))
    added = into * out - into - out
    inner = ~keep & (into + out > 0)
    worth = inner & (added <= MORE_ARCS)
    never = np.iinfo(np.int64).max
    # `added` is at least -(into + out); the sum keeps the order positive.
    order = np.where(worth, (added + len(alive.pair)) * len(keep) + rank, never)
    least = np.full(len(keep), never)
    np.minimum.at(least, alive.tail, order[alive.head])
    np.minimum.at(least, alive.head, order[alive.tail])
    return worth & (order < least), int(inner.sum())


def _pairs(alive: _Alive, gone: BoolArray) -> tuple[IntArray, IntArray]:
    """Rows of arcs into and out of the nodes to remove, every combination but back and forth."""
    into = np.flatnonzero(gone[alive.head])
    begin = np.searchsorted(alive.tail, alive.head[into], side="left")
    count = np.searchsorted(alive.tail, alive.head[into], side="right") - begin
    offset = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count - begin, count)
    first = np.repeat(into, count)
    useful = alive.tail[first] != alive.head[offset]
    return first[useful], offset[useful]
