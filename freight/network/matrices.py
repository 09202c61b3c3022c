"""Many-to-many matrices over the streets of one view: seconds, metres, energy and fees of one path.

A place may be left and reached in each direction it has a position in. The first and last street count in
proportion to the part driven, delays at the far end of a street included.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from freight.domain.travel import BoolArray, FloatArray
from freight.network import table_hours
from freight.network.along import EMPTY, ENERGY, FEE, METRES, PER_KG, SECONDS, Along, first_pace
from freight.network.energy import LinearEnergy
from freight.network.expanded import expand
from freight.network.paths import many_to_many, path_graph
from freight.network.street_arcs import all_arcs, ground
from freight.network.travel_table import TravelTable
from freight.network.view import Place, StreetView


def travel(view: StreetView, places: Sequence[Place]) -> TravelTable:
    """Cheapest paths between all places by generalised cost, under all turn rules of the view.

    Parameters
    ----------
    view
        How one vehicle class sees the streets.
    places
        Stops and depots snapped to streets of that view.

    Returns
    -------
    TravelTable
        Matrices of shape (places, places); see docs/matrices.md for work and memory.
    """
    expanded = expand(view)
    base = ground(view, expanded)
    arcs, arc_state = all_arcs(base, places)
    graph = path_graph(arcs, len(expanded.street), len(places), len(places))
    cost, along = many_to_many(graph)
    reached = np.isfinite(cost)
    seconds, metres, energy, fee = (
        _column(along, column, reached) for column in (SECONDS, METRES, ENERGY, FEE)
    )
    bound = None
    if view.bound is not None:
        bound = LinearEnergy(_column(along, EMPTY, reached), _column(along, PER_KG, reached))
    paces = range(first_pace(view.bound is not None), along.sums.shape[1])
    np.fill_diagonal(cost, 0.0)
    hours = table_hours.read(view, along, reached)
    return TravelTable(
        view=view,
        places=tuple(places),
        seconds=seconds,
        pace_s=tuple(_column(along, column, reached) for column in paces),
        metres=metres,
        energy_kwh=energy,
        bound=bound,
        fee_nok=fee,
        cost_nok=cost,
        way_out_s=hours.way_out_s,
        way_in_s=hours.way_in_s,
        open=hours.open,
        zones_touched=hours.zones_touched,
        expanded=expanded,
        graph=graph,
        arc_state=arc_state,
    )


def _column(along: Along, column: int, reached: BoolArray) -> FloatArray:
    return np.where(reached, along.sums[:, column].reshape(reached.shape), np.inf)
