"""The rejected rows as a workbook of their own: as they stood, faulty cells red, and in words what is wrong.

Its last columns are known headings that are not read, so that the sheet can be mended and imported as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from freight.files import replacing, undate_workbook
from freight.intake.draft import Source
from freight.intake.fate import CellFault

WHY, WHAT_TO_DO, ROW = "What is wrong", "What to do", "Row in the file"
_RED = PatternFill("solid", start_color="F8B4B4")
_EDGE = Side("medium", color="9B1C1C")
_THICK = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_HEAD = PatternFill("solid", start_color="E5E7EB")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_WIDEST, _TEXT_WIDTH = 40, 60


def write_rejected(path: Path, sources: Iterable[Source], faults: Iterable[CellFault]) -> None:
    """Write the rejected rows, a sheet for each sheet of the file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    by_row: dict[tuple[str, int], list[CellFault]] = {}
    for fault in faults:
        by_row.setdefault((fault.sheet, fault.row), []).append(fault)
    rows = sorted(sources, key=lambda one: (one.sheet, one.row.number))
    for name, header in dict.fromkeys((one.sheet, one.header) for one in rows):
        sheet = book.create_sheet((name or "Rejected rows")[:31])
        _fill(sheet, [one for one in rows if (one.sheet, one.header) == (name, header)], by_row)
    with replacing(path) as temporary:
        book.save(temporary)
        undate_workbook(temporary)


def _fill(sheet: Worksheet, rows: list[Source], faults: dict[tuple[str, int], list[CellFault]]) -> None:
    header = rows[0].header
    wide = max(len(header.columns), *(len(one.row.cells) for one in rows))
    names = [header.heading(place) for place in range(wide)] + [ROW, WHY, WHAT_TO_DO]
    for place, name in enumerate(names, 1):
        cell = _put(sheet, 1, place, " ".join(name.split()))
        cell.font, cell.fill = Font(bold=True), _HEAD
    for line, source in enumerate(rows, 2):
        own = faults.get((source.sheet, source.row.number), [])
        for place, content in enumerate(source.row.cells, 1):
            _put(sheet, line, place, content.text)
        for fault in own:
            if fault.place is not None:
                _mark(sheet, line, fault)
        _put(sheet, line, wide + 1, str(source.row.number))
        _put(sheet, line, wide + 2, "\n".join(_said(fault) for fault in own))
        _put(sheet, line, wide + 3, "\n".join(fault.advice for fault in own if fault.advice))
    _set_widths(sheet, wide)
    sheet.freeze_panes = "A2"


def _put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # nothing is merged in a new sheet
    # As text always: a cell that begins with "=" must not become a formula on its way.
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:32_000]
    cell.data_type = "s"
    cell.alignment = _WRAPPED
    return cell


def _mark(sheet: Worksheet, line: int, fault: CellFault) -> None:
    cell = sheet.cell(line, (fault.place or 0) + 1)
    cell.fill, cell.border, cell.font = _RED, _THICK, Font(bold=True)
    text = f"{fault.message}\n-> {fault.advice}"
    if cell.comment is not None:
        text = f"{cell.comment.text}\n{text}"
    cell.comment = Comment(ILLEGAL_CHARACTERS_RE.sub("", text), "freight", height=140, width=320)


def _said(fault: CellFault) -> str:
    value = f" (found {fault.value[:60]!r})" if fault.value else ""
    return f"{' '.join(fault.column.split())}: {fault.message}{value}"


def _set_widths(sheet: Worksheet, wide: int) -> None:
    for place in range(1, wide + 4):
        letter = get_column_letter(place)
        longest = max(len(str(cell.value or "")) for cell in sheet[letter])
        sheet.column_dimensions[letter].width = min(max(longest + 2, 8), _WIDEST)
    for place in (wide + 2, wide + 3):
        sheet.column_dimensions[get_column_letter(place)].width = _TEXT_WIDTH
