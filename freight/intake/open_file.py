"""A list of orders as grids, whatever the name of the file says: text in any dialect, or a workbook."""

from __future__ import annotations

from pathlib import Path

from freight.errors import Fault, InputError
from freight.inputs.text_file import read_bytes
from freight.intake.excel_grid import MAX_ROWS, read_workbook
from freight.intake.grid import RawSheet
from freight.intake.header import likeness
from freight.intake.text_grid import read_text_grid

_ZIP, _OLD_EXCEL, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"


def open_sheets(path: Path, wanted: str) -> list[RawSheet]:
    """All sheets of a file, or the wanted one.

    Raises
    ------
    InputError
        When the file can not be read, or has no sheet of that name.
    """
    faults: list[Fault] = []
    data = read_bytes(path, faults)
    if data is None:
        raise InputError(faults)
    if data.startswith((_OLD_EXCEL, _PDF)):
        what = (
            "is an Excel file of before 2007, or locked with a password"
            if data.startswith(_OLD_EXCEL)
            else "is a PDF"
        )
        raise InputError.one(str(path), "", None, what, "save it as .xlsx without a password, or as CSV UTF-8")
    if data.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html", b"<?xml")):
        raise InputError.one(
            str(path), "", None, "is a web page, whatever its name says", "save it as .xlsx or CSV UTF-8"
        )
    sheets = read_workbook(path, data) if data.startswith(_ZIP) else [read_text_grid(data, likeness)]
    if wanted:
        chosen = [sheet for sheet in sheets if sheet.name.strip().casefold() == wanted.strip().casefold()]
        if not chosen:
            names = ", ".join(sheet.name for sheet in sheets if sheet.name) or "none: it is a text file"
            raise InputError.one(str(path), "--sheet", wanted, "is none of the sheets", f"there are {names}")
        sheets = chosen
    for sheet in sheets:
        if len(sheet.rows) > MAX_ROWS:
            message = f"has {len(sheet.rows)} rows; the limit is {MAX_ROWS}"
            raise InputError.one(str(path), "", None, message, "one file holds one day")
    return sheets


def no_header_fault(file: str, sheets: list[RawSheet]) -> Fault:
    """What to say of a file without headings that are known."""
    first = next((row for sheet in sheets for row in sheet.rows if row.filled), None)
    seen = "" if first is None else " | ".join(cell.own for cell in first.cells if cell.own)
    advice = (
        "one row needs the headings of the columns, an address among them: "
        "sendingsnr, mottaker, adresse, postnr, poststed, kolli, vekt, tidsvindu; or name them in --mapping"
    )
    where = f"row {first.number}" if first is not None else ""
    return Fault(file, where, " ".join(seen.split())[:150], "no row has headings that are known", advice)
