"""How much, in people's units: (number, text) of a quantity of the solver."""

from __future__ import annotations

from freight.units import KG_TO_G, M3_TO_CM3, MICRO, UNITS_TO_MILLI

_PER_UNIT = {"kg": KG_TO_G, "m3": M3_TO_CM3, "units": UNITS_TO_MILLI}


def load_amount(value: int, unit: str) -> tuple[float, str]:
    """Grams, cm3 or thousandths of a unit as kg, m3 or units."""
    amount = value / _PER_UNIT[unit]
    return amount, f"{amount:.6g} {unit}"


def minutes_amount(seconds: int) -> tuple[float, str]:
    """Seconds as minutes, rounded for the text only."""
    amount = seconds / 60
    return amount, f"{amount:.0f} min" if seconds >= 60 else f"{seconds} s"


def energy_amount(watt_hours: int) -> tuple[float, str]:
    """Wh as kWh."""
    return watt_hours / 1000, f"{watt_hours / 1000:.2f} kWh"


def money_amount(micro: int) -> tuple[float, str]:
    """Millionths of a krone as kroner."""
    return micro / MICRO, f"{micro / MICRO:.2f} NOK"
