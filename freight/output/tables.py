"""stops.csv: one row a stop, as a Norwegian spreadsheet opens it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from freight.domain.scenario import Order, Scenario
from freight.domain.timeline import Halt, RouteTimeline, Timeline
from freight.files import write_atomically
from freight.output.wording import depot_of
from freight.units import clock

COLUMNS = (
    "vehicle", "vehicle_type", "sequence", "kind", "orders", "name", "address", "arrival", "start", "departure",
    "wait_min", "service_min", "load_kg", "load_m3", "load_units", "charge_kwh", "charge_percent",
    "km_leg", "km", "charged_kwh",
)  # fmt: skip
BREAKS = "breaks"
"""One more column where any driver has a break."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is read as a formula by spreadsheets."""


def write_stops(path: Path, timeline: Timeline, scenario: Scenario) -> None:
    """Write every halt of every route: semicolons, decimal commas, UTF-8 with byte order mark."""
    buffer = io.StringIO(newline="")
    table = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    rests = any(halt.breaks for route in timeline.routes for halt in route.halts)
    table.writerow((*COLUMNS, BREAKS) if rests else COLUMNS)
    orders = {order.id: order for order in scenario.orders}
    for route in timeline.routes:
        for row, halt in zip(_rows(route, scenario, orders), route.halts, strict=True):
            table.writerow((*row, _breaks(halt)) if rests else row)
    write_atomically(path, "\ufeff" + buffer.getvalue())


def _rows(route: RouteTimeline, scenario: Scenario, orders: dict[str, Order]) -> Iterator[Sequence[str]]:
    battery = scenario.vehicle_type(route.type_id).battery
    depot = depot_of(route, scenario)
    chargers = {charger.id: charger.name for charger in scenario.chargers}
    km = 0.0
    for sequence, halt in enumerate(route.halts):
        leg_km = float(route.legs[sequence - 1].length_m.sum()) / 1000.0 if sequence else 0.0
        km += leg_km
        served = [orders[order_id] for order_id in halt.order_ids]
        names = dict.fromkeys(order.name for order in served)
        addresses = dict.fromkeys(order.address for order in served if order.address)
        charge = halt.charge_kwh
        share = None if charge is None or battery is None else 100.0 * charge / battery.usable_kwh
        load, session = halt.load_after, halt.charge
        place = depot.name if session is None else chargers.get(session.charger_id, session.charger_id)
        yield (
            text_cell(route.vehicle_id),
            text_cell(route.type_id),
            str(sequence),
            "charge" if session is not None else "reload" if halt.reload else "stop" if served else "depot",
            text_cell(" ".join(halt.order_ids)),
            text_cell(", ".join(names) or place),
            text_cell(", ".join(addresses)),
            clock(halt.arrive_s),
            clock(halt.start_s),
            clock(halt.depart_s),
            number(halt.wait_s / 60.0, 0),
            number((halt.done_s - halt.start_s) / 60.0, 0),
            *(number(amount, digits) for amount, digits in zip(load, (1, 3, 1), strict=True)),
            number(charge, 2),
            number(share, 0),
            number(leg_km, 2),
            number(km, 2),
            number(None if session is None else session.kwh, 2),
        )


def _breaks(halt: Halt) -> str:
    return ", ".join(f"{clock(begin_s)}-{clock(end_s)}" for begin_s, end_s in sorted(halt.breaks))


def number(value: float | None, digits: int) -> str:
    """A number with decimal comma; nothing for None."""
    if value is None:
        return ""
    return f"{round(value, digits) + 0.0:.{digits}f}".replace(".", ",")


def text_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(FORMULA_STARTS) else text
