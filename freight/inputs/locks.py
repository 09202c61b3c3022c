"""locks.csv: which order goes with which vehicle, where in its route, and routes taken over whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from freight.domain.lock import Lock
from freight.domain.scenario import Scenario
from freight.errors import Fault, InputError
from freight.files import write_atomically
from freight.inputs import parse
from freight.inputs.explain import Problem, did_you_mean
from freight.inputs.fields import FileModel, Id, Note
from freight.inputs.plan_file import read_sequences
from freight.inputs.sheet import Row
from freight.inputs.tables import read_rows, row_fault

LOCKS_FILE = "locks.csv"
COLUMNS = ("vehicle", "order", "position", "whole")
Position = Annotated[int, Field(ge=1, le=10_000), BeforeValidator(parse.whole)]


class LockRow(FileModel):
    """One lock as written in the file: an order, or the whole route of a vehicle in an earlier plan."""

    vehicle: Id = Field(description="The vehicle that serves the order, or whose route is taken over")
    order: Note = Field("", description="The order that is locked to the vehicle")
    position: Position | None = Field(
        None, description="1 for the first stop; the first stops of a route alone"
    )
    whole: Note = Field("", description="yes: the vehicle serves nothing but what is locked to it")
    plan: Note = Field(
        "", description="Folder of an earlier plan whose route of this vehicle is taken over whole"
    )


def read_locks(path: Path, scenario: Scenario) -> tuple[Lock, ...]:
    """Locks of a table, held against the day.

    Raises
    ------
    InputError
        With every fault: unknown vehicles and orders, orders locked twice, places with gaps.
    """
    faults: list[Fault] = []
    found: list[tuple[Row, Lock]] = []
    for row, cells in read_rows(path, LockRow, ("vehicle",), faults):
        if bool(cells.order) == bool(cells.plan):
            advice = "fill order for one order, or plan for a whole route"
            faults.append(
                row_fault(path, row, Problem(("order",), cells.order, "order or plan is asked for", advice))
            )
        elif cells.plan:
            found += [(row, lock) for lock in _route(path, row, cells, scenario, faults)]
        else:
            whole = cells.whole.casefold() in {"yes", "ja", "true", "1"}
            found.append((row, Lock(cells.vehicle, cells.order, cells.position, whole)))
    faults.extend(_faults(path, found, scenario))
    if faults:
        raise InputError(faults)
    return tuple(lock for _, lock in found)


def _route(path: Path, row: Row, cells: LockRow, scenario: Scenario, faults: list[Fault]) -> Sequence[Lock]:
    file = path.parent / cells.plan
    try:
        orders = read_sequences(file / "plan.json" if file.is_dir() else file).get(cells.vehicle, ())
    except InputError as error:
        faults.extend(error.faults)
        return ()
    known = {order.id for order in scenario.orders}
    kept = [order_id for order_id in orders if order_id in known]
    if not kept:
        message = "has no route of this vehicle with orders of the day"
        faults.append(row_fault(path, row, Problem(("plan",), cells.plan, message, "check vehicle and plan")))
    return [Lock(cells.vehicle, order_id, number, True) for number, order_id in enumerate(kept, 1)]


def _faults(path: Path, found: Sequence[tuple[Row, Lock]], scenario: Scenario) -> Iterator[Fault]:
    vehicles = [vehicle.id for vehicle in scenario.vehicles]
    orders = [order.id for order in scenario.orders]
    seen: dict[str, int] = {}
    for row, lock in found:
        if lock.vehicle_id not in vehicles:
            advice = did_you_mean(lock.vehicle_id, vehicles)
            yield row_fault(path, row, Problem(("vehicle",), lock.vehicle_id, "is not in the fleet", advice))
        if lock.order_id not in orders:
            advice = did_you_mean(lock.order_id, orders)
            yield row_fault(path, row, Problem(("order",), lock.order_id, "is no order of the day", advice))
        if lock.order_id in seen:
            message = f"is locked already in row {seen[lock.order_id]}"
            yield row_fault(path, row, Problem(("order",), lock.order_id, message, "keep one of the rows"))
        seen.setdefault(lock.order_id, row.number)
    for vehicle_id in dict.fromkeys(lock.vehicle_id for _, lock in found):
        places = sorted(
            lock.position for _, lock in found if lock.vehicle_id == vehicle_id and lock.position is not None
        )
        if places != list(range(1, len(places) + 1)):
            value = " ".join(str(place) for place in places)
            message = f"the places of {vehicle_id} are not 1, 2, 3 ... without gaps"
            yield Fault(
                str(path), "column position", value, message, "lock the first stops of a route, each once"
            )


def locks_beside(directory: Path, scenario: Scenario) -> tuple[Lock, ...]:
    """Locks that a plan was made with; none without a file of them.

    Raises
    ------
    InputError
        As `read_locks`.
    """
    path = directory / LOCKS_FILE
    return read_locks(path, scenario) if path.is_file() else ()


def write_locks(directory: Path, locks: Sequence[Lock]) -> None:
    """Keep the locks beside their plan, whole or not at all; those of an earlier plan go."""
    path = directory / LOCKS_FILE
    if locks:
        write_atomically(path, locks_table(locks))
    else:
        path.unlink(missing_ok=True)


def locks_table(locks: Iterable[Lock]) -> str:
    """Locks as a table that reads back as the same locks."""
    buffer = io.StringIO(newline="")
    table = csv.writer(buffer, delimiter=";", lineterminator="\n")
    table.writerow(COLUMNS)
    for lock in locks:
        table.writerow((lock.vehicle_id, lock.order_id, lock.position or "", "yes" if lock.whole else ""))
    return buffer.getvalue()
