"""windows.csv, windows.json and windows.html: every window of every new order."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from freight.domain.scenario import Interval
from freight.files import all_or_none, write_atomically
from freight.output.tables import number, text_cell
from freight.units import clock, to_iso
from freight.windows.offer import Base, Offer
from freight.windows.page import page
from freight.windows.suggested import Suggested, most_moved_min, span

CSV_FILE, JSON_FILE, HTML_FILE = "windows.csv", "windows.json", "windows.html"
COLUMNS = (
    "order", "name", "address", "rank", "recommended", "window", "vehicle", "vehicle_type", "new_vehicle",
    "arrival", "start", "done", "spare_min", "extra_nok", "extra_km", "extra_min", "extra_kwh", "extra_co2e_kg",
    "moved", "moved_most_min", "moved_orders", "why_not",
)  # fmt: skip
VERSION = 1


def write_windows(
    directory: Path, base: Base, suggested: Sequence[Suggested], length_s: int, keep_s: int | None
) -> tuple[Path, ...]:
    """Write table, JSON and page, all of them or none; returns their paths."""
    asked = {
        "version": VERSION,
        "scenario": base.scenario.name,
        "date": base.scenario.day.isoformat(),
        "timezone": base.scenario.timezone,
        "window_min": length_s / 60,
        "told_times_move_at_most_min": None if keep_s is None else keep_s / 60,
        "plan_cost_nok": round(base.result.cost.total_nok, 6),
        "orders": [_data(one, base) for one in suggested],
    }
    contents = {
        CSV_FILE: "\ufeff" + _table(suggested),
        JSON_FILE: json.dumps(asked, indent=2, ensure_ascii=False) + "\n",
        HTML_FILE: page(base, suggested),
    }
    with all_or_none():
        for name, content in contents.items():
            write_atomically(directory / name, content)
    return tuple(directory / name for name in contents)


def _table(suggested: Sequence[Suggested]) -> str:
    buffer = io.StringIO(newline="")
    table = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    table.writerow(COLUMNS)
    for one in suggested:
        table.writerows(_rows(one))
    return buffer.getvalue()


def _rows(one: Suggested) -> Iterator[Sequence[str]]:
    who = tuple(text_cell(text) for text in (one.order.id, one.order.name, one.order.address))
    for rank, offer in enumerate(one.best, 1):
        extra = offer.extra
        yield (
            *who,
            str(rank),
            "yes" if offer in one.recommended else "",
            span(offer.window),
            text_cell(offer.vehicle_id),
            text_cell(offer.type_id),
            "yes" if offer.new_vehicle else "",
            clock(offer.arrive_s),
            clock(offer.start_s),
            clock(offer.done_s),
            number(offer.spare_s / 60, 0),
            number(extra.nok, 2),
            number(extra.km, 3),
            number(extra.hours * 60, 1),
            number(extra.kwh, 3),
            number(extra.co2e_kg, 3),
            str(len(offer.moved)),
            number(most_moved_min(offer), 0),
            text_cell(" ".join(moved.order_id for moved in offer.moved)),
            "",
        )
    for refused in one.refused:
        empty = ("",) * (len(COLUMNS) - len(who) - 4)
        yield (*who, "", "", span(refused.window), *empty, text_cell(refused.reason))


def _data(one: Suggested, base: Base) -> dict[str, Any]:
    return {
        "order": one.order.id,
        "name": one.order.name,
        "hours": [_span_data(hours, base) for hours in one.hours],
        "recommended": [one.best.index(offer) + 1 for offer in one.recommended],
        "windows": [_offer_data(rank, offer, base) for rank, offer in enumerate(one.best, 1)],
        "refused": [{**_span_data(no.window, base), "why_not": no.reason} for no in one.refused],
    }


def _offer_data(rank: int, offer: Offer, base: Base) -> dict[str, Any]:
    extra = offer.extra
    return {
        "rank": rank,
        **_span_data(offer.window, base),
        "vehicle": offer.vehicle_id,
        "vehicle_type": offer.type_id,
        "new_vehicle": offer.new_vehicle,
        "arrival": _moment(offer.arrive_s, base),
        "service_start": _moment(offer.start_s, base),
        "service_end": _moment(offer.done_s, base),
        "spare_min": round(offer.spare_s / 60, 3),
        "extra_nok": round(extra.nok, 6),
        "extra_km": round(extra.km, 6),
        "extra_min": round(extra.hours * 60, 6),
        "extra_kwh": round(extra.kwh, 6),
        "extra_co2e_kg": round(extra.co2e_kg, 6),
        "moved": [
            {"order": one.order_id, "told": _moment(one.told_s, base), "new": _moment(one.new_s, base)}
            for one in offer.moved
        ],
    }


def _span_data(window: Interval, base: Base) -> dict[str, str]:
    return {"from": _moment(window[0], base), "until": _moment(window[1], base)}


def _moment(seconds: float, base: Base) -> str:
    return to_iso(base.scenario.day, seconds, base.scenario.timezone)
