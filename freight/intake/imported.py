"""How an import is done, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from freight.intake.days import Day
from freight.intake.draft import Consignment, Source
from freight.intake.fate import CellFault, Fate, Ledger
from freight.intake.grid import RawSheet
from freight.intake.header import Header
from freight.intake.kartverket import URL
from freight.intake.locate import Ask

NO_REGISTER = "none"


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """How an import is done."""

    today: date
    mapping: Path | None = None
    strict: bool = False
    addresses: Path | None = None
    """The place book; None: `addresses.csv` beside the orders."""
    register: str = ""
    """An address file of Kartverket, `none`, or empty: the embedded drawing of Drammen."""
    offline: bool = False
    geocoder: str = URL
    sheet: str = ""
    day: date | None = None
    service_min: float = 5.0
    ask: Ask | None = None
    """Puts an unsure address before a person; None: nobody is there."""


@dataclass(slots=True)
class Imported:
    """What came of an import."""

    out: Path
    rejected: Path | None
    """The workbook of the rejected rows; None when there are none."""
    headers: list[tuple[RawSheet, Header]]
    mapping_known: bool
    """Whether every heading is known from the mapping file, so that there is nothing to confirm."""
    skipped: list[RawSheet]
    """Sheets without headings of orders."""
    ledger: Ledger
    orders: list[Consignment] = field(default_factory=list)
    day: Day | None = None
    sources: Mapping[str, int] = field(default_factory=dict)
    """Number of orders by what gave the position."""
    read_as: list[str] = field(default_factory=list)
    geocoder_trouble: str = ""
    """Why Kartverket did not answer, the last time it did not."""
    written: tuple[Path, ...] = ()

    def sorted_faults(self) -> list[CellFault]:
        """Faults by sheet, row and column."""
        return sorted(
            self.ledger.faults, key=lambda one: (one.sheet, one.row, -1 if one.place is None else one.place)
        )

    def rejected_sources(self) -> list[Source]:
        """The rejected rows with their headings."""
        return [
            Source(sheet.name, row, header)
            for sheet, header in self.headers
            for row in sheet.rows
            if self.ledger.fates[sheet.name, row.number] is Fate.REJECTED
        ]
