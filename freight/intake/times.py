"""Time windows as people write them: ``8-11``, ``0800-1100``, ``før 10``, ``8-10 og 13-15``, ``hele dagen``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Literal

from freight.domain.scenario import Interval
from freight.inputs import parse
from freight.intake.grid import Cell
from freight.intake.unclear import UnclearError
from freight.intake.words import table, word_set
from freight.units import HORIZON_S, SECONDS_PER_DAY, clock

ADVICE = "write 08:00-11:00, før 10, etter 12 or hele dagen; several are separated by |"
_DATES = re.compile(r"\d{4}-\d{2}-\d{2}[t ]?|\d{1,2}[./]\d{1,2}[./]\d{4}\s*")
_NOISE = re.compile(r"\b(?:kl|klokken|klokka|o'clock|ca|oslo tid)\b\.?|\b(?<=\d)(?:h|t)\b")
_CLOCK = re.compile(
    r"(?<![\d.:,])(?:(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2})?|(?P<packed>\d{3,4})|(?P<bare>\d{1,2}))"
    r"(?:\s*(?P<half>[ap])\.?m\.?(?![a-z]))?(?![\d:]|[.,]\d)"
)
_DASH = r"\s*(?:-|–|—|−|→|->|til|to|until|t\.o\.m\.?)\s*"
_SPLIT = re.compile(r"\s*(?:[;,|/+&\n]|\bog\b|\band\b|\beller\b|\bel\b\.?|\bor\b|\bsamt\b)\s*")
_RANGE = re.compile(rf"(?:(?:fra|from|mellom|between|ml\.?)\s*)?@(\d+){_DASH}@(\d+)")
_BETWEEN = re.compile(r"(?:mellom|between|ml\.?)\s*@(\d+)\s*(?:og|and)\s*@(\d+)")
_WORD = re.compile(r"[^\W\d_]+")

Part = tuple[Literal["range", "before", "after"], int, int]


def windows(cell: Cell) -> tuple[Interval, ...]:
    """Windows of one cell, ascending and apart; empty for any time of the day.

    Raises
    ------
    UnclearError
        When the cell holds something else, or only one time.
    """
    if isinstance(cell.value, date):
        return _of_date(cell)
    if isinstance(cell.value, float) and not cell.value.is_integer():
        raise UnclearError("is a number, no time window", ADVICE)
    text = _DATES.sub("", " ".join(cell.own.casefold().split(" ")).strip())
    text = " ".join(_NOISE.sub(" ", text).replace("\n", " | ").split())
    parts_of_day: Mapping[str, str] = table("words")["day_parts"]
    if text.strip(" .!") in word_set("whole_day") or not text:
        return ()
    if text.strip(" .!") in parts_of_day:
        return parse.windows(parts_of_day[text.strip(" .!")])
    if any(word in table("words")["months"] for word in _WORD.findall(text)):
        raise UnclearError("looks like a date: a spreadsheet may have made one of 8-11", ADVICE)
    if any(word in word_set("weekdays") for word in _WORD.findall(text)):
        raise UnclearError(
            "names days of the week", "write the hours of the day of delivery alone: 08:00-11:00"
        )
    return _joined(_parts(text))


def day_part(cell: Cell) -> str:
    """The word for a part of the day, and the hours it is taken for; empty when the cell holds none."""
    word = cell.own.casefold().strip(" .!")
    return f"{word} = {table('words')['day_parts'][word]}" if word in table("words")["day_parts"] else ""


def _of_date(cell: Cell) -> tuple[Interval, ...]:
    value = cell.value
    if isinstance(value, datetime) and value.time() != time(0):
        raise UnclearError("is one moment, not a window", ADVICE)
    meant = f"{value.day}-{value.month}" if isinstance(value, date) else ""
    advice = f"was {meant} meant? Format the cell as text and write 08:00-11:00"
    raise UnclearError("is a date: Excel has made one of what was written", advice)


def _parts(text: str) -> list[Part]:
    clocks: list[int] = []

    def keep(match: re.Match[str]) -> str:
        clocks.append(_seconds(match))
        return f"@{len(clocks) - 1}"

    marked = _halves(text)
    marked = _CLOCK.sub(keep, marked)
    marked = _BETWEEN.sub(r"@\1-@\2", marked)
    marked = re.sub(r"(@\d+)\s*,\s*(?=(?:senest|før|innen|until|by|latest))", r"\1 ", marked)
    return [_part(part.strip(" ."), clocks) for part in _SPLIT.split(marked) if part.strip(" .")]


def _halves(text: str) -> str:
    """``8-11am`` and ``1-3pm``: the half of the day stands once for both."""

    def both(match: re.Match[str]) -> str:
        first, dash, second, half = match["first"], match["dash"], match["second"], match["half"]
        hour, other = int(first[:2].strip(":.")), int(second[:2].strip(":."))
        own = "a" if half == "p" and hour % 12 > other % 12 else half
        return f"{first}{own}m{dash}{second}{half}m"

    clock_text = r"\d{1,2}(?:[:.]\d{2})?"
    return re.sub(
        rf"(?P<first>{clock_text})(?P<dash>{_DASH})(?P<second>{clock_text})\s*(?P<half>[ap])\.?m\.?(?![a-z])",
        both,
        text,
    )


def _seconds(match: re.Match[str]) -> int:
    packed = match["packed"]
    hour = int(match["hour"] or match["bare"] or packed[:-2])
    minute = int(match["minute"] or (packed[-2:] if packed else 0))
    if match["half"]:
        if not 1 <= hour <= 12:
            raise UnclearError(f"{match[0]} is no time", ADVICE)
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    found = hour * 3600 + minute * 60
    latest = HORIZON_S if match["hour"] else SECONDS_PER_DAY
    if minute > 59 or found > latest:
        raise UnclearError(f"{match[0]} is no time of the day", ADVICE)
    return found


def _part(part: str, clocks: list[int]) -> Part:
    if match := _RANGE.fullmatch(part):
        return "range", clocks[int(match[1])], clocks[int(match[2])]
    if match := re.fullmatch(r"(?P<after>.+?)\s*@(\d+)\s*(?P<before>.+?)\s*@(\d+)", part):
        before, after = match["before"].strip(" ,-"), match["after"].strip()
        if after in word_set("after") and before in word_set("before"):
            return "range", clocks[int(match[2])], clocks[int(match[4])]
    if match := re.fullmatch(r"(?P<word>\D*?)\s*@(\d+)(?P<end>\s*-)?", part):
        at, word = clocks[int(match[2])], match["word"].strip()
        if word in word_set("after") or (not word and match["end"]):
            return "after", at, SECONDS_PER_DAY
        if word in word_set("before") or word == "-":
            return "before", 0, at
        if not word:
            raise UnclearError(
                "is one time, not a window", f"write {clock(at)}-{clock(at + 3600)}, or før {clock(at)}"
            )
    raise UnclearError("is no time window", ADVICE)


def _joined(parts: list[Part]) -> tuple[Interval, ...]:
    kinds = [kind for kind, _, _ in parts]
    if sorted(kinds) == ["after", "before"]:
        start = next(first for kind, first, _ in parts if kind == "after")
        end = next(last for kind, _, last in parts if kind == "before")
        parts = [("range", start, end)] if start < end else parts
    spans = sorted((first, last) for _, first, last in parts)
    if not spans:
        raise UnclearError("is no time window", ADVICE)
    for first, last in spans:
        if first >= SECONDS_PER_DAY:
            raise UnclearError("starts outside the day", "the start lies between 00:00 and 23:59")
        if last <= first:
            advice = "write the earlier time first; past midnight the hours go on: 22:00-26:00"
            raise UnclearError("ends before it starts", advice)
    joined: list[Interval] = []
    for first, last in spans:
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)


def moment(cell: Cell) -> int:
    """Seconds since midnight of a cell that holds one time: ``8``, ``8.30``, ``0800``, or a moment.

    Raises
    ------
    UnclearError
        When it is no time of the day.
    """
    value = cell.value
    if isinstance(value, datetime) and value.time() == time(0):
        raise UnclearError("is a date without a time", "write it as 08:00")
    if isinstance(value, datetime | time):
        return value.hour * 3600 + value.minute * 60
    if isinstance(value, float) and 0 < value < 1:
        return round(value * 1440) * 60
    text = " ".join(_NOISE.sub(" ", _DATES.sub("", cell.own.casefold())).split())
    found = _CLOCK.fullmatch(text)
    if found is None or isinstance(value, date) or (isinstance(value, float) and not value.is_integer()):
        raise UnclearError("is no time of the day", "write it as 08:00")
    return _seconds(found)
