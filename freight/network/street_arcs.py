"""Arcs for the many-to-many search, with what adds up along each: turns, starts, ends, direct ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from freight.domain.travel import BoolArray, FloatArray, IntArray
from freight.network import table_hours
from freight.network.along import FEE, SECONDS, WAY_IN, WAY_OUT, Along, first_pace
from freight.network.contract import Arcs, chain
from freight.network.expanded import IN, OUT, Expanded
from freight.network.view import Place, StreetView

FLOOR_NOK = 1e-9
"""Least cost of an arc: sparse builders may drop zeros."""


@dataclass(frozen=True, eq=False, slots=True)
class Ground:
    """What the arcs of one view are made from."""

    view: StreetView
    expanded: Expanded
    street_sums: FloatArray
    """Shape (streets, columns): `Along.sums` of each whole street."""
    marks: NDArray[np.uint64]
    """Shape (states, words)."""
    timed_out: BoolArray
    """Shape (states,): on the way out, on a street with hours."""
    timed_in: BoolArray


def ground(view: StreetView, expanded: Expanded) -> Ground:
    """Gather what arcs are made from."""
    length_m = view.streets.length_m
    timed = (view.hours >= 0)[expanded.street]
    columns = [view.drive_s, length_m, view.energy_kwh, np.zeros(len(length_m))]
    if view.bound is not None:
        columns += [view.bound.empty_kwh, view.bound.per_kg_kwh]
    if view.pace is not None:
        columns += list(view.pace.drive_s)
    return Ground(
        view=view,
        expanded=expanded,
        street_sums=np.column_stack(columns),
        marks=table_hours.marks(view, expanded),
        timed_out=timed & (expanded.layer == OUT),
        timed_in=timed & (expanded.layer == IN),
    )


def all_arcs(base: Ground, places: Sequence[Place]) -> tuple[Arcs, IntArray]:
    """Every arc of the search, and the state whose street (or part of it) each arc drives.

    Nodes are the states, then one start a place, then one end a place.
    """
    expanded = base.expanded
    turns = _turns(base, np.arange(len(expanded.tail)), np.ones(len(expanded.tail)))
    parts = [(turns, expanded.tail), _starts(base, places), _ends(base, places), _direct(base, places)]
    return chain(*(arcs for arcs, _ in parts)), np.concatenate([state for _, state in parts])


def _turns(base: Ground, rows: IntArray, share: FloatArray) -> Arcs:
    """Arcs of the expanded graph, driving the last `share` of the street before the turn."""
    view, expanded = base.view, base.expanded
    tail, head, turn = expanded.tail[rows], expanded.head[rows], expanded.turn[rows]
    arcs = _along_street(base, tail, head, tail, share)
    turn_s = view.turn_s[turn]
    sums, ways = arcs.along.sums, arcs.along.ways
    sums[:, SECONDS] += turn_s
    sums[:, first_pace(view.bound is not None) :] += turn_s[:, None]
    sums[:, FEE] += view.turn_fee_nok[turn]
    if ways.shape[1]:
        entering = np.where(base.timed_in[head], turn_s, -np.inf)
        ways[:, WAY_IN] = np.where(base.timed_in[tail], sums[:, SECONDS], entering)
    cost = np.maximum(arcs.cost + view.turn_cost_nok[turn], FLOOR_NOK)
    return Arcs(tail, head, cost, arcs.along)


def _along_street(base: Ground, tail: IntArray, head: IntArray, state: IntArray, share: FloatArray) -> Arcs:
    """Arcs from `tail` to `head` that drive `share` of the street of `state`."""
    street = base.expanded.street[state]
    sums = base.street_sums[street] * share[:, None]
    ways = np.full((len(state), 2 if base.marks.shape[1] else 0), -np.inf)
    if ways.shape[1]:
        ways[:, WAY_OUT] = np.where(base.timed_out[state], sums[:, SECONDS], -np.inf)
        ways[:, WAY_IN] = np.where(base.timed_in[state], sums[:, SECONDS], -np.inf)
    cost = np.maximum(base.view.cost_nok[street] * share, FLOOR_NOK)
    return Arcs(tail, head, cost, Along(sums, ways, base.marks[state]))


def _positions(places: Sequence[Place]) -> tuple[IntArray, IntArray, FloatArray]:
    """Place, street and share of every position."""
    rows = [(number, at.street, at.share) for number, place in enumerate(places) for at in place.positions]
    table = np.array(rows, dtype=np.float64).reshape(-1, 3)
    return table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), table[:, 2]


def _starts(base: Ground, places: Sequence[Place]) -> tuple[Arcs, IntArray]:
    """Arcs from each start over the rest of its street and the turn after it."""
    place, street, share = _positions(places)
    state = base.expanded.start_state[street]
    position, rows = _spans(base.expanded.arc_start[state], base.expanded.arc_start[state + 1])
    arcs = _turns(base, rows, 1.0 - share[position])
    start = len(base.expanded.street) + place[position]
    return Arcs(start, arcs.head, arcs.cost, arcs.along), state[position]


def _ends(base: Ground, places: Sequence[Place]) -> tuple[Arcs, IntArray]:
    """Arcs from every state of the street of an end to that end."""
    place, street, share = _positions(places)
    by_street = np.argsort(base.expanded.street, kind="stable")
    streets = base.expanded.street[by_street]
    position, rows = _spans(np.searchsorted(streets, street), np.searchsorted(streets, street, side="right"))
    state = by_street[rows]
    end = len(base.expanded.street) + len(places) + place[position]
    return _along_street(base, state, end, state, share[position]), state


def _direct(base: Ground, places: Sequence[Place]) -> tuple[Arcs, IntArray]:
    """Arcs from start to end ahead on the same street, the place itself included."""
    place, street, share = _positions(places)
    order = np.lexsort((share, street))
    place, street, share = place[order], street[order], share[order]
    # Sorted by share, a position has everything ahead on its street after it, and its equals around it.
    key = np.stack([street, share])
    begin = _first_equal(key)
    first, second = _spans(begin, np.searchsorted(street, street, side="right"))
    state = base.expanded.start_state[street[first]]
    nodes = len(base.expanded.street)
    ahead = share[second] - share[first]
    start, end = nodes + place[first], nodes + len(places) + place[second]
    return _along_street(base, start, end, state, ahead), state


def _first_equal(key: FloatArray) -> IntArray:
    """Index of the first column equal to each column of a sorted (rows, columns) array."""
    new = np.ones(key.shape[1], dtype=np.bool_)
    new[1:] = (key[:, 1:] != key[:, :-1]).any(axis=0)
    starts = np.flatnonzero(new)
    return np.asarray(starts[np.cumsum(new) - 1])


def _spans(begin: IntArray, end: IntArray) -> tuple[IntArray, IntArray]:
    """Every number of every span ``begin .. end - 1``, and which span it comes from."""
    count = end - begin
    span = np.repeat(np.arange(len(count)), count)
    return span, np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count - begin, count)
