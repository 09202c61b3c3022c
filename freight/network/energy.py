"""Energy drawn from the battery or the tank along every street."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from freight.domain.fleet import CurveConsumption, DynamicsConsumption, SimpleConsumption, VehicleType
from freight.domain.travel import FloatArray

GRAVITY_M_S2 = 9.81
ROTATING_MASS = 1.05
"""Wheels and rotor count as 5 % more mass when speeding up."""
COMFORT_C = 15.0
"""Below this outside temperature cabins are heated and consumption rises."""
JOULE_PER_KWH = 3.6e6

FuelCurve = Callable[[FloatArray], FloatArray]
"""km/h (clamped inside) to kWh per km."""


def street_energy_kwh(
    kind: VehicleType,
    *,
    length_m: FloatArray,
    speed_kph: FloatArray,
    drive_s: FloatArray,
    stops: FloatArray,
    temperature_c: float,
    fuel_kwh_per_km: FuelCurve | None,
) -> FloatArray:
    """Energy for driving each street once, at the reference load of the vehicle type.

    Parameters
    ----------
    length_m, speed_kph, drive_s
        Shape (streets,): metres, speed while rolling, and seconds with standing included.
    stops
        Shape (streets,): full stops on the street (mean, may be a fraction).
    temperature_c
        Outside.
    fuel_kwh_per_km
        Curve of the vehicle's class for `CurveConsumption`, over the mean speed with standing included.

    Returns
    -------
    FloatArray
        Shape (streets,), kWh, never negative. Streets are flat: there is no height in the map.

    Raises
    ------
    ValueError
        When the vehicle type needs a curve and none is given.
    """
    consumption = kind.consumption
    cold_degrees = max(0.0, COMFORT_C - temperature_c)
    if isinstance(consumption, SimpleConsumption):
        per_km = consumption.kwh_per_km * (1 + consumption.cold_per_degree * cold_degrees)
        return np.maximum(0.0, per_km * length_m / 1000)
    if isinstance(consumption, CurveConsumption):
        if fuel_kwh_per_km is None:
            raise ValueError(f"vehicle type {kind.id} follows a consumption curve, but none was given")
        mean_kph = np.divide(3.6 * length_m, drive_s, out=np.array(speed_kph, dtype=float), where=drive_s > 0)
        return np.maximum(0.0, fuel_kwh_per_km(mean_kph) * length_m / 1000)
    mass_kg = consumption.kerb_mass_kg + kind.reference_load_share * kind.capacity.kg
    return _dynamics_kwh(consumption, mass_kg, length_m, speed_kph / 3.6, drive_s, stops, temperature_c)


def _dynamics_kwh(
    drive: DynamicsConsumption,
    mass_kg: float,
    length_m: FloatArray,
    speed_m_s: FloatArray,
    drive_s: FloatArray,
    stops: FloatArray,
    temperature_c: float,
) -> FloatArray:
    """Longitudinal dynamics on the flat: rolling, air, stop and go, auxiliaries.

    ``traction = m g Crr + 1/2 rho CdA v^2`` over the length; every stop takes the kinetic energy
    ``1/2 * 1.05 m v^2`` through the drive and gives back `regeneration_efficiency` of it.

    References
    ----------
    .. [1] Sacchi, Bauer and Cox, carculator_truck: traction, regeneration (Table 10) and rotating mass.
    .. [2] World Electric Vehicle Journal 2025, 16(9), 500: mass, drag and frontal area of an electric van.
    """
    # Density of dry air at sea level follows the absolute temperature: 1.204 kg/m3 at 20 degrees.
    air_kg_m3 = 1.2041 * 293.15 / (273.15 + temperature_c)
    rolling_n = mass_kg * GRAVITY_M_S2 * drive.rolling_coefficient
    air_n = 0.5 * air_kg_m3 * drive.drag_coefficient * drive.frontal_area_m2 * speed_m_s**2
    traction_j = (rolling_n + air_n) * length_m / drive.drive_efficiency
    kinetic_j = 0.5 * ROTATING_MASS * mass_kg * speed_m_s**2
    stop_j = stops * kinetic_j * (1 / drive.drive_efficiency - drive.regeneration_efficiency)
    heating_w = drive.heating_w_per_degree * max(0.0, COMFORT_C - temperature_c)
    aux_j = (drive.auxiliary_w + heating_w) * drive_s
    return np.asarray(np.maximum(0.0, (traction_j + stop_j + aux_j) / JOULE_PER_KWH))
