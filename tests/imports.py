"""Imports for tests: offline, on a fixed day, nobody there to answer."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

from freight.intake.fate import Fate
from freight.intake.imported import ImportChoices, Imported
from freight.run_import import import_orders

TODAY = date(2026, 11, 25)
ORDER_FATES = (Fate.ORDER, Fate.MERGED, Fate.REJECTED)


def choices(**given: Any) -> ImportChoices:
    """Choices of an import without the network."""
    return ImportChoices(**{"today": TODAY, "offline": True, **given})


def imported(file: Path, out: Path, **given: Any) -> Imported:
    return import_orders(file, out, choices(**given), lambda _: None, lambda _: True)


def written(out: Path) -> list[dict[str, str]]:
    """Rows of orders.csv."""
    return list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8")), delimiter=";"))
