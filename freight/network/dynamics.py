"""Longitudinal dynamics: what it takes to move a mass along streets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from freight.domain.fleet import DynamicsConsumption
from freight.domain.travel import FloatArray

GRAVITY_M_S2 = 9.81
ROTATING_MASS = 1.05
"""Wheels and rotor count as 5 % more mass when speeding up."""
COMFORT_C = 15.0
"""Below this outside temperature cabins are heated, batteries and gears lose more, and tyres are stiffer."""
JOULE_PER_KWH = 3.6e6
ZERO_C_K = 273.15
AIR_KG_M3 = 1.2041
"""Dry air at sea level and 20 degrees; density falls with the absolute temperature."""


@dataclass(frozen=True, eq=False, slots=True)
class Driving:
    """What driving each street once looks like; arrays of shape (streets,)."""

    length_m: FloatArray
    speed_kph: FloatArray
    """While rolling."""
    drive_s: FloatArray
    """Standing included."""
    stops: FloatArray
    """Full stops on the street; a mean, may be a fraction."""
    rise_m: FloatArray
    """Height of the far end above the near end; 0 where heights are not known."""


def driving_kwh(
    drive: DynamicsConsumption, mass_kg: float, driving: Driving, temperature_c: float
) -> FloatArray:
    """Energy drawn from the battery over each street by a vehicle of one mass.

    Parameters
    ----------
    mass_kg
        Vehicle, driver and payload together.
    driving
        Shape (streets,) each.
    temperature_c
        Outside.

    Returns
    -------
    FloatArray
        Shape (streets,), kWh; negative where a descent gives back more than auxiliaries take. Convex in the
        mass, and never less when it is colder.

    Notes
    -----
    ``force = m g (Crr cos a + sin a) + 1/2 rho CdA v^2`` over the length. A force that pushes is paid through
    the drive; one that pulls gives back `regeneration_efficiency` of its work. Every stop takes the kinetic
    energy ``1/2 * 1.05 m v^2`` through the drive and gives back the same share. Each degree below 15 makes the
    drive worse by `cold_per_degree`, both ways. Auxiliaries and heating are power times time.

    References
    ----------
    .. [1] Sacchi, Bauer and Cox, carculator_truck: traction, regeneration (Table 10) and rotating mass.
    .. [2] World Electric Vehicle Journal 2025, 16(9), 500: mass, drag and frontal area of electric vehicles.
    """
    cold_degrees = max(0.0, COMFORT_C - temperature_c)
    loss = 1 + drive.cold_per_degree * cold_degrees
    paid, given_back = loss / drive.drive_efficiency, drive.regeneration_efficiency / loss
    speed_m_s = driving.speed_kph / 3.6
    slope = driving.rise_m / driving.length_m
    air_kg_m3 = AIR_KG_M3 * (ZERO_C_K + 20.0) / (ZERO_C_K + temperature_c)
    weight_n = (
        mass_kg * GRAVITY_M_S2 * (drive.rolling_coefficient * np.sqrt(np.maximum(0.0, 1 - slope**2)) + slope)
    )
    air_n = 0.5 * air_kg_m3 * drive.drag_coefficient * drive.frontal_area_m2 * speed_m_s**2
    work_j = (weight_n + air_n) * driving.length_m
    rolling_j = np.where(work_j > 0, work_j * paid, work_j * given_back)
    stop_j = driving.stops * 0.5 * ROTATING_MASS * mass_kg * speed_m_s**2 * (paid - given_back)
    aux_j = (drive.auxiliary_w + drive.heating_w_per_degree * cold_degrees) * driving.drive_s
    return np.asarray((rolling_j + stop_j + aux_j) / JOULE_PER_KWH)
