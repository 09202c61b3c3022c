"""One row as a draft of an order, with a fault for every cell that can not be understood."""

from __future__ import annotations

import re
from datetime import date

from freight.domain.scenario import Interval, OrderKind
from freight.intake import quantities
from freight.intake.cells import RowCells, identifier
from freight.intake.days import day
from freight.intake.draft import Draft, Position
from freight.intake.grid import Cell
from freight.intake.quantities import amount
from freight.intake.times import moment, windows
from freight.intake.unclear import UnclearError
from freight.intake.word_cells import flag, kind_word, priority, skills
from freight.units import SECONDS_PER_DAY

MAX_KG, MAX_M3, MAX_UNITS = 40_000.0, 120.0, 5_000.0
"""More than one truck carries: the decimal sign is lost, or the unit is another one."""
_PAIR = re.compile(r"\s*(-?\d{1,3}[.,]\d+)\s*[,;/\s]\s*(-?\d{1,3}[.,]\d+)\s*")
_POSTCODE = re.compile(r"(?:N|NO)?[-\s]?(\d{3,4})", re.IGNORECASE)
_POSTAL = re.compile(r"(?:N|NO)?[-\s]?(\d{4})[\s,]+(\D+)", re.IGNORECASE)


def read_row(cells: RowCells, near: date) -> Draft:
    """What a row says; faults are left in `cells`.

    Parameters
    ----------
    near
        Dates without a year are taken to be the nearest to it.
    """
    kg, m3, units = _size(cells)
    address, postcode, town = _place(cells)
    return Draft(
        source=cells.source,
        id=cells.read("id", identifier, ""),
        name=" ".join(cells.text("name").split())[:200],
        address=address,
        postcode=postcode,
        town=town,
        place=cells.text("place"),
        position=_position(cells),
        kind=_kind(cells),
        kg=kg,
        m3=m3,
        units=units,
        windows=_windows(cells),
        day=cells.read("date", lambda cell: day(cell, near), None),
        service_min=_quantity(cells, "service_min", quantities.MINUTES, 600, "5"),
        skills=cells.read("skills", skills, frozenset()),
        goods_class=" ".join(cells.text("goods_class").split()).casefold(),
        group=" ".join(cells.text("group").split())[:200],
        carrier=" ".join(cells.text("carrier").split())[:200],
        priority=cells.read("priority", priority, None),
        penalty_nok=_quantity(cells, "penalty_nok", {"": 1.0, "kr": 1.0, "nok": 1.0}, 1e6, "5000"),
    )


def _quantity(cells: RowCells, name: str, units: quantities.Units, most: float, example: str) -> float | None:
    def read(cell: Cell) -> float | None:
        found = amount(cell, units, cells.unit(name), cells.sign(name), example)
        if found > most:
            raise UnclearError(f"is more than {most:g}", "is the decimal sign lost, or the unit another one?")
        return found

    return cells.read(name, read, None)


def _size(cells: RowCells) -> tuple[float | None, float | None, float | None]:
    """Weight, volume and units; from what one unit weighs or measures where the sum is not written."""
    before = len(cells.faults)
    kg = _quantity(cells, "kg", quantities.KG, MAX_KG, "12,5")
    m3 = _quantity(cells, "m3", quantities.M3, MAX_M3, "0,35")
    units = _quantity(cells, "units", quantities.COUNT, MAX_UNITS, "3")
    pallets = _quantity(cells, "pallets", quantities.COUNT, MAX_UNITS, "1")
    each_kg = _quantity(cells, "kg_per_unit", quantities.KG, MAX_KG, "12,5")
    units = pallets if units is None else units
    count = 1.0 if units is None else units
    if kg is None and each_kg is not None:
        kg = round(each_kg * count, 6)
    if m3 is None:
        each_m3 = _measured(cells)
        m3 = round(each_m3 * count, 6) if each_m3 is not None else None
    if m3 is not None and m3 > MAX_M3:
        cells.fault(
            "dimensions", f"gives {m3:g} m3, more than a truck holds", "write the sides in cm, or their unit"
        )
    if kg is None and m3 is None and units is None and len(cells.faults) == before:
        _no_size(cells)
    return kg, m3, units


def _no_size(cells: RowCells) -> None:
    named = [
        name
        for name in ("kg", "m3", "units", "pallets", "dimensions", "kg_per_unit")
        if cells.source.header.place(name) is not None
    ]
    if any(cells.shares(name) for name in named):
        message, advice = (
            "shares one merged cell with the row above",
            "unmerge it and write what this row has of it",
        )
    else:
        message, advice = "states no size", "fill weight, volume or units (0 where it does not count)"
    cells.fault(named[0] if named else "kg", message, advice)


def _measured(cells: RowCells) -> float | None:
    """Cubic metres of one unit by its sides."""
    found = cells.read(
        "dimensions", lambda cell: quantities.volume_of_sides(cell, cells.unit("dimensions")), None
    )
    if found is not None:
        return found
    plain = {"": 1.0, "cm": 1.0, "mm": 1.0, "m": 1.0}
    sides = [_quantity(cells, name, plain, 20_000, "120") for name in ("length", "width", "height")]
    known = [side for side in sides if side is not None]
    return quantities.volume_of_columns(known, cells.unit("length")) if len(known) == 3 else None


def _place(cells: RowCells) -> tuple[str, str, str]:
    """Address as written, postcode, town."""
    street, letter = cells.text("street"), cells.text("house_letter")
    number = cells.text("house_number")
    whole = " ".join(part for part in (street, f"{number}{letter}") if part)
    address = cells.text("address")
    if address and number and not street and not any(sign.isdigit() for sign in address):
        address = f"{address} {number}{letter}"
    address = address or whole or cells.text("address_2")
    town, both = " ".join(cells.text("town").split()), cells.text("postcode_town")
    if _POSTAL.fullmatch(town):
        both, town = town, ""
    if _POSTAL.fullmatch(cells.cell("postcode").own.strip()):
        both = both or cells.text("postcode")
    postcode = cells.read("postcode", _postcode, "")
    if match := _POSTAL.fullmatch(both):
        postcode, town = postcode or match[1], town or match[2].strip()
    elif both:
        town = town or both
    return address, postcode, town


def _postcode(cell: Cell) -> str:
    match = _POSTCODE.fullmatch("".join(cell.own.split()))
    if match is None:
        postal = _POSTAL.fullmatch(cell.own.strip())
        if postal is None:
            raise UnclearError("is no Norwegian postcode", "write four digits: 3015")
        return postal[1]
    return match[1].zfill(4)


def _position(cells: RowCells) -> Position | None:
    pair = cells.read("position", _both, None)
    if pair is not None:
        return pair
    lat, lon = (cells.read(name, _degrees, None) for name in ("lat", "lon"))
    if (lat is None) != (lon is None) and not cells.faults:
        missing = "lat" if lat is None else "lon"
        cells.fault(missing, "is empty", "give both latitude and longitude, or neither and an address")
    return (lat, lon) if lat is not None and lon is not None else None


def _degrees(cell: Cell) -> float:
    try:
        found = (
            cell.value
            if isinstance(cell.value, float)
            else float(cell.own.strip().rstrip("°NØE ").replace(",", "."))
        )
    except ValueError:
        raise UnclearError("is no coordinate", "write decimal degrees: 59,7438") from None
    if not abs(found) <= 180:
        raise UnclearError("is no coordinate in degrees", "write decimal degrees (WGS 84): 59,7438")
    return found


def _both(cell: Cell) -> Position:
    match = _PAIR.fullmatch(cell.own)
    if match is None:
        raise UnclearError("is no pair of coordinates", "write 59.7438, 10.2046")
    return float(match[1].replace(",", ".")), float(match[2].replace(",", "."))


def _kind(cells: RowCells) -> OrderKind:
    written = cells.read("kind", kind_word, None)
    flagged = cells.read("return_flag", flag, False)
    if flagged and written is OrderKind.DELIVERY:
        advice = "write the return as a row of its own, of the kind pickup"
        cells.fault("return_flag", "says return, but the row is a delivery", advice)
    return OrderKind.PICKUP if flagged else written or OrderKind.DELIVERY


def _windows(cells: RowCells) -> tuple[Interval, ...]:
    nothing: tuple[Interval, ...] = ()
    stated = cells.read("windows", windows, nothing)
    start = cells.read("from", moment, None)
    end = cells.read("to", moment, None)
    if start is None and end is None:
        return stated
    first, last = start or 0, SECONDS_PER_DAY if end is None else end
    if last <= first:
        cells.fault("to", "ends before it starts", "write the earlier time in the first of the two columns")
        return stated
    if not stated:
        return ((first, last),)
    cut = tuple((max(a, first), min(b, last)) for a, b in stated if max(a, first) < min(b, last))
    if not cut:
        cells.fault("windows", "does not meet the times from and to of the same row", "keep one of them")
    return cut
