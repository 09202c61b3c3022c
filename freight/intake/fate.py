"""What became of every row, so that none is lost without a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from freight.errors import Fault
from freight.inputs.explain import shown
from freight.intake.draft import Draft
from freight.intake.grid import RawSheet


class Fate(StrEnum):
    """What a row of a file became."""

    ORDER = "order"
    MERGED = "merged"
    """Added to the order of an earlier row with the same consignment number."""
    REJECTED = "rejected"
    BLANK = "blank"
    TOTAL = "total"
    """A row of sums."""
    REMARK = "remark"
    """A line of text that belongs to no order."""
    HEADING = "heading"
    """The headings, whatever stands above them, and headings that are repeated."""


RowKey = tuple[str, int]
"""Sheet and row number."""


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with one row, at one of its cells where it can be told."""

    sheet: str
    row: int
    column: str
    """Heading; in brackets what is meant where the table has no such column."""
    place: int | None
    """Column from 0."""
    value: str
    message: str
    advice: str

    def fault(self, file: str) -> Fault:
        """As the faults of all other files are shown."""
        sheet = f"sheet {self.sheet}, " if self.sheet else ""
        column = f", column {' '.join(self.column.split())}" if self.column else ""
        return Fault(file, f"{sheet}row {self.row}{column}", shown(self.value), self.message, self.advice)


@dataclass(slots=True)
class Ledger:
    """The fate of every row of the sheets that were read, the faults, and what else should be known."""

    fates: dict[RowKey, Fate] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)
    faulty: list[Draft] = field(default_factory=list)
    """What could be read of the rows with a faulty cell."""
    texts: dict[RowKey, str] = field(default_factory=dict)
    """What stood in total and remark rows."""
    notes: list[str] = field(default_factory=list)

    def reject(self, faults: Iterable[CellFault]) -> None:
        """Enter faults, and their rows as rejected."""
        for one in faults:
            self.faults.append(one)
            self.fates[one.sheet, one.row] = Fate.REJECTED

    def count(self, fate: Fate) -> int:
        """Number of rows with one fate."""
        return Counter(self.fates.values())[fate]

    def close(self, sheets: Iterable[RawSheet]) -> None:
        """See that every row of the sheets has its fate.

        Raises
        ------
        AssertionError
            When a row was lost, which would be a fault of this program.
        """
        rows = {(sheet.name, row.number) for sheet in sheets for row in sheet.rows}
        if rows != set(self.fates):
            lost = sorted(rows ^ set(self.fates))[:5]
            raise AssertionError(f"rows without a fate, or fates without a row: {lost}")
