"""What a new plan of the same day changes, for whom, and why: for the people who have to call them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from freight.domain.happened import Event, EventKind, Happened
from freight.domain.plan import Plan
from freight.domain.scenario import Scenario
from freight.files import write_atomically
from freight.output.tables import number, text_cell
from freight.units import clock

CHANGES_FILE = "changes.csv"
COLUMNS = (
    "order", "name", "address", "change", "told_time", "new_time", "shift_min", "told_vehicle", "new_vehicle",
    "promise_broken", "events", "reason",
)  # fmt: skip


class What(StrEnum):
    """How the new plan differs for one order."""

    LATER = "later"
    EARLIER = "earlier"
    DROPPED = "not served today"
    CANCELLED = "cancelled"
    NEW = "new"
    REFUSED = "new, not served today"
    AFTER_ALL = "served after all"
    VEHICLE = "other vehicle, time kept"


BROKEN = frozenset({What.LATER, What.EARLIER, What.DROPPED})


@dataclass(frozen=True, slots=True)
class Change:
    """One order that is served otherwise than told."""

    order_id: str
    name: str
    address: str
    what: What
    told_s: int | None
    new_s: int | None
    told_vehicle: str
    new_vehicle: str
    event_ids: tuple[str, ...]
    reason: str

    @property
    def promise_broken(self) -> bool:
        """Whether somebody was told a time that no longer holds."""
        return self.what in BROKEN


Served = Mapping[str, tuple[int, str]]
"""Order -> (start of service, vehicle)."""


def changes(plan: Plan, scenario: Scenario) -> tuple[Change, ...]:
    """Every order of a day planned again whose time, vehicle or fate is another than told before.

    Broken promises come first, then by time. None of a day that was planned once.
    """
    happened = scenario.happened
    if happened is None or happened.earlier is None:
        return ()
    before, after = _served(happened.earlier), _served(plan)
    why = _Why(happened, plan, before, after)
    gone = {event.order_id for event in happened.fresh if event.kind is EventKind.CANCELLED}
    cancelled = [order for order in happened.cancelled if order.id in gone]
    found = []
    for order in (*cancelled, *scenario.orders):
        what = What.CANCELLED if order in cancelled else _what(order.id, before, after, happened)
        if what is not None:
            told_s, told_vehicle = before.get(order.id, (None, ""))
            new_s, new_vehicle = after.get(order.id, (None, ""))
            ids, reason = why.of(order.id, told_vehicle, new_vehicle)
            who = (order.id, order.name, order.address)
            found.append(Change(*who, what, told_s, new_s, told_vehicle, new_vehicle, ids, reason))
    return tuple(sorted(found, key=lambda c: (not c.promise_broken, c.told_s or c.new_s or 0, c.order_id)))


def _served(plan: Plan) -> Served:
    return {
        order_id: (visit.start_s, route.vehicle_id)
        for route in plan.routes
        for visit in route.visits
        for order_id in visit.order_ids
    }


def _what(order_id: str, before: Served, after: Served, happened: Happened) -> What | None:
    if any(event.kind is EventKind.NEW and event.order_id == order_id for event in happened.fresh):
        return What.NEW if order_id in after else What.REFUSED
    if order_id not in before:
        return What.AFTER_ALL if order_id in after else None
    if order_id not in after:
        return What.DROPPED
    shift_s = after[order_id][0] - before[order_id][0]
    if abs(shift_s) > happened.tolerance_s:
        return What.LATER if shift_s > 0 else What.EARLIER
    return What.VEHICLE if after[order_id][1] != before[order_id][1] else None


class _Why:
    """Finds the events behind a change: of the order, of its vehicles, or of what was put before it."""

    def __init__(self, happened: Happened, plan: Plan, before: Served, after: Served) -> None:
        self.fresh = happened.fresh
        self.before, self.after = before, after
        self.left_out = {one.order_id: one for one in plan.unserved}
        self.detours = _detours(happened)

    def of(self, order_id: str, told_vehicle: str, new_vehicle: str) -> tuple[tuple[str, ...], str]:
        """Ids of the events, and a sentence."""
        own = [event for event in self.fresh if event.order_id == order_id]
        own += [event for event in self.fresh if event.vehicle_id and event.vehicle_id == told_vehicle]
        own += [event for event in self.fresh if event.id in self.detours.get(order_id, ())]
        if not own:
            own = list(self._by_company(order_id, told_vehicle, new_vehicle))
        texts = list(dict.fromkeys(event_text(event) for event in own))
        reasons = (
            [reason.text for reason in self.left_out[order_id].reasons] if order_id in self.left_out else []
        )
        stuck = any(reason.startswith("on board of") for reason in reasons[:1])
        said = "; ".join([*([] if stuck else texts), *reasons[:1]]) or "follows from the other changes"
        return tuple(dict.fromkeys(event.id for event in own)), said

    def _by_company(self, order_id: str, told_vehicle: str, new_vehicle: str) -> Iterator[Event]:
        """Events of orders that joined or left the routes of this one."""
        routes = {told_vehicle, new_vehicle} - {""}
        for event in self.fresh:
            if event.order_id and event.order_id != order_id:
                there = {
                    self.before.get(event.order_id, (0, ""))[1],
                    self.after.get(event.order_id, (0, ""))[1],
                }
                if there & routes:
                    yield event
            elif event.vehicle_id:
                moved = {name for name, (_, who) in self.before.items() if who == event.vehicle_id}
                if any(self.after.get(name, (0, ""))[1] in routes for name in moved):
                    yield event


def replanned_text(scenario: Scenario) -> str:
    """When the day was planned again and what is called a broken promise; empty of a day planned once."""
    happened = scenario.happened
    if happened is None:
        return ""
    events = ", ".join(event_text(event) for event in happened.fresh)
    return (
        f"Planned again at {clock(happened.now_s)} because of: {events}. A told time is kept when service "
        f"starts at most {happened.tolerance_s / 60:g} minutes earlier or later."
    )


def _detours(happened: Happened) -> dict[str, set[str]]:
    """Order -> closures on the told way to it, or to an earlier stop of the same route that is still ahead."""
    found: dict[str, set[str]] = {}
    for route in happened.earlier.routes if happened.earlier is not None else ():
        met: set[str] = set()
        for visit in route.visits:
            if visit.depart_s <= happened.now_s:
                continue
            met |= {
                closure.event_id
                for closure in happened.closures
                if closure.from_s <= visit.start_s < closure.until_s
                and not closure.streets.isdisjoint(visit.leg.streets)
            }
            for order_id in visit.order_ids:
                found[order_id] = set(met)
    return found


def event_text(event: Event) -> str:
    """An event in a few words."""
    match event.kind:
        case EventKind.BREAKDOWN:
            said = f"{event.vehicle_id} broke down at {clock(event.at_s)}"
        case EventKind.LATE:
            said = f"{event.vehicle_id} is {event.late_s / 60:g} min late"
        case EventKind.CANCELLED:
            said = f"order {event.order_id} was cancelled"
        case EventKind.NEW:
            said = f"order {event.order_id} is new"
        case EventKind.WINDOW:
            said = f"order {event.order_id} has another window"
        case EventKind.CLOSED:
            name = event.text or f"{len(event.street_ids)} streets"
            said = f"{name} closed from {clock(event.at_s)}"
    return said


def write_changes(directory: Path, found: Sequence[Change]) -> Path:
    """Write changes.csv: semicolons, decimal commas, UTF-8 with byte order mark; returns its path."""
    buffer = io.StringIO(newline="")
    table = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows(_row(change) for change in found)
    path = directory / CHANGES_FILE
    write_atomically(path, "\ufeff" + buffer.getvalue())
    return path


def _row(change: Change) -> Sequence[str]:
    both = change.told_s is not None and change.new_s is not None
    shift_min = (change.new_s - change.told_s) / 60 if both else None  # type: ignore[operator]  # both are there
    return (
        text_cell(change.order_id),
        text_cell(change.name),
        text_cell(change.address),
        change.what.value,
        "" if change.told_s is None else clock(change.told_s),
        "" if change.new_s is None else clock(change.new_s),
        number(shift_min, 0),
        text_cell(change.told_vehicle),
        text_cell(change.new_vehicle),
        "yes" if change.promise_broken else "no",
        " ".join(change.event_ids),
        text_cell(change.reason),
    )
