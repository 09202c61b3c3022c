"""Particles that no tailpipe emits: tyres, brakes and road surface."""

from __future__ import annotations

from freight.domain.fleet import EnergySource, Mode, VehicleType
from freight.emissions.lookup import Factor, Factors, interpolate

PARTS = ("tyre", "brake", "road")
N1_CLASSES = ((1305.0, "van_n1_i"), (1760.0, "van_n1_ii"), (float("inf"), "van_n1_iii"))
"""Highest reference mass of each class, Regulation (EC) 715/2007, Annex I."""
VAN_LIMIT_KG = 3500.0
ELECTRIC_VAN_LIMIT_KG = 4250.0
"""An electric van may weigh this much and is still driven, and wears, as a van."""
DRIVER_AND_FUEL_KG = 25.0
"""Reference mass is the mass in running order less 75 kg driver plus 100 kg."""


def wear_class(kind: VehicleType) -> str:
    """Class of a vehicle type in the rows of tyre, brake and road wear, from its weights."""
    if kind.mode is Mode.CYCLE:
        return "cargo_bike"
    electric = kind.energy is EnergySource.ELECTRIC
    if kind.gross_weight_kg > (ELECTRIC_VAN_LIMIT_KG if electric else VAN_LIMIT_KG):
        return "truck_rigid"
    return next(name for limit, name in N1_CLASSES if kind.kerb_weight_kg + DRIVER_AND_FUEL_KG <= limit)


def wear_factors(factors: Factors, kind: VehicleType) -> tuple[Factor, ...]:
    """Every row `wear_g_per_km` uses for a vehicle type.

    Raises
    ------
    InputError
        When the table lacks one.
    """
    name = wear_class(kind)
    rows = [factors.factor(f"wear_tsp_{part}", name) for part in PARTS]
    rows += [factors.factor(f"wear_pm10_share_{part}", "all") for part in PARTS]
    rows += [row for part in ("tyre", "brake") for row in factors.points(f"wear_speed_{part}", "all")]
    if kind.energy is EnergySource.ELECTRIC:
        rows += [factors.factor(f"wear_electric_{part}", "all") for part in PARTS]
    return tuple(rows)


def wear_g_per_km(factors: Factors, kind: VehicleType, speed_kph: float) -> float:
    """PM10 from tyres, brakes and road surface, g/km; studded tyres not included.

    References
    ----------
    .. [1] EMEP/EEA guidebook, 1.A.3.b.vi-vii: total suspended particles times PM10 share times speed factor
       (none for the road), times the ratio of electric to combustion cars.
    """
    name = wear_class(kind)
    total = 0.0
    for part in PARTS:
        grams = factors.factor(f"wear_tsp_{part}", name).value
        grams *= factors.factor(f"wear_pm10_share_{part}", "all").value
        if part != "road":
            grams *= interpolate(factors.points(f"wear_speed_{part}", "all"), speed_kph)
        if kind.energy is EnergySource.ELECTRIC:
            grams *= factors.factor(f"wear_electric_{part}", "all").value
        total += grams
    return total
