"""How far a vehicle gets when it may charge as often as it likes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from freight.domain.problem import ChargerSlot, VehicleSlot
from freight.domain.travel import IntArray


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a vehicle can set out from for an order and where it can go after it, time left aside."""

    sources: Mapping[int, int]
    """Place -> most Wh above the reserve on leaving it: the depot, and every charger in reach of it."""
    havens: tuple[int, ...]
    """The depot, and every charger from which it can be reached."""

    def short_wh(self, place: int, energy_wh: IntArray) -> int:
        """Wh that are missing for going to a place and back, 0 or less when none are.

        Parameters
        ----------
        energy_wh
            Shape (places, places) of the vehicle's profile.
        """
        left = max(level - int(energy_wh[source, place]) for source, level in self.sources.items())
        return min(int(energy_wh[place, haven]) for haven in self.havens) - left


def reach_of(slot: VehicleSlot, sites: Sequence[ChargerSlot], energy_wh: IntArray) -> Reach | None:
    """Reach of one vehicle from its depot; None when range does not bind.

    Parameters
    ----------
    energy_wh
        Shape (places, places) of the vehicle's profile.
    """
    if slot.energy_wh is None:
        return None
    depot, full = slot.depot_place, slot.full_wh or 0
    places = {site.place for site, curve in zip(sites, slot.charging, strict=False) if curve is not None}
    sources, havens = {depot: slot.energy_wh}, [depot]
    while found := {
        place
        for place in places
        if sources.get(place, -1) < full
        and any(energy_wh[source, place] <= level for source, level in sources.items())
    }:
        sources |= dict.fromkeys(found, full)
    while homeward := [
        place
        for place in sorted(places.difference(havens))
        if any(energy_wh[place, haven] <= full for haven in havens)
    ]:
        havens += homeward
    return Reach(sources, tuple(havens))
