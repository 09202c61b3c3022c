"""Breaks of drivers as planned: who, where, when, under which rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from freight.domain.breaks import Break, breaks_paid
from freight.domain.fleet import VehicleType
from freight.domain.scenario import Scenario
from freight.domain.timeline import Halt, RouteTimeline
from freight.output.feature import Feature, feature, point
from freight.output.report_tables import Table
from freight.output.style import Style
from freight.output.wording import depot_of, halt_id
from freight.units import clock, to_iso


class Taken(NamedTuple):
    """One break."""

    route: RouteTimeline
    kind: VehicleType
    sequence: int
    halt: Halt
    when: Break

    @property
    def minutes(self) -> int:
        """How long."""
        return round((self.when.end_s - self.when.begin_s) / 60)

    @property
    def rules(self) -> str:
        """Names of the rules that its driver is under."""
        return ", ".join(dict.fromkeys(rule.name for rule in self.kind.breaks))


def taken(routes: Iterable[RouteTimeline], scenario: Scenario) -> Iterator[Taken]:
    """Every break in the order of driving."""
    for route in routes:
        kind = scenario.vehicle_type(route.type_id)
        for sequence, halt in enumerate(route.halts):
            for one in sorted(halt.breaks):
                yield Taken(route, kind, sequence, halt, one)


def break_table(found: Iterable[Taken], scenario: Scenario) -> Table:
    """A row a break."""
    rows = []
    for one in found:
        where = f"{one.sequence}. {halt_id(one.halt, depot_of(one.route, scenario))}"
        paid = "paid" if breaks_paid(one.kind.breaks) else "unpaid"
        rows.append((
            one.route.vehicle_id, where, one.rules, paid, clock(one.when.begin_s), clock(one.when.end_s),
            str(one.minutes),
        ))  # fmt: skip
    return Table(("Vehicle", "At stop", "Rules", "Wages", "From", "To", "Minutes"), tuple(rows))


def break_feature(one: Taken, scenario: Scenario, style: Style) -> Feature:
    """A break as a point where the vehicle stands."""
    properties = {
        "vehicle": one.route.vehicle_id,
        "sequence": one.sequence,
        **_times(one, scenario),
        "rules": one.rules,
        "title": f"Break of {one.minutes} min",
        "description": f"{one.route.vehicle_id}, {clock(one.when.begin_s)} to {clock(one.when.end_s)}",
        "marker-color": style.colour,
        "marker-size": "small",
        "marker-symbol": "cafe",
    }
    return feature("break", "Point", point(one.halt.lon, one.halt.lat), properties)


def break_summary(found: Iterable[Taken], scenario: Scenario) -> dict[str, Any]:
    """All breaks as plain data; nothing where nobody has one."""
    rows = [
        {
            "vehicle": one.route.vehicle_id,
            "sequence": one.sequence,
            **_times(one, scenario),
            "minutes": one.minutes,
            "paid": breaks_paid(one.kind.breaks),
            "rules": one.rules,
        }
        for one in found
    ]
    return {"breaks": rows} if rows else {}


def _times(one: Taken, scenario: Scenario) -> dict[str, str]:
    return {
        "begin": to_iso(scenario.day, one.when.begin_s, scenario.timezone),
        "end": to_iso(scenario.day, one.when.end_s, scenario.timezone),
    }
