"""What `freight import` shows: what the headings mean, what became of the rows, what was not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.prompt import Confirm, IntPrompt
from rich.table import Table

from freight.intake.days import shown
from freight.intake.fate import Fate
from freight.intake.headings import IGNORED, UNKNOWN, How
from freight.screen import err, out

if TYPE_CHECKING:
    from freight.intake.grid import RawSheet
    from freight.intake.header import Column, Header
    from freight.intake.imported import Imported

_MOST_LINES = 40


def tell(text: str) -> None:
    """A step of the work; without a moving line, which would run over the questions."""
    err.print(f"· {escape(text)}")


def confirm_headings(imported: Imported, *, ask: bool) -> bool:
    """Show what every heading was taken for, unless the mapping file says it; True to go on."""
    if imported.mapping_known:
        return True
    for sheet, header in imported.headers:
        _print_headings(sheet, header)
    guessed = [column for _, header in imported.headers for column in header.guessed]
    if not guessed or not ask:
        return True
    err.print(f"{len(guessed)} headings are guessed at.")
    try:
        return Confirm.ask("Is the table right?", console=err, default=True)
    except EOFError:
        return False


def _print_headings(sheet: RawSheet, header: Header) -> None:
    rows = " and ".join(str(number) for number in header.rows)
    where = f"Sheet {sheet.name}, headings" if sheet.name else "Headings"
    table = Table(
        "Column", "is read as", "because", title=f"{where} in row {rows}", title_justify="left", box=None
    )
    for column in header.columns:
        if column.heading:
            table.add_row(*_heading_row(column))
    out.print(table)


def _heading_row(column: Column) -> tuple[str, str, str]:
    meaning = column.meaning
    heading = escape(" ".join(column.heading.split()))
    if meaning.field == UNKNOWN:
        return heading, "[yellow]not read[/]", meaning.how.value
    if meaning.field == IGNORED:
        return heading, "not read", "orders.csv has no place for it"
    unit = f" in {meaning.unit}" if meaning.unit else ""
    how = meaning.how.value
    if meaning.how is How.GUESSED:
        how = f"[yellow]GUESSED[/] by likeness, {meaning.score:.0f} of 100"
    return heading, f"{meaning.field}{escape(unit)}", how


def ask_address(address: str, candidates: Sequence[str]) -> int | None:
    """Let a person choose the place that an address means."""
    err.print(f"[bold]Which place is {escape(address)}?[/]")
    for number, one in enumerate(candidates, 1):
        err.print(f"  {number}  {escape(one)}")
    try:
        answer = IntPrompt.ask("Number, or 0 for none of them", console=err, default=0)
    except EOFError:
        return None
    return answer - 1 if 1 <= answer <= len(candidates) else None


def print_imported(imported: Imported) -> None:
    """The count of the rows, what was decided without asking, and every rejected row."""
    ledger = imported.ledger
    rows = len(ledger.fates) - ledger.count(Fate.HEADING) - ledger.count(Fate.BLANK)
    parts = [f"{ledger.count(Fate.ORDER)} orders", f"{ledger.count(Fate.MERGED)} merged into them"]
    parts.append(f"{ledger.count(Fate.REJECTED)} rejected")
    parts += [
        f"{ledger.count(fate)} {name}"
        for fate, name in ((Fate.TOTAL, "of sums"), (Fate.REMARK, "of remarks"))
        if ledger.count(fate)
    ]
    out.print(f"[bold green]Imported:[/] {rows} rows = {' + '.join(parts)}")
    blank, headings = ledger.count(Fate.BLANK), ledger.count(Fate.HEADING)
    out.print(f"  besides {blank} blank rows and {headings} of headings and titles")
    if imported.day is not None:
        out.print(f"  Day: {shown(imported.day)}")
    _print_positions(imported)
    _print_notes(imported)
    _print_rejected(imported)
    for path in imported.written:
        out.print(f"  Written: {escape(str(path))}")


def _print_positions(imported: Imported) -> None:
    for source, count in sorted(imported.sources.items()):
        out.print(f"  {count} positions: {escape(source)}")
    if any("drawing" in source for source in imported.sources):
        out.print("    (a drawing for the network drammen, no map; for real streets: --register FILE or none)")
    if imported.geocoder_trouble:
        out.print(
            f"  [yellow]Kartverket could not be asked for all addresses:[/] {escape(imported.geocoder_trouble)}"
        )


def _print_notes(imported: Imported) -> None:
    lines = [f"read as: {text}" for text in imported.read_as]
    lines += [text for sheet, _ in imported.headers for text in _of_sheet(sheet)]
    lines += [
        f"sheet {one.name} ({len(one.rows)} rows) has no headings of orders and was not read"
        for one in imported.skipped
    ]
    lines += imported.ledger.notes
    lines += [
        f"{f'sheet {sheet}, ' if sheet else ''}row {row} is no order: {text}"
        for (sheet, row), text in imported.ledger.texts.items()
    ]
    for text, often in list(Counter(lines).items())[:_MOST_LINES]:
        out.print(f"  · {escape(text)}" + (f" ({often} times)" if often > 1 else ""))
    if len(lines) > _MOST_LINES:
        out.print(f"  · and {len(lines) - _MOST_LINES} more")


def _of_sheet(sheet: RawSheet) -> list[str]:
    return [f"{f'sheet {sheet.name}: ' if sheet.name else ''}{note}" for note in sheet.notes]


def _print_rejected(imported: Imported) -> None:
    faults = imported.sorted_faults()
    if not faults:
        return
    out.print(f"[bold yellow]{imported.ledger.count(Fate.REJECTED)} rows were rejected:[/]")
    for one in faults:
        out.print(f"  {escape(str(one.fault('')))}")
    where = escape(str(imported.rejected))
    out.print(f"  They stand in {where}, faulty cells red. Correct the list and import it again")
