"""How a vehicle sees the streets, twice: by the map alone, and with the zones of the day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from freight.check.prices import energy_nok_per_kwh
from freight.domain.fleet import CurveConsumption, Vehicle, VehicleType
from freight.domain.plan import Route
from freight.domain.scenario import Interval, Scenario, Zone
from freight.domain.travel import FloatArray
from freight.emissions.factors import Factors
from freight.network.profiles import Conditions, build_view
from freight.network.streets import Streets
from freight.network.view import CLOSED, StreetView


@dataclass(frozen=True, eq=False, slots=True)
class Sight:
    """Two views of one vehicle's day.

    Rules about the map look at `by_map`, where no zone hides a street and only hours that meet the vehicle's
    own day count. Seconds and energy come from `by_day`: how long a turn takes depends on the streets that
    are open at the junction.
    """

    by_map: StreetView
    by_day: StreetView
    drive_s: FloatArray
    """Shape (streets,): seconds along every street, as if those closed on this day were open."""
    energy_kwh: FloatArray
    """Shape (streets,), likewise."""

    def turn_s(self, before: int, after: int) -> float | None:
        """Seconds of a turn; None where neither view knows it."""
        for view in (self.by_day, self.by_map):
            begin, end = int(view.turn_start[before]), int(view.turn_start[before + 1])
            found = np.flatnonzero(view.turn_to[begin:end] == after)
            if len(found):
                return float(view.turn_s[begin + int(found[0])])
        return None


Cache = dict[tuple[str, str, Interval], StreetView]


@dataclass(frozen=True, eq=False, slots=True)
class Lookout:
    """Builds views and keeps them: vehicles that see the streets alike share one."""

    scenario: Scenario
    streets: Streets
    factors: Factors
    known: Cache

    def sight(self, route: Route, vehicle: Vehicle, kind: VehicleType) -> Sight:
        """Both views for one route."""
        alike = self._alike(vehicle, kind)
        hull = (min(v.shift_start_s for v in alike), max(v.shift_end_s for v in alike))
        by_day = self._view(kind, alike[0].id, hull, self.scenario.zones)
        by_map = self._view(kind, "", day_of(route, vehicle), ())
        shut = by_day.access == CLOSED
        return Sight(
            by_map,
            by_day,
            np.where(shut, by_map.drive_s, by_day.drive_s),
            np.where(shut, by_map.energy_kwh, by_day.energy_kwh),
        )

    def _alike(self, vehicle: Vehicle, kind: VehicleType) -> list[Vehicle]:
        rules = [rule for zone in self.scenario.zones for rule in zone.rules]

        def met(other: Vehicle) -> list[bool]:
            return [rule.who.meets(kind, other.id) for rule in rules]

        wanted = met(vehicle)
        return [v for v in self.scenario.vehicles if v.type_id == kind.id and met(v) == wanted]

    def _view(self, kind: VehicleType, vehicle_id: str, hull: Interval, zones: tuple[Zone, ...]) -> StreetView:
        key = (kind.id, vehicle_id, hull)
        if key not in self.known:
            self.known[key] = build_view(
                self.streets,
                kind,
                profile_id=f"check/{kind.id}",
                vehicle_id=vehicle_id,
                zones=zones,
                day=self.scenario.day,
                hull=hull,
                conditions=conditions(kind, self.scenario, self.factors),
            )
        return self.known[key]


def conditions(kind: VehicleType, scenario: Scenario, factors: Factors) -> Conditions:
    """What of the day and of the prices shapes a vehicle type's view of the streets."""
    drawn = kind.consumption
    curve = drawn if isinstance(drawn, CurveConsumption) else None
    return Conditions(
        temperature_c=scenario.temperature_c,
        urban_factor=scenario.urban_factor,
        energy_nok_per_kwh=energy_nok_per_kwh(kind.energy, scenario, factors),
        fuel_kwh_per_km=factors.energy_curve(curve.vehicle_class, curve.euro) if curve is not None else None,
        weights=scenario.weights,
    )


def day_of(route: Route, vehicle: Vehicle) -> Interval:
    """From the first to the last moment of the vehicle's day, shift and plan taken together."""
    moments = [moment for visit in route.visits for moment in (visit.start_s, visit.depart_s)]
    begin = min([vehicle.shift_start_s, route.depart_s, *moments])
    return begin, max([vehicle.shift_end_s, route.depart_s, *moments])
