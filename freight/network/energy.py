"""Energy drawn from the battery or the tank along every street, by what is on board."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from freight.domain.fleet import CurveConsumption, SimpleConsumption, VehicleType
from freight.domain.travel import FloatArray
from freight.network.dynamics import COMFORT_C, Driving, driving_kwh

KG_PER_TONNE = 1000.0

FuelCurve = Callable[[FloatArray], FloatArray]
"""km/h (clamped inside) to kWh per km."""
FuelCurves = Callable[[float], FuelCurve]
"""Payload over capacity to the curve of that load."""


@dataclass(frozen=True, eq=False, slots=True)
class LinearEnergy:
    """Energy that grows linearly with the payload, by street or by pair of places: arrays of one shape.

    The energy at a payload is ``empty_kwh + per_kg_kwh * payload_kg``, by definition: the slope is that of the
    chord between empty and full load. The curve of longitudinal dynamics is convex in the load (braking gives
    back less than the same force takes), so the chord never lies below it. Hence a path is the sum of its
    streets, at every load, and so is a matrix entry.
    """

    empty_kwh: FloatArray
    per_kg_kwh: FloatArray

    def at(self, payload_kg: float) -> FloatArray:
        """Energy with this much on board, kWh, same shape."""
        return self.empty_kwh + self.per_kg_kwh * payload_kg


def street_energy(
    kind: VehicleType, driving: Driving, *, temperature_c: float, fuel_kwh_per_km: FuelCurves | None
) -> LinearEnergy:
    """Energy for driving each street once.

    Parameters
    ----------
    driving
        Shape (streets,) each.
    temperature_c
        Outside.
    fuel_kwh_per_km
        Curves of the vehicle's class for `CurveConsumption`, over the mean speed with standing included.

    Returns
    -------
    LinearEnergy
        Shape (streets,), kWh. Negative where a descent gives back more than driving takes; only
        `DynamicsConsumption` knows descents.

    Raises
    ------
    ValueError
        When the vehicle type needs a curve and none is given.
    """
    consumption = kind.consumption
    if isinstance(consumption, SimpleConsumption):
        return _simple(consumption, kind, driving, temperature_c)
    if isinstance(consumption, CurveConsumption):
        if fuel_kwh_per_km is None:
            raise ValueError(f"vehicle type {kind.id} follows a consumption curve, but none was given")
        empty, full = (_curve_kwh(fuel_kwh_per_km(share), driving) for share in (0.0, 1.0))
    else:
        empty, full = (
            driving_kwh(consumption, consumption.kerb_mass_kg + load_kg, driving, temperature_c)
            for load_kg in (0.0, kind.capacity.kg)
        )
    return _chord(empty, full, kind.capacity.kg)


def reference_payload_kg(kind: VehicleType) -> float:
    """Payload at which energy is priced and paths are chosen, all day."""
    return kind.reference_load_share * kind.capacity.kg


def never_short(energy: LinearEnergy, capacity_kg: float) -> LinearEnergy:
    """At least as much at every load up to the capacity, never negative, and never less with more on board.

    What a range is planned with: descents are free at best, and what the payload itself gives back on them is
    not counted. Sums of it are safe wherever a full battery can not take what braking gives back.
    """
    empty = np.maximum(0.0, energy.empty_kwh)
    full = np.maximum(0.0, energy.at(capacity_kg))
    return _chord(empty, np.maximum(empty, full), capacity_kg)


def _chord(empty: FloatArray, full: FloatArray, capacity_kg: float) -> LinearEnergy:
    slope = (full - empty) / capacity_kg if capacity_kg > 0 else np.zeros_like(empty)
    return LinearEnergy(empty, slope)


def _simple(
    consumption: SimpleConsumption, kind: VehicleType, driving: Driving, temperature_c: float
) -> LinearEnergy:
    """`kwh_per_km` at the reference payload, `kwh_per_tonne_km` more for each tonne above it."""
    cold = 1 + consumption.cold_per_degree * max(0.0, COMFORT_C - temperature_c)
    per_kg = consumption.kwh_per_tonne_km / KG_PER_TONNE
    empty = consumption.kwh_per_km - per_kg * reference_payload_kg(kind)
    km = driving.length_m / 1000
    return LinearEnergy(empty * cold * km, per_kg * cold * km)


def _curve_kwh(curve: FuelCurve, driving: Driving) -> FloatArray:
    moving = driving.drive_s > 0
    speed_kph = np.array(driving.speed_kph, dtype=float)
    mean_kph = np.divide(3.6 * driving.length_m, driving.drive_s, out=speed_kph, where=moving)
    return np.maximum(0.0, curve(mean_kph) * driving.length_m / 1000)
