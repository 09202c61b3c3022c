"""The matrices of one view, with what the planner must know of hours and day fees at each place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from freight.domain.plan import Leg
from freight.domain.scenario import Interval
from freight.domain.travel import BoolArray, FloatArray, IntArray
from freight.errors import UnreachableError
from freight.network.energy import LinearEnergy
from freight.network.expanded import IN, Expanded
from freight.network.paths import PathGraph, path
from freight.network.view import Place, StreetView


@dataclass(frozen=True, eq=False, slots=True)
class TravelTable:
    """Cheapest paths between all places of one view.

    Arrays have shape (places, places), from row to column; all entries of a pair belong to the one path of
    least generalised cost. They are infinite where no street joins the pair, and zero on the diagonal.
    """

    view: StreetView
    places: tuple[Place, ...]
    seconds: FloatArray
    """Where speeds change by the hour, street by street at the slowest."""
    pace_s: tuple[FloatArray, ...]
    """Seconds at each pace of `StreetView.pace`; empty where all hours are alike."""
    metres: FloatArray
    energy_kwh: FloatArray
    """At the reference load; what is paid for."""
    bound: LinearEnergy | None
    """What range is planned with, see `StreetView.bound`; None where it does not bind."""
    fee_nok: FloatArray
    cost_nok: FloatArray
    """Generalised cost: time, km, energy and fees."""
    way_out_s: FloatArray
    """Shape (places,): longest time from leaving until the last street with hours is behind."""
    way_in_s: FloatArray
    """Shape (places,): longest time from entering the first street with hours until arrival."""
    open: tuple[tuple[Interval, ...], ...]
    """By place: when all streets with hours that its legs use to and from it are open."""
    zones_touched: Mapping[str, BoolArray]
    """By zone with a fee per day, shape (places,): serving the place means driving inside."""
    expanded: Expanded
    graph: PathGraph
    arc_state: IntArray
    """State whose street, or part of it, each arc given to `graph` drives."""

    def leg(self, start: int, end: int) -> Leg:
        """The streets from one place to another, by index; the path that the matrices describe.

        Raises
        ------
        UnreachableError
            When no street joins them.
        """
        arcs = path(self.graph, start, end)
        if arcs is None:
            raise UnreachableError(
                f"{self.places[end].label}: {self.view.profile_id} finds no way there from "
                f"{self.places[start].label}; move one of them to another street or give the order to "
                "another vehicle type"
            )
        states = self.arc_state[arcs]
        streets = tuple(self.expanded.street[states].tolist())
        return Leg(
            streets=streets,
            from_share=_share(self.places[start], streets[0]),
            to_share=_share(self.places[end], streets[-1]),
            hold_before=self._gate(states),
        )

    def _gate(self, states: IntArray) -> int:
        """Index of the first street with hours on the way in, 0 without one."""
        timed = (self.expanded.layer[states] == IN) & (self.view.hours[self.expanded.street[states]] >= 0)
        return int(timed.argmax())


def _share(place: Place, street: int) -> float:
    return next(position.share for position in place.positions if position.street == street)
