"""The table of factors at its low and high ends, apart from the noise of the search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from freight.emissions.lookup import Factor, Factors

BOUNDS = ("mid", "low", "high")
MORE_IS_LESS = frozenset({"charging_efficiency", "fuel_density", "fuel_lhv"})
"""Keys whose high end means less energy or emissions."""


def bounded(factors: Factors) -> Mapping[str, Factors]:
    """Factors by bound: ``low`` makes every figure small, ``high`` large; rows without a range stay.

    All factors move together, so that the span between the two is the widest the table allows.
    """
    return MappingProxyType(
        {"mid": factors, **{bound: replace(factors, rows=_moved(factors, bound)) for bound in ("low", "high")}}
    )


def _moved(factors: Factors, bound: str) -> dict[tuple[str, str], tuple[Factor, ...]]:
    return {key: tuple(_at(row, bound) for row in rows) for key, rows in factors.rows.items()}


def _at(row: Factor, bound: str) -> Factor:
    end = row.high if (bound == "high") != (row.key in MORE_IS_LESS) else row.low
    return row if end is None else replace(row, value=end)
