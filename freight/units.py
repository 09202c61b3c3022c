"""Named conversions and the planning-day clock.

Inside the program a time is an integer count of seconds since local midnight of the planning date; it may
pass 24 h. The clock is the wall clock: on the two days a year when it is moved, 08:00 is still 8 * 3600.
Money inside the solver is an integer count of millionths of a krone (`MICRO`), so that a cost per second
keeps six digits.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SECONDS_PER_HOUR = 3600
SECONDS_PER_DAY = 86_400
HORIZON_S = 2 * SECONDS_PER_DAY
MICRO = 1_000_000
MJ_PER_KWH = 3.6
WH_PER_KWH = 1000
KG_TO_G = 1000
M3_TO_CM3 = 1_000_000
UNITS_TO_MILLI = 1000

_CLOCK = re.compile(r"^\s*(\d{1,2})(?:[:.](\d{2}))(?:[:.](\d{2}))?\s*$")


def parse_clock(text: str) -> int:
    """Seconds since midnight of ``8:05``, ``08.05`` or ``08:05:30``; hours up to 47 mean the next day.

    Raises
    ------
    ValueError
        When the text is no clock time.
    """
    match = _CLOCK.match(text)
    if match is None:
        raise ValueError(f"{text!r} is not a clock time; write it as 08:00")
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if hour > 47 or minute > 59 or second > 59:
        raise ValueError(f"{text!r} is not a clock time; hours go to 47, minutes to 59")
    return hour * SECONDS_PER_HOUR + minute * 60 + second


def clock(seconds: float) -> str:
    """``HH:MM`` of a time of the planning day; past midnight the hours go on (25:10).

    Part seconds are rounded first, as in `to_iso`, so that 08:00:00 never reads 07:59.
    """
    minutes = round(seconds) // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def to_iso(day: date, seconds: float, timezone: str) -> str:
    """ISO 8601 with offset of a time of the planning day, whole seconds."""
    moment = datetime(day.year, day.month, day.day) + timedelta(seconds=round(seconds))
    return moment.replace(tzinfo=ZoneInfo(timezone)).isoformat()


def from_iso(day: date, text: str, timezone: str) -> int:
    """Seconds since local midnight of `day` for an ISO 8601 time with offset.

    Raises
    ------
    ValueError
        When the text is no ISO 8601 time or has no offset.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no offset from UTC; write it as 2026-11-23T08:00:00+01:00")
    local = moment.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)
    return round((local - datetime(day.year, day.month, day.day)).total_seconds())


def nok_to_micro(nok: float) -> int:
    """Kroner to the solver's integer money."""
    return round(nok * MICRO)
