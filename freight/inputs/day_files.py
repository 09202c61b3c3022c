"""The files of a day, written so that a folder stands alone: what changed as it is now, the rest as it was."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from freight.domain.happened import Happened
from freight.domain.scenario import EMBEDDED, Order, Scenario
from freight.errors import Fault, InputError
from freight.inputs.happened_file import CANCELLED_FILE, EARLIER_FILE, write_text
from freight.inputs.orders import REQUIRED, OrderRow
from freight.inputs.scenario_file import read_scenario_file
from freight.inputs.sheet import read_sheet
from freight.units import clock

COLUMNS = tuple(OrderRow.model_fields)
SCENARIO_FILE, ORDERS_FILE, HAPPENED_FILE = "scenario.yaml", "orders.csv", "replan.json"
_COPIED = (
    "fleet", "depots", "chargers", "sites", "factors", "gazetteer", "traffic", "corrections", "break_table",
)  # fmt: skip


def day_files(
    scenario: Scenario,
    happened: Happened,
    new: Sequence[Mapping[str, str]],
    windows: Mapping[str, str],
    folder: Path,
) -> dict[str, bytes]:
    """Content of every file by its name inside `folder`; nothing is written.

    Parameters
    ----------
    scenario
        The day as the earlier plan knew it.
    new
        Cells of new orders by column.
    windows
        Order -> its new windows as text.

    Raises
    ------
    InputError
        When a file of the day can not be read any more.
    """
    gone = {order.id for order in happened.cancelled}
    files = _with_parts(scenario, _orders_table(scenario, gone, new, windows), folder, HAPPENED_FILE)
    if happened.cancelled:
        files[CANCELLED_FILE] = _table([_cells(order) for order in happened.cancelled])
    files[HAPPENED_FILE] = write_text(happened).encode()
    files[EARLIER_FILE] = happened.earlier_file.read_bytes()
    return files


def files_with(scenario: Scenario, new: Sequence[Mapping[str, str]], folder: Path) -> dict[str, bytes]:
    """The files of a day with more orders, by their names inside `folder`; nothing is written.

    Parameters
    ----------
    new
        Cells of new orders by column.

    Raises
    ------
    InputError
        When a file of the day can not be read any more.
    """
    return _with_parts(scenario, _orders_table(scenario, set(), new, {}), folder, None)


def _with_parts(scenario: Scenario, orders: bytes, folder: Path, replan: str | None) -> dict[str, bytes]:
    """The orders, every other file as it is, and a scenario that names them by their new names."""
    content = _content(scenario)
    parts: dict[str, str | list[str]] = {}
    files: dict[str, bytes] = {}
    for part, path in scenario.input_files.items():
        if part in _COPIED and isinstance(content.get(part), str) and content[part]:
            parts[part] = part + path.suffix.lower()
            files[str(parts[part])] = path.read_bytes()
    zones = [part for part in scenario.input_files if part == "zones" or part.startswith("zones_")]
    for part in zones:
        files[f"{part}.geojson"] = scenario.input_files[part].read_bytes()
    files[ORDERS_FILE] = orders
    named = {**parts, "orders": ORDERS_FILE, "zones": [f"{part}.geojson" for part in zones]}
    if replan is not None:
        named["replan"] = replan
    files[SCENARIO_FILE] = _scenario_text(content, scenario, named, folder).encode()
    return files


def _content(scenario: Scenario) -> dict[str, object]:
    faults: list[Fault] = []
    _, raw = read_scenario_file(scenario.input_files["scenario"], faults)
    if raw is None or not isinstance(raw.content, dict) or faults:
        raise InputError(faults)
    return raw.content


def _scenario_text(
    content: Mapping[str, object], scenario: Scenario, named: Mapping[str, object], folder: Path
) -> str:
    network = scenario.network
    if network != EMBEDDED:
        network = Path(os.path.relpath(network, folder.absolute())).as_posix()
    made = {**content, **named, "network": network}
    return yaml.safe_dump(made, sort_keys=False, allow_unicode=True)


def _orders_table(
    scenario: Scenario, gone: set[str], new: Sequence[Mapping[str, str]], windows: Mapping[str, str]
) -> bytes:
    sheet = read_sheet(scenario.input_files["orders"], COLUMNS, REQUIRED, [])
    rows = [dict(row.cells) for row in sheet.rows] if sheet is not None else []
    kept = [row for row in rows if row.get("id") not in gone]
    for row in kept:
        if row.get("id") in windows:
            row["windows"] = windows[row["id"]]
    return _table([*kept, *new])


def _table(rows: Sequence[Mapping[str, str]]) -> bytes:
    buffer = io.StringIO(newline="")
    table = csv.DictWriter(buffer, COLUMNS, restval="", delimiter=";", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return buffer.getvalue().encode()


def _cells(order: Order) -> dict[str, str]:
    """An order as a row that reads back as the same order."""
    return {
        "id": order.id,
        "name": order.name,
        "address": order.address,
        "lat": repr(order.lat),
        "lon": repr(order.lon),
        "kind": order.kind.value,
        "kg": repr(order.load.kg),
        "m3": repr(order.load.m3),
        "units": repr(order.load.units),
        "windows": windows_text(order.windows),
        "service_min": repr(order.service_s / 60),
        "setup_min": repr(order.setup_s / 60),
        "skills": "|".join(sorted(order.skills)),
        "goods_class": order.goods_class,
        "group": order.group,
        "carrier": order.carrier,
        "priority": str(order.priority),
        "penalty_nok": repr(order.penalty_nok),
    }


def windows_text(windows: Sequence[tuple[int, int]]) -> str:
    """Windows as people write them; a window of the whole horizon has no text."""
    return "|".join(f"{_clock(a)}-{_clock(b)}" for a, b in windows if b <= 47 * 3600 + 3599)


def _clock(second: int) -> str:
    return clock(second) if second % 60 == 0 else f"{clock(second - second % 60)}:{second % 60:02d}"
