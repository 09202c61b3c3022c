"""How evenly the work is shared, in words and as data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from freight.check.workload import Workload
from freight.domain.balance import Measure
from freight.output.report_tables import Card, number

DIGITS = 6


def work_summary(done: Workload | None) -> dict[str, Any]:
    """For summary.json; nothing where nobody asked for it."""
    if done is None:
        return {}
    return {
        "work": {
            "balance": asdict(done.balance),
            "by_vehicle": {name: round(one, DIGITS) for name, one in done.work},
            "surplus": round(done.surplus, DIGITS),
            "counted_nok": round(done.counted_nok, 2),
        }
    }


def work_cards(done: Workload | None) -> tuple[Card, ...]:
    """For the top of the report."""
    if done is None:
        return ()
    unit, value = _unit(done), f"{_amount(done, done.least)} to {_amount(done, done.most)}"
    note = (
        f"a vehicle, {number(done.mean, 1)} in the mean; {number(done.surplus, 1)} {unit} beyond it in all,"
        f" which counted {number(done.counted_nok)} NOK in planning and costs nobody anything"
    )
    return (Card("Work shared", value, unit, note),)


def work_line(done: Workload) -> str:
    """For the screen."""
    return (
        f"Work shared: {_amount(done, done.least)} to {_amount(done, done.most)} {_unit(done)} a vehicle,"
        f" {number(done.mean, 1)} in the mean; beyond it {number(done.surplus, 1)} in all"
    )


def _unit(done: Workload) -> str:
    return "h" if done.balance.measure is Measure.HOURS else "stops"


def _amount(done: Workload, amount: float) -> str:
    return number(amount, 1 if done.balance.measure is Measure.HOURS else 0)
