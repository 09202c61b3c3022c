"""The cells of one row by field, each read by its own rule; what can not be read is a fault of its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from freight.intake.draft import Source
from freight.intake.fate import CellFault
from freight.intake.grid import EMPTY, Cell, Mark
from freight.intake.quantities import is_empty
from freight.intake.unclear import UnclearError

Result = TypeVar("Result")
_SHARED = frozenset({"kg", "m3", "units", "pallets", "kg_per_unit", "length", "width", "height", "dimensions"})
"""Quantities: one merged cell over several rows does not say how much is whose."""
_SHORTENED = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)


@dataclass(slots=True)
class RowCells:
    """One row of a table whose headings are understood."""

    source: Source
    signs: Mapping[str, str]
    """Decimal sign by field."""
    faults: list[CellFault] = field(default_factory=list)

    def cell(self, name: str) -> Cell:
        """The cell of a field; empty where the table has no such column."""
        place = self.source.header.place(name)
        if place is None:
            return EMPTY
        found = self.source.row.cell(place)
        return EMPTY if name in _SHARED and found.mark is Mark.DOWN else found

    def shares(self, name: str) -> bool:
        """Whether the cell of a quantity is covered by a merged cell that begins in a row above."""
        place = self.source.header.place(name)
        return place is not None and self.source.row.cell(place).mark is Mark.DOWN

    def unit(self, name: str) -> str:
        """The unit that the heading of a field names."""
        return next((one.meaning.unit for one in self.source.header.columns if one.meaning.field == name), "")

    def sign(self, name: str) -> str:
        """The decimal sign of the column of a field."""
        return self.signs.get(name, "")

    def read(self, name: str, how: Callable[[Cell], Result], nothing: Result) -> Result:
        """A field, `nothing` when it is empty or can not be read; the latter is a fault."""
        cell = self.cell(name)
        if is_empty(cell):
            return nothing
        try:
            self._refuse_broken(cell)
            return how(cell)
        except UnclearError as error:
            self.fault(name, error.message, error.advice)
            return nothing

    def text(self, name: str) -> str:
        """Text of a field on one line, but for line breaks of an address."""
        return self.read(name, lambda cell: cell.own.strip(), "")

    def fault(self, name: str, message: str, advice: str) -> None:
        """Enter a fault of a field; of the row where the table has no such column."""
        place = self.source.header.place(name)
        heading = self.source.header.heading(place) if place is not None else f"({name})"
        value = self.source.row.cell(place).text if place is not None else ""
        row = self.source.row.number
        self.faults.append(CellFault(self.source.sheet, row, heading, place, value, message, advice))

    @staticmethod
    def _refuse_broken(cell: Cell) -> None:
        if cell.mark is Mark.FORMULA:
            raise UnclearError("is a formula without a value", "copy the column and paste it as values")
        if cell.mark is Mark.ERROR:
            raise UnclearError("is an Excel error", "mend the cell")


def identifier(cell: Cell) -> str:
    """A consignment number as text.

    Raises
    ------
    UnclearError
        When a spreadsheet has shortened it, or it is too long.
    """
    text = " ".join(cell.own.split())
    if _SHORTENED.fullmatch(text) or (isinstance(cell.value, float) and abs(cell.value) >= 1e15):
        raise UnclearError(
            "was shortened by the spreadsheet", "format the column as text and enter the number again"
        )
    if len(text) > 60:
        raise UnclearError("is longer than 60 letters", "write the number of the consignment alone")
    return text
