"""A value for each hour of the clock, as people write it: one number, 24 numbers, or stretches of the day."""

from __future__ import annotations

import re

from freight.domain.site import HOURS_A_DAY, ByHour
from freight.inputs.parse import number, text, wrong

_STRETCH = re.compile(r"(\d{1,2})(?:[:.]00)?\s*[-\u2013\u2014]\s*(\d{1,2})(?:[:.]00)?")
_ADVICE = 'write one number, 24 numbers, or stretches: {"06-22": 1.31, "22-06": 0.92}'
HIGHEST = 100_000.0
"""Above anything a site draws (kW) or a kWh costs; a number beyond is a lost decimal sign."""


def by_hour(value: object) -> ByHour:
    """24 values that are not negative.

    Raises
    ------
    PydanticCustomError
        When an hour has no value or two, or a value is no number or below 0.
    """
    if isinstance(value, list):
        if len(value) != HOURS_A_DAY:
            raise wrong(f"must have 24 numbers, one for each hour from 00 on, and has {len(value)}", _ADVICE)
        return tuple(_amount(one, f"hour {hour:02d}") for hour, one in enumerate(value))
    if isinstance(value, dict):
        return _of_stretches(value)
    if isinstance(value, int | float | str):
        return (_amount(value, "it"),) * HOURS_A_DAY
    raise wrong("must be a number or a table by hour", _ADVICE)


def _of_stretches(table: dict[object, object]) -> ByHour:
    found: dict[int, float] = {}
    for key, value in table.items():
        name = text(key)
        amount = _amount(value, name)
        for hour in _hours(name):
            if hour in found:
                raise wrong(f"gives hour {hour:02d} twice, the second time in {name}", _ADVICE)
            found[hour] = amount
    gaps = [f"{hour:02d}" for hour in range(HOURS_A_DAY) if hour not in found]
    if gaps:
        raise wrong(f"has no value for hour {', '.join(gaps)}", _ADVICE)
    return tuple(found[hour] for hour in range(HOURS_A_DAY))


def _hours(stretch: str) -> list[int]:
    """Hours of ``22-06``, which goes past midnight."""
    match = _STRETCH.fullmatch(stretch)
    begin, end = (int(match[1]), int(match[2])) if match else (HOURS_A_DAY, 0)
    if begin >= HOURS_A_DAY or end > HOURS_A_DAY or begin == end:
        raise wrong(f"{stretch[:40]!r} is not a stretch of whole hours", _ADVICE)
    return [(begin + step) % HOURS_A_DAY for step in range((end - begin) % HOURS_A_DAY or HOURS_A_DAY)]


def _amount(value: object, where: str) -> float:
    amount = number(value)
    if not 0.0 <= amount <= HIGHEST:
        raise wrong(f"{where} is {amount:g} and must lie between 0 and {HIGHEST:g}", "check sign and decimals")
    return amount
