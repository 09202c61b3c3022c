"""How compiled code sees the arrays of charging: by address, as in `views`."""

from __future__ import annotations

from freight.domain.travel import IntArray
from freight.solve.improve import columns as c
from freight.solve.improve.address import carray, pointer
from freight.solve.improve.compiled import tiny
from freight.solve.improve.views import Data, State
from freight.solve.station_pairs import MOST_PAIRS

PAIR_COLUMNS = 1 + 4 * MOST_PAIRS


@tiny
def charger_rows(d: Data) -> IntArray:
    """Chargers."""
    found: IntArray = carray(pointer(d.charger), (d.chargers, c.CHARGER_COLUMNS))
    return found


@tiny
def curves(d: Data) -> IntArray:
    """Points of all charge functions; as many rows as there are."""
    found: IntArray = carray(pointer(d.curve), (1, 2))
    return found


@tiny
def abilities(d: Data) -> IntArray:
    """How vehicles of an ability charge, by charger."""
    found: IntArray = carray(pointer(d.ability), (d.abilities, d.chargers, c.ABILITY_COLUMNS))
    return found


@tiny
def stations_between(d: Data) -> IntArray:
    """Chargers worth a look by ability, from and to."""
    found: IntArray = carray(pointer(d.between), (d.abilities, d.places, d.places, d.stations))
    return found


@tiny
def detours(d: Data) -> IntArray:
    """Least money of a detour by ability, from and to."""
    found: IntArray = carray(pointer(d.detour), (d.abilities, d.places, d.places, 3))
    return found


@tiny
def labels_of(s: State) -> IntArray:
    """Labels of the route under test."""
    found: IntArray = carray(pointer(s.label), (s.labels, c.LABEL_COLUMNS))
    return found


@tiny
def halts_of(s: State) -> IntArray:
    """Stops of the route under test."""
    found: IntArray = carray(pointer(s.halts), (s.nodes, c.HALT_COLUMNS))
    return found


@tiny
def found_routes(s: State) -> IntArray:
    """Routes with charging found so far."""
    found: IntArray = carray(pointer(s.found), (c.FOUND, c.FOUND_COLUMNS))
    return found


@tiny
def pairs_of(s: State) -> IntArray:
    """Two chargers in a row worth a look, by leg; as many rows as there are."""
    found: IntArray = carray(pointer(s.pairs), (1, PAIR_COLUMNS))
    return found
