"""A vehicle may make more stops in a day than its limit says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from freight.domain.scenario import Scenario
from freight.explain.change import Edit, Unasked


@dataclass(frozen=True, slots=True)
class StopsRaised(Unasked):
    """The limit of one vehicle is higher, also where it has it from its type."""

    kind: ClassVar[str] = "stops_raised"
    rank: ClassVar[int] = 0
    vehicle_id: str
    before: int
    after: int

    def apply(self, scenario: Scenario) -> Scenario:
        """The day with the vehicle's own limit."""
        vehicles = (
            replace(one, max_stops=self.after) if one.id == self.vehicle_id else one
            for one in scenario.vehicles
        )
        return replace(scenario, vehicles=tuple(vehicles))

    def text(self, scenario: Scenario) -> str:
        """What to ask the driver for."""
        type_id = next(one.type_id for one in scenario.vehicles if one.id == self.vehicle_id)
        more, name = self.after - self.before, scenario.vehicle_type(type_id).name
        return f"let {self.vehicle_id} ({name}) make {self.after} stops, {more} more than its {self.before}"

    def edits(self, scenario: Scenario) -> tuple[Edit, ...]:
        """The limit; a vehicle written with others gets an entry of its own."""
        before, after = str(self.before), str(self.after)
        return (Edit("fleet", f"vehicle {self.vehicle_id}", "max_stops", before, after),)
