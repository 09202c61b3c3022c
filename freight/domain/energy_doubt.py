"""How far the energy of a day may stray from what is reckoned."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EnergyDoubt:
    """How far the day may stray from the forecast, one standard deviation each, alike on all legs."""

    temperature_c: float = 3.0
    traffic_share: float = 0.08
    """Of the energy."""
