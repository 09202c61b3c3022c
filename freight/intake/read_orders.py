"""All rows of a sheet: drafts of orders, and the fate of every row that is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from freight.domain.scenario import OrderKind
from freight.intake.cells import RowCells
from freight.intake.days import Day, day, same, shown
from freight.intake.draft import Draft, Source
from freight.intake.fate import CellFault, Fate, Ledger
from freight.intake.grid import Cell, RawRow, RawSheet
from freight.intake.header import Header
from freight.intake.quantities import decimal_sign
from freight.intake.read_row import read_row
from freight.intake.row_kinds import kind_of, text_of
from freight.intake.sections import kind_below, kind_named
from freight.intake.times import day_part
from freight.intake.unclear import UnclearError
from freight.intake.words import table

_MANY = 3
"""Filled cells of a row above the headings that make it worth a word."""
_PICKUPS = "the rows below are taken for pickups, by the line or sheet they stand in"
_NUMBERS = ("kg", "m3", "units", "kg_per_unit", "service_min", "penalty_nok")


def read_sheet(sheet: RawSheet, header: Header, near: date, ledger: Ledger) -> list[Draft]:
    """Drafts of the rows of one sheet; the fates of all rows but those of the drafts are entered."""
    after = max(header.rows)
    body = [row for row in sheet.rows if row.number > after]
    below = _above_the_headings(sheet, header, ledger)
    end = max((row.number for row in body if row.filled > 1), default=after)
    signs = _signs(body, header)
    day_of_sheet = _day_of_sheet(sheet, near)
    drafts: list[Draft] = []
    above: list[RawRow] = []
    for row in body:
        section = kind_below(row)
        below = section or below
        if section is OrderKind.PICKUP:
            ledger.notes.append(f"{where(Source(sheet.name, row, header))}: {_PICKUPS}")
        kind = Fate.REMARK if section else kind_of(row, header, above, last=row.number > end)
        if kind is not Fate.TOTAL:
            above.append(row)
        if kind is not None:
            ledger.fates[sheet.name, row.number] = kind
            if kind in {Fate.TOTAL, Fate.REMARK}:
                ledger.texts[sheet.name, row.number] = text_of(row)
            continue
        cells = RowCells(Source(sheet.name, row, header), signs)
        draft = read_row(cells, near)
        faults = [*_cut_wrongly(sheet, row, header), *cells.faults]
        if faults:
            ledger.reject(faults)
            ledger.faulty.append(draft)
        else:
            drafts.append(_completed(draft, day_of_sheet, below))
            ledger.notes.extend(_notes(cells, draft))
    return drafts


def _above_the_headings(sheet: RawSheet, header: Header, ledger: Ledger) -> OrderKind | None:
    """Enter the headings and what stands above them; gives what the sheet or its title says the rows are."""
    below = kind_named(sheet.name)
    after = max(header.rows)
    for row in (row for row in sheet.rows if row.number <= after):
        ledger.fates[sheet.name, row.number] = Fate.HEADING if row.filled else Fate.BLANK
        below = kind_below(row) or below
        if row.filled >= _MANY and row.number not in header.rows:
            place = where(Source(sheet.name, row, header))
            ledger.notes.append(f"{place} stands above the headings: {text_of(row)}")
    if below is OrderKind.PICKUP:
        ledger.notes.append(f"{f'sheet {sheet.name}, ' if sheet.name else ''}row {after}: {_PICKUPS}")
    return below


def _completed(draft: Draft, day_of_sheet: Day | None, below: OrderKind | None) -> Draft:
    """What the row itself does not say, by the sheet and by the line above it."""
    silent = not any(_filled(draft, name) for name in ("kind", "return_flag"))
    kind = below if below is not None and silent else draft.kind
    return replace(draft, kind=kind, day=day_of_sheet if draft.day is None else draft.day)


def _filled(draft: Draft, name: str) -> bool:
    place = draft.source.header.place(name)
    return place is not None and bool(draft.source.row.cell(place).own)


def _day_of_sheet(sheet: RawSheet, near: date) -> Day | None:
    """The day that a sheet is named after: ``Mandag``, ``23.11``."""
    try:
        return day(Cell(sheet.name), near)
    except UnclearError:
        return None


def _signs(body: list[RawRow], header: Header) -> dict[str, str]:
    """Decimal sign of each column of numbers, by what the column shows or else the whole sheet."""
    places = {name: header.place(name) for name in _NUMBERS}
    texts = {
        name: [row.cell(place).own for row in body if row.cell(place).value is None]
        for name, place in places.items()
        if place is not None
    }
    usual = decimal_sign(text for column in texts.values() for text in column)
    return {name: decimal_sign(column) or usual for name, column in texts.items()}


def _cut_wrongly(sheet: RawSheet, row: RawRow, header: Header) -> Iterator[CellFault]:
    if row.suspect:
        advice = "close the quotation mark, or take it out"
        yield CellFault(sheet.name, row.number, header.heading(0), 0, text_of(row), row.suspect, advice)
    beyond = [cell.own for cell in row.cells[len(header.columns) :] if cell.own]
    if beyond and not sheet.name:
        message = f"has {len(row.cells)} cells where the headings are {len(header.columns)}"
        advice = "a cell that holds the separator (or a decimal comma) needs quotation marks"
        first = next(place for place, cell in enumerate(row.cells) if place >= len(header.columns) and cell.own)
        yield CellFault(sheet.name, row.number, str(first + 1), first, beyond[0], message, advice)


def _notes(cells: RowCells, draft: Draft) -> Iterator[str]:
    if part := day_part(cells.cell("windows")):
        yield f"{where(cells.source)}: {part}"
    unknown = sorted(draft.skills - set(table("words")["skills"]))
    if unknown:
        yield f"{where(cells.source)}: {', '.join(unknown)} is kept as a skill that the vehicle must have"
    if cells.source.header.place("m3") is None and cells.cell("dimensions").own:
        count = cells.cell("units").own or "1"
        yield f"{where(cells.source)}: volume is {cells.cell('dimensions').own} times {count} units"


def where(source: Source) -> str:
    """``row 7``, with its sheet where it has a name."""
    return f"sheet {source.sheet}, row {source.row.number}" if source.sheet else f"row {source.row.number}"


def only_one_day(drafts: list[Draft], wanted: date | None, ledger: Ledger) -> tuple[list[Draft], Day | None]:
    """Drafts of one day, and that day: the wanted one, or the one of more than half of the dated rows.

    The rows of other days are rejected.
    """
    days = Counter(draft.day for draft in drafts if draft.day is not None)
    chosen: Day | None = wanted
    if chosen is None and days:
        most, often = days.most_common(1)[0]
        chosen = most if often * 2 > days.total() or len(days) == 1 else None
    kept: list[Draft] = []
    for draft in drafts:
        if draft.day is None or (chosen is not None and same(draft.day, chosen)):
            kept.append(draft)
        else:
            ledger.reject([_other_day(draft, chosen)])
    return kept, chosen


def _other_day(draft: Draft, chosen: Day | None) -> CellFault:
    source = draft.source
    place = source.header.place("date")
    value = source.row.cell(place).text if place is not None else source.sheet
    heading = source.header.heading(place) if place is not None else "(name of the sheet)"
    if chosen is None:
        message, advice = (
            "is one of several days in the file, none of them that of most rows",
            "choose one with --date",
        )
    else:
        message = f"is another day than {shown(chosen)}"
        advice = "correct the date, or import that day with --date into a file of its own"
    return CellFault(source.sheet, source.row.number, heading, place, value, message, advice)
