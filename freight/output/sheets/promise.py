"""When a receiver is told to expect the vehicle."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from freight.domain.scenario import Interval, Order, Scenario
from freight.domain.timeline import Timeline
from freight.files import write_atomically
from freight.output.tables import text_cell
from freight.units import clock

EITHER_SIDE_S = 30 * 60
"""A vehicle is promised within half an hour of its planned time."""
ROUNDED_TO_S = 15 * 60
COLUMNS = ("order", "receiver", "address", "date", "promised_from", "promised_to", "vehicle")


def promised_window(order: Order, start_s: float) -> Interval:
    """Half an hour either side of the planned start, outwards to the quarter, within the order's own window.

    Returns
    -------
    Interval
        Seconds since local midnight; holds the planned start.
    """
    start = round(start_s)
    low = (start - EITHER_SIDE_S) // ROUNDED_TO_S * ROUNDED_TO_S
    high = -(-(start + EITHER_SIDE_S) // ROUNDED_TO_S) * ROUNDED_TO_S
    for opens, closes in order.windows:
        if opens <= start <= closes:
            return max(low, opens, 0), min(high, closes)
    return max(low, 0), high


def write_promises(path: Path, timeline: Timeline, scenario: Scenario) -> None:
    """Write a row a served order in driving order: semicolons, UTF-8 with byte order mark."""
    buffer = io.StringIO(newline="")
    table = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows(_rows(timeline, scenario))
    write_atomically(path, "\ufeff" + buffer.getvalue())


def _rows(timeline: Timeline, scenario: Scenario) -> Iterator[Sequence[str]]:
    orders = {order.id: order for order in scenario.orders}
    for route in timeline.routes:
        for halt in route.halts:
            for order_id in halt.order_ids:
                order = orders[order_id]
                low, high = promised_window(order, halt.start_s)
                cells = (order.id, order.name, order.address)
                texts = (*(text_cell(cell) for cell in cells), f"{scenario.day:%d.%m.%Y}")
                yield (*texts, clock(low), clock(high), text_cell(route.vehicle_id))
