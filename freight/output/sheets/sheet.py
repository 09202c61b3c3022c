"""What one driver's sheet holds, without language or layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from freight.domain.fleet import Load, Mode, VehicleType
from freight.domain.plan import Charge, Plan
from freight.domain.scenario import Charger, Depot, Interval, Order, OrderKind, Scenario
from freight.domain.timeline import DrivenLeg, Halt, RouteTimeline, Timeline
from freight.output.sheets.junctions import Junctions
from freight.output.sheets.promise import promised_window
from freight.output.sheets.turns import Step, turn_list
from freight.output.wording import depot_of
from freight.units import SECONDS_PER_DAY

SAME_PLACE_M = 5.0


@dataclass(frozen=True, slots=True)
class ZonePart:
    """A zone that a leg drives in."""

    name: str
    status: str
    metres: float


@dataclass(frozen=True, slots=True)
class Fee:
    """A zone fee of a leg."""

    zone: str
    nok: float
    at_s: float


@dataclass(frozen=True, eq=False, slots=True)
class Drive:
    """The way to a stop or back to the depot."""

    leg: DrivenLeg
    metres: float
    drive_s: float
    steps: tuple[Step, ...]
    zones: tuple[ZonePart, ...]
    fees: tuple[Fee, ...]

    @property
    def same_place(self) -> bool:
        """Whether the vehicle only stands still between two halts."""
        return self.metres < SAME_PLACE_M


@dataclass(frozen=True, slots=True)
class Charging:
    """What a charging halt is for."""

    charger: Charger
    level_kwh: float
    level_share: float
    """Of the usable energy."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """One order of the loading list."""

    sequence: int
    order: Order


@dataclass(frozen=True, eq=False, slots=True)
class Stop:
    """One halt between the depots."""

    sequence: int
    drive: Drive
    halt: Halt
    orders: tuple[Order, ...]
    receivers: tuple[str, ...]
    addresses: tuple[str, ...]
    promised: Interval | None
    deliver: Load
    collect: Load
    needs: tuple[str, ...]
    charging: Charging | None
    reload: Depot | None
    """Where it loads anew."""
    loading: tuple[Loaded, ...]
    """What it loads there, in the order of loading."""

    @property
    def hours(self) -> tuple[Interval, ...]:
        """When the receiver takes goods, where the orders agree on it; empty for any time."""
        stated = {order.windows for order in self.orders}
        windows = next(iter(stated)) if len(stated) == 1 else ()
        return () if any(low <= 0 and high >= SECONDS_PER_DAY for low, high in windows) else windows

    @property
    def urgent(self) -> int | None:
        """The first priority of its orders, where it is above the ordinary one."""
        first = min((order.priority for order in self.orders), default=3)
        return first if first < 3 else None


@dataclass(frozen=True, eq=False, slots=True)
class Sheet:
    """One vehicle's day as its driver needs it."""

    vehicle_id: str
    kind: VehicleType
    day: date
    timezone: str
    scenario: str
    depot: Depot
    depart_s: float
    return_s: float
    metres: float
    load: Load
    battery_share: float | None
    stops: tuple[Stop, ...]
    back: Drive
    loading: tuple[Loaded, ...]
    """At departure, in the order of loading: what is delivered last comes first."""

    @property
    def legs(self) -> tuple[DrivenLeg, ...]:
        """Every leg of the day."""
        return (*(stop.drive.leg for stop in self.stops), self.back.leg)


def sheets(plan: Plan, scenario: Scenario, timeline: Timeline, junctions: Junctions) -> tuple[Sheet, ...]:
    """One sheet a vehicle that drives, in the order of the plan.

    Parameters
    ----------
    timeline
        The replay of `plan`: every route of it.
    """
    levels = {route.vehicle_id: [visit.charge for visit in route.visits] for route in plan.routes}
    return tuple(_sheet(route, levels[route.vehicle_id], scenario, junctions) for route in timeline.routes)


def _sheet(
    route: RouteTimeline, charges: list[Charge | None], scenario: Scenario, junctions: Junctions
) -> Sheet:
    kind, depot = scenario.vehicle_type(route.type_id), depot_of(route, scenario)
    first, *middle, last = route.halts
    drives = tuple(_drives(route, kind.mode, scenario, junctions))
    bare = [
        _stop(sequence, drive, halt, charge, scenario, kind, depot)
        for sequence, (drive, halt, charge) in enumerate(zip(drives, middle, charges, strict=False), 1)
    ]
    loading = _loading(bare)
    stops = tuple(
        replace(stop, loading=_loading(bare[stop.sequence :])) if stop.reload else stop for stop in bare
    )
    battery = kind.battery
    known = battery is not None and first.charge_kwh is not None
    return Sheet(
        vehicle_id=route.vehicle_id,
        kind=kind,
        day=scenario.day,
        timezone=scenario.timezone,
        scenario=scenario.name,
        depot=depot,
        depart_s=first.depart_s,
        return_s=last.arrive_s,
        metres=sum(drive.metres for drive in drives),
        load=total(one.order for one in loading),
        battery_share=(first.charge_kwh or 0.0) / battery.usable_kwh if known and battery else None,
        stops=stops,
        back=drives[-1],
        loading=loading,
    )


def _loading(ahead: Sequence[Stop]) -> tuple[Loaded, ...]:
    """What is delivered at these stops before the vehicle loads anew; the last comes first."""
    section = list(takewhile(lambda stop: stop.reload is None, ahead))
    return tuple(
        Loaded(stop.sequence, order)
        for stop in reversed(section)
        for order in reversed(stop.orders)
        if order.kind is OrderKind.DELIVERY
    )


def _drives(route: RouteTimeline, mode: Mode, scenario: Scenario, junctions: Junctions) -> Iterator[Drive]:
    zones = {zone.id: zone for zone in scenario.zones}
    came_by: int | None = None
    for leg, halt in zip(route.legs, route.halts[1:], strict=True):
        yield Drive(
            leg=leg,
            metres=float(leg.length_m.sum()),
            drive_s=float(leg.drive_s.sum()),
            steps=turn_list(junctions, leg, mode, (halt.lat, halt.lon), came_by),
            zones=tuple(
                ZonePart(zones[zone_id].name, zones[zone_id].status, metres) for zone_id, metres in leg.zone_m
            ),
            fees=tuple(Fee(zones[fee.zone_id].name, fee.nok, fee.at_s) for fee in leg.fees),
        )
        came_by = int(leg.streets[-1])


def _stop(
    sequence: int,
    drive: Drive,
    halt: Halt,
    charge: Charge | None,
    scenario: Scenario,
    kind: VehicleType,
    depot: Depot,
) -> Stop:
    orders = tuple(order for order_id in halt.order_ids for order in scenario.orders if order.id == order_id)
    windows = [promised_window(order, halt.start_s) for order in orders]
    promised = (max(low for low, _ in windows), min(high for _, high in windows)) if windows else None
    return Stop(
        sequence=sequence,
        drive=drive,
        halt=halt,
        orders=orders,
        receivers=tuple(dict.fromkeys(order.name or order.id for order in orders)),
        addresses=tuple(dict.fromkeys(order.address for order in orders if order.address)),
        promised=promised,
        deliver=total(order for order in orders if order.kind is OrderKind.DELIVERY),
        collect=total(order for order in orders if order.kind is OrderKind.PICKUP),
        needs=tuple(sorted({skill for order in orders for skill in order.skills})),
        charging=_charging(charge, scenario, kind),
        reload=depot if halt.reload else None,
        loading=(),
    )


def _charging(charge: Charge | None, scenario: Scenario, kind: VehicleType) -> Charging | None:
    if charge is None or kind.battery is None:
        return None
    charger = next(one for one in scenario.chargers if one.id == charge.charger_id)
    return Charging(charger, charge.level_kwh, charge.level_kwh / kind.battery.usable_kwh)


def total(orders: Iterable[Order]) -> Load:
    """What some orders weigh, fill and count together."""
    loads = [order.load for order in orders]
    return Load(*(sum(load[unit] for load in loads) for unit in range(3)))
