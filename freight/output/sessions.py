"""Charging on the way as driven: who, where, when, how much and what was paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from freight.domain.fleet import Battery
from freight.domain.scenario import Charger, Scenario
from freight.domain.timeline import ChargeDone, Halt, RouteTimeline
from freight.emissions.prices import charged_nok_per_kwh
from freight.output.feature import Feature, feature, point
from freight.output.report_tables import Table, number
from freight.output.style import Style
from freight.units import clock, to_iso


class Session(NamedTuple):
    """One session: the halt, what it gave and where."""

    route: RouteTimeline
    sequence: int
    halt: Halt
    done: ChargeDone
    charger: Charger
    battery: Battery
    paid_nok: float
    """The session and its energy at the charger's own prices, losses paid."""

    @property
    def shares(self) -> tuple[float, float]:
        """Share of the usable energy on plugging in and on leaving."""
        first, last = self.done.levels[0][1], self.done.levels[-1][1]
        return first / self.battery.usable_kwh, last / self.battery.usable_kwh

    @property
    def span(self) -> str:
        """``10:32 to 11:05``."""
        return f"{clock(self.halt.start_s)} to {clock(self.halt.depart_s)}"


def sessions(routes: Iterable[RouteTimeline], scenario: Scenario) -> Iterator[Session]:
    """Every session at a known charger, in the order of driving."""
    chargers = {charger.id: charger for charger in scenario.chargers}
    for route in routes:
        battery = scenario.vehicle_type(route.type_id).battery
        for sequence, halt in enumerate(route.halts):
            if halt.charge is None or battery is None or halt.charge.charger_id not in chargers:
                continue
            charger = chargers[halt.charge.charger_id]
            paid = charger.session_nok + halt.charge.kwh * charged_nok_per_kwh(charger, scenario)
            yield Session(route, sequence, halt, halt.charge, charger, battery, paid)


def session_feature(session: Session, scenario: Scenario, style: Style) -> Feature:
    """A session as a point at its charger."""
    halt, (before, after) = session.halt, session.shares
    properties = {
        "vehicle": session.route.vehicle_id,
        "sequence": session.sequence,
        "charger": session.charger.id,
        "name": session.charger.name,
        "arrival": to_iso(scenario.day, halt.arrive_s, scenario.timezone),
        "plugged_in": to_iso(scenario.day, halt.start_s, scenario.timezone),
        "wait_s": round(halt.wait_s),
        "departure": to_iso(scenario.day, halt.depart_s, scenario.timezone),
        "charged_kwh": round(session.done.kwh, 4),
        "state_of_charge": round(before, 4),
        "state_of_charge_after": round(after, 4),
        "paid_nok": round(session.paid_nok, 2),
        "title": f"{session.sequence}. Charging at {session.charger.name}",
        "description": f"{session.route.vehicle_id}, {session.span}, {session.done.kwh:.1f} kWh",
        "marker-color": style.colour,
        "marker-size": "small",
        "marker-symbol": "charging-station",
    }
    return feature("charge", "Point", point(session.charger.lon, session.charger.lat), properties)


def session_table(found: Iterable[Session]) -> Table:
    """A row a session."""
    rows = []
    for one in found:
        before, after = one.shares
        rows.append((
            one.route.vehicle_id, one.charger.name, clock(one.halt.start_s), clock(one.halt.depart_s),
            number(one.done.kwh, 1), f"{number(100 * before)} %", f"{number(100 * after)} %",
            number(one.paid_nok, 2),
        ))  # fmt: skip
    headings = "Vehicle", "Charger", "Plugged in", "Leaves", "kWh", "Battery before", "After", "Paid NOK"
    return Table(headings, tuple(rows))


def session_summary(one: Session, scenario: Scenario) -> dict[str, Any]:
    """A session as plain data."""
    before, after = one.shares
    return {
        "vehicle": one.route.vehicle_id,
        "charger": one.charger.id,
        "plugged_in": to_iso(scenario.day, one.halt.start_s, scenario.timezone),
        "departure": to_iso(scenario.day, one.halt.depart_s, scenario.timezone),
        "charged_kwh": round(one.done.kwh, 4),
        "state_of_charge": round(before, 4),
        "state_of_charge_after": round(after, 4),
        "paid_nok": round(one.paid_nok, 2),
    }
