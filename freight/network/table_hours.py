"""Hours and day fees along paths: how they are marked on arcs, and what they say about each place.

Bit 0 of a path's marks: it drives a THROUGH street. Bit ``1 + k``: it touches thing k on the way out, bit
``1 + things + k``: on the way in. Things are the timetables in use, then the zones with a fee per day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from freight.domain.scenario import Interval
from freight.domain.travel import BoolArray, FloatArray, IntArray
from freight.network.along import WAY_IN, WAY_OUT, Along
from freight.network.expanded import IN, ON, OUT, Expanded
from freight.network.view import DESTINATION, StreetView
from freight.units import HORIZON_S

WORD_BITS = 64
ALWAYS: tuple[Interval, ...] = ((0, HORIZON_S),)


@dataclass(frozen=True, eq=False, slots=True)
class TableHours:
    """One entry a place; see `freight.network.travel_table.TravelTable`."""

    way_out_s: FloatArray
    way_in_s: FloatArray
    open: tuple[tuple[Interval, ...], ...]
    zones_touched: Mapping[str, BoolArray]


def marks(view: StreetView, expanded: Expanded) -> NDArray[np.uint64]:
    """Marks of each state's street, shape (states, words); no words without hours and day fees."""
    timetables = _timetables(view)
    things = len(timetables) + len(view.day_fee_nok)
    words = -(-(1 + 2 * things) // WORD_BITS) if things else 0
    found = np.zeros((len(expanded.street), words), dtype=np.uint64)
    if not things:
        return found
    _set_bit(found, 0, expanded.layer == ON)
    touching = [view.hours == timetable for timetable in timetables]
    touching += [view.zone_inside[zone] for zone in view.day_fee_nok]
    for thing, touched in enumerate(touching):
        on_street = touched[expanded.street]
        _set_bit(found, 1 + thing, on_street & (expanded.layer == OUT))
        _set_bit(found, 1 + things + thing, on_street & (expanded.layer == IN))
    return found


def read(view: StreetView, along: Along, reached: BoolArray) -> TableHours:
    """Hours, ways in and out, and day fees of each place from all its legs.

    Parameters
    ----------
    along
        One row for each pair, row by row.
    reached
        Shape (places, places): pairs with a leg.
    """
    count = len(reached)
    timetables = _timetables(view)
    things = len(timetables) + len(view.day_fee_nok)
    if not things:
        zero = np.zeros(count)
        return TableHours(zero, zero.copy(), (ALWAYS,) * count, {})
    legs = along.marks.reshape(count, count, along.marks.shape[1])
    out_only = reached & ~_bit(legs, 0)
    used = np.zeros((things, count), dtype=np.bool_)
    for thing in range(things):
        going_out = reached & _bit(legs, 1 + thing)
        coming_in = reached & _bit(legs, 1 + things + thing)
        used[thing] = going_out.any(axis=1) | coming_in.any(axis=0) | (out_only & going_out).any(axis=0)
    way_out_s = np.where(reached, along.ways[:, WAY_OUT].reshape(count, count), -np.inf)
    # Without a THROUGH street both ends lie among the same streets: the whole leg must fit their hours.
    whole_s = along.sums[:, 0].reshape(count, count)
    way_out_s = np.where(out_only & np.isfinite(way_out_s), whole_s, way_out_s)
    way_in_s = np.where(reached, along.ways[:, WAY_IN].reshape(count, count), -np.inf)
    return TableHours(
        way_out_s=np.maximum(way_out_s.max(axis=1, initial=0.0), 0.0),
        way_in_s=np.maximum(way_in_s.max(axis=0, initial=0.0), 0.0),
        open=tuple(
            _shared([view.timetable[timetable] for timetable in timetables[used[: len(timetables), place]]])
            for place in range(count)
        ),
        zones_touched={zone: used[len(timetables) + number] for number, zone in enumerate(view.day_fee_nok)},
    )


def _timetables(view: StreetView) -> IntArray:
    """Indices of the timetables of usable streets."""
    return np.unique(view.hours[(view.access == DESTINATION) & (view.hours >= 0)]).astype(np.int64)


def _set_bit(words: NDArray[np.uint64], bit: int, rows: BoolArray) -> None:
    words[rows, bit // WORD_BITS] |= np.uint64(1) << np.uint64(bit % WORD_BITS)


def _bit(words: NDArray[np.uint64], bit: int) -> BoolArray:
    return np.asarray((words[..., bit // WORD_BITS] >> np.uint64(bit % WORD_BITS)) & np.uint64(1) == 1)


def _shared(timetables: list[tuple[Interval, ...]]) -> tuple[Interval, ...]:
    """When all of these are open."""
    shared = ALWAYS
    for timetable in timetables:
        pieces = [(max(begin, opens), min(end, closes)) for begin, end in shared for opens, closes in timetable]
        shared = tuple(piece for piece in pieces if piece[0] < piece[1])
    return shared
