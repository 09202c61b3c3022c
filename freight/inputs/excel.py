"""The first sheet of an Excel file as text, cell by cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import zip_longest
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from freight.errors import Fault
from freight.inputs.text_file import read_bytes

MAX_UNPACKED_BYTES = 300_000_000
MAX_COLUMNS = 100


def read_records(path: Path, faults: list[Fault]) -> list[tuple[int, list[str]]] | None:
    """Row numbers and cells of the first sheet; None and faults when it can not be read.

    Of a formula the value is taken that Excel stored with it; without one it is a fault.
    """
    data = read_bytes(path, faults)
    if data is None:
        return None
    found: list[Fault] = []
    try:
        _refuse_bomb(data)
        records = list(_records(path, _sheet(data, values=False), _sheet(data, values=True), found))
    # The reader is third-party code on whatever bytes the file holds; what it raises is not documented.
    except Exception as error:
        message = f"cannot be read as an Excel file: {str(error).splitlines()[0][:120] if str(error) else ''}"
        faults.append(Fault(str(path), "", "", message.rstrip(": "), "save it again as .xlsx or as CSV UTF-8"))
        return None
    faults.extend(found)
    return None if found else records


def _refuse_bomb(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED_BYTES:
            raise ValueError(f"it unpacks to more than {MAX_UNPACKED_BYTES // 1_000_000} MB")


def _sheet(data: bytes, *, values: bool) -> Iterable[tuple[Any, ...]]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=values)
    if not book.worksheets:
        raise ValueError("it has no sheet with cells")
    return book.worksheets[0].iter_rows(max_col=MAX_COLUMNS)


def _records(
    path: Path, formulas: Iterable[tuple[Any, ...]], values: Iterable[tuple[Any, ...]], faults: list[Fault]
) -> Iterator[tuple[int, list[str]]]:
    for number, (written, stored) in enumerate(zip_longest(formulas, values, fillvalue=()), 1):
        cells: list[str] = []
        for place, (raw, value) in enumerate(zip_longest(written, stored), 1):
            where = f"row {number}, column {place}"
            kind = getattr(raw, "data_type", "n")
            content = getattr(value, "value", None)
            if kind == "f" and content is None:
                advice = "copy the column and paste it as values"
                faults.append(Fault(str(path), where, str(raw.value)[:60], "a formula without a value", advice))
            elif kind == "e" or getattr(value, "data_type", "n") == "e":
                faults.append(Fault(str(path), where, str(content)[:60], "an Excel error", "mend the cell"))
            cells.append(_text(content))
        yield number, cells


def _text(value: object) -> str:
    """A cell as it would stand in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    return str(value).strip()
