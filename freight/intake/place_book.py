"""The place book: addresses found or chosen once, in a table that people can read, correct and extend."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from freight.errors import Fault, InputError
from freight.files import write_atomically
from freight.inputs.fields import FileModel, Lat, Lon, Note
from freight.inputs.places import position_problems
from freight.inputs.tables import read_rows, row_fault
from freight.intake.address import Address, parse_address

_COLUMNS = ("address", "lat", "lon", "found", "source")


class BookRow(FileModel):
    """One address and where it is."""

    address: Note
    lat: Lat
    lon: Lon
    found: Note = ""
    source: Note = ""


class PlaceBook:
    """Positions by address; grows while addresses are found."""

    def __init__(self, rows: Mapping[str, BookRow]) -> None:
        self._rows = dict(rows)
        self.added = 0

    def find(self, readings: tuple[Address, ...]) -> BookRow | None:
        """The entry of one of the readings of an address."""
        return next((self._rows[one.key] for one in readings if one.key in self._rows), None)

    def add(self, address: Address, row: BookRow) -> None:
        """Keep an address."""
        self.added += address.key not in self._rows
        self._rows[address.key] = row

    def write(self, path: Path) -> None:
        """Write all entries, by address."""
        text = io.StringIO(newline="")
        table = csv.writer(text, delimiter=";", lineterminator="\n")
        table.writerow(_COLUMNS)
        for row in sorted(self._rows.values(), key=lambda one: one.address.casefold()):
            lat, lon = (f"{value:.6f}".replace(".", ",") for value in (row.lat, row.lon))
            table.writerow((row.address, lat, lon, row.found, row.source))
        write_atomically(path, text.getvalue())


def read_place_book(path: Path) -> PlaceBook:
    """The place book of a file; an empty one where there is none yet.

    Raises
    ------
    InputError
        With everything that is wrong in it.
    """
    if not path.exists():
        return PlaceBook({})
    faults: list[Fault] = []
    rows: dict[str, BookRow] = {}
    for row, cells in read_rows(path, BookRow, ("address", "lat", "lon"), faults):
        faults.extend(
            row_fault(path, row, one) for one in position_problems(cells.lat, cells.lon, "Europe/Oslo")
        )
        readings = parse_address(cells.address)
        if not readings:
            where = f"row {row.number}, column address"
            faults.append(
                Fault(str(path), where, cells.address, "is no address", "write street and house number")
            )
            continue
        rows[readings[0].key] = cells
    if faults:
        raise InputError(faults)
    return PlaceBook(rows)
