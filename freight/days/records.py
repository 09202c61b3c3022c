"""One planned day as it is kept, and what was done of it. Times are whole seconds since local midnight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from freight.domain.plan import Plan
from freight.domain.scenario import Order, Scenario
from freight.domain.timeline import DrivenLeg, Halt, RouteTimeline, Timeline
from freight.output.sheets.promise import promised_window


@dataclass(frozen=True, slots=True)
class PlannedOrder:
    """One order of a visit."""

    order_id: str
    receiver: str
    group: str
    kind: str
    opens_s: int
    """When the window opens in which it is served: nobody serves before."""
    promised_from_s: int
    promised_to_s: int


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """One halt as planned, with the leg to it."""

    sequence: int
    place: str
    drive_s: int
    hold_s: int
    metres: int
    arrive_s: int
    start_s: int
    depart_s: int
    learned_s: int
    """What of the service was learned from days before and not stated by the orders."""
    orders: tuple[PlannedOrder, ...]
    """Empty for a charging halt."""

    @property
    def opens_s(self) -> int:
        """When service can begin at the earliest."""
        return max((order.opens_s for order in self.orders), default=0)


@dataclass(frozen=True, slots=True)
class PlannedRoute:
    """One vehicle's day as planned."""

    vehicle: str
    vehicle_type: str
    depart_s: int
    return_s: int
    metres: int
    visits: tuple[PlannedVisit, ...]


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """One plan."""

    fingerprint: str
    """SHA-256 of its plan.json: the same plan twice is one plan."""
    day: date
    timezone: str
    scenario: str
    routes: tuple[PlannedRoute, ...]
    unserved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stay:
    """When a vehicle really came to a halt and left it; None where nobody noted it."""

    arrive_s: int | None = None
    depart_s: int | None = None


@dataclass(frozen=True, slots=True)
class Outing:
    """When a vehicle really left its depot and was back, and how far it drove."""

    depart_s: int | None = None
    return_s: int | None = None
    metres: int | None = None


@dataclass(frozen=True, slots=True)
class StoredDay:
    """A plan with its number in the store and everything that is known of its doing."""

    number: int
    planned: PlannedDay
    stays: Mapping[tuple[str, int], Stay] = field(default_factory=dict)
    """By vehicle and sequence."""
    outings: Mapping[str, Outing] = field(default_factory=dict)
    """By vehicle."""


def planned_day(plan: Plan, scenario: Scenario, timeline: Timeline, fingerprint: str) -> PlannedDay:
    """A replayed plan as it is kept."""
    return PlannedDay(
        fingerprint=fingerprint,
        day=plan.day,
        timezone=scenario.timezone,
        scenario=scenario.name,
        routes=tuple(_route(route, scenario) for route in timeline.routes),
        unserved=tuple(left_out.order_id for left_out in plan.unserved),
    )


def _route(route: RouteTimeline, scenario: Scenario) -> PlannedRoute:
    return PlannedRoute(
        vehicle=route.vehicle_id,
        vehicle_type=route.type_id,
        depart_s=round(route.halts[0].depart_s),
        return_s=round(route.halts[-1].arrive_s),
        metres=round(sum(float(leg.length_m.sum()) for leg in route.legs)),
        visits=tuple(_visits(route, scenario)),
    )


def _visits(route: RouteTimeline, scenario: Scenario) -> Iterator[PlannedVisit]:
    orders = {order.id: order for order in scenario.orders}
    chargers = {charger.id: charger.name for charger in scenario.chargers}
    for sequence, (leg, halt) in enumerate(zip(route.legs[:-1], route.halts[1:-1], strict=True), 1):
        served = [orders[order_id] for order_id in halt.order_ids]
        names = dict.fromkeys(order.name or order.id for order in served)
        place = ", ".join(names) or (chargers.get(halt.charge.charger_id, "") if halt.charge else "")
        yield _visit(sequence, place, leg, halt, served)


def _visit(sequence: int, place: str, leg: DrivenLeg, halt: Halt, served: list[Order]) -> PlannedVisit:
    return PlannedVisit(
        sequence=sequence,
        place=place,
        drive_s=round(float(leg.drive_s.sum())),
        hold_s=round(leg.hold_s),
        metres=round(float(leg.length_m.sum())),
        arrive_s=round(halt.arrive_s),
        start_s=round(halt.start_s),
        depart_s=round(halt.depart_s),
        learned_s=sum(order.learned_s for order in served),
        orders=tuple(_order(order, halt.start_s) for order in served),
    )


def _order(order: Order, start_s: float) -> PlannedOrder:
    low, high = promised_window(order, start_s)
    opens = max((opens for opens, _ in order.windows if opens <= start_s), default=0)
    name = order.name or order.id
    return PlannedOrder(order.id, name, order.group, str(order.kind), opens, low, high)
