"""Random mornings: events that fit a plan, drawn from a seed, as the rows of an events file."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from pathlib import Path

from freight.domain.plan import Plan, Route, Visit
from freight.domain.scenario import Order, Scenario
from freight.network.streets import Streets
from freight.units import clock

COLUMNS = (
    "event", "time", "until", "vehicle", "order", "minutes", "street", "windows", "name", "lat", "lon", "kind",
    "kg", "units", "service_min",
)  # fmt: skip
KINDS = (
    "vehicle_late", "vehicle_broken_down", "order_cancelled", "new_order", "new_order", "street_closed",
    "window_changed",
)  # fmt: skip
Row = dict[str, str]


def random_events(
    plan: Plan, scenario: Scenario, streets: Streets, now_s: int, *, count: int, seed: int
) -> list[Row]:
    """So many events of mixed kinds; at most one breakdown, one delay and one closure among them."""
    draw = random.Random(seed)
    rows: list[Row] = []
    used: set[str] = set()
    while len(rows) < count:
        kind = draw.choice(KINDS)
        if kind in used and kind not in {"new_order", "order_cancelled"}:
            continue
        row = _row(kind, draw, plan, scenario, streets, now_s, len(rows))
        taken = {told.get(name) for told in rows for name in ("order", "vehicle")} - {None}
        if row is None or {row.get("order"), row.get("vehicle")} & taken:
            continue
        used.add(kind)
        rows.append({"event": kind, **row})
    return rows


def write(rows: Sequence[Row], path: Path) -> Path:
    """An events file with semicolons, as a Norwegian spreadsheet writes it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, restval="", delimiter=";", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    return path


def _row(
    kind: str, draw: random.Random, plan: Plan, scenario: Scenario, streets: Streets, now_s: int, number: int
) -> Row | None:
    ahead = [
        (route, visit)
        for route in plan.routes
        for visit in route.visits
        if visit.order_ids and visit.start_s > now_s + 1800
    ]
    if not ahead:
        return _new(draw, scenario, now_s, number) if kind == "new_order" else None
    route, visit = draw.choice(ahead)
    begin_s = (max(visit.start_s, now_s) // 3600 + draw.choice((0, 1))) * 3600
    late_min = draw.choice((10, 15, 25, 40))
    rows: dict[str, Row | None] = {
        "vehicle_late": {"vehicle": route.vehicle_id, "minutes": str(late_min)},
        "vehicle_broken_down": _broken(draw, route, now_s),
        "order_cancelled": {"order": visit.order_ids[0]},
        "window_changed": {
            "order": visit.order_ids[0],
            "windows": f"{clock(begin_s)}-{clock(begin_s + 2 * 3600)}",
        },
        "new_order": _new(draw, scenario, now_s, number),
        "street_closed": _closed(draw, visit, streets, now_s),
    }
    return rows[kind]


def _broken(draw: random.Random, route: Route, now_s: int) -> Row:
    return {"vehicle": route.vehicle_id, "time": clock((now_s - draw.randint(0, 15) * 60) // 60 * 60)}


def _new(draw: random.Random, scenario: Scenario, now_s: int, number: int) -> Row:
    like: Order = draw.choice(scenario.orders)
    begin_s = (now_s // 1800 + draw.randint(1, 3)) * 1800
    return {
        "order": f"NEW{number}",
        "windows": f"{clock(begin_s)}-{clock(begin_s + 3 * 3600)}",
        "name": "New receiver",
        "lat": repr(like.lat).replace(".", ","),
        "lon": repr(like.lon).replace(".", ","),
        "kind": draw.choice(("pickup", "delivery")),
        "kg": str(draw.randint(2, 40)),
        "units": "1",
        "service_min": "4",
    }


def _closed(draw: random.Random, visit: Visit, streets: Streets, now_s: int) -> Row | None:
    names = sorted({streets.name(street) for street in visit.leg.streets if streets.name(street)[0].isupper()})
    if not names:
        return None
    until_s = (now_s // 3600 + draw.randint(1, 3)) * 3600
    return {"street": draw.choice(names), "until": clock(until_s)}
