"""Sheets that hold more than one table, and lines that say what the rows below them are."""

from __future__ import annotations

from freight.domain.scenario import OrderKind
from freight.intake.by_content import with_windows
from freight.intake.grid import RawRow, RawSheet
from freight.intake.header import PLACES, Header, Mapped, find_header
from freight.intake.headings import How, meaning
from freight.intake.row_kinds import repeats
from freight.intake.words import fold, squeeze, word_set

_MOST_WORDS = 3
_LEAST_HEADINGS = 3


def tables(sheet: RawSheet, mapped: Mapped) -> list[tuple[RawSheet, Header]]:
    """The tables of a sheet, one below the other, each with its own headings; empty where there is none."""
    header = find_header(sheet, mapped)
    if header is None:
        return []
    for index, row in enumerate(sheet.rows):
        if row.number > max(header.rows) and _is_header(row, mapped) and not repeats(row, header):
            start = index
            while start and _belongs_below(sheet.rows[start - 1], max(header.rows)):
                start -= 1
            below = tables(RawSheet(sheet.name, sheet.rows[start:]), mapped)
            own = RawSheet(sheet.name, sheet.rows[:start], sheet.notes)
            return [(own, with_windows(header, own)), *below]
    return [(sheet, with_windows(header, sheet))]


def _is_header(row: RawRow, mapped: Mapped) -> bool:
    """Whether all filled cells are headings, three or more, and a place among them."""
    found = [
        mapped[squeeze(cell.own)] if squeeze(cell.own) in mapped else meaning(cell.own)
        for cell in row.cells
        if cell.own
    ]
    known = all(one.how in {How.KNOWN, How.MAPPED} for one in found)
    return (
        known
        and len({one.field for one in found}) >= _LEAST_HEADINGS
        and any(one.field in PLACES for one in found)
    )


def _belongs_below(row: RawRow, last_heading: int) -> bool:
    return row.number > last_heading and (not row.filled or kind_below(row) is not None)


def kind_below(row: RawRow) -> OrderKind | None:
    """What the rows below a line such as ``Returer:`` are; None for every other row."""
    return kind_named(next(cell.own for cell in row.cells if cell.own)) if row.filled == 1 else None


def kind_named(text: str) -> OrderKind | None:
    """What a line or the name of a sheet says that its rows are."""
    words = fold(text).split()
    if not words or len(words) > _MOST_WORDS:
        return None
    for name, kind in (("pickup_below", OrderKind.PICKUP), ("delivery_below", OrderKind.DELIVERY)):
        if words[0] in {fold(word) for word in word_set(name)}:
            return kind
    return None
