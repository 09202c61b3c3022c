"""Weights, volumes, counts, minutes and measures as people write them, with and without their units."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, time

from freight.intake.grid import Cell
from freight.intake.unclear import UnclearError
from freight.intake.words import word_set

Units = Mapping[str, float]
"""What one of each unit is in the unit of the order."""

KG: Units = {
    **dict.fromkeys(("kg", "kgs", "kilo", "kilogram", ""), 1.0),
    **dict.fromkeys(("g", "gr", "gram"), 0.001),
    **dict.fromkeys(("t", "tonn", "ton", "tonnes"), 1000.0),
}
M3: Units = {
    **dict.fromkeys(("m3", "m³", "kbm", "cbm", "kubikk", "kubikkmeter", ""), 1.0),
    **dict.fromkeys(("l", "liter", "ltr", "litre", "litres", "dm3", "dm³"), 0.001),
    **dict.fromkeys(("cm3", "cm³"), 1e-6),
}
_COUNTED = (
    "kolli colli koli stk pk pakke pakker pall paller pll ppl kasse kasser eske esker kartong kartonger "
    "enhet enheter sekk sekker bur pcs pc pieces piece parcel parcels package packages box boxes ctn pallets "
    "pallet units unit"
)
COUNT: Units = dict.fromkeys(("", *_COUNTED.split()), 1.0)
MINUTES: Units = {
    **dict.fromkeys(("", "m", "min", "mins", "minutt", "minutter", "minutes"), 1.0),
    **dict.fromkeys(("t", "h", "time", "timer", "hour", "hours"), 60.0),
}
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f'’]+")
_ABOUT = re.compile(r"^(?:ca\.?|cirka|circa|omtrent|about|approx\.?|~|≈)\s*", re.IGNORECASE)
_AMOUNT = re.compile(
    r"(?:(?P<times>\d{1,4})\s*(?:stk\.?|kolli)?\s*[x×*à@]\s*)?(?P<number>[-+−]?[\d.,\s'’]*\d|[-+−]?\d[\d.,\s'’]*)"
    r"\s*(?P<unit>[^\W\d_]*[³3]?)\.?"
)
_PLAIN = re.compile(r"[-+]?\d{1,15}(?:[.,]\d{0,15})?|[-+]?[.,]\d{1,15}")
_THREES = re.compile(r"[-+]?[1-9]\d{0,2}(?P<sign>[.,])\d{3}")
_GROUPED = re.compile(r"[-+]?[1-9]\d{0,2}(?:(?:\.\d{3})+,\d*|(?:,\d{3})+\.\d*|(?:\.\d{3}){2,}|(?:,\d{3}){2,})")
_COUNTED_WORDS = re.compile(r"(\d{1,4})\s*([^\W\d][^\d+&,;]{0,24})")
"""A count and what is counted, whatever it is: ``2 kasser øl``, ``1 EUR-pall``."""
_HOURS = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_SIDES = re.compile(r"(\d+(?:[.,]\d+)?)\s*(mm|cm|m)?", re.IGNORECASE)
_SIDE_UNITS = {"mm": 0.001, "cm": 0.01, "m": 1.0}


def is_empty(cell: Cell) -> bool:
    """Nothing, or one of the signs that people write for nothing."""
    return cell.value is None and cell.own.strip().casefold() in word_set("empty") | {""}


def decimal_sign(texts: Iterable[str]) -> str:
    """The decimal sign that cells show beyond doubt: ``,`` or ``.``; empty when none does, or both do."""
    seen: Counter[str] = Counter()
    for text in texts:
        bare = _SPACES.sub("", text)
        if (mixed := _GROUPED.fullmatch(bare)) and "." in bare and "," in bare:
            seen[mixed[0][max(bare.rfind("."), bare.rfind(","))]] += 1
            continue
        for found in re.findall(r"\d+([.,])(\d+)", bare):
            if len(found[1]) != 3 or re.match(rf"\D*0[{found[0]}]", bare):
                seen[found[0]] += 1
    return next(iter(seen)) if len(seen) == 1 else ""


def amount(cell: Cell, units: Units, unit: str, sign: str, example: str) -> float:
    """A quantity that is not negative, in the unit of the order.

    Parameters
    ----------
    unit
        Unit that the heading names, for numbers without one.
    sign
        Decimal sign of the column, of `decimal_sign`.
    example
        How to write it, for the advice.

    Raises
    ------
    UnclearError
        When it is no quantity, negative, or of an unknown unit.
    """
    factor = units.get(unit, 1.0)
    if isinstance(cell.value, float):
        return _not_negative(cell.value * factor, example)
    if isinstance(cell.value, datetime | time):
        return _not_negative(_minutes_of(cell, units, example), example)
    if units is MINUTES and (clock := _HOURS.fullmatch(cell.own.strip())):
        return int(clock[1]) * 60.0 + int(clock[2])
    counted = _COUNTED_WORDS.fullmatch(cell.own.strip()) if units is COUNT else None
    if counted and not set(counted[2].casefold().replace(".", "").split()) & (KG.keys() | M3.keys()):
        return int(counted[1])
    match = _AMOUNT.fullmatch(_ABOUT.sub("", cell.own.strip()))
    if match is None:
        raise UnclearError("is no quantity", f"write it as {example}")
    own_unit = match["unit"].casefold()
    if own_unit not in units:
        known = ", ".join(name for name in units if name)
        raise UnclearError(
            f"has the unit {match['unit']}, which is none of {known[:60]}", f"write it as {example}"
        )
    value = _number(match["number"], sign, example) * int(match["times"] or 1)
    return _not_negative(value * (units[own_unit] if own_unit else factor), example)


def _minutes_of(cell: Cell, units: Units, example: str) -> float:
    if units is not MINUTES or not isinstance(cell.value, time):
        raise UnclearError(
            "is a date or a time, no quantity", f"format the cell as a number and write {example}"
        )
    return cell.value.hour * 60 + cell.value.minute


def _not_negative(value: float, example: str) -> float:
    if not math.isfinite(value) or value < 0:
        raise UnclearError(
            "must not be negative", f"write it as {example}; a return is an order of the kind pickup"
        )
    return round(value, 6)


def _number(text: str, sign: str, example: str) -> float:
    bare = _SPACES.sub("", text).replace("−", "-")
    if (doubtful := _THREES.fullmatch(bare)) is not None:
        mark = doubtful["sign"]
        if (mark == "." and sign == ",") or (mark == "," and sign == "."):
            bare = bare.replace(mark, "")
        elif mark == "." and not sign:
            whole, part = bare.replace(".", ""), bare.replace(".", ",")
            raise UnclearError("may be a thousand or a fraction", f"write {whole} or {part}")
    elif _GROUPED.fullmatch(bare):
        thousands = next(sign for sign in bare if sign in ".,")
        bare = bare.replace(thousands, "")
    if not _PLAIN.fullmatch(bare):
        raise UnclearError("is no number", f"write it as {example}")
    return float(bare.replace(",", "."))


def volume_of_sides(cell: Cell, unit: str) -> float:
    """Cubic metres of ``120x80x100``, ``60 × 40 × 30 cm`` or ``1,2 x 0,8 x 1,0 m``.

    Without a unit: metres where a side has a decimal and all are at most 5, millimetres where all are 300 or
    more, else centimetres.

    Raises
    ------
    UnclearError
        When these are not three sides.
    """
    found = _SIDES.findall(cell.own)
    rest = re.sub(r"[lbhdwx×*\s.:;/()]", "", _SIDES.sub("", cell.own.casefold()))
    if len(found) != 3 or rest:
        raise UnclearError("is not three sides", "write length x width x height: 120x80x100 cm")
    sides = [float(number.replace(",", ".")) for number, _ in found]
    named = next((unit for _, unit in reversed(found) if unit), unit).casefold()
    factors = [_SIDE_UNITS.get((own or named).casefold(), _usual_side(sides)) for _, own in found]
    return round(math.prod(side * factor for side, factor in zip(sides, factors, strict=True)), 6)


def volume_of_columns(sides: list[float], unit: str) -> float:
    """Cubic metres of three numbers, by the unit or, without one, as `volume_of_sides` takes it."""
    factor = _SIDE_UNITS.get(unit, _usual_side(sides))
    return round(math.prod(side * factor for side in sides), 6)


def _usual_side(sides: list[float]) -> float:
    if max(sides) <= 5 and any(side != int(side) for side in sides):
        return 1.0
    return 0.001 if min(sides) >= 300 else 0.01
