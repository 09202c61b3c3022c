"""events.csv: what happened in the course of the day, a row an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainValidator, ValidationError

from freight.domain.happened import EventKind
from freight.domain.scenario import Interval, Order
from freight.errors import Fault
from freight.inputs import parse
from freight.inputs.explain import Problem, problems
from freight.inputs.fields import NUMBER, Note, Windows
from freight.inputs.orders import REQUIRED, OrderRow, read_order
from freight.inputs.places import Gazetteer, PlaceRow
from freight.inputs.sheet import Row, read_sheet
from freight.inputs.tables import read_rows, row_fault
from freight.units import parse_clock

SHORT = {
    "breakdown": EventKind.BREAKDOWN,
    "broken_down": EventKind.BREAKDOWN,
    "late": EventKind.LATE,
    "cancelled": EventKind.CANCELLED,
    "canceled": EventKind.CANCELLED,
    "new": EventKind.NEW,
    "window": EventKind.WINDOW,
    "closed": EventKind.CLOSED,
}
"""Words that people write for the kinds of events."""
MOST_LATE_MIN = 600


def _kind(cell: object) -> object:
    word = cell.strip().casefold().replace(" ", "_") if isinstance(cell, str) else cell
    return SHORT.get(word, word) if isinstance(word, str) else word


def _moment(cell: object) -> int:
    try:
        return parse_clock(str(cell))
    except ValueError as error:
        message, _, advice = str(error).partition("; ")
        raise parse.wrong(message.partition("' ")[2] or message, advice or "write it as 10:40") from None


Moment = Annotated[int, PlainValidator(_moment, json_schema_input_type=str)]
LateMin = Annotated[float, Field(gt=0, le=MOST_LATE_MIN), NUMBER]


class EventRow(PlaceRow):
    """One event as written in the file; the columns of an order are those of a new one."""

    event: Annotated[EventKind, BeforeValidator(_kind)] = Field(
        description="vehicle_broken_down, vehicle_late, order_cancelled, new_order, window_changed or "
        "street_closed"
    )
    time: Moment | None = Field(
        None, description="When it happened; of a closed street: from when; silent: now"
    )
    until: Moment | None = Field(None, description="When a closed street opens again; silent: not today")
    vehicle: Note = Field("", description="Vehicle that broke down or is late")
    order: Note = Field("", description="Order that is cancelled, new, or has another window")
    minutes: LateMin | None = Field(None, description="How late the vehicle is")
    street: Note = Field(
        "", description="Closed streets: name, way number or street id, several separated by |"
    )
    polygon: Note = Field("", description="GeoJSON file of a closed area")
    orders_file: Note = Field("", description="File with the row of a new order, in place of columns here")
    windows: Windows | None = Field(None, description="Of a new order, or the new window of one")
    note: Note = Field("", description="For people")
    name: Note = ""
    address: Note = ""
    kind: Note = ""
    kg: Note = ""
    m3: Note = ""
    units: Note = ""
    service_min: Note = ""
    setup_min: Note = ""
    skills: Note = ""
    goods_class: Note = ""
    group: Note = ""
    carrier: Note = ""
    priority: Note = ""
    penalty_nok: Note = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One event as read; what it names is looked up later."""

    path: Path
    row: Row
    kind: EventKind
    time_s: int | None
    until_s: int | None
    vehicle_id: str
    order_id: str
    late_s: int
    streets: tuple[str, ...]
    polygon: Path | None
    windows: tuple[Interval, ...] | None
    note: str
    new_order: Order | None = None
    cells: Mapping[str, str] = field(default_factory=dict)
    """Of a new order, as they stand in the file."""

    def fault(self, column: str, value: str, message: str, advice: str = "") -> Fault:
        """Something wrong with one cell of the row."""
        return row_fault(self.path, self.row, Problem((column,) if column else (), value, message, advice))


_ASKED: Mapping[EventKind, tuple[str, ...]] = {
    EventKind.BREAKDOWN: ("vehicle",),
    EventKind.LATE: ("vehicle", "minutes"),
    EventKind.CANCELLED: ("order",),
    EventKind.NEW: ("order",),
    EventKind.WINDOW: ("order", "windows"),
    EventKind.CLOSED: (),
}


def read_events(
    path: Path, gazetteer: Gazetteer | None, timezone: str, faults: list[Fault]
) -> tuple[Told, ...]:
    """Events of a table; a fault for everything that a row gets wrong by itself."""
    told = []
    for row, cells in read_rows(path, EventRow, ("event",), faults):
        asked = [name for name in _ASKED[cells.event] if not getattr(cells, name)]
        faults.extend(
            row_fault(path, row, Problem((name,), "", f"is empty; {cells.event.value} needs it", "fill it"))
            for name in asked
        )
        if cells.event is EventKind.CLOSED and not (cells.street or cells.polygon):
            advice = "fill street (a name, way number or street id) or polygon (a GeoJSON file)"
            faults.append(row_fault(path, row, Problem(("street",), "", "names no street", advice)))
        made = _told(path, row, cells)
        if cells.event is EventKind.NEW and cells.order:
            made = _with_order(made, path, row, gazetteer, timezone, faults)
        told.append(made)
    return tuple(told)


def _told(path: Path, row: Row, cells: EventRow) -> Told:
    return Told(
        path=path,
        row=row,
        kind=cells.event,
        time_s=cells.time,
        until_s=cells.until,
        vehicle_id=cells.vehicle,
        order_id=cells.order,
        late_s=round((cells.minutes or 0.0) * 60),
        streets=tuple(word.strip() for word in cells.street.split("|") if word.strip()),
        polygon=path.parent / cells.polygon if cells.polygon else None,
        windows=cells.windows,
        note=cells.note,
    )


def _with_order(
    told: Told, path: Path, row: Row, gazetteer: Gazetteer | None, timezone: str, faults: list[Fault]
) -> Told:
    """The event with its new order, from its own columns or from a row of another file."""
    file = row.cells.get("orders_file", "")
    source, own = path, row
    if file:
        source = path.parent / file
        found = _row_of(source, told.order_id, faults)
        if found is None:
            return told
        own = found
    else:
        names = set(OrderRow.model_fields) - {"id"}
        cells = {name: cell for name, cell in row.cells.items() if name in names}
        own = Row(row.number, {"id": told.order_id, **cells})
    missing = [name for name in REQUIRED if not own.cells.get(name)]
    faults.extend(row_fault(source, own, Problem((name,), "", "is empty", "fill it")) for name in missing)
    if missing:
        return told
    try:
        cells_read = OrderRow.model_validate(own.cells)
    except ValidationError as error:
        faults.extend(row_fault(source, own, problem) for problem in problems(error, OrderRow, own.cells))
        return told
    order = read_order(source, own, cells_read, gazetteer, timezone, faults)
    return replace(told, new_order=order, cells=own.cells)


def _row_of(path: Path, order_id: str, faults: list[Fault]) -> Row | None:
    known: Sequence[str] = tuple(OrderRow.model_fields)
    sheet = read_sheet(path, known, REQUIRED, faults)
    if sheet is None:
        return None
    for row in sheet.rows:
        if row.cells.get("id") == order_id:
            return row
    faults.append(Fault(str(path), "", order_id, "has no row of this order", "check the id in the events file"))
    return None
