"""Goods and room in the solver's whole units."""

from __future__ import annotations

import math

from freight.domain.fleet import Load
from freight.units import KG_TO_G, M3_TO_CM3, UNITS_TO_MILLI

ROUNDING = 1e-6
"""Of a gram, cm3 or thousandth: 0.1 kg is 100 g and no more, whatever binary fractions say."""


def load_up(load: Load) -> tuple[int, ...]:
    """Grams, cm3, thousandths of a unit, rounded up: a hundred orders must not hide what each is above."""
    return tuple(math.ceil(amount - ROUNDING) for amount in _scaled(load))


def room_down(capacity: Load) -> tuple[int, int, int]:
    """Grams, cm3 and thousandths of a unit that fit, rounded down."""
    kg, m3, units = _scaled(capacity)
    return math.floor(kg + ROUNDING), math.floor(m3 + ROUNDING), math.floor(units + ROUNDING)


def _scaled(load: Load) -> tuple[float, float, float]:
    return load.kg * KG_TO_G, load.m3 * M3_TO_CM3, load.units * UNITS_TO_MILLI
