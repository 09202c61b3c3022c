"""Dates as people write them: 23.11.2026, 2026-11-23, 23/11-26, 23. nov, mandag."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from freight.intake.grid import Cell
from freight.intake.unclear import UnclearError
from freight.intake.words import table

ADVICE = "write it as 23.11.2026"
Day = date | int
"""A date, or a day of the week (Monday is 0) where only that was written."""

_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[t ].*)?")
_PACKED = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_NORDIC = re.compile(
    r"(\d{1,2})\s*[./-]\s*(\d{1,2})(?:\s*[./\- ]\s*(\d{2}|\d{4}))?\.?(?:\s+(?:kl\.?\s*)?\d{1,2}[:.]\d{2}.*)?"
)
_NAMED = re.compile(r"(\d{1,2})\.?\s*([^\W\d_]+)\.?(?:\s*(\d{4}|\d{2}))?")
_NAMED_FIRST = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?")
_EXCEL_ZERO = date(1899, 12, 30)
_WEEKDAYS = ("man", "tir", "ons", "tor", "fre", "lør", "søn"), ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def day(cell: Cell, near: date) -> Day:
    """The date of a cell; one without a year is the nearest to `near`.

    Raises
    ------
    UnclearError
        When it is no date, or one of another century.
    """
    found = _read(cell, near)
    if isinstance(found, date) and not 2000 <= found.year <= 2100:
        raise UnclearError("is not between 2000 and 2100", ADVICE)
    return found


def _read(cell: Cell, near: date) -> Day:
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    if isinstance(cell.value, float) and 36_000 < cell.value < 73_000:
        return _EXCEL_ZERO + timedelta(days=int(cell.value))
    text = " ".join(cell.own.casefold().split())
    weekday, text = _without_weekday(text)
    if not text and weekday is not None:
        return weekday
    year, month, of_month = _parts(text)
    if year is None:
        return _nearest(month, of_month, near)
    return _date(year + 2000 if year < 100 else year, month, of_month)


def _without_weekday(text: str) -> tuple[int | None, str]:
    first, _, rest = text.replace(",", " ").partition(" ")
    bare = first.strip(".")
    if bare in table("words")["weekdays"]:
        for names in _WEEKDAYS:
            if bare[:3] in names:
                return names.index(bare[:3]), rest.strip()
    return None, text


def _parts(text: str) -> tuple[int | None, int, int]:
    """Year, month and day of the month."""
    for pattern in (_ISO, _PACKED):
        if match := pattern.fullmatch(text):
            return int(match[1]), int(match[2]), int(match[3])
    if match := _NORDIC.fullmatch(text):
        return int(match[3]) if match[3] else None, int(match[2]), int(match[1])
    months = table("words")["months"]
    if (match := _NAMED.fullmatch(text)) and match[2] in months:
        return int(match[3]) if match[3] else None, months[match[2]], int(match[1])
    if (match := _NAMED_FIRST.fullmatch(text)) and match[1] in months:
        return int(match[3]) if match[3] else None, months[match[1]], int(match[2])
    raise UnclearError("is no date", ADVICE)


def _nearest(month: int, of_month: int, near: date) -> date:
    years = range(near.year - 1, near.year + 2)
    return min((_date(year, month, of_month) for year in years), key=lambda one: abs((one - near).days))


def _date(year: int, month: int, of_month: int) -> date:
    try:
        return date(year, month, of_month)
    except ValueError:
        raise UnclearError(
            "is not a date of the calendar", f"{ADVICE}: the day stands before the month"
        ) from None


def same(written: Day, chosen: Day) -> bool:
    """Whether a date or a day of the week fits another."""
    if isinstance(written, date) and isinstance(chosen, date):
        return written == chosen
    return _weekday(written) == _weekday(chosen)


def _weekday(one: Day) -> int:
    return one.weekday() if isinstance(one, date) else one


def shown(one: Day) -> str:
    """``23.11.2026``, or the name of a day of the week."""
    return one.strftime("%d.%m.%Y") if isinstance(one, date) else f"{_WEEKDAYS[0][one]}dag"
