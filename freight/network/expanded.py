"""The turn-expanded graph of one view: states are streets being driven, arcs are turns between them.

A DESTINATION street has two states, one on the way *out* of the start and one on the way *in* to the end;
since no arc leads from *in* back to *through*, such streets are never driven through. A banned path over
via streets needs memory: the street reached by a proper part of it gets states of its own, the
construction of Aho and Corasick [1]_.

References
----------
.. [1] A. V. Aho, M. J. Corasick, "Efficient string matching", Communications of the ACM 18(6), 1975.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from freight.domain.travel import BoolArray, IntArray
from freight.network.view import CLOSED, DESTINATION, THROUGH, StreetView

OUT, ON, IN = 0, 1, 2
"""Layers: leaving the start by DESTINATION streets; on THROUGH streets; reaching the end likewise."""

Path = tuple[int, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Expanded:
    """States and arcs; being in a state means standing at the beginning of its street, turn already made."""

    street: IntArray
    """Shape (states,)."""
    layer: NDArray[np.int8]
    """Shape (states,)."""
    start_state: IntArray
    """Shape (streets,): the state of a path that begins on the street, -1 for a closed one."""
    tail: IntArray
    """Shape (arcs,), ascending: the state whose street is driven to its end."""
    head: IntArray
    """Shape (arcs,): the state that the turn leads to."""
    turn: IntArray
    """Shape (arcs,): index into the turns of the view."""
    arc_start: IntArray
    """Shape (states + 1,): arcs out of state i are ``arc_start[i]:arc_start[i + 1]``."""


def expand(view: StreetView) -> Expanded:
    """Build the turn-expanded graph of a view.

    Parameters
    ----------
    view
        One vehicle class; arcs lead only between streets that are not closed to it.

    Returns
    -------
    Expanded
        One state for each THROUGH street, two for each DESTINATION street, and the copies that
        `banned_paths` need.
    """
    state_of = _base_states(view)
    layer = np.concatenate([np.full(int((row >= 0).sum()), number) for number, row in enumerate(state_of)])
    street = np.concatenate([np.flatnonzero(row >= 0) for row in state_of])
    tail, head, turn = _base_arcs(view, state_of)
    if view.banned_paths:
        copies = _copies(view, len(street))
        street = np.concatenate([street, [path[-1] for path, _ in copies]]).astype(np.int64)
        layer = np.concatenate([layer, [number for _, number in copies]])
        _redirect(view, copies, turn, head, layer)
        extra = np.array(list(_copy_arcs(view, state_of, copies)), dtype=np.int64).reshape(-1, 3)
        tail, head, turn = (
            np.concatenate([old, new]) for old, new in zip((tail, head, turn), extra.T, strict=True)
        )
    order = np.lexsort((turn, tail))
    arc_start = np.concatenate([[0], np.cumsum(np.bincount(tail, minlength=len(street)))])
    start_state = np.where(view.access == DESTINATION, state_of[OUT], state_of[ON])
    return Expanded(
        street=street,
        layer=layer.astype(np.int8),
        start_state=start_state,
        tail=tail[order],
        head=head[order],
        turn=turn[order],
        arc_start=arc_start,
    )


def _base_states(view: StreetView) -> IntArray:
    """Shape (3, streets): the state of each street in each layer, -1 where it has none."""
    exists = np.stack([view.access == DESTINATION, view.access == THROUGH, view.access == DESTINATION])
    states = np.full(exists.shape, -1, dtype=np.int64)
    states[exists] = np.arange(int(exists.sum()))
    return states


def _next_layer(layer: int, through: BoolArray) -> NDArray[np.int8]:
    """Layer in which a street is entered from `layer`; -1 where it may not be."""
    onto_through, onto_destination = {OUT: (ON, OUT), ON: (ON, IN), IN: (-1, IN)}[layer]
    return np.where(through, onto_through, onto_destination).astype(np.int8)


def _base_arcs(view: StreetView, state_of: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    turn_from = np.repeat(np.arange(view.streets.count), np.diff(view.turn_start))
    usable = (view.access[turn_from] != CLOSED) & (view.access[view.turn_to] != CLOSED)
    into_through = view.access[view.turn_to] == THROUGH
    tails, heads, turns = [], [], []
    for layer in (OUT, ON, IN):
        entered = _next_layer(layer, into_through)
        turn = np.flatnonzero(usable & (state_of[layer][turn_from] >= 0) & (entered >= 0))
        turns.append(turn)
        tails.append(state_of[layer][turn_from[turn]])
        heads.append(state_of[entered[turn], view.turn_to[turn]])
    return np.concatenate(tails), np.concatenate(heads), np.concatenate(turns)


def _prefixes(banned: Iterable[Path]) -> frozenset[Path]:
    """Proper parts of banned paths that must be remembered: from the second street on."""
    return frozenset(path[:size] for path in banned for size in range(2, len(path)))


def _copies(view: StreetView, first_state: int) -> dict[tuple[Path, int], int]:
    """State of each remembered part in each layer, numbered from `first_state` in a fixed order."""
    layers = {CLOSED: (), THROUGH: (ON,), DESTINATION: (OUT, IN)}
    keys = [
        (path, layer)
        for path in sorted(_prefixes(view.banned_paths))
        for layer in layers[int(view.access[path[-1]])]
    ]
    return {key: first_state + number for number, key in enumerate(keys)}


def _redirect(
    view: StreetView,
    copies: dict[tuple[Path, int], int],
    turn: IntArray,
    head: IntArray,
    layer: NDArray[np.int8],
) -> None:
    """Let the first turn of each banned path lead to the state that remembers it (changes `head`)."""
    for (path, number), state in copies.items():
        if len(path) == 2:
            head[np.isin(turn, _turns_between(view, *path)) & (layer[head] == number)] = state


def _turns_between(view: StreetView, first: int, second: int) -> IntArray:
    turns = np.arange(view.turn_start[first], view.turn_start[first + 1])
    return np.asarray(turns[view.turn_to[turns] == second])


def _copy_arcs(
    view: StreetView, state_of: IntArray, copies: dict[tuple[Path, int], int]
) -> Iterator[tuple[int, int, int]]:
    """Arcs (tail, head, turn) out of the states that remember."""
    banned = frozenset(view.banned_paths)
    prefixes = _prefixes(banned)
    for (path, layer), state in copies.items():
        for turn in range(int(view.turn_start[path[-1]]), int(view.turn_start[path[-1] + 1])):
            to = int(view.turn_to[turn])
            driven = _remember((*path, to), banned, prefixes)
            if not driven or view.access[to] == CLOSED:
                continue
            entered = int(_next_layer(layer, view.access[to] == THROUGH))
            if entered >= 0:
                head = copies[driven, entered] if len(driven) > 1 else int(state_of[entered, to])
                yield state, head, turn


def _remember(driven: Path, banned: frozenset[Path], prefixes: frozenset[Path]) -> Path:
    """What of the driven streets still matters; empty when they complete a banned path."""
    tails = [driven[start:] for start in range(len(driven))]
    if any(tail in banned for tail in tails):
        return ()
    return next((tail for tail in tails if tail in prefixes), driven[-1:])
