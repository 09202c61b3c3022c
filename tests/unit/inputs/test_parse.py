"""Numbers, times, dates and words as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic_core import PydanticCustomError

from freight.inputs import parse
from freight.units import HORIZON_S

H = 3600


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12", 12.0), ("12,5", 12.5), ("12.5", 12.5), ("1 234,5", 1234.5), ("1\u00a0234,5", 1234.5),
        ("1\u202f234", 1234.0), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("1.234.567,8", 1234567.8),
        ("1.234", 1.234), ("1,234", 1.234), (",5", 0.5), ("5,", 5.0), ("-3", -3.0), ("\u22123", -3.0),
        ("+3", 3.0), ("1E+03", 1000.0), ("  7\t", 7.0), (7, 7.0), (7.25, 7.25),
    ],
)  # fmt: skip
def test_number(written: object, meant: float) -> None:
    assert parse.number(written) == meant


@pytest.mark.parametrize(
    "written",
    ["", "-", "1,2,3", "1.2.3", "12 kg", "kr 5", "0x10", "1_000", "nan", "Infinity", "-inf", "1e400",
     "\u0665", "1e",
     ".", True, None, [], float("nan"), float("inf"), 10**400],
)  # fmt: skip
def test_no_number(written: object) -> None:
    with pytest.raises(PydanticCustomError):
        parse.number(written)


def test_whole_numbers_only() -> None:
    assert parse.whole("3,0") == 3
    with pytest.raises(PydanticCustomError, match="whole"):
        parse.whole("3,5")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("08:00-11:00", ((8 * H, 11 * H),)),
        ("8.00 - 11.30", ((8 * H, 11 * H + 1800),)),
        ("08:00\u201311:00", ((8 * H, 11 * H),)),
        ("13:00-15:00;08:00-10:00", ((8 * H, 10 * H), (13 * H, 15 * H))),
        ("08:00-10:00|13:00-15:00", ((8 * H, 10 * H), (13 * H, 15 * H))),
        ("08:00-10:00, 13:00-15:00", ((8 * H, 10 * H), (13 * H, 15 * H))),
        ("08:00-10:00;09:30-12:00", ((8 * H, 12 * H),)),
        ("08:00-10:00;10:00-12:00", ((8 * H, 12 * H),)),
        ("08:00-12:00;09:00-10:00", ((8 * H, 12 * H),)),
        ("22:00-26:00", ((22 * H, 26 * H),)),
        (["08:00-10:00"], ((8 * H, 10 * H),)),
    ],
)
def test_windows(written: object, meant: object) -> None:
    assert parse.windows(written) == meant


def test_no_window_means_any_time() -> None:
    assert parse.WHOLE_DAY == ((0, HORIZON_S),)


@pytest.mark.parametrize(
    "written", ["", ";", "08:00", "08-11", "08:00-", "24:00-25:00", "08:00-07:59", 8, None]
)
def test_no_window(written: object) -> None:
    with pytest.raises(PydanticCustomError):
        parse.windows(written)


@pytest.mark.parametrize("written", ["2026-11-23", "23.11.2026", " 2026-11-23 ", "2026-11-23 00:00:00"])
def test_day(written: str) -> None:
    assert parse.day(written) == date(2026, 11, 23)


@pytest.mark.parametrize(
    "written", ["11/23/2026", "23.11.26", "2026-02-29", "1999-01-01", "2026-11-23 08:00", 20261123]
)
def test_no_day(written: object) -> None:
    with pytest.raises(PydanticCustomError):
        parse.day(written)


def test_text_is_trimmed_composed_and_on_one_line() -> None:
    assert parse.text("  Blåbær\u00a0 kafe\u0301\n ") == "Blåbær kafé"
    assert parse.text(12) == "12"


@pytest.mark.parametrize("written", ["a\x00", "\ud800", True, 1.5, ["a"], 10**40])
def test_no_text(written: object) -> None:
    with pytest.raises(PydanticCustomError):
        parse.text(written)


def test_words() -> None:
    assert parse.words("Lift|ADR; kjøl ,") == {"lift", "adr", "kjøl"}
    assert parse.words(["Lift", "ADR"]) == {"lift", "adr"}
    assert parse.words("") == frozenset()


@pytest.mark.parametrize("written", [7, {"a": 1}, "x" * 61, [["a"]]])
def test_no_words(written: object) -> None:
    with pytest.raises(PydanticCustomError):
        parse.words(written)


def test_hours() -> None:
    assert parse.hours("always") == "24/7"
    assert parse.hours("Mo-Fr 07:00-17:00; PH off") == "Mo-Fr 07:00-17:00; PH off"
    for written in ("", "07-17", "x" * 400, None):
        with pytest.raises(PydanticCustomError):
            parse.hours(written)


@pytest.mark.parametrize("written", ["Europe", "/etc/passwd", "../x", "Drammen", "", 1.5])
def test_no_timezone(written: object) -> None:
    with pytest.raises(PydanticCustomError):
        parse.timezone(written)


def test_capacity() -> None:
    assert parse.capacity(" Unlimited ") == parse.UNLIMITED
    assert parse.capacity("11,5") == 11.5
