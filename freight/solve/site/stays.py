"""What a depot must do: which vehicle stands there, from when to when, with how much to charge."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from freight.domain.fleet import Battery, VehicleType
from freight.domain.scenario import Charger, Scenario
from freight.domain.site import HOURS_A_DAY, PowerStep, Ready, Session, Shortfall, Site, SiteSchedule
from freight.domain.timeline import RouteTimeline, Timeline
from freight.units import SECONDS_PER_DAY, SECONDS_PER_HOUR

KW_STEP = 1e-6
"""Powers are written down to the milliwatt, rounded down so that no sum passes the cap."""
NO_KW = 1e-5
"""Power below this is the linear program's rounding."""
EXACT_KWH = 0.001
"""A level within 1 Wh is the level asked for."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A vehicle at its depot between its return and its next departure."""

    vehicle_id: str
    begin_s: int
    """Plugged in; negative on the evening before."""
    end_s: int
    """Charging has ended."""
    begin_kwh: float
    needed_kwh: float
    """What the route takes at its lowest point, and the reserve."""
    target_kwh: float
    battery: Battery
    chargers: tuple[Charger, ...]
    """Those of the site that it can use, in the site's order."""

    def steps(self, step_s: int) -> range:
        """Whole time steps inside the stay, counted from midnight of the planning day."""
        return range(-(-self.begin_s // step_s), self.end_s // step_s)

    def limit_kw(self, charger: Charger) -> float:
        """Power from the grid that socket and vehicle allow at any level."""
        own = self.battery.charge_kw
        return charger.power_kw if own is None else min(charger.power_kw, own)


@dataclass(frozen=True, slots=True)
class Grid:
    """The repeating day in steps."""

    step_s: int

    @property
    def count(self) -> int:
        """Steps of a day."""
        return SECONDS_PER_DAY // self.step_s

    @property
    def hours(self) -> float:
        """Length of a step."""
        return self.step_s / SECONDS_PER_HOUR

    def hour_of(self, step: int) -> int:
        """Hour of the clock in which a step lies."""
        return (step * self.step_s // SECONDS_PER_HOUR) % HOURS_A_DAY


def site_stays(site: Site, scenario: Scenario, timeline: Timeline) -> tuple[Stay, ...]:
    """One stay for each electric vehicle of the depot that drives, in the timeline's order."""
    chargers = {charger.id: charger for charger in scenario.chargers}
    own = tuple(chargers[name] for name in site.charger_ids)
    depots = {vehicle.id: vehicle.depot_id for vehicle in scenario.vehicles}
    kinds = {kind.id: kind for kind in scenario.vehicle_types}
    return tuple(
        stay
        for route in timeline.routes
        if depots[route.vehicle_id] == site.depot_id
        for stay in _stays(route, kinds[route.type_id], site, own)
    )


def _stays(route: RouteTimeline, kind: VehicleType, site: Site, chargers: Iterable[Charger]) -> Iterator[Stay]:
    battery = kind.battery
    if battery is None:
        return
    levels = list(_levels(route))
    deepest, used = levels[0] - min(levels), levels[0] - levels[-1]
    needed = battery.reserve_kwh + deepest
    target = battery.usable_kwh if site.ready is Ready.FULL else min(needed, battery.usable_kwh)
    share = site.evening_level.get(route.vehicle_id)
    evening = target - used if share is None else share * battery.usable_kwh
    end_s = math.floor(route.halts[0].depart_s) - site.ready_before_s
    back_s = math.ceil(route.halts[-1].arrive_s) - SECONDS_PER_DAY
    begin_s = back_s if site.plugged_in_s is None else max(back_s, site.plugged_in_s)
    usable = tuple(charger for charger in chargers if kind.mode in charger.modes)
    yield Stay(
        vehicle_id=route.vehicle_id,
        begin_s=min(begin_s, end_s),
        end_s=end_s,
        begin_kwh=min(max(evening, 0.0), battery.usable_kwh),
        needed_kwh=needed,
        target_kwh=target,
        battery=battery,
        chargers=usable,
    )


def _levels(route: RouteTimeline) -> Iterator[float]:
    """Energy in the battery at the depot and after every street."""
    start = route.halts[0].charge_kwh or 0.0
    yield start
    for leg, halt in zip(route.legs, route.halts[1:], strict=True):
        level = (halt.charge_kwh or 0.0) + float(leg.energy_kwh.sum())
        for kwh in leg.energy_kwh:
            level -= float(kwh)
            yield level
        yield halt.charge_kwh or 0.0


class Place(NamedTuple):
    """A socket for a stretch of a stay."""

    charger: Charger
    socket: int
    """From 1."""
    steps: range
    """In which power may flow."""
    whole: bool
    """Whether the vehicle is plugged in all its stay, part steps included."""


def session(stay: Stay, place: Place, powers_kw: Sequence[float], site: Site) -> Session:
    """A stay at a socket as it is written down; powers are one for each step of the place."""
    steps: list[PowerStep] = []
    for step, exact_kw in zip(place.steps, powers_kw, strict=True):
        kw = math.floor(exact_kw / KW_STEP) * KW_STEP
        if kw < NO_KW:
            continue
        begin_s, end_s = step * site.step_s, (step + 1) * site.step_s
        last = steps[-1] if steps else None
        if last is not None and last.end_s == begin_s and abs(last.kw - kw) <= 2 * KW_STEP:
            steps[-1] = PowerStep(last.begin_s, end_s, min(last.kw, kw))
        else:
            steps.append(PowerStep(begin_s, end_s, kw))
    edges = place.steps.start * site.step_s, place.steps.stop * site.step_s
    plug_s, unplug_s = (stay.begin_s, stay.end_s) if place.whole else edges
    steps = [replace(one, kw=round(one.kw, 6)) for one in steps]
    end_kwh = stay.begin_kwh + sum(one.kwh for one in steps) * site.efficiency_share
    return Session(
        stay.vehicle_id, place.charger.id, place.socket, plug_s, unplug_s, stay.begin_kwh, end_kwh, tuple(steps)
    )


def schedule_of(site: Site, stays: Sequence[Stay], sessions: Sequence[Session | None]) -> SiteSchedule:
    """The sessions and what they leave missing."""
    missing = []
    for stay, one in zip(stays, sessions, strict=True):
        short_kwh = stay.target_kwh - (stay.begin_kwh if one is None else one.end_kwh)
        if short_kwh > EXACT_KWH:
            missing.append(Shortfall(stay.vehicle_id, short_kwh))
    return SiteSchedule(site.depot_id, tuple(one for one in sessions if one is not None), tuple(missing))
