"""rules.csv: what a day costs under all its rules, and without each."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from freight.domain.scenario import Scenario
from freight.files import write_atomically
from freight.output.tables import number, text_cell

FILE = "rules.csv"
COLUMNS = (
    "scenario", "date", "without", "what_differs", "total_nok", "cost_nok", "penalty_nok", "km", "hours",
    "vehicles", "unserved", "rule_costs_nok", "rule_costs_percent",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleCost:
    """One checked plan of the day; `without` names the rule that was switched off, empty for none."""

    without: str
    text: str
    cost_nok: float
    penalty_nok: float
    """Of the orders left out."""
    km: float
    hours: float
    vehicles: int
    unserved: int

    @property
    def total_nok(self) -> float:
        """What the engine makes small."""
        return self.cost_nok + self.penalty_nok

    def saves_nok(self, base: RuleCost) -> float:
        """How much cheaper than the day under all rules."""
        return base.total_nok - self.total_nok


def write_rule_costs(directory: Path, scenario: Scenario, rows: Sequence[RuleCost]) -> Path:
    """Write one row a plan, the first under all rules; semicolons, decimal commas, byte order mark."""
    buffer = io.StringIO(newline="")
    table = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    table.writerow(COLUMNS)
    base = rows[0]
    for row in rows:
        saves = row.saves_nok(base) if row.without else None
        share = None if saves is None or base.total_nok == 0.0 else 100.0 * saves / base.total_nok
        table.writerow(
            (
                text_cell(scenario.name),
                scenario.day.isoformat(),
                row.without,
                row.text,
                *(number(one, 2) for one in (row.total_nok, row.cost_nok, row.penalty_nok)),
                number(row.km, 3),
                number(row.hours, 3),
                str(row.vehicles),
                str(row.unserved),
                number(saves, 2),
                number(share, 2),
            )
        )
    path = directory / FILE
    write_atomically(path, "\ufeff" + buffer.getvalue())
    return path
