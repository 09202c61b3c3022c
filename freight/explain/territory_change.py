"""A vehicle may serve one more territory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from freight.domain.scenario import Scenario
from freight.explain.change import Edit, Unasked


@dataclass(frozen=True, slots=True)
class TerritoryAdded(Unasked):
    """The zone in which an order lies is also one of the vehicle's."""

    kind: ClassVar[str] = "territory_added"
    rank: ClassVar[int] = 1
    vehicle_id: str
    zone_id: str

    def apply(self, scenario: Scenario) -> Scenario:
        """The day with the wider territory."""
        vehicles = (
            replace(one, territories=(*one.territories, self.zone_id)) if one.id == self.vehicle_id else one
            for one in scenario.vehicles
        )
        return replace(scenario, vehicles=tuple(vehicles))

    def text(self, scenario: Scenario) -> str:
        """Whom to send where."""
        name = next(zone.name for zone in scenario.zones if zone.id == self.zone_id)
        return f"let {self.vehicle_id} serve {name} ({self.zone_id}) too"

    def edits(self, scenario: Scenario) -> tuple[Edit, ...]:
        """The territories; a vehicle written with others gets an entry of its own."""
        has = next(one.territories for one in scenario.vehicles if one.id == self.vehicle_id)
        before, after = (f"[{', '.join(names)}]" for names in (has, (*has, self.zone_id)))
        return (Edit("fleet", f"vehicle {self.vehicle_id}", "territories", before, after),)
