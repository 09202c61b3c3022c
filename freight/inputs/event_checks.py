"""What events get wrong against the day and its plan, and what they mean once nothing is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from freight.domain.happened import Event, EventKind
from freight.domain.plan import Plan, Route, Visit
from freight.domain.scenario import Scenario
from freight.errors import Fault
from freight.inputs.events import Told
from freight.inputs.explain import did_you_mean
from freight.inputs.goods import class_faults
from freight.units import HORIZON_S, clock


@dataclass(frozen=True, eq=False, slots=True)
class Known:
    """What events are held against."""

    scenario: Scenario
    """As the earlier plan knew it."""
    plan: Plan
    now_s: int
    told: tuple[Told, ...]

    def route(self, vehicle_id: str) -> Route | None:
        """What the vehicle was told."""
        return next((route for route in self.plan.routes if route.vehicle_id == vehicle_id), None)

    def visit(self, order_id: str) -> tuple[str, Visit] | None:
        """Who serves an order, and when."""
        for route in self.plan.routes:
            for visit in route.visits:
                if order_id in visit.order_ids:
                    return route.vehicle_id, visit
        return None

    def got_to_s(self, vehicle_id: str) -> int:
        """How far along its told route a vehicle is, as a moment of that route."""
        earlier = self.scenario.happened
        broken = [earlier.broken_s(vehicle_id)] if earlier is not None else []
        moments = [self.now_s, *(moment for moment in broken if moment is not None)]
        late_s = 0
        for event in self.told:
            if event.vehicle_id == vehicle_id and event.kind is EventKind.BREAKDOWN:
                moments.append(event.time_s if event.time_s is not None else self.now_s)
            if event.vehicle_id == vehicle_id and event.kind is EventKind.LATE:
                late_s += event.late_s
        return min(moments) - late_s


def now_faults(now_s: int, scenario: Scenario) -> Iterator[Fault]:
    """A `now` before the replanning that the plan came from."""
    earlier = scenario.happened
    if earlier is not None and now_s <= earlier.now_s:
        message = f"the plan was made at {clock(earlier.now_s)}"
        yield Fault("--now", "", clock(now_s), message, "give a later time")


def event_faults(known: Known) -> Iterator[Fault]:
    """Everything wrong with the events, row by row."""
    seen: dict[tuple[str, str], int] = {}
    for told in known.told:
        yield from _moment_faults(known, told)
        if told.vehicle_id and told.kind in {EventKind.BREAKDOWN, EventKind.LATE}:
            yield from _vehicle_faults(known, told)
        if told.order_id and told.kind in {EventKind.CANCELLED, EventKind.WINDOW, EventKind.NEW}:
            yield from _order_faults(known, told)
        key = (told.kind.value, told.order_id or told.vehicle_id)
        if key[1] and key in seen:
            column = "order" if told.order_id else "vehicle"
            message = f"stands already in row {seen[key]} with the same event"
            yield told.fault(column, key[1], message, "keep one of the rows")
        seen.setdefault(key, told.row.number)


def _moment_faults(known: Known, told: Told) -> Iterator[Fault]:
    now_s, time_s = known.now_s, told.time_s
    earlier = known.scenario.happened
    if told.kind is EventKind.CLOSED:
        begin_s, end_s = time_s if time_s is not None else now_s, told.until_s
        if end_s is not None and end_s <= max(begin_s, now_s):
            message = "is over by now" if end_s <= now_s else "ends before it begins"
            yield told.fault("until", clock(end_s), message, "leave the row out, or give a later time")
        return
    if told.until_s is not None:
        yield told.fault("until", clock(told.until_s), "belongs to a closed street", "remove it")
    if time_s is not None and time_s > now_s:
        message = f"lies after now ({clock(now_s)})"
        yield told.fault("time", clock(time_s), message, "an event is told once it has happened")
    if time_s is not None and earlier is not None and time_s < earlier.now_s:
        message = f"lies before the plan, which was made at {clock(earlier.now_s)}"
        yield told.fault("time", clock(time_s), message, "give the time at which it became known")


def _vehicle_faults(known: Known, told: Told) -> Iterator[Fault]:
    vehicles = [vehicle.id for vehicle in known.scenario.vehicles]
    name, earlier = told.vehicle_id, known.scenario.happened
    if name not in vehicles:
        yield told.fault("vehicle", name, "is not in the fleet", did_you_mean(name, vehicles))
        return
    if earlier is not None and earlier.broken_s(name) is not None:
        yield told.fault("vehicle", name, "has broken down already", "leave the row out")
    broken = any(o.vehicle_id == name and o.kind is EventKind.BREAKDOWN for o in known.told)
    if told.kind is EventKind.LATE and broken:
        yield told.fault(
            "vehicle", name, "breaks down in another row", "a broken vehicle is not late: keep that row"
        )
    if told.kind is EventKind.LATE and known.route(name) is None:
        yield told.fault("vehicle", name, "has no route today and can not be late", "check the name")


def _order_faults(known: Known, told: Told) -> Iterator[Fault]:
    orders = [order.id for order in known.scenario.orders]
    name = told.order_id
    if told.kind is EventKind.NEW:
        gone = known.scenario.happened.cancelled if known.scenario.happened is not None else ()
        if name in orders or any(order.id == name for order in gone):
            yield told.fault("order", name, "is an order of the day already", "give the new order its own id")
        if told.new_order is not None:
            yield from class_faults(told.path, (told.new_order,), known.scenario.goods)
        return
    new = [other.order_id for other in known.told if other.kind is EventKind.NEW]
    if name not in orders:
        advice = "put the right values into the row of the new order" if name in new else ""
        yield told.fault("order", name, "is no order of the plan", advice or did_you_mean(name, orders))
        return
    served = known.visit(name)
    if served is None:
        return
    vehicle_id, visit = served
    got_to_s = known.got_to_s(vehicle_id)
    if visit.start_s <= got_to_s:
        done = visit.depart_s <= got_to_s
        message = (
            f"{'was served' if done else 'is being served'} by {vehicle_id} from {clock(visit.start_s)} on"
        )
        yield told.fault("order", name, message, "what is done stays done: leave the row out")


def domain_events(known: Known, street_ids: Sequence[tuple[str, ...]]) -> tuple[Event, ...]:
    """The events of a table without faults.

    Parameters
    ----------
    street_ids
        One entry an event: the streets that it closes.
    """
    before = known.scenario.happened.events if known.scenario.happened is not None else ()
    return tuple(
        Event(
            id=f"E{number}",
            kind=told.kind,
            at_s=_at_s(told, known.now_s),
            told_s=known.now_s,
            vehicle_id=told.vehicle_id if told.kind in {EventKind.BREAKDOWN, EventKind.LATE} else "",
            order_id=told.order_id if told.kind not in {EventKind.BREAKDOWN, EventKind.LATE} else "",
            late_s=told.late_s if told.kind is EventKind.LATE else 0,
            street_ids=ids,
            until_s=HORIZON_S if told.until_s is None else told.until_s,
            text=" ".join(told.streets) or told.note,
        )
        for number, (told, ids) in enumerate(zip(known.told, street_ids, strict=True), len(before) + 1)
    )


def _at_s(told: Told, now_s: int) -> int:
    time_s = now_s if told.time_s is None else told.time_s
    return max(time_s, now_s) if told.kind is EventKind.CLOSED else time_s
