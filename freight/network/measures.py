"""Weights and lengths as people write them in tags."""

from __future__ import annotations

import re
from collections.abc import Mapping

UNLIMITED = float("inf")
_NO_LIMIT = frozenset({"none", "no", "unsigned", "default", "no_sign", "no_indications", "unlimited"})
_NUMBER = re.compile(r"^(\d+(?:[.,]\d+)?)\s*([a-z]*)$")
_FEET = re.compile(r"^(\d+)\s*(?:'|ft)\s*(?:(\d+(?:\.\d+)?)\s*(?:\"|''|in))?$")
_TONNES_PER = {"": 1.0, "t": 1.0, "kg": 0.001, "lbs": 0.00045359237, "lb": 0.00045359237, "st": 0.90718474}
_METRES_PER = {"": 1.0, "m": 1.0, "cm": 0.01, "mm": 0.001, "ft": 0.3048, "in": 0.0254}


def _measure(text: str, factors: Mapping[str, float]) -> float | None:
    plain = text.strip().lower()
    if plain in _NO_LIMIT:
        return UNLIMITED
    match = _NUMBER.match(plain)
    if match is None or match[2] not in factors:
        return None
    return float(match[1].replace(",", ".")) * factors[match[2]]


def tonnes(text: str) -> float | None:
    """Tonnes of ``7.5``, ``7,5 t``, ``3500 kg``, ``none`` (infinite); None when it cannot be read."""
    return _measure(text, _TONNES_PER)


def metres(text: str) -> float | None:
    """Metres of ``2.5``, ``2,5 m``, ``250 cm``, ``8'2"``, ``none`` (infinite); None when it cannot be read."""
    feet = _FEET.match(text.strip().lower())
    if feet is not None:
        return 0.3048 * int(feet[1]) + 0.0254 * float(feet[2] or 0)
    return _measure(text, _METRES_PER)
