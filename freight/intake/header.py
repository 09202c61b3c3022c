"""Which row holds the headings, and which column means what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from freight.intake.grid import Mark, RawRow, RawSheet
from freight.intake.headings import IGNORED, NOT_KNOWN, UNKNOWN, How, Meaning, meaning, unit_of
from freight.intake.words import fold, squeeze

_SEARCHED_ROWS = 40
_NEARLY = 0.6
"""Of the best score; the first row that has it, or holds nothing but known headings, is taken: the best may
head a second table further down."""
PLACES = frozenset({"address", "street", "place", "lat", "position"})
"""Fields of which a list of orders has at least one."""
_END = {
    "fra": "til",
    "from": "to",
    "tidligst": "senest",
    "earliest": "latest",
    "etter": "for",
    "start": "slutt",
}
_BARE_NUMBER = frozenset({"nr", "no", "nummer", "number"})

Mapped = Mapping[str, Meaning]
"""Meanings of headings from a mapping file, by `squeeze` of the heading."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place from 0, its heading as written and what that means."""

    place: int
    heading: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Header:
    """The headings of one sheet."""

    rows: tuple[int, ...]
    """Numbers of the rows that hold the headings: one, or two where groups stand above."""
    columns: tuple[Column, ...]

    def place(self, field: str) -> int | None:
        """Column of a field, counted from 0."""
        return next((column.place for column in self.columns if column.meaning.field == field), None)

    def heading(self, place: int) -> str:
        """Heading of a column; its number where it has none."""
        return next((one.heading for one in self.columns if one.place == place and one.heading), f"{place + 1}")

    @property
    def unmapped(self) -> tuple[Column, ...]:
        """Columns whose meaning does not come from a mapping file."""
        return tuple(one for one in self.columns if one.heading and one.meaning.how is not How.MAPPED)

    @property
    def guessed(self) -> tuple[Column, ...]:
        """Columns taken for something by likeness only."""
        return tuple(column for column in self.columns if column.meaning.how is How.GUESSED)


def find_header(sheet: RawSheet, mapped: Mapped) -> Header | None:
    """Headings of a sheet; None where no row has two known ones with a place among them."""
    filled = [index for index, row in enumerate(sheet.rows) if row.filled][:_SEARCHED_ROWS]
    found: list[tuple[float, Header, bool]] = []
    for index in filled:
        above = sheet.rows[index - 1] if index else None
        columns = _columns(sheet.rows[index], above, mapped)
        score = _score(columns)
        if score:
            header = Header(_rows_of(sheet.rows[index], above, columns), _single(columns))
            found.append((score, header, _all_known(columns)))
    if not found:
        return None
    enough = _NEARLY * max(score for score, _, _ in found)
    return _with_units(next(header for score, header, sure in found if sure or score >= enough), sheet)


def _all_known(columns: Sequence[Column]) -> bool:
    """Whether a row holds known headings and nothing else, three or more."""
    named = [column.meaning.how in {How.KNOWN, How.MAPPED} for column in columns if column.heading]
    return len(named) >= 3 and all(named)


def _with_units(header: Header, sheet: RawSheet) -> Header:
    """The header with the row below it, where that names units: no place, no digits."""
    below = next((row for row in sheet.rows if row.number == max(header.rows) + 1), None)
    if below is None or not below.filled:
        return header
    units = {
        place: unit_of(f"({cell.own.strip('()[] ')})") for place, cell in enumerate(below.cells) if cell.own
    }
    digits = any(sign.isdigit() for cell in below.cells for sign in cell.own.replace("m3", ""))
    places = [header.place(field) for field in PLACES]
    placed = any(place is not None and bool(below.cell(place).own) for place in places)
    if digits or placed or sum(map(bool, units.values())) < min(2, len(units)):
        return header
    columns = tuple(
        replace(one, meaning=replace(one.meaning, unit=one.meaning.unit or units.get(one.place, "")))
        for one in header.columns
    )
    return Header((*header.rows, below.number), columns)


def likeness(rows: list[list[str]]) -> float:
    """How much like a list of orders the rows look: the most known headings in one of them."""
    return max(
        (
            _score([Column(place, cell, meaning(cell)) for place, cell in enumerate(cells) if cell])
            for cells in rows[:_SEARCHED_ROWS]
        ),
        default=0.0,
    )


def _score(columns: Sequence[Column]) -> float:
    worth = {How.KNOWN: 1.0, How.MAPPED: 1.5, How.GUESSED: 0.5}
    best: dict[str, float] = {}
    for column in columns:
        found = column.meaning
        if found.field != UNKNOWN:
            key = column.heading if found.field == IGNORED else found.field
            best[key] = max(best.get(key, 0.0), worth.get(found.how, 0.0))
    known = {column.meaning.field for column in columns} - {UNKNOWN, IGNORED}
    return sum(best.values()) if len(known) >= 2 and known & PLACES else 0.0


def _columns(row: RawRow, above: RawRow | None, mapped: Mapped) -> list[Column]:
    groups = _groups(row, above)
    columns: list[Column] = []
    for place in range(max(len(row.cells), len(groups))):
        own, group = row.cell(place).text.strip(), groups.get(place, "")
        columns.append(_column(place, own, group, mapped))
        _number_beside_its_street(columns)
    return _with_ends(columns)


def _with_ends(columns: list[Column]) -> list[Column]:
    """Beside ``Levering fra`` the heading ``Levering til`` is no receiver but the end of the window."""
    starts = [fold(one.heading).split() for one in columns if one.meaning.field == "from"]
    ends = {" ".join(_END.get(word, word) for word in words) for words in starts if set(words) & _END.keys()}
    return [
        replace(one, meaning=replace(one.meaning, field="to", how=How.KNOWN))
        if fold(one.heading) in ends and one.meaning.how is not How.MAPPED
        else one
        for one in columns
    ]


def _column(place: int, own: str, group: str, mapped: Mapped) -> Column:
    together = f"{group} {own}".strip()
    for text in dict.fromkeys((together, own)):
        if squeeze(text) in mapped:
            return Column(place, text, mapped[squeeze(text)])
    if group and own:
        both = meaning(together)
        if both.how is How.KNOWN:
            return Column(place, together, both)
    if own:
        return Column(place, own, meaning(own))
    found = meaning(group) if group else NOT_KNOWN
    return Column(place, group, found) if found.how is How.KNOWN else Column(place, "", NOT_KNOWN)


def _number_beside_its_street(columns: list[Column]) -> None:
    """``Nr`` to the right of ``Gate`` is the number of the house."""
    if len(columns) > 1 and squeeze(columns[-1].heading) in _BARE_NUMBER:
        beside = columns[-2].meaning.field
        if beside == "street" and columns[-1].meaning.how is How.KNOWN:
            columns[-1] = replace(columns[-1], meaning=replace(columns[-1].meaning, field="house_number"))


def _groups(row: RawRow, above: RawRow | None) -> dict[int, str]:
    """Texts of the row above, each over the empty cells to its right."""
    if above is None or above.filled < 2 or above.filled > row.filled:
        return {}
    found: dict[int, str] = {}
    current = ""
    for place, cell in enumerate(above.cells):
        own = row.cell(place)
        if own.mark is Mark.DOWN:
            current = ""
            continue
        current = cell.text.strip() or (current if own.text else "")
        if current and not any(sign.isdigit() for sign in current):
            found[place] = current
    return found


def _rows_of(row: RawRow, above: RawRow | None, columns: Iterable[Column]) -> tuple[int, ...]:
    """The row of the headings, and the row above where a heading was taken from it."""
    own = {squeeze(cell.text) for cell in row.cells}
    covered = any(cell.mark is Mark.DOWN for cell in row.cells)
    taken = any(column.heading and squeeze(column.heading) not in own for column in columns)
    return (above.number, row.number) if above is not None and (taken or covered) else (row.number,)


def _single(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Of the columns that mean the same keep the surest; the others are said to be not used."""

    def sureness(column: Column) -> tuple[bool, float, int]:
        found = column.meaning
        return found.how is not How.MAPPED, -found.score, found.rank

    chosen: dict[str, int] = {}
    for column in sorted(columns, key=sureness):
        chosen.setdefault(column.meaning.field, column.place)
    return tuple(
        column
        if column.meaning.field in {UNKNOWN, IGNORED} or chosen[column.meaning.field] == column.place
        else replace(column, meaning=Meaning(UNKNOWN, How.DOUBLE))
        for column in columns
    )
