"""All sheets of a workbook as grids: typed cells, merged cells followed, formulas by the value Excel stored."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from freight.errors import InputError
from freight.intake.grid import EMPTY, Cell, Mark, RawRow, RawSheet, Value

MAX_UNPACKED_BYTES = 300_000_000
MAX_ROWS = 50_000
MAX_COLUMNS = 200


def read_workbook(path: Path, data: bytes) -> list[RawSheet]:
    """Every sheet with cells, hidden ones too.

    Raises
    ------
    InputError
        When the file is no workbook, or larger than anything a day of orders needs.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise ValueError(f"it unpacks to more than {MAX_UNPACKED_BYTES // 1_000_000} MB")
        values = load_workbook(io.BytesIO(data), data_only=True)
        formulas = load_workbook(io.BytesIO(data))
        return [_sheet(path, sheet, formulas[sheet.title]) for sheet in values.worksheets]
    except InputError:
        raise
    # The reader is third-party code on whatever bytes the file holds; what it raises is not documented.
    except Exception as error:
        why = str(error).splitlines()[0][:120] if str(error) else error.__class__.__name__
        message = f"cannot be read as an Excel file: {why}"
        raise InputError.one(str(path), "", None, message, "save it again as .xlsx or as CSV UTF-8") from error


def _sheet(path: Path, values: Worksheet, formulas: Worksheet) -> RawSheet:
    last, wide = _extent(formulas)
    if last > MAX_ROWS:
        message = f"sheet {values.title} has more than {MAX_ROWS} rows"
        raise InputError.one(str(path), "", None, message, "one file holds one day")
    covered = _covered(values)
    rows: list[RawRow] = []
    for number, (stored, written) in enumerate(
        zip(
            values.iter_rows(max_row=last, max_col=wide),
            formulas.iter_rows(max_row=last, max_col=wide),
            strict=True,
        ),
        1,
    ):
        cells = [
            _cell(one.value, other.value, error=one.data_type == "e")
            for one, other in zip(stored, written, strict=True)
        ]
        rows.append(RawRow(number, tuple(cells)))
    filled = _filled_in(rows, covered)
    while filled and not filled[-1].filled:
        filled.pop()
    return RawSheet(values.title, tuple(filled), tuple(_notes(values, len(filled))))


def _extent(sheet: Worksheet) -> tuple[int, int]:
    """Last row and column with content; a sheet may be formatted a million rows further down.

    Only the cells that the file holds are looked at: `iter_rows` would make all the others first.
    """
    filled = [place for place, cell in sheet._cells.items() if cell.value is not None]
    rows, columns = (max((place[axis] for place in filled), default=1) for axis in (0, 1))
    return rows, min(columns, MAX_COLUMNS)


def _notes(sheet: Worksheet, last: int) -> Iterable[str]:
    if sheet.sheet_state != "visible":
        yield "the sheet is hidden"
    hidden = sum(1 for number in range(1, last + 1) if sheet.row_dimensions[number].hidden)
    if hidden:
        yield f"{hidden} hidden rows (a filter?) were read too"


def _covered(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int, Mark]]:
    """Cells under merged cells: row and column to those of the cell that is shown, and the direction."""
    found: dict[tuple[int, int], tuple[int, int, Mark]] = {}
    for area in sheet.merged_cells.ranges:
        if area.max_row > MAX_ROWS or area.max_col > MAX_COLUMNS:
            continue
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                if (row, column) != (area.min_row, area.min_col):
                    mark = Mark.RIGHT if column > area.min_col else Mark.DOWN
                    found[row, column] = (area.min_row, area.min_col, mark)
    return found


def _filled_in(rows: list[RawRow], covered: dict[tuple[int, int], tuple[int, int, Mark]]) -> list[RawRow]:
    if not covered:
        return rows
    grid = [list(row.cells) for row in rows]
    for (row, column), (top, left, mark) in covered.items():
        if row <= len(grid) and column <= len(grid[row - 1]):
            shown = rows[top - 1].cell(left - 1)
            if shown.text:
                grid[row - 1][column - 1] = Cell(shown.text, shown.value, mark)
    return [RawRow(row.number, tuple(cells)) for row, cells in zip(rows, grid, strict=True)]


def _cell(stored: object, written: object, *, error: bool) -> Cell:
    if stored is None:
        if isinstance(written, str) and written.startswith("="):
            return Cell(written[:60], None, Mark.FORMULA)
        return EMPTY
    return Cell(_text(stored), _value(stored), Mark.ERROR if error else Mark.NONE)


def _value(stored: object) -> Value:
    if isinstance(stored, bool):
        return None
    if isinstance(stored, int | float):
        return float(stored) if abs(stored) < 1e300 else None
    return stored if isinstance(stored, datetime | date | time) else None


def _text(value: object) -> str:
    """A cell as it would stand in a CSV file."""
    match value:
        case bool():
            return "ja" if value else "nei"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case float():
            return repr(round(value, 9)).replace(".", ",")
        case datetime() | date() | time():
            return _moment_text(value)
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
    text = unicodedata.normalize("NFC", str(value))
    kept = (sign for sign in text if sign in "\t\n" or unicodedata.category(sign) not in {"Cc", "Cs"})
    return "".join(kept).strip()


def _moment_text(value: datetime | date | time) -> str:
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
    return value.isoformat(timespec="minutes") if isinstance(value, time) else value.isoformat()
