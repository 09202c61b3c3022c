"""How much, in people's units: (number, text) of a quantity of the solver.

Texts are rounded up: whoever gives as much as the text says has given enough.
"""

from __future__ import annotations

import math

from freight.units import KG_TO_G, M3_TO_CM3, MICRO, UNITS_TO_MILLI

_PER_UNIT = {"kg": KG_TO_G, "m3": M3_TO_CM3, "units": UNITS_TO_MILLI}


def load_amount(value: int, unit: str) -> tuple[float, str]:
    """Grams, cm3 or thousandths of a unit as kg, m3 or units."""
    amount = value / _PER_UNIT[unit]
    return amount, f"{amount:.6g} {unit}"


def minutes_amount(seconds: int) -> tuple[float, str]:
    """Seconds as minutes."""
    return seconds / 60, f"{math.ceil(seconds / 60)} min" if seconds >= 60 else f"{seconds} s"


def energy_amount(watt_hours: int) -> tuple[float, str]:
    """Wh as kWh."""
    return watt_hours / 1000, f"{math.ceil(watt_hours / 10) / 100:.2f} kWh"


def stops_amount(over: int, most: int) -> tuple[float, str]:
    """Stops above the most that a vehicle makes in a day, after the name of the vehicle."""
    return float(over), f"would make {over} more than its {most} stops"


def behind_amount(deliveries: int) -> tuple[float, str]:
    """Deliveries that goods picked up before stand in the way of, after the name of the vehicle."""
    what = "a delivery" if deliveries == 1 else f"{deliveries} deliveries"
    return float(deliveries), f"would have {what} behind goods that it has picked up"


def money_amount(micro: int) -> tuple[float, str]:
    """Millionths of a krone as kroner."""
    return micro / MICRO, f"{math.ceil(micro / MICRO * 100) / 100:.2f} NOK"
