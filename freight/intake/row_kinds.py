"""Rows that are no orders: blank ones, sums, lines of text, headings once more."""

from __future__ import annotations

import re

from freight.intake.fate import Fate
from freight.intake.grid import RawRow
from freight.intake.header import Header
from freight.intake.words import fold, squeeze, word_set

_QUANTITIES = frozenset({"kg", "m3", "units", "pallets"})
_WHERE = ("address", "street", "place", "lat", "position", "postcode", "postcode_town", "town")
_NUMBERS_ONLY = re.compile(r"[\d\s.,'’\u00a0\u202f+-]+")


def kind_of(row: RawRow, header: Header, *, last: bool) -> Fate | None:
    """The fate of a row that is no order; None when it should be one.

    Parameters
    ----------
    last
        Whether no row with two or more filled cells follows.
    """
    if not row.filled:
        return Fate.BLANK
    if _repeats(row, header):
        return Fate.HEADING
    if _is_total(row, header):
        return Fate.TOTAL
    if row.filled == 1 and _is_remark(row, header, last=last):
        return Fate.REMARK
    return None


def text_of(row: RawRow) -> str:
    """What stands in a row, for people."""
    return " ".join(" ".join(cell.own.split()) for cell in row.cells if cell.own)[:120]


def _repeats(row: RawRow, header: Header) -> bool:
    headings = {squeeze(column.heading) for column in header.columns if column.heading}
    own = [squeeze(cell.own) for cell in row.cells if cell.own]
    return len(own) >= 2 and all(text in headings for text in own) and len(own) >= len(headings) / 2


def _has(row: RawRow, header: Header, fields: tuple[str, ...]) -> bool:
    places = (header.place(field) for field in fields)
    return any(place is not None and bool(row.cell(place).own) for place in places)


def _is_total(row: RawRow, header: Header) -> bool:
    """A word for a sum and no place; or numbers below the quantities and nothing else at all."""
    if _has(row, header, _WHERE) and not _word_in_place(row, header):
        return False
    if any(_says_total(cell.own) for cell in row.cells):
        return True
    columns = {column.place: column.meaning.field for column in header.columns}
    filled = [place for place, cell in enumerate(row.cells) if cell.own]
    numbers = all(_NUMBERS_ONLY.fullmatch(row.cells[place].own) for place in filled)
    return numbers and all(columns.get(place) in _QUANTITIES for place in filled) and len(filled) > 1


def _word_in_place(row: RawRow, header: Header) -> bool:
    """Whether what stands where the place should be is the word for a sum itself."""
    places = [header.place(field) for field in _WHERE]
    texts = [row.cell(place).own for place in places if place is not None and row.cell(place).own]
    return all(_says_total(text) for text in texts)


def _says_total(text: str) -> bool:
    words = fold(text.partition("=")[0]).rstrip("0123456789 ")
    return bool(words) and any(words == fold(total) for total in word_set("total"))


def _is_remark(row: RawRow, header: Header, *, last: bool) -> bool:
    """One cell of text, not where the place belongs: below the last order, or begun as remarks are."""
    if _has(row, header, _WHERE):
        return False
    text = next(cell.own for cell in row.cells if cell.own)
    if _NUMBERS_ONLY.fullmatch(text):
        return False
    begins = fold(text).split()[:1]
    starts = {fold(word) for word in word_set("remark_starts")} - {""}
    return (
        text.startswith("*")
        or bool(set(begins) & starts)
        or (last and (" " in text.strip() or text.endswith(":")))
    )
