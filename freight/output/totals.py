"""Key figures of some routes, computed from the replay and the account, never from the plan."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from freight.domain.scenario import Scenario
from freight.domain.timeline import RouteTimeline, Timeline
from freight.emissions.account import Account, Amounts, RouteAccount, add
from freight.units import SECONDS_PER_HOUR

Driven = tuple[RouteTimeline, RouteAccount]


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over routes."""

    vehicles: int
    stops: int
    orders: int
    km: float
    empty_km: float
    """Driven with nothing on board."""
    hours: float
    """From leaving the depot to being back."""
    driving_h: float
    waiting_h: float
    service_h: float
    charging_h: float
    """Plugged in on the way."""
    charged_kwh: float
    """That arrived in batteries on the way."""
    tonne_km: float
    load_factor: float | None
    """Tonne-kilometres driven over those of full vehicles; None when nothing was driven."""
    amounts: Amounts


def pair(timeline: Timeline, account: Account) -> tuple[Driven, ...]:
    """Each route with its account."""
    return tuple(zip(timeline.routes, account.routes, strict=True))


def totals(driven: Iterable[Driven], scenario: Scenario) -> Totals:
    """Key figures of some routes of a plan."""
    pairs = list(driven)
    routes = [route for route, _ in pairs]
    legs = [(leg, route) for route in routes for leg in route.legs]
    km = [float(leg.length_m.sum()) / 1000.0 for leg, _ in legs]
    carried = math.fsum(leg.payload.kg * one for (leg, _), one in zip(legs, km, strict=True))
    capacity = {kind.id: kind.capacity.kg for kind in scenario.vehicle_types}
    possible = math.fsum(capacity[route.type_id] * one for (_, route), one in zip(legs, km, strict=True))
    served = [halt for route in routes for halt in route.halts if halt.order_ids]
    plugged = [(halt, halt.charge) for route in routes for halt in route.halts if halt.charge is not None]
    halted = [*served, *(halt for halt, _ in plugged)]
    held = math.fsum(leg.hold_s for leg, _ in legs)
    return Totals(
        vehicles=len(routes),
        stops=len(served),
        orders=sum(len(halt.order_ids) for halt in served),
        km=math.fsum(km),
        empty_km=math.fsum(one for (leg, _), one in zip(legs, km, strict=True) if not any(leg.payload)),
        hours=math.fsum(route.halts[-1].arrive_s - route.halts[0].depart_s for route in routes)
        / SECONDS_PER_HOUR,
        driving_h=math.fsum(float(leg.drive_s.sum()) for leg, _ in legs) / SECONDS_PER_HOUR,
        waiting_h=(held + math.fsum(halt.wait_s for halt in halted)) / SECONDS_PER_HOUR,
        service_h=math.fsum(halt.setup_s + halt.done_s - halt.start_s for halt in served) / SECONDS_PER_HOUR,
        charging_h=math.fsum(halt.depart_s - halt.start_s for halt, _ in plugged) / SECONDS_PER_HOUR,
        charged_kwh=math.fsum(done.kwh for _, done in plugged),
        tonne_km=carried / 1000.0,
        load_factor=carried / possible if possible > 0.0 else None,
        amounts=add(leg for _, emitted in pairs for leg in emitted.legs),
    )


def by_type(driven: Iterable[Driven], scenario: Scenario) -> dict[str, Totals]:
    """Key figures by vehicle type, in the scenario's order, only types that drove."""
    pairs = list(driven)
    used = {route.type_id for route, _ in pairs}
    return {
        kind.id: totals([one for one in pairs if one[0].type_id == kind.id], scenario)
        for kind in scenario.vehicle_types
        if kind.id in used
    }


def zone_km(driven: Iterable[Driven]) -> dict[tuple[str, str], float]:
    """Kilometres inside each zone by (zone id, vehicle type id)."""
    parts: dict[tuple[str, str], list[float]] = {}
    for route, _ in driven:
        for leg in route.legs:
            for zone_id, metres in leg.zone_m:
                parts.setdefault((zone_id, route.type_id), []).append(metres / 1000.0)
    return {key: math.fsum(values) for key, values in parts.items()}
