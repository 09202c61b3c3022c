"""How far a day's energy may stray from what was reckoned."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np

from freight.domain.energy_doubt import EnergyDoubt
from freight.domain.fleet import VehicleType
from freight.network.dynamics import Driving
from freight.network.energy import reference_payload_kg, street_energy

TOWN_KPH = 30.0
TOWN_STOPS_PER_KM = 2.0
TOWN_STOP_S = 10.0


def spread_share(kind: VehicleType, doubt: EnergyDoubt, temperature_c: float) -> float:
    """Standard deviation of a battery vehicle's energy over the day, as a share of what was reckoned.

    ``sqrt(traffic_share^2 + cold_share^2)``, where `cold_share` is by how much a kilometre of town street
    costs more at one standard deviation of the temperature below the forecast. Traffic and weather are taken as
    independent of each other and the same on all legs of the day.
    """
    expected, colder = (
        _town_kwh(kind, degrees) for degrees in (temperature_c, temperature_c - doubt.temperature_c)
    )
    return math.hypot(doubt.traffic_share, colder / expected - 1)


def energy_factor(share: float, spread: float) -> float:
    """What reckoned energy is multiplied with so that the true one stays below it with probability `share`.

    The quantile of a normal distribution around 1; `share` at least one half and below one.
    """
    return 1 + NormalDist().inv_cdf(share) * spread


def _town_kwh(kind: VehicleType, temperature_c: float) -> float:
    one = np.ones(1)
    seconds = 3600 / TOWN_KPH + TOWN_STOPS_PER_KM * TOWN_STOP_S
    driving = Driving(1000 * one, TOWN_KPH * one, seconds * one, TOWN_STOPS_PER_KM * one, 0 * one)
    energy = street_energy(kind, driving, temperature_c=temperature_c, fuel_kwh_per_km=None)
    return float(energy.at(reference_payload_kg(kind))[0])
