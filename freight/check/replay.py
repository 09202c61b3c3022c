"""Drives a route street by street with its own clock, load and battery."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from freight.check.board import loads_on_board
from freight.check.charging import PlugIn, plug_in
from freight.check.fees import route_fees
from freight.check.ground import end_point
from freight.check.laws import ZoneLaw
from freight.check.motion import TOLERANCE_S, Motion, drive
from freight.check.service import visit_s
from freight.check.setup import setups_s, visit_spot
from freight.check.wording import depot_label, visit_label
from freight.domain.fleet import Load, Vehicle, VehicleType
from freight.domain.plan import Charge, Route
from freight.domain.scenario import Charger, Depot, Order
from freight.domain.timeline import ChargeDone, DrivenLeg, FeePaid, Halt, RouteTimeline
from freight.domain.travel import BoolArray, FloatArray
from freight.network.streets import Streets
from freight.network.view import StreetView

BROKEN_DOWN = "where it broke down"
"""Label of the last halt of a vehicle that does not come home."""


@dataclass(frozen=True, eq=False, slots=True)
class Ground:
    """What every route of the day is replayed on."""

    orders: Mapping[str, Order]
    laws: tuple[ZoneLaw, ...]
    inside: Mapping[str, BoolArray]
    """By zone id: which streets lie inside."""
    chargers: Mapping[str, Charger]
    stuck: Mapping[str, tuple[Order, ...]] = field(default_factory=dict)
    """By vehicle: goods that were loaded and are not delivered; they stay on board."""
    broken: frozenset[str] = frozenset()
    """Vehicles whose day ends where they broke down."""


@dataclass(frozen=True, slots=True)
class Stay:
    """When a vehicle is at a halt."""

    arrive_s: float
    start_s: float
    depart_s: float
    setup_s: float = 0.0
    """Of the time between arriving and starting."""


@dataclass(frozen=True, eq=False, slots=True)
class RouteReplay:
    """One route as driven, with everything the rules need."""

    route: Route
    vehicle: Vehicle
    kind: VehicleType
    depot: Depot
    view: StreetView
    motions: tuple[Motion, ...]
    charges_kwh: tuple[FloatArray, ...]
    """By leg: energy in the battery at the end of each street; empty for fuel."""
    timeline: RouteTimeline


def replay_route(
    route: Route, vehicle: Vehicle, kind: VehicleType, depot: Depot, view: StreetView, ground: Ground
) -> RouteReplay:
    """Drive one route from depot to depot.

    A visit starts when the plan says, or on arrival when that is later than `TOLERANCE_S` after it.
    """
    payloads = loads_on_board(route, ground.orders, ground.stuck.get(vehicle.id, ()))
    motions, stays = drive_all(
        route, view, kind, ground.orders, payloads, setups_s(route, depot, ground.orders, ground.chargers)
    )
    charges, done = battery_levels(
        motions, vehicle, kind, plug_in(sessions(route, stays), kind, ground.chargers)
    )
    fees = route_fees(motions, ground.laws, kind, vehicle.id)
    labels = [depot_label(depot), *(visit_label(visit, ground.orders) for visit in route.visits)]
    labels.append(BROKEN_DOWN if vehicle.id in ground.broken else labels[0])
    legs = tuple(
        _driven_leg(motion, labels[i], labels[i + 1], payloads[i], ground.inside, fees[i])
        for i, motion in enumerate(motions)
    )
    arrivals = _on_arrival(charges, vehicle, kind)
    halts = _halts(route, depot, labels, stays, payloads, arrivals, done, ground, view.streets)
    timeline = RouteTimeline(vehicle.id, kind.id, halts, legs)
    return RouteReplay(route, vehicle, kind, depot, view, motions, charges, timeline)


def drive_all(
    route: Route,
    view: StreetView,
    kind: VehicleType,
    orders: Mapping[str, Order],
    payloads: Sequence[Load],
    setups: Sequence[int],
) -> tuple[tuple[Motion, ...], tuple[Stay, ...]]:
    """Every leg in turn with what is on board, and the stays at depot, visits and depot."""
    clock_s = float(route.depart_s)
    motions: list[Motion] = []
    stays = [Stay(clock_s, clock_s, clock_s)]
    for visit, payload, setup_s in zip(route.visits, payloads, setups, strict=False):
        motion = drive(visit.leg, clock_s, view, payload.kg)
        ready_s = motion.arrive_s + setup_s
        late = ready_s > visit.start_s + TOLERANCE_S
        start_s = ready_s if late else float(visit.start_s)
        planned_s = max(visit.depart_s - visit.start_s, 0)
        # Who comes late to charge or load stays as long as planned, so that one fault is not named twice.
        stays_s = min(visit_s(visit, orders, kind), planned_s) if visit.order_ids else planned_s
        clock_s = max(float(visit.depart_s), start_s + stays_s)
        motions.append(motion)
        stays.append(Stay(motion.arrive_s, start_s, clock_s, setup_s))
    back = drive(route.back, clock_s, view, payloads[-1].kg)
    stays.append(Stay(back.arrive_s, back.arrive_s, back.arrive_s))
    return (*motions, back), tuple(stays)


def sessions(route: Route, stays: Sequence[Stay | Halt]) -> dict[int, tuple[Charge, float, float]]:
    """By visit: what is to be charged, and from when to when the vehicle is plugged in."""
    halts = enumerate(zip(route.visits, stays[1:-1], strict=True))
    return {
        number: (visit.charge, stay.start_s, stay.depart_s)
        for number, (visit, stay) in halts
        if visit.charge is not None
    }


def battery_levels(
    motions: Sequence[Motion], vehicle: Vehicle, kind: VehicleType, charged: PlugIn
) -> tuple[tuple[FloatArray, ...], tuple[ChargeDone | None, ...]]:
    """Energy in the battery at the end of each street, kWh, reserve included; braking never overfills it.

    The second is what each visit charged, by number.
    """
    if kind.battery is None:
        return tuple(np.empty(0) for _ in motions), tuple(charged(k, 0.0) for k in range(len(motions) - 1))
    full = kind.battery.usable_kwh
    level = full * vehicle.start_charge_share
    levels: list[FloatArray] = []
    done: list[ChargeDone | None] = []
    for number, motion in enumerate(motions):
        after = np.empty(len(motion.streets))
        for index, energy in enumerate(motion.energy_kwh.tolist()):
            level = min(level - energy, full)
            after[index] = level
        levels.append(after)
        done.append(charged(number, level))
        level += done[-1].kwh if done[-1] is not None else 0.0
    return tuple(levels), tuple(done[:-1])


def _on_arrival(charges: Sequence[FloatArray], vehicle: Vehicle, kind: VehicleType) -> tuple[float | None, ...]:
    if kind.battery is None:
        return (None,) * (len(charges) + 1)
    known: list[float | None] = [kind.battery.usable_kwh * vehicle.start_charge_share]
    for levels in charges:
        known.append(float(levels[-1]) if len(levels) else known[-1])
    return tuple(known)


def _driven_leg(
    motion: Motion,
    from_label: str,
    to_label: str,
    payload: Load,
    inside: Mapping[str, BoolArray],
    fees: tuple[FeePaid, ...],
) -> DrivenLeg:
    zone_m = tuple(
        (zone_id, float(motion.length_m[within[motion.streets]].sum())) for zone_id, within in inside.items()
    )
    leg = motion.leg
    return DrivenLeg(
        from_label=from_label,
        to_label=to_label,
        streets=motion.streets,
        from_share=leg.from_share,
        to_share=leg.to_share,
        length_m=motion.length_m,
        enter_s=motion.enter_s,
        drive_s=motion.off_s - motion.enter_s,
        energy_kwh=motion.energy_kwh,
        priced_kwh=motion.priced_kwh,
        depart_s=motion.depart_s,
        arrive_s=motion.arrive_s,
        hold_s=float(max(leg.hold_s, 0)) if 0 <= leg.hold_before < len(leg.streets) else 0.0,
        hold_before=leg.hold_before,
        payload=payload,
        zone_m=tuple((zone_id, metres) for zone_id, metres in zone_m if metres > 0),
        fees=fees,
    )


def _halts(
    route: Route,
    depot: Depot,
    labels: Sequence[str],
    stays: Sequence[Stay],
    payloads: Sequence[Load],
    charges: Sequence[float | None],
    done: Sequence[ChargeDone | None],
    ground: Ground,
    streets: Streets,
) -> tuple[Halt, ...]:
    spots = [(depot.lat, depot.lon)]
    for visit in route.visits:
        spots.append(visit_spot(visit, depot, ground.orders, ground.chargers) or spots[-1])
    spots.append(spots[0] if labels[-1] == labels[0] else end_point(streets, route.back) or spots[-1])
    served = [(), *(visit.order_ids for visit in route.visits), ()]
    breaks = [(), *(visit.breaks for visit in route.visits), ()]
    after = [*payloads, Load()]
    return tuple(
        Halt(
            label=labels[i],
            lat=spots[i][0],
            lon=spots[i][1],
            order_ids=served[i],
            arrive_s=stay.arrive_s,
            start_s=stay.start_s,
            depart_s=stay.depart_s,
            load_after=after[i],
            charge_kwh=charges[i],
            charge=session,
            breaks=breaks[i],
            setup_s=stay.setup_s,
            reload=0 < i <= len(route.visits) and bool(route.visits[i - 1].reload),
        )
        for i, (stay, session) in enumerate(zip(stays, (None, *done, None), strict=True))
    )
