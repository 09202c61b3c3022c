"""What each vehicle of a depot must have before it leaves, read from the replay."""

from __future__ import annotations

from dataclasses import dataclass

from freight.domain.fleet import Battery, VehicleType
from freight.domain.scenario import Scenario
from freight.domain.site import Ready, Site
from freight.domain.timeline import RouteTimeline, Timeline
from freight.units import SECONDS_PER_DAY


@dataclass(frozen=True, slots=True)
class Need:
    """One electric vehicle that drives from the depot."""

    vehicle_id: str
    kind: VehicleType
    battery: Battery
    back_s: float
    """Return on the evening before, on a day like the planning day; negative."""
    leaves_s: float
    plug_from_s: float
    ready_by_s: float
    evening_kwh: float
    """In the battery when plugged in."""
    needed_kwh: float
    """For the route and the reserve."""
    target_kwh: float
    used_kwh: float
    """By the whole route: what the next night finds missing."""


def depot_needs(site: Site, scenario: Scenario, timeline: Timeline) -> tuple[Need, ...]:
    """Needs of the electric vehicles of a depot that drive, in the order of the timeline."""
    at_depot = {vehicle.id for vehicle in scenario.vehicles if vehicle.depot_id == site.depot_id}
    found = []
    for route in timeline.routes:
        kind = scenario.vehicle_type(route.type_id)
        if route.vehicle_id in at_depot and kind.battery is not None:
            found.append(_need(site, route, kind, kind.battery))
    return tuple(found)


def _need(site: Site, route: RouteTimeline, kind: VehicleType, battery: Battery) -> Need:
    out, home = route.halts[0], route.halts[-1]
    needed = battery.reserve_kwh + deepest_draw_kwh(route)
    target = battery.usable_kwh
    if site.ready is Ready.NEEDED and needed < target:
        target = needed
    used = (out.charge_kwh or 0.0) - (home.charge_kwh or 0.0)
    evening = target - used
    if route.vehicle_id in site.evening_level:
        evening = battery.usable_kwh * site.evening_level[route.vehicle_id]
    back_s = home.arrive_s - SECONDS_PER_DAY
    return Need(
        vehicle_id=route.vehicle_id,
        kind=kind,
        battery=battery,
        back_s=back_s,
        leaves_s=out.depart_s,
        plug_from_s=back_s if site.plugged_in_s is None else max(back_s, site.plugged_in_s),
        ready_by_s=out.depart_s - site.ready_before_s,
        evening_kwh=min(battery.usable_kwh, max(0.0, evening)),
        needed_kwh=needed,
        target_kwh=target,
        used_kwh=used,
    )


def deepest_draw_kwh(route: RouteTimeline) -> float:
    """By how much the battery falls below its level at departure at the lowest point of the route."""
    start = route.halts[0].charge_kwh or 0.0
    deepest = 0.0
    for index, leg in enumerate(route.legs):
        after = route.halts[index + 1].charge_kwh or 0.0
        to_come = leg.energy_kwh[::-1].cumsum()[::-1]
        levels = [after, *(after + float(kwh) for kwh in to_come)]
        deepest = max(deepest, start - min(levels))
    return deepest
