"""What the solver pays for: legs, vehicles by day and second, and zone fees by the day."""

from __future__ import annotations

import numpy as np

from freight.build.profiles import Profile
from freight.domain.problem import DayFee, VehicleSlot
from freight.domain.scenario import Scenario
from freight.domain.travel import BoolArray, FloatArray
from freight.units import nok_to_micro


def leg_nok(profile: Profile, scenario: Scenario) -> FloatArray:
    """Shape (places of the profile, same): money of a leg apart from time."""
    table, weights = profile.table, scenario.weights
    return np.asarray(
        table.metres / 1000 * profile.kind.cost_km_nok * weights.km
        + table.energy_kwh * profile.energy_nok_per_kwh * weights.energy
        + table.fee_nok * weights.fee
    )


def home_fee_nok(profile: Profile, depot_place: int) -> float:
    """Fees per day of the zones that a vehicle drives in by leaving its depot: due whenever it leaves."""
    return sum(nok for zone, nok in profile.view.day_fee_nok.items() if _inside(profile, zone, depot_place))


def day_fees(
    scenario: Scenario, profiles: tuple[Profile, ...], places: int, slots: tuple[VehicleSlot, ...]
) -> tuple[DayFee, ...]:
    """Zone fees per day that depend on the plan: a vehicle with its depot inside pays with its day."""
    fees = []
    for zone in scenario.zones:
        inside = np.array(
            [[_inside(profile, zone.id, place) for place in range(places)] for profile in profiles],
            dtype=np.bool_,
        )
        fee_micro = tuple(_fee_micro(zone.id, profiles[slot.profile], slot, scenario, inside) for slot in slots)
        if any(fee_micro) and inside.any():
            fees.append(DayFee(zone.id, fee_micro, inside))
    return tuple(fees)


def _fee_micro(zone_id: str, profile: Profile, slot: VehicleSlot, scenario: Scenario, inside: BoolArray) -> int:
    if inside[slot.profile, slot.depot_place]:
        return 0
    return nok_to_micro(scenario.weights.fee * profile.view.day_fee_nok.get(zone_id, 0.0))


def _inside(profile: Profile, zone_id: str, place: int) -> bool:
    touched = profile.table.zones_touched.get(zone_id)
    return touched is not None and place in profile.row and bool(touched[profile.row[place]])
