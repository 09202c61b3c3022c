"""The orders of the day: one row an order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from freight.domain.fleet import Load
from freight.domain.scenario import Order, OrderKind
from freight.errors import Fault
from freight.inputs import parse
from freight.inputs.explain import Problem
from freight.inputs.fields import (
    M3,
    GoodsClass,
    Id,
    Kg,
    Nok,
    Note,
    Priority,
    ServiceMin,
    Units,
    Windows,
    Words,
)
from freight.inputs.places import Gazetteer, PlaceRow, located
from freight.inputs.sheet import Row
from freight.inputs.tables import read_rows, row_fault

PENALTY_NOK = {1: 40_000.0, 2: 20_000.0, 3: 10_000.0, 4: 5_000.0, 5: 2_500.0}
"""Cost of leaving an order out, by priority. Even the lowest is more than an extra van for an hour costs
(day, hour and 20 km: about 1100 NOK), so that an order is left out only where it does not fit."""
REQUIRED = ("id", "service_min")

Kind = Annotated[OrderKind, BeforeValidator(lambda cell: cell.lower() if isinstance(cell, str) else cell)]


class OrderRow(PlaceRow):
    """One order as written in the file."""

    id: Id = Field(description="Unique name of the order")
    name: Note = Field("", description="Receiver or sender, for the driver")
    address: Note = Field("", description="Street address, for the driver")
    kind: Kind = Field(OrderKind.DELIVERY, description="delivery from the depot, or pickup to the depot")
    kg: Kg | None = Field(None, description="Weight; at least one of kg, m3 and units is stated")
    m3: M3 | None = Field(None, description="Volume")
    units: Units | None = Field(None, description="Parcels, crates or pallets, as the fleet counts them")
    windows: Windows = Field(parse.WHOLE_DAY, description="08:00-11:00; several are separated by | or ;")
    service_min: ServiceMin = Field(description="Minutes at the stop")
    setup_min: ServiceMin = Field(
        0.0, description="Minutes from arriving until service starts, once an address"
    )
    skills: Words = Field(frozenset(), description="What the vehicle must have, separated by | or ;")
    goods_class: GoodsClass = Field(
        "", description="What its goods are, for goods that must not share a vehicle"
    )
    group: Note = Field("", description="Group of receivers, for the reports")
    carrier: Note = Field("", description="Who carries it today, for the reports")
    priority: Priority = Field(3, description="1 (first) to 5 (last)")
    penalty_nok: Nok | None = Field(None, description="Cost of leaving it out; silent: by priority")


def read_orders(
    path: Path, gazetteer: Gazetteer | None, timezone: str, faults: list[Fault]
) -> tuple[Order, ...]:
    """Orders of a table; a fault for everything that is wrong in it."""
    rows = read_rows(path, OrderRow, REQUIRED, faults)
    return tuple(read_order(path, row, cells, gazetteer, timezone, faults) for row, cells in rows)


def read_order(
    path: Path, row: Row, cells: OrderRow, gazetteer: Gazetteer | None, timezone: str, faults: list[Fault]
) -> Order:
    """The order of one validated row; a fault for what its cells get wrong together."""
    position, found = located(cells, gazetteer, timezone)
    faults.extend(row_fault(path, row, problem) for problem in [*found, *_order_problems(cells)])
    return _order(row, cells, *position)


def _order(row: Row, cells: OrderRow, lat: float, lon: float) -> Order:
    penalty_nok = PENALTY_NOK[cells.priority] if cells.penalty_nok is None else cells.penalty_nok
    return Order(
        id=cells.id,
        name=cells.name or cells.address or cells.place or cells.id,
        address=cells.address or cells.place,
        lat=lat,
        lon=lon,
        kind=cells.kind,
        load=Load(cells.kg or 0.0, cells.m3 or 0.0, cells.units or 0.0),
        windows=cells.windows,
        service_s=round(cells.service_min * 60),
        skills=cells.skills,
        group=cells.group,
        carrier=cells.carrier,
        priority=cells.priority,
        penalty_nok=penalty_nok,
        row=row.number,
        setup_s=round(cells.setup_min * 60),
        goods_class=cells.goods_class,
    )


def _order_problems(cells: OrderRow) -> Iterator[Problem]:
    if cells.kg is None and cells.m3 is None and cells.units is None:
        yield Problem((), "", "states no size", "fill kg, m3 or units (0 where it does not count)")
    if cells.service_min * 60 > max(end - start for start, end in cells.windows):
        minutes = f"{cells.service_min:g}"
        message = "the service is longer than every window"
        yield Problem(("service_min",), minutes, message, "widen the window or check the minutes")
