"""How long a vehicle takes along the streets, and with what energy: its view of the day."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from freight.domain.fleet import CurveConsumption, Vehicle, VehicleType
from freight.domain.plan import Route
from freight.domain.scenario import Interval, Scenario
from freight.emissions.factors import Factors
from freight.emissions.prices import energy_nok_per_kwh
from freight.network.profiles import Conditions, build_view
from freight.network.streets import Streets
from freight.network.view import StreetView


@dataclass(frozen=True, eq=False, slots=True)
class Lookout:
    """Builds views and keeps them: vehicles that see the streets alike share one.

    Zones and shifts count, because the time of a turn depends on the streets that are open at the junction.
    """

    scenario: Scenario
    streets: Streets
    factors: Factors
    known: dict[str, StreetView] = field(default_factory=dict)
    """By the first vehicle of those that are alike."""

    def view(self, vehicle: Vehicle, kind: VehicleType) -> StreetView:
        """The view of the vehicles of one type that meet the same zone rules."""
        alike = self._alike(vehicle, kind)
        first = alike[0].id
        if first not in self.known:
            self.known[first] = build_view(
                self.streets,
                kind,
                profile_id=f"check/{kind.id}",
                vehicle_id=first,
                zones=self.scenario.zones,
                day=self.scenario.day,
                hull=(min(v.shift_start_s for v in alike), max(v.shift_end_s for v in alike)),
                conditions=conditions(kind, self.scenario, self.factors),
            )
        return self.known[first]

    def _alike(self, vehicle: Vehicle, kind: VehicleType) -> list[Vehicle]:
        rules = [rule for zone in self.scenario.zones for rule in zone.rules]

        def met(other: Vehicle) -> list[bool]:
            return [rule.who.meets(kind, other.id) for rule in rules]

        wanted = met(vehicle)
        return [v for v in self.scenario.vehicles if v.type_id == kind.id and met(v) == wanted]


def conditions(kind: VehicleType, scenario: Scenario, factors: Factors) -> Conditions:
    """What of the day and of the prices shapes a vehicle type's view of the streets."""
    drawn = kind.consumption
    fuel = None
    if isinstance(drawn, CurveConsumption):
        fuel = partial(factors.energy_curve, drawn.vehicle_class, drawn.euro)
    return Conditions(
        temperature_c=scenario.temperature_c,
        urban_factor=scenario.urban_factor,
        energy_nok_per_kwh=energy_nok_per_kwh(kind.energy, scenario, factors),
        fuel_kwh_per_km=fuel,
        weights=scenario.weights,
        traffic=scenario.traffic,
    )


def day_of(route: Route, vehicle: Vehicle) -> Interval:
    """From the first to the last moment of the vehicle's day, shift and plan taken together."""
    moments = [moment for visit in route.visits for moment in (visit.start_s, visit.depart_s)]
    begin = min([vehicle.shift_start_s, route.depart_s, *moments])
    return begin, max([vehicle.shift_end_s, route.depart_s, *moments])
