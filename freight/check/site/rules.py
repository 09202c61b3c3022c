"""What a depot's charging schedule must keep: one function a rule, from a `Night` to violations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from freight.check.site.needs import Need
from freight.check.site.power_curve import base_kw, charging_kw, on_the_clock
from freight.check.violation import Violation
from freight.domain.fleet import Battery
from freight.domain.scenario import Charger
from freight.domain.site import PowerStep, Session, Site, SiteSchedule
from freight.units import SECONDS_PER_DAY, clock

ROUNDING_KW = 1e-6
ROUNDING_KWH = 0.001
"""Levels are compared to 1 Wh."""
ROUNDING_S = 1.0


@dataclass(frozen=True, slots=True)
class Night:
    """A schedule with everything it is measured against."""

    site: Site
    schedule: SiteSchedule
    needs: dict[str, Need]
    chargers: dict[str, Charger]
    """Those of the site."""

    def sessions_of(self, vehicle_id: str) -> list[Session]:
        """Sessions of a vehicle in the order of time."""
        own = (one for one in self.schedule.sessions if one.vehicle_id == vehicle_id)
        return sorted(own, key=lambda one: one.plug_s)


def depot_cap(night: Night) -> Iterator[Violation]:
    """Base load and charging together never pass the cap of the site."""
    total = charging_kw(night.schedule.sessions) + base_kw(night.site)
    over = float(total.max()) - night.site.cap_kw
    if over > ROUNDING_KW:
        at_s = int(total.argmax())
        text = (
            f"depot {night.site.depot_id} draws {total.max():.3f} kW at {clock(at_s)}, "
            f"{over:.3f} kW more than its cap of {night.site.cap_kw:g} kW"
        )
        yield Violation("depot_cap", text, "", night.site.depot_id, at_s, over, "kW")


def depot_sockets(night: Night) -> Iterator[Violation]:
    """Every session has a socket of the site that serves its vehicle, and no socket two vehicles at once."""
    taken: dict[tuple[str, int], list[tuple[str, np.ndarray]]] = {}
    for session in night.schedule.sessions:
        charger = night.chargers.get(session.charger_id)
        where = f"socket {session.socket} of charger {session.charger_id}"
        if charger is None or not 1 <= session.socket <= charger.sockets:
            text = f"{session.vehicle_id} charges at {where}, which depot {night.site.depot_id} does not have"
            yield _told("depot_sockets", text, session, session.plug_s)
            continue
        need = night.needs.get(session.vehicle_id)
        if need is not None and need.kind.mode not in charger.modes:
            text = f"{session.vehicle_id} charges at {where}, which is not for mode {need.kind.mode}"
            yield _told("depot_sockets", text, session, session.plug_s)
        held = np.zeros(SECONDS_PER_DAY, dtype=bool)
        for part in on_the_clock(session.plug_s, session.unplug_s):
            held[part] = True
        others = taken.setdefault((session.charger_id, session.socket), [])
        for vehicle_id, other in others:
            both = held & other
            if both.any():
                at_s = int(both.argmax())
                text = f"{vehicle_id} and {session.vehicle_id} are both at {where} at {clock(at_s)}"
                yield _told("depot_sockets", text, session, at_s, float(both.sum()) / 60.0, "min")
        others.append((session.vehicle_id, held))


def depot_presence(night: Night) -> Iterator[Violation]:
    """A vehicle is plugged in only while it stands at the depot, and draws power only while plugged in."""
    for session in night.schedule.sessions:
        need = night.needs.get(session.vehicle_id)
        if need is None:
            text = f"{session.vehicle_id} is no electric vehicle that drives from depot {night.site.depot_id}"
            yield _told("depot_presence", text, session, session.plug_s)
            continue
        if session.plug_s < need.plug_from_s - ROUNDING_S:
            early = need.plug_from_s - session.plug_s
            text = (
                f"{session.vehicle_id} is plugged in at {_time(session.plug_s)}, and can be from "
                f"{_time(need.plug_from_s)} on"
            )
            yield _told("depot_presence", text, session, session.plug_s, early / 60.0, "min")
        if session.unplug_s > need.ready_by_s + ROUNDING_S:
            late = session.unplug_s - need.ready_by_s
            text = f"{session.vehicle_id} is plugged in until {_time(session.unplug_s)}, and must be ready at "
            text += _time(need.ready_by_s)
            yield _told("depot_presence", text, session, session.unplug_s, late / 60.0, "min")
        edges = [session.plug_s, *(at for step in session.steps for at in (step.begin_s, step.end_s))]
        if any(later < earlier for earlier, later in pairwise([*edges, session.unplug_s])):
            text = f"the power of {session.vehicle_id} does not lie in order between plugging in and out"
            yield _told("depot_presence", text, session, session.plug_s)
    for vehicle_id in night.needs:
        for earlier, later in pairwise(night.sessions_of(vehicle_id)):
            if later.plug_s < earlier.unplug_s:
                text = f"{vehicle_id} is plugged in twice at {_time(later.plug_s)}"
                yield _told("depot_presence", text, later, later.plug_s)


def depot_power(night: Night) -> Iterator[Violation]:
    """Power stays within the socket, the vehicle's own charger and the battery's charge curve."""
    for session in night.schedule.sessions:
        need, charger = night.needs.get(session.vehicle_id), night.chargers.get(session.charger_id)
        if need is None or charger is None:
            continue
        level = session.begin_kwh
        for step in session.steps:
            after = level + step.kwh * night.site.efficiency_share
            for limit, what in _limits(night.site, need.battery, charger, level, after):
                over = step.kw - limit
                if over > ROUNDING_KW or step.kw < 0.0:
                    text = (
                        f"{session.vehicle_id} draws {step.kw:.3f} kW from {_time(step.begin_s)} on, "
                        f"and {what} allows 0 to {limit:.3f} kW"
                    )
                    yield _told("depot_power", text, session, step.begin_s, max(over, -step.kw), "kW")
                    break
            level = after


def _limits(
    site: Site, battery: Battery, charger: Charger, before_kwh: float, after_kwh: float
) -> Iterator[tuple[float, str]]:
    """Limits on the power from the grid between two levels, and what sets them."""
    yield charger.power_kw, f"socket {charger.id}"
    if battery.charge_kw is not None:
        yield battery.charge_kw, "its own charger"
    if battery.charge_curve:
        shares, powers = zip(*battery.charge_curve, strict=True)
        first, last = before_kwh / battery.usable_kwh, after_kwh / battery.usable_kwh
        met = [first, last, *(share for share in shares if first < share < last)]
        lowest = float(np.interp(met, shares, powers).min())
        yield lowest / site.efficiency_share, "the charge curve of its battery"


def depot_energy(night: Night) -> Iterator[Violation]:
    """Energy in is energy stored and loss: the stated levels follow from the power, and fit the battery."""
    for vehicle_id, need in night.needs.items():
        level = need.evening_kwh
        for session in night.sessions_of(vehicle_id):
            if abs(session.begin_kwh - level) > ROUNDING_KWH:
                text = f"{vehicle_id} holds {level:.3f} kWh when plugged in at {_time(session.plug_s)}, not "
                text += f"{session.begin_kwh:.3f} kWh"
                amount = session.begin_kwh - level
                yield _told("depot_energy", text, session, session.plug_s, amount, "kWh")
            level += stored_kwh(session.steps, night.site)
            if abs(session.end_kwh - level) > ROUNDING_KWH:
                text = f"{vehicle_id} holds {level:.3f} kWh when unplugged at {_time(session.unplug_s)}, not "
                text += f"{session.end_kwh:.3f} kWh"
                amount = session.end_kwh - level
                yield _told("depot_energy", text, session, session.unplug_s, amount, "kWh")
            over = level - need.battery.usable_kwh
            if over > ROUNDING_KWH:
                text = f"{vehicle_id} is charged {over:.3f} kWh beyond full"
                yield _told("depot_energy", text, session, session.unplug_s, over, "kWh")


def depot_ready(night: Night) -> Iterator[Violation]:
    """Every vehicle leaves with what its route needs; what is missing of the level asked for is stated."""
    stated = {one.vehicle_id: one.kwh for one in night.schedule.shortfalls}
    for vehicle_id, need in night.needs.items():
        charged = sum(stored_kwh(one.steps, night.site) for one in night.sessions_of(vehicle_id))
        level = need.evening_kwh + charged
        lacks = min(need.needed_kwh, need.battery.usable_kwh) - level
        if lacks > ROUNDING_KWH:
            text = (
                f"{vehicle_id} has {level:.2f} kWh when it leaves depot {night.site.depot_id} at "
                f"{clock(need.leaves_s)} and needs {need.needed_kwh:.2f} kWh for its route and the reserve: "
                f"{lacks:.2f} kWh are missing"
            )
            yield Violation("depot_ready", text, vehicle_id, night.site.depot_id, need.leaves_s, lacks, "kWh")
        short = max(0.0, need.target_kwh - level)
        if abs(short - stated.get(vehicle_id, 0.0)) > 2 * ROUNDING_KWH:
            text = (
                f"{vehicle_id} lacks {short:.3f} kWh of the level asked for, and the schedule states "
                f"{stated.get(vehicle_id, 0.0):.3f} kWh"
            )
            yield Violation("depot_ready", text, vehicle_id, night.site.depot_id, need.leaves_s, short, "kWh")


def stored_kwh(steps: tuple[PowerStep, ...], site: Site) -> float:
    """What some power leaves in the battery."""
    return sum(step.kwh for step in steps) * site.efficiency_share


def _told(
    rule: str, text: str, session: Session, at_s: float, amount: float | None = None, unit: str = ""
) -> Violation:
    where = f"charger {session.charger_id}, socket {session.socket}"
    return Violation(rule, text, session.vehicle_id, where, at_s, amount, unit)


def _time(at_s: float) -> str:
    """Clock of a time, with its evening before."""
    return clock(at_s % SECONDS_PER_DAY) + (" the evening before" if at_s < 0 else "")


SITE_RULES = (depot_cap, depot_sockets, depot_presence, depot_power, depot_energy, depot_ready)
