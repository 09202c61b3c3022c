"""New orders that somebody asks a window for: rows like those of the day's orders, or one stated in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from freight.domain.scenario import Order, Scenario
from freight.errors import Fault
from freight.inputs.corrections import corrected, read_corrections
from freight.inputs.cross_checks import setup_faults
from freight.inputs.explain import Problem, problems
from freight.inputs.goods import class_faults
from freight.inputs.orders import REQUIRED, OrderRow, read_order
from freight.inputs.places import Gazetteer, read_gazetteer
from freight.inputs.sheet import Row
from freight.inputs.tables import read_rows, row_fault

OPTIONS: Mapping[str, str] = {
    "id": "--id",
    "lat": "--at",
    "lon": "--at",
    "place": "--place",
    "kg": "--kg",
    "m3": "--m3",
    "units": "--units",
    "service_min": "--minutes",
    "windows": "--hours",
    "goods_class": "--goods-class",
}
"""Columns of an order that the command line states."""
LINE = Path("command line")
"""Stands for the file of an order that no file holds."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """A new order, and the cells that it is made of."""

    order: Order
    cells: Mapping[str, str]


def read_receivers(path: Path, scenario: Scenario, faults: list[Fault]) -> tuple[Receiver, ...]:
    """New orders of a table; a fault for everything that is wrong with them alone or beside the day."""
    rows = read_rows(path, OrderRow, REQUIRED, faults)
    return _receivers(path, rows, scenario, faults)


def stated_receiver(cells: Mapping[str, str], scenario: Scenario, faults: list[Fault]) -> tuple[Receiver, ...]:
    """The order that options describe, none when they are faulty; faults name the option."""
    found: list[Fault] = []
    row = Row(0, {name: cell for name, cell in cells.items() if cell})
    try:
        rows = [(row, OrderRow.model_validate(row.cells))]
    except ValidationError as error:
        rows = []
        found.extend(row_fault(LINE, row, problem) for problem in problems(error, OrderRow, row.cells))
    receivers = _receivers(LINE, rows, scenario, found)
    faults.extend(of_options(found))
    return receivers


def _receivers(
    path: Path, rows: Sequence[tuple[Row, OrderRow]], scenario: Scenario, faults: list[Fault]
) -> tuple[Receiver, ...]:
    """What is wrong with files of the day itself was said when the day was read."""
    gazetteer = _gazetteer(scenario)
    orders = [read_order(path, row, cells, gazetteer, scenario.timezone, faults) for row, cells in rows]
    if "corrections" in scenario.input_files:
        orders = list(corrected(orders, read_corrections(scenario.input_files["corrections"], [])))
    faults.extend(setup_faults(path, orders, scenario.depots, timed=bool(scenario.traffic)))
    faults.extend(_set_up_later(path, orders, scenario))
    faults.extend(class_faults(path, orders, scenario.goods))
    known = {order.id for order in scenario.orders}
    for (row, _), order in zip(rows, orders, strict=True):
        if order.id in known:
            message, advice = "is an order of the day already", "give the new order its own id"
            faults.append(row_fault(path, row, Problem(("id",), order.id, message, advice)))
    return tuple(Receiver(order, row.cells) for order, (row, _) in zip(orders, rows, strict=True))


def _set_up_later(path: Path, orders: Iterable[Order], scenario: Scenario) -> Iterator[Fault]:
    """Set-ups that would make the planned ones at the same address longer: it is one for all orders there."""
    longest_s: dict[tuple[float, float], int] = {}
    for order in scenario.orders:
        longest_s[order.lat, order.lon] = max(order.setup_s, longest_s.get((order.lat, order.lon), 0))
    for order in orders:
        known_s = longest_s.get((order.lat, order.lon), order.setup_s)
        if order.setup_s > known_s:
            where, value = f"row {order.row}, column setup_min", f"{order.setup_s / 60:g}"
            message = (
                f"orders at this address were planned with {known_s / 60:g} min and would get this set-up too"
            )
            yield Fault(str(path), where, value, message, "give the same, or plan the day with it first")


def _gazetteer(scenario: Scenario) -> Gazetteer | None:
    path = scenario.input_files.get("gazetteer")
    return None if path is None else read_gazetteer(path, [])


def of_options(faults: Iterable[Fault]) -> list[Fault]:
    """The same faults, told by option; latitude and longitude are one."""
    told = []
    for fault in faults:
        column = fault.where.partition("column ")[2]
        told.append(replace(fault, where=OPTIONS.get(column, column)))
    return list(dict.fromkeys(told))
