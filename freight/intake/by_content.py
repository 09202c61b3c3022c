"""What a column with an unknown heading holds, told by its cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from freight.intake.grid import Cell, RawSheet
from freight.intake.header import Column, Header
from freight.intake.headings import How, Meaning
from freight.intake.times import windows
from freight.intake.unclear import UnclearError

_SAMPLE = 60
_SHARE = 0.7
_TIMES = ("windows", "from", "to")


def with_windows(header: Header, sheet: RawSheet) -> Header:
    """Take a column with an unknown heading for the windows, where there is no other and its cells are such."""
    if any(header.place(name) is not None for name in _TIMES):
        return header
    body = [row for row in sheet.rows if row.number > max(header.rows)][:_SAMPLE]
    for column in header.columns:
        if column.meaning.how is How.NOT_KNOWN and column.heading:
            share = _share_of_windows(row.cell(column.place) for row in body)
            if share >= _SHARE:
                return _taken(header, column, share)
    return header


def _taken(header: Header, taken: Column, share: float) -> Header:
    meaning = Meaning("windows", How.GUESSED, round(100 * share, 1))
    columns = tuple(replace(one, meaning=meaning) if one is taken else one for one in header.columns)
    return Header(header.rows, columns)


def _share_of_windows(cells: Iterable[Cell]) -> float:
    filled = [cell for cell in cells if cell.own]
    return sum(map(_is_window, filled)) / len(filled) if filled else 0.0


def _is_window(cell: Cell) -> bool:
    try:
        return bool(windows(cell))
    except UnclearError:
        return False
