"""A table as it stood in the file, before anybody knows what it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

Value = float | datetime | date | time | None


class Mark(StrEnum):
    """What is special about a cell of a workbook."""

    NONE = ""
    DOWN = "down"
    """Covered by a merged cell that begins above: the text is that of the merged cell."""
    RIGHT = "right"
    """Covered by a merged cell that begins to the left: the text is that of the merged cell."""
    FORMULA = "formula"
    """A formula that was saved without its value; the text is the formula."""
    ERROR = "error"
    """An Excel error such as ``#REF!``."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text as a CSV file would hold it, and the value where the file says of what kind it is."""

    text: str = ""
    value: Value = None
    mark: Mark = Mark.NONE

    @property
    def own(self) -> str:
        """The text, unless it only shines through from a merged cell to the left."""
        return "" if self.mark is Mark.RIGHT else self.text


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row with the number that a spreadsheet shows."""

    number: int
    cells: tuple[Cell, ...]
    suspect: str = ""
    """Why the row may have been cut into cells wrongly; empty when it was not."""

    @property
    def filled(self) -> int:
        """Number of cells with a text of their own."""
        return sum(bool(cell.own) for cell in self.cells)

    def cell(self, place: int) -> Cell:
        """Cell by place from 0; empty beyond the end."""
        return self.cells[place] if place < len(self.cells) else EMPTY


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet; a CSV file is a sheet without a name."""

    name: str
    rows: tuple[RawRow, ...]
    """Up to the last row with content; empty rows between are kept."""
    notes: tuple[str, ...] = ()
    """What had to be mended or taken for granted to read it."""
