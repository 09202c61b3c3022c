"""Energy of a leg as the solver counts it against the battery: whole Wh, rounded up."""

from __future__ import annotations

import math

import numpy as np

from freight.build.profiles import Profile
from freight.domain.fleet import Vehicle, VehicleType
from freight.domain.travel import FloatArray
from freight.units import WH_PER_KWH

KG_PER_TONNE = 1000.0


def energy_layers(profile: Profile) -> tuple[FloatArray, FloatArray]:
    """Wh of an empty vehicle, and Wh more for every 1000 kg on board, from place to place.

    Shape (places of the profile, same) both, whole numbers, infinite where no street joins the pair. For a
    vehicle whose range does not bind: its energy at the reference load, whatever is on board. Doubt about the
    day makes both larger (`Profile.energy_factor`).
    """
    table = profile.table
    if table.bound is None:
        return np.ceil(table.energy_kwh * WH_PER_KWH), np.zeros_like(table.energy_kwh)
    factor_wh = profile.energy_factor * WH_PER_KWH
    return (
        np.ceil(table.bound.empty_kwh * factor_wh),
        np.ceil(table.bound.per_kg_kwh * KG_PER_TONNE * factor_wh),
    )


def full_load_wh(profile: Profile) -> FloatArray:
    """Wh of a full vehicle, so that no load it may carry ever takes more.

    The engine adds up one number a leg. It is told the worst one, because the checker drives every leg with
    what is on board then: a plan that the engine holds within range must be so on the street.
    """
    empty_wh, per_tonne_wh = energy_layers(profile)
    joined = np.isfinite(empty_wh)
    tonnes = math.ceil(profile.kind.capacity.kg) / KG_PER_TONNE
    load_wh = np.ceil(np.where(joined, per_tonne_wh, 0.0) * tonnes)
    return np.asarray(np.where(joined, empty_wh + load_wh, np.inf))


def charge_above_reserve_wh(kind: VehicleType, vehicle: Vehicle) -> int | None:
    """Wh a vehicle may use on the day, rounded down; None for fuel."""
    battery = kind.battery
    if battery is None:
        return None
    above_kwh = battery.usable_kwh * vehicle.start_charge_share - battery.reserve_kwh
    return max(0, math.floor(above_kwh * WH_PER_KWH))
