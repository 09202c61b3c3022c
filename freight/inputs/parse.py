"""Cells and scalars as people in Norway write them: decimal comma, thousands space, 23.11.2026, 08.00-11.00."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State, validate
from pydantic_core import PydanticCustomError

from freight.domain.scenario import Interval
from freight.units import HORIZON_S, SECONDS_PER_DAY, parse_clock

WHOLE_DAY: tuple[Interval, ...] = ((0, HORIZON_S),)
"""Windows of an order that states none: any time of the planning horizon."""
UNLIMITED = 1_000_000.0
"""Capacity of a vehicle type in a unit that never binds (`unlimited`)."""

MAX_HOURS_SIGNS = 300

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f']+")
_PLAIN = re.compile(r"[-+]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][-+]?[0-9]{1,3})?")
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:(?:\.[0-9]{3})+,[0-9]+|(?:,[0-9]{3})+\.[0-9]+)")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_DOTTED_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_DASH = re.compile(r"\s*[-\u2013\u2014]\s*")
_SEPARATOR = re.compile(r"[;|,\n]")


def wrong(message: str, advice: str = "") -> PydanticCustomError:
    """An error of one field that `freight.inputs.explain` shows as it is."""
    return PydanticCustomError("freight", "{message}", {"message": message, "advice": advice})


def number(value: object) -> float:
    """A finite number from a number or from text (``1 234,5``).

    A comma is the decimal sign and a space separates thousands; where both comma and point stand, the last
    one is the decimal sign.

    Raises
    ------
    PydanticCustomError
        When it is no number, or NaN or infinite.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise wrong("must be a number")
    found = _number_of_text(value) if isinstance(value, str) else _float(value)
    if not math.isfinite(found):
        raise wrong("must be an ordinary number", "NaN and infinity mean nothing here")
    return found


def _float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _number_of_text(value: str) -> float:
    text = _SPACES.sub("", value).replace("\u2212", "-")
    if text.casefold().lstrip("+-") in {"nan", "inf", "infinity"}:
        return math.nan
    if _GROUPED.fullmatch(text):
        thousands = "." if text.rfind(",") > text.rfind(".") else ","
        text = text.replace(thousands, "")
    if text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    if not _PLAIN.fullmatch(text):
        raise wrong("must be a number", "write the digits alone, without a unit: 12,5")
    return float(text)


def whole(value: object) -> int:
    """A whole number, by the rules of `number`."""
    found = number(value)
    if found != int(found):
        raise wrong("must be a whole number")
    return int(found)


def timezone(value: object) -> str:
    """A time zone of the IANA table."""
    name = text(value)
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise wrong("is not a time zone", "write Europe/Oslo") from None
    return name


def capacity(value: object) -> float:
    """A number, or the word ``unlimited``."""
    if isinstance(value, str) and value.strip().casefold() == "unlimited":
        return UNLIMITED
    return number(value)


def text(value: object) -> str:
    """One line of text, trimmed and in composed Unicode; a whole number is taken as text."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(_shortened(value))
    if not isinstance(value, str):
        raise wrong("must be text", 'put it in quotes: "..."')
    if any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\t\n" for sign in value):
        raise wrong("holds a control character", "type the text again")
    return " ".join(unicodedata.normalize("NFC", value).split())


def _shortened(value: int) -> int:
    if abs(value) >= 10**30:
        raise wrong("is too long a number for a name")
    return value


def hours(value: object) -> str:
    """Opening hours in OpenStreetMap's grammar; ``always`` is ``24/7``."""
    written = text(value)
    if written.casefold() == "always":
        return "24/7"
    if len(written) > MAX_HOURS_SIGNS or not validate(written):
        raise wrong("is not a time rule anybody can read", "write it as Mo-Fr 07:00-17:00, or always")
    return written


def opening(value: object) -> str:
    """Opening hours, as `hours`, that open at least once between 2020 and 2040."""
    written = hours(value)
    spans = OpeningHours(written, country="NO").intervals(datetime(2020, 1, 1), datetime(2040, 1, 1))
    if not any(state == State.OPEN for _, _, state, _ in spans):
        raise wrong("never opens", "write it as Mo-Fr 06:00-22:00, or always")
    return written


def words(value: object) -> frozenset[str]:
    """Words from a list, or from text separated by ``;`` ``|`` or ``,``; in small letters."""
    if isinstance(value, str):
        parts: Iterable[object] = _SEPARATOR.split(value)
    elif isinstance(value, list | tuple | set | frozenset):
        parts = value
    else:
        raise wrong("must be words separated by | or a list")
    found = frozenset(text(part).casefold() for part in parts) - {""}
    if any(len(word) > 60 for word in found):
        raise wrong("holds a word of more than 60 letters")
    return found


def day(value: object) -> date:
    """A date written 2026-11-23 or 23.11.2026, between 2000 and 2100."""
    if isinstance(value, date):
        return value
    advice = "write it as 2026-11-23 or 23.11.2026"
    if not isinstance(value, str):
        raise wrong("is not a date", advice)
    iso, dotted = _ISO_DAY.fullmatch(value.strip()), _DOTTED_DAY.fullmatch(value.strip())
    if iso is None and dotted is None:
        raise wrong("is not a date", advice)
    year, month, of_month = iso.groups() if iso else reversed(dotted.groups() if dotted else ())
    try:
        found = date(int(year), int(month), int(of_month))
    except ValueError:
        raise wrong("is not a date of the calendar", advice) from None
    if not 2000 <= found.year <= 2100:
        raise wrong("is not between 2000 and 2100", advice)
    return found


def interval(value: object) -> Interval:
    """A stretch of the planning day: ``08:00-11:00``; past midnight ``22:00-26:00``."""
    advice = "write it as 08:00-11:00"
    if not isinstance(value, str):
        raise wrong("must be two clock times", advice)
    ends = _DASH.split(value.strip())
    if len(ends) != 2:
        raise wrong("must be two clock times", advice)
    try:
        start, end = parse_clock(ends[0]), parse_clock(ends[1])
    except ValueError as error:
        raise wrong(str(error).split(";", maxsplit=1)[0], advice) from None
    if start >= SECONDS_PER_DAY:
        raise wrong("starts outside the planning day", "the start lies between 00:00 and 23:59")
    if end <= start:
        raise wrong("ends before it starts", "past midnight the hours go on: 22:00-26:00")
    return start, end


def windows(value: object) -> tuple[Interval, ...]:
    """One or more stretches, separated by ``;`` ``|`` or ``,``; ascending, overlaps joined."""
    if isinstance(value, str):
        parts: list[object] = [part for part in _SEPARATOR.split(value) if part.strip()]
    elif isinstance(value, list | tuple):
        parts = list(value)
    else:
        parts = []
    if not parts:
        raise wrong("must be one or more windows", "write 08:00-11:00, or 08:00-10:00|13:00-15:00")
    joined: list[Interval] = []
    for start, end in sorted(interval(part) for part in parts):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
