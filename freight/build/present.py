"""Where every vehicle is at a moment of a told plan, and what of its route can not be changed any more."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from freight.build.course import Course, Drive, course, delayed
from freight.build.profiles import Standing
from freight.build.service import service_s
from freight.domain.fleet import VehicleType
from freight.domain.happened import Closure, Happened
from freight.domain.plan import Leg, Plan, Visit
from freight.domain.scenario import Interval, Order, OrderKind
from freight.domain.timeline import RouteTimeline, Timeline
from freight.network.view import Position

ROUNDING_S = 1e-6


Starts = Mapping[tuple[str, str], tuple[Interval, ...]]
"""(vehicle, order) -> when service may start."""


class Status(StrEnum):
    """What a vehicle can still do."""

    AT_DEPOT = "at the depot"
    OUT = "out"
    BACK = "back"
    BROKEN = "broken down"


@dataclass(frozen=True, eq=False, slots=True)
class Present:
    """One vehicle at the moment of planning again."""

    vehicle_id: str
    status: Status
    depart_s: int = 0
    """When it left its depot."""
    visits: tuple[Visit, ...] = ()
    """Done, being served, or under way to: they stay."""
    way: Leg | None = None
    """What it has driven of the leg it is on when that leg may still change; None where it stands at a stop."""
    at_s: int = 0
    """When it can go on from `standing`."""
    standing: Standing | None = None
    """None of a vehicle at its depot."""
    back: Leg | None = None
    """The told way to the depot of a vehicle that is back."""
    energy_kwh: float | None = None
    """In the battery at `at_s`; None for fuel."""
    loaded: tuple[str, ...] = ()
    """Deliveries that were on board when it left."""


def present(
    earlier: Plan,
    timeline: Timeline,
    happened: Happened,
    orders: Mapping[str, Order],
    kinds: Mapping[str, VehicleType],
    starts: Starts | None = None,
) -> tuple[Present, ...]:
    """State of all vehicles of the fleet at ``happened.now_s``.

    Parameters
    ----------
    timeline
        Replay of the earlier plan.
    orders
        Orders of the day as they are now, and those that are cancelled.
    kinds
        Type of every vehicle of the fleet, by its id.
    starts
        When a vehicle may begin an order, street hours taken in; None where only windows are looked at.
    """
    told = {route.vehicle_id: route for route in earlier.routes}
    driven = {route.vehicle_id: route for route in timeline.routes}
    found = []
    for vehicle_id, kind in kinds.items():
        broken_s = happened.broken_s(vehicle_id)
        if vehicle_id not in told:
            status = Status.AT_DEPOT if broken_s is None else Status.BROKEN
            found.append(Present(vehicle_id, status))
            continue
        line = driven[vehicle_id]
        way = course(told[vehicle_id], line)
        if late_s := happened.late_s(vehicle_id):
            way = delayed(way, happened.now_s, late_s)
        found.append(_Vehicle(vehicle_id, kind, way, line, happened, orders, starts).state(broken_s))
    return tuple(found)


@dataclass(frozen=True, eq=False, slots=True)
class _Vehicle:
    id: str
    kind: VehicleType
    way: Course
    line: RouteTimeline
    happened: Happened
    orders: Mapping[str, Order]
    starts: Starts | None

    def state(self, broken_s: int | None) -> Present:
        moment_s = self.happened.now_s if broken_s is None else broken_s
        if moment_s < self.way.depart_s:
            return Present(self.id, Status.AT_DEPOT if broken_s is None else Status.BROKEN)
        aboard = self._loaded()
        for number, drive in enumerate(self.way.drives):
            if moment_s < drive.off_s[-1] - ROUNDING_S:
                return replace(
                    self._driving(number, drive, moment_s, broken=broken_s is not None), loaded=aboard
                )
            if number < len(self.way.visits) and moment_s < self.way.visits[number].depart_s:
                kept = number if broken_s is not None else number + 1
                return replace(self._at_stop(number, kept, broken=broken_s is not None), loaded=aboard)
        back, visits = self.way.drives[-1].leg, len(self.way.visits)
        if broken_s is None:
            return self._fixed(Status.BACK, visits, back=back, loaded=aboard)
        here = Standing(self.id, Position(back.streets[-1], back.to_share), both_ways=True)
        return self._fixed(Status.BROKEN, visits, way=back, standing=here, loaded=aboard)

    def _loaded(self) -> tuple[str, ...]:
        before = self.happened.loaded.get(self.id)
        if before is not None:
            return before
        told = [order_id for visit in self.way.visits for order_id in visit.order_ids]
        kinds = {order_id: self.orders[order_id].kind for order_id in told if order_id in self.orders}
        return tuple(order_id for order_id in told if kinds.get(order_id) is OrderKind.DELIVERY)

    def _fixed(self, status: Status, visits: int, **known: object) -> Present:
        made = Present(self.id, status, self.way.depart_s, self.way.visits[:visits])
        return replace(made, **known)  # type: ignore[arg-type]  # fields by name

    def _at_stop(self, number: int, kept: int, *, broken: bool) -> Present:
        """Standing where visit `number` is, with so many visits done once it goes on."""
        leg, visit = self.way.drives[number].leg, self.way.visits[number]
        here = Standing(self.id, Position(leg.streets[-1], leg.to_share), both_ways=True)
        status = Status.BROKEN if broken else Status.OUT
        way = leg if broken else None
        energy_kwh = self._energy_kwh(number + 1, -1)
        return self._fixed(status, kept, way=way, at_s=visit.depart_s, standing=here, energy_kwh=energy_kwh)

    def _driving(self, number: int, drive: Drive, moment_s: int, *, broken: bool) -> Present:
        at = next(i for i, off_s in enumerate(drive.off_s.tolist()) if moment_s < off_s - ROUNDING_S)
        last = at == len(drive.leg.streets) - 1
        if not broken and number < len(self.way.visits) and self._goes_through(number, drive):
            return self._at_stop(number, number + 1, broken=False)
        if not broken and last and number == len(self.way.visits):
            return self._fixed(Status.BACK, number, back=drive.leg)
        way, at_s, share = self._cut(drive, at, moment_s)
        here = Standing(self.id, Position(way.streets[-1], share), both_ways=False)
        status = Status.BROKEN if broken else Status.OUT
        energy_kwh = self._energy_kwh(number, len(way.streets))
        return self._fixed(status, number, way=way, at_s=at_s, standing=here, energy_kwh=energy_kwh)

    def _cut(self, drive: Drive, at: int, moment_s: int) -> tuple[Leg, int, float]:
        """The leg up to the next point where the vehicle can decide: the end of its street, or its gate."""
        leg = drive.leg
        held = leg.hold_s > 0 and leg.hold_before == at and moment_s < drive.enter_s[at] and at > 0
        if held and (reached_s := float(drive.off_s[at - 1])) <= moment_s:
            waited = replace(
                leg, streets=leg.streets[:at], to_share=1.0, hold_s=math.floor(moment_s - reached_s)
            )
            return waited, moment_s, 1.0
        end = leg.to_share if at == len(leg.streets) - 1 else 1.0
        hold_s = leg.hold_s if leg.hold_before <= at else 0
        cut = Leg(leg.streets[: at + 1], leg.from_share, end, hold_s, leg.hold_before if hold_s else 0)
        return cut, math.ceil(drive.off_s[at] - ROUNDING_S), end

    def _goes_through(self, number: int, drive: Drive) -> bool:
        """Whether the visit it is driving to can be made as told: nobody turns away without a reason."""
        visit = self.way.visits[number]
        if enters_closed(drive, self.happened.closures, self.happened.now_s):
            return False
        begin_s = visit.start_s
        for order_id in visit.order_ids:
            order = self.orders.get(order_id)
            if order is None or any(order is gone for gone in self.happened.cancelled):
                return False
            end_s = begin_s + service_s(order, self.kind)
            if not any(opens <= begin_s and end_s <= closes for opens, closes in order.windows):
                return False
            open_s = None if self.starts is None else self.starts.get((self.id, order_id))
            if open_s is not None and not any(opens <= begin_s <= closes for opens, closes in open_s):
                return False
            begin_s = end_s
        return True

    def _energy_kwh(self, number: int, streets: int) -> float | None:
        """In the battery after so many streets of leg `number`; -1: where that leg begins."""
        halt = self.line.halts[number]
        if halt.charge_kwh is None:
            return None
        level = halt.charge_kwh + (halt.charge.kwh if halt.charge is not None else 0.0)
        return level if streets < 0 else level - float(self.line.legs[number].energy_kwh[:streets].sum())


def enters_closed(drive: Drive, closures: Iterable[Closure], now_s: int) -> bool:
    """Whether a leg goes, from now on, from an open street into one that is closed then."""
    streets = drive.leg.streets
    for closure in closures:
        for at in range(1, len(streets)):
            into = streets[at] in closure.streets and streets[at - 1] not in closure.streets
            if into and max(now_s, closure.from_s) <= drive.enter_s[at] < closure.until_s:
                return True
    return False
