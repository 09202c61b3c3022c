"""How compiled code sees the arrays of charging: by address, as in `views`."""

from __future__ import annotations

from freight.domain.travel import IntArray
from freight.solve.improve import columns as c
from freight.solve.improve.compiled import tiny
from freight.solve.improve.views import Data, State, array_at


@tiny
def charger_rows(d: Data) -> IntArray:
    """Chargers."""
    return array_at(d.charger, (d.chargers, c.CHARGER_COLUMNS))


@tiny
def curves(d: Data) -> IntArray:
    """Points of all charge functions; as many rows as there are."""
    return array_at(d.curve, (1, 2))


@tiny
def abilities(d: Data) -> IntArray:
    """Charge function by ability and charger."""
    return array_at(d.ability, (d.abilities, d.chargers, 2))


@tiny
def stations_between(d: Data) -> IntArray:
    """Chargers worth a look by ability, from and to."""
    return array_at(d.between, (d.abilities, d.places, d.places, d.stations))


@tiny
def labels_of(s: State) -> IntArray:
    """Labels of the route under test."""
    return array_at(s.label, (s.labels, c.LABEL_COLUMNS))


@tiny
def halts_of(s: State) -> IntArray:
    """Stops of the route under test."""
    return array_at(s.halts, (s.nodes, c.HALT_COLUMNS))


@tiny
def found_routes(s: State) -> IntArray:
    """Routes with charging found so far."""
    return array_at(s.found, (c.FOUND, c.FOUND_COLUMNS))
