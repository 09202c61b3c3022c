"""Rows that are no orders: blank ones, sums, lines of text, headings once more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from freight.intake.fate import Fate
from freight.intake.grid import Cell, Mark, RawRow
from freight.intake.header import Header
from freight.intake.words import fold, squeeze, word_set

_QUANTITIES = frozenset({"kg", "m3", "units", "pallets"})
_LONGEST_SUM = 30
"""Letters of a line like "Totalt antall kolli: 43"."""
_WHERE = ("address", "street", "place", "lat", "position", "postcode", "postcode_town", "town")
_NUMBER = re.compile(r"\d{1,12}(?:[.,]\d{1,6})?")
_NUMBERS_ONLY = re.compile(r"[\d\s.,'’\u00a0\u202f+-]+")


def kind_of(row: RawRow, header: Header, above: Sequence[RawRow], *, last: bool) -> Fate | None:
    """The fate of a row that is no order; None when it should be one.

    Parameters
    ----------
    above
        The rows between the headings and this one, without those of sums.
    last
        Whether no row with two or more filled cells follows.
    """
    if not row.filled:
        return Fate.BLANK
    if repeats(row, header):
        return Fate.HEADING
    if _is_total(row, header, above):
        return Fate.TOTAL
    if _is_remark(row, header, last=last):
        return Fate.REMARK
    return None


def text_of(row: RawRow) -> str:
    """What stands in a row, for people."""
    return " ".join(" ".join(cell.own.split()) for cell in row.cells if cell.own)[:120]


def repeats(row: RawRow, header: Header) -> bool:
    """Whether a row holds the headings once more, each in its own column."""
    filled = [(place, squeeze(cell.own)) for place, cell in enumerate(row.cells) if cell.own]
    headings = [squeeze(column.heading) for column in header.columns if column.heading]
    same = all(text and squeeze(header.heading(place)).endswith(text) for place, text in filled)
    return same and len(filled) >= max(2, len(headings) / 2)


def _has(row: RawRow, header: Header, fields: tuple[str, ...]) -> bool:
    places = (header.place(field) for field in fields)
    return any(place is not None and bool(row.cell(place).own) for place in places)


def _is_total(row: RawRow, header: Header, above: Sequence[RawRow]) -> bool:
    """A word for a sum and no place; or the very sums of the quantities above and nothing else at all."""
    if _has(row, header, _WHERE) and not _word_in_place(row, header):
        return False
    if any(_says_total(cell.own) for cell in row.cells):
        return True
    columns = {column.place: column.meaning.field for column in header.columns}
    filled = [place for place, cell in enumerate(row.cells) if cell.own]
    return all(columns.get(place) in _QUANTITIES and _sums_up(row, above, place) for place in filled)


def _sums_up(row: RawRow, above: Sequence[RawRow], place: int) -> bool:
    """Whether a number is the sum of the numbers above it; a formula is taken for one."""
    cell = row.cell(place)
    if cell.mark is Mark.FORMULA and "sum" in cell.text.casefold():
        return True
    own, others = _plain_number(cell), [_plain_number(one.cell(place)) for one in above]
    total = sum(one for one in others if one is not None)
    return own is not None and total > 0 and abs(own - total) <= 0.01 * total


def _plain_number(cell: Cell) -> float | None:
    if isinstance(cell.value, float) or cell.mark is Mark.FORMULA:
        return cell.value if isinstance(cell.value, float) else None
    found = _NUMBER.search("".join(cell.own.split()))
    return float(found[0].replace(",", ".")) if found else None


def _word_in_place(row: RawRow, header: Header) -> bool:
    """Whether what stands where the place should be is the word for a sum itself."""
    places = [header.place(field) for field in _WHERE]
    texts = [row.cell(place).own for place in places if place is not None and row.cell(place).own]
    return all(_says_total(text) for text in texts)


def _says_total(text: str) -> bool:
    words = fold(text.partition("=")[0])
    return len(words) <= _LONGEST_SUM and any(
        f"{words} ".startswith(f"{fold(total)} ") for total in word_set("total")
    )


def _is_remark(row: RawRow, header: Header, *, last: bool) -> bool:
    """Neither place nor quantity: text that begins as remarks do, or one cell of it below the last order."""
    if _has(row, header, _WHERE) or _has(row, header, tuple(_QUANTITIES)):
        return False
    text = next(cell.own for cell in row.cells if cell.own)
    if _NUMBERS_ONLY.fullmatch(text):
        return False
    if row.filled == 1 and sum(cell.mark is Mark.RIGHT for cell in row.cells) >= 2:
        return True
    alone = last and row.filled == 1 and (" " in text.strip() or text.endswith(":"))
    begins = fold(text).split()[:1]
    starts = {fold(word) for word in word_set("remark_starts")} - {""}
    return alone or text.startswith("*") or bool(set(begins) & starts)
