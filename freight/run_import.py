"""`freight import`: a list of orders as people keep it to `orders.csv`, and a fate for every row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from freight.errors import InputError
from freight.files import all_or_none, why_unwritable, write_atomically
from freight.intake.draft import Draft
from freight.intake.drawn import drawn_register
from freight.intake.fate import Ledger
from freight.intake.headings import Meaning
from freight.intake.imported import NO_REGISTER, ImportChoices, Imported
from freight.intake.kartverket import Geocoder
from freight.intake.locate import Locator
from freight.intake.mapping_file import read_mapping, write_mapping
from freight.intake.merge import merge
from freight.intake.open_file import no_header_fault, open_sheets
from freight.intake.orders_file import orders_text
from freight.intake.place_book import PlaceBook, read_place_book
from freight.intake.place_orders import place_orders
from freight.intake.places import Register
from freight.intake.read_orders import only_one_day, read_sheet
from freight.intake.register_file import cache_directory, open_register
from freight.intake.rejected_sheet import write_rejected
from freight.intake.sections import tables

SIZES = ("kg", "m3", "units", "pallets", "dimensions", "kg_per_unit", "length")
Confirm = Callable[[Imported], bool]
"""Shows what the headings were taken for; False stops the import."""


def import_orders(
    file: Path, out: Path, choices: ImportChoices, say: Callable[[str], None], confirm: Confirm
) -> Imported:
    """Read a list of orders, find every address, write `orders.csv`, place book, mapping and rejected rows.

    Raises
    ------
    InputError
        When nothing can be imported, or with `strict` when a row was rejected: all faults. Nothing but the
        workbook of the rejected rows is written then.
    """
    _refuse_targets(file, out, choices)
    mapped = read_mapping(choices.mapping) if choices.mapping and choices.mapping.exists() else {}
    book_path = choices.addresses or out.parent / "addresses.csv"
    book = read_place_book(book_path)
    say(f"Reading {file}")
    imported = _headings(file, out, choices, mapped)
    if not confirm(imported):
        advice = "write what they mean into the file of --mapping"
        raise InputError.one(str(file), "", None, "the headings were not confirmed", advice)
    drafts = _drafts(imported, choices)
    consignments = merge(drafts, imported.ledger)
    say(f"Looking up the addresses of {len(consignments)} orders")
    locator = _locator(book, choices, say)
    rows = place_orders(consignments, locator, choices.service_min, imported)
    imported.ledger.close([sheet for sheet, _ in imported.headers])
    _keep_rejected(imported, say)
    if not rows or (choices.strict and imported.ledger.faults):
        say(f"{out} was not written")
        _refuse(file, imported)
    _write(imported, rows, choices, (book_path, book))
    return imported


def rejected_path(out: Path) -> Path:
    """Where the rejected rows of an import to `out` go."""
    return out.with_name(f"{out.stem}.rejected.xlsx")


def _refuse_targets(file: Path, out: Path, choices: ImportChoices) -> None:
    if out.suffix.lower() != ".csv" or out.is_dir():
        raise InputError.one(
            "command line", "--out", out, "is not the name of a CSV file", "name it orders.csv"
        )
    if out.resolve() == file.resolve():
        raise InputError.one("command line", "--out", out, "is the list itself", "name another file")
    for option, path in (("--out", out), ("--mapping", choices.mapping), ("--addresses", choices.addresses)):
        if path is not None and (why := why_unwritable(path.parent)):
            raise InputError.one(
                "command line", option, path, f"can not be written: {why}", "name another folder"
            )


def _headings(file: Path, out: Path, choices: ImportChoices, mapped: Mapping[str, Meaning]) -> Imported:
    sheets = open_sheets(file, choices.sheet)
    found = {sheet.name: tables(sheet, mapped) for sheet in sheets}
    headers = [table for parts in found.values() for table in parts]
    if not headers:
        raise InputError([no_header_fault(str(file), sheets)])
    if not any(header.place(name) is not None for _, header in headers for name in SIZES):
        names = ", ".join(column.heading for column in headers[0][1].columns if column.heading)
        message = "has no column for weight, volume or units that is known"
        raise InputError.one(
            str(file), "", names[:200], message, "name the column vekt, volum or kolli, or use --mapping"
        )
    known = bool(mapped) and not any(header.unmapped for _, header in headers)
    skipped = [sheet for sheet in sheets if sheet.rows and not found[sheet.name]]
    return Imported(out, None, headers, known, skipped, Ledger())


def _drafts(imported: Imported, choices: ImportChoices) -> list[Draft]:
    near = choices.day or choices.today
    drafts = [
        draft
        for sheet, header in imported.headers
        for draft in read_sheet(sheet, header, near, imported.ledger)
    ]
    kept, imported.day = only_one_day(drafts, choices.day, imported.ledger)
    return kept


def _locator(book: PlaceBook, choices: ImportChoices, say: Callable[[str], None]) -> Locator:
    registers: tuple[Register, ...] = ()
    if not choices.register:
        registers = (drawn_register(),)
    elif choices.register != NO_REGISTER:
        registers = (open_register(Path(choices.register), cache_directory(), say),)
    geocoder = None if choices.offline else Geocoder(cache_directory() / "kartverket.sqlite", choices.geocoder)
    return Locator(book, registers, geocoder, choices.ask)


def _keep_rejected(imported: Imported, say: Callable[[str], None]) -> None:
    """Write the workbook of the rejected rows; where there are none, one from before must not stay."""
    path, ledger = rejected_path(imported.out), imported.ledger
    if not ledger.faults:
        path.unlink(missing_ok=True)
        return
    imported.rejected = path
    write_rejected(path, imported.rejected_sources(), ledger.faults)
    say(f"Rejected rows, faulty cells red: {path}")


def _write(
    imported: Imported, rows: list[dict[str, str]], choices: ImportChoices, book: tuple[Path, PlaceBook]
) -> None:
    out, written = imported.out, [imported.out]
    with all_or_none():
        write_atomically(out, orders_text(rows))
        if book[1].added:
            book[1].write(book[0])
            written.append(book[0])
        if choices.mapping is not None and not choices.mapping.exists():
            write_mapping(choices.mapping, (header for _, header in imported.headers))
            written.append(choices.mapping)
    imported.written = tuple(written)


def _refuse(file: Path, imported: Imported) -> None:
    faults = [fault.fault(str(file)) for fault in imported.sorted_faults()]
    if not faults:
        raise InputError.one(
            str(file), "", None, "holds no order below its headings", "is it the right file or sheet?"
        )
    raise InputError(faults)
