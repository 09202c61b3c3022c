"""What the command line shows of a day planned again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from freight.screen import out, print_outcome
from freight.units import clock

if TYPE_CHECKING:
    from freight.output.changes import Change
    from freight.run_replan import Replanned


def print_replanned(replanned: Replanned) -> None:
    """Key figures of the new plan, and whom to call."""
    print_outcome(replanned.outcome)
    broken = sum(change.promise_broken for change in replanned.changes)
    tolerance_min = replanned.happened.tolerance_s / 60
    out.print(
        f"  {broken} told times no longer hold: off by more than {tolerance_min:g} min, or not served today"
    )
    if replanned.changes:
        table = Table("Order", "Change", "Told", "New", "Vehicle", "Why", box=None)
        for change in replanned.changes:
            table.add_row(*(escape(cell) for cell in _cells(change)))
        out.print(table)
    out.print(f"  Changes: {escape(str(replanned.outcome.files[-1]))}")


def _cells(change: Change) -> tuple[str, ...]:
    told = "" if change.told_s is None else clock(change.told_s)
    new = "" if change.new_s is None else clock(change.new_s)
    vehicles = dict.fromkeys(name for name in (change.told_vehicle, change.new_vehicle) if name)
    return change.order_id, change.what.value, told, new, " -> ".join(vehicles), change.reason
