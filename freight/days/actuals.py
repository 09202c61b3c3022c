"""Actual times from a table: tolerant of how it is written, strict about what it means, all faults at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field, PlainValidator

from freight.days.records import Outing, Stay, StoredDay
from freight.errors import Fault, InputError
from freight.inputs.explain import Problem
from freight.inputs.fields import NUMBER, Day, FileModel, Note
from freight.inputs.parse import wrong
from freight.inputs.sheet import Row
from freight.inputs.tables import read_rows, row_fault
from freight.units import parse_clock


def _clock(value: object) -> int:
    try:
        return parse_clock(str(value))
    except ValueError:
        raise wrong("is not a clock time", "write it as 08:05; past midnight the hours go on: 24:30") from None


Clock = Annotated[int, PlainValidator(_clock, json_schema_input_type=str)]
Km = Annotated[float, Field(ge=0, le=5_000), NUMBER]


class ActualRow(FileModel):
    """One row: an order's stop, or without an order the vehicle's depot."""

    date: Day = Field(description="The planning day")
    vehicle: Note = Field("", description="May be empty where the order says it")
    order: Note = Field("", description="Empty: when the vehicle left its depot and was back")
    arrived: Clock | None = Field(None, description="At the stop; without an order: back at the depot")
    departed: Clock | None = Field(None, description="From the stop; without an order: from the depot")
    km: Km | None = Field(None, description="Driven in all, only without an order")


REQUIRED = ("date", "order")


@dataclass(frozen=True, slots=True)
class Noted:
    """Actual times of one plan."""

    stays: dict[tuple[str, int], Stay] = field(default_factory=dict)
    outings: dict[str, Outing] = field(default_factory=dict)


def read_actuals(path: Path, plan_of: Callable[[date], StoredDay | None]) -> dict[int, Noted]:
    """Actual times by the number of the plan they belong to.

    Parameters
    ----------
    plan_of
        The kept plan of a date.

    Raises
    ------
    InputError
        With every fault of the file; nothing of it is kept then.
    """
    faults: list[Fault] = []
    rows = read_rows(path, ActualRow, REQUIRED, faults)
    days = {day: plan_of(day) for day in sorted({cells.date for _, cells in rows})}
    noted: dict[int, Noted] = {}
    first: dict[tuple[int, str], int] = {}
    for row, cells in rows:
        stored = days[cells.date]
        found = tuple(_problems(cells, stored, row, first))
        faults.extend(row_fault(path, row, problem) for problem in found)
        if stored is not None and not found:
            _note(noted.setdefault(stored.number, Noted()), cells, stored)
    if faults:
        raise InputError(faults)
    return noted


def _problems(
    cells: ActualRow, stored: StoredDay | None, row: Row, first: dict[tuple[int, str], int]
) -> Iterable[Problem]:
    if stored is None:
        message = "no plan of this day is kept"
        yield Problem(("date",), f"{cells.date:%d.%m.%Y}", message, "freight days add DIR, or correct the date")
        return
    vehicles = {route.vehicle for route in stored.planned.routes}
    if cells.order:
        yield from _order_problems(cells, stored, vehicles)
    elif cells.vehicle not in vehicles:
        advice = f"the plan has {', '.join(sorted(vehicles)) or 'none'}"
        yield Problem(("vehicle",), cells.vehicle, "does not drive in this plan", advice)
    else:
        key = (stored.number, cells.vehicle)
        if first.setdefault(key, row.number) != row.number:
            message = f"the vehicle's own row stands already in row {first[key]}"
            yield Problem(("vehicle",), cells.vehicle, message, "keep one of them")
    if cells.arrived is None and cells.departed is None and cells.km is None:
        yield Problem(("arrived",), "", "the row states no time", "fill arrived or departed, or remove the row")
    yield from _time_problems(cells)


def _order_problems(cells: ActualRow, stored: StoredDay, vehicles: Iterable[str]) -> Iterable[Problem]:
    served = _served(stored)
    if cells.order not in served:
        left_out = cells.order in stored.planned.unserved
        message = "was left out of this plan" if left_out else "is not in this plan"
        yield Problem(("order",), cells.order, message, "correct it, or remove the row")
    elif cells.vehicle and cells.vehicle != served[cells.order][0]:
        advice = f"it was planned for {served[cells.order][0]}; what another vehicle did can not be compared"
        known = "is not the vehicle of this order" if cells.vehicle in vehicles else "is not in this plan"
        yield Problem(("vehicle",), cells.vehicle, known, advice)
    if cells.km is not None:
        advice = "write it in the vehicle's own row, the one without an order"
        yield Problem(("km",), f"{cells.km:g}", "kilometres belong to a whole day", advice)


def _time_problems(cells: ActualRow) -> Iterable[Problem]:
    if cells.arrived is None or cells.departed is None:
        return
    late, early = (cells.departed, cells.arrived) if cells.order else (cells.arrived, cells.departed)
    if late < early:
        what = "leaves before it arrives" if cells.order else "is back before it leaves"
        yield Problem(("departed",), "", what, "past midnight the hours go on: 24:30")


def _served(stored: StoredDay) -> Mapping[str, tuple[str, int]]:
    """Vehicle and sequence of every order."""
    return {
        order.order_id: (route.vehicle, visit.sequence)
        for route in stored.planned.routes
        for visit in route.visits
        for order in visit.orders
    }


def _note(noted: Noted, cells: ActualRow, stored: StoredDay) -> None:
    if not cells.order:
        metres = None if cells.km is None else round(cells.km * 1000.0)
        noted.outings[cells.vehicle] = Outing(cells.departed, cells.arrived, metres)
        return
    key = _served(stored)[cells.order]
    # Orders of one stop share it: the first arrival and the last departure are the stop's.
    known = noted.stays.get(key, Stay())
    arrivals = [time for time in (known.arrive_s, cells.arrived) if time is not None]
    departures = [time for time in (known.depart_s, cells.departed) if time is not None]
    noted.stays[key] = Stay(min(arrivals, default=None), max(departures, default=None))
