"""Tables of people: CSV in any Norwegian or English dialect, or the first sheet of an Excel file, as text.

Cells are trimmed text; an empty cell is left out of its row. Rows are counted as a spreadsheet shows them,
the header included.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from freight.errors import Fault
from freight.inputs.explain import did_you_mean, shown
from freight.inputs.text_file import read_text

MAX_ROWS = 50_000
_DELIMITERS = ";,\t"
_SEP_LINE = re.compile(r"\s*\"?sep=(.)\"?\s*\r?\n", re.IGNORECASE)

Record = tuple[int, list[str]]
"""Row number and cells."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the cells that are not empty, by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table whose header was understood."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_sheet(
    path: Path, columns: Sequence[str], required: Sequence[str], faults: list[Fault]
) -> Sheet | None:
    """Read a table with the known `columns`; None and faults when its header can not be understood.

    Rows that are broken are left out, each with a fault.
    """
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        from freight.inputs.excel import read_records

        records = read_records(path, faults)
    else:
        records = _csv_records(path, columns, faults)
    if records is None:
        return None
    filled = [(number, cells) for number, cells in records if any(cells)]
    if not filled:
        faults.append(Fault(str(path), "", "", "holds no rows", "is it the right sheet?"))
        return None
    header = _header(path, filled[0], columns, required, faults)
    if header is None:
        return None
    if len(filled) - 1 > MAX_ROWS:
        message = f"has {len(filled) - 1} rows; the limit is {MAX_ROWS}"
        faults.append(Fault(str(path), "", "", message, "one file holds one day"))
        return None
    return Sheet(header, tuple(_rows(path, header, filled[1:], faults)))


def _csv_records(path: Path, columns: Sequence[str], faults: list[Fault]) -> list[Record] | None:
    text = read_text(path, faults)
    if text is None:
        return None
    stated = _SEP_LINE.match(text)
    if stated:
        text = text[stated.end() :]
    delimiter = stated[1] if stated and stated[1] in _DELIMITERS else _delimiter(text, columns)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[Record] = []
    try:
        records.extend((number, [cell.strip() for cell in cells]) for number, cells in enumerate(reader, 1))
    except csv.Error as error:
        where = f"row {len(records) + 1}"
        message = f"cannot be split into cells: {error}"
        faults.append(Fault(str(path), where, "", message, 'is a quotation mark (") not closed?'))
        return None
    return records


def _delimiter(text: str, columns: Sequence[str]) -> str:
    """The sign that splits the header into the most known columns."""
    first = next((line for line in text.splitlines() if line.strip(" ;,\t")), "")
    known = {_plain(name) for name in columns}

    def columns_found(sign: str) -> tuple[int, int]:
        cells = [cell.strip('" ') for cell in first.split(sign)]
        return sum(_plain(cell) in known for cell in cells), len(cells)

    return max(_DELIMITERS, key=columns_found)


def _plain(name: str) -> str:
    return "_".join(name.casefold().replace("_", " ").replace("-", " ").split())


def _header(
    path: Path, record: Record, columns: Sequence[str], required: Sequence[str], faults: list[Fault]
) -> tuple[str, ...] | None:
    number, cells = record
    while cells and not cells[-1]:
        cells = cells[:-1]
    names = [_plain(cell) for cell in cells]
    found: list[Fault] = []
    for place, (name, cell) in enumerate(zip(names, cells, strict=True), 1):
        where = f"row {number}, column {place}"
        if not name:
            found.append(Fault(str(path), where, "", "the column has no name", "name it or remove it"))
        elif name not in columns:
            found.append(
                Fault(str(path), where, shown(cell), "is not a known column", did_you_mean(cell, columns))
            )
        elif name in names[: place - 1]:
            found.append(Fault(str(path), where, shown(cell), "the column stands twice", "keep one of them"))
    missing = [name for name in required if name not in names]
    found.extend(
        Fault(str(path), f"row {number}", "", f"the column {name} is missing", f"known: {', '.join(columns)}")
        for name in missing
    )
    faults.extend(found)
    return None if found else tuple(names)


def _rows(path: Path, header: tuple[str, ...], records: list[Record], faults: list[Fault]) -> Iterator[Row]:
    if not records:
        faults.append(Fault(str(path), "", "", "has a header and no rows", "add at least one row"))
    for number, cells in records:
        extra = [cell for cell in cells[len(header) :] if cell]
        if len(cells) < len(header) or extra:
            message = f"has {len(cells)} cells where the header has {len(header)}"
            advice = "a cell that holds the separator (or a decimal comma) needs quotation marks"
            faults.append(Fault(str(path), f"row {number}", shown(extra[0]) if extra else "", message, advice))
            continue
        yield Row(number, {name: cell for name, cell in zip(header, cells, strict=False) if cell})
