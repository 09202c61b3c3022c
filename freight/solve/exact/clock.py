"""When everything happens and how full the batteries are: variables and rules of a small day."""

from __future__ import annotations

from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from freight.solve.exact.sessions import Session, new_session, tie_session
from freight.solve.exact.ways import DEPOT, DIRECT, Way, Ways
from freight.units import HORIZON_S


@dataclass(eq=False, slots=True)
class Day:
    """Times in seconds of the day, levels in Wh above the reserve on arrival."""

    ways: Ways
    start: dict[int, cp_model.IntVar] = field(default_factory=dict)
    """By order."""
    leaves: dict[int, cp_model.IntVar] = field(default_factory=dict)
    """By vehicle."""
    back: dict[int, cp_model.IntVar] = field(default_factory=dict)
    level: dict[int, cp_model.IntVar] = field(default_factory=dict)
    """By order; of combustion vehicles it means nothing."""
    sessions: dict[tuple[int, int], Session] = field(default_factory=dict)
    """(order, -1) or (`DEPOT`, vehicle) -> the session on the way there."""

    def session(self, way: Way) -> Session:
        """The session that a way by a charger holds."""
        return self.sessions[_key(way)]


def make_day(ways: Ways) -> Day:
    """Variables of all stops, and what each way asks of its two ends."""
    model, tables, day = ways.model, ways.tables, Day(ways)
    most_wh = max([max(s.energy_wh or 0, s.full_wh or 0) for s in tables.vehicles])
    for order in range(len(tables.place)):
        day.start[order] = model.new_int_var(0, HORIZON_S, f"start {order}")
        day.level[order] = model.new_int_var(0, most_wh, f"level {order}")
    for vehicle in ways.used:
        slot = tables.vehicles[vehicle]
        day.leaves[vehicle] = _within(model, slot.start_intervals)
        day.back[vehicle] = _within(model, slot.end_intervals)
        model.add(day.back[vehicle] >= day.leaves[vehicle])
    for (vehicle, order), lit in ways.served.items():
        windows = tables.windows[order][tables.vehicles[vehicle].profile]
        hours = cp_model.Domain.from_intervals([list(span) for span in windows])
        model.add_linear_expression_in_domain(day.start[order], hours).only_enforce_if(lit)
    for way, lit in ways.taken.items():
        if way.charger == DIRECT:
            _direct(day, way, lit)
        else:
            _by_charger(day, way, lit, most_wh)
    for (node, vehicle), session in day.sessions.items():
        tie_session(ways, session, f"{node} {vehicle}")
    return day


def _within(model: cp_model.CpModel, spans: tuple[tuple[int, int], ...]) -> cp_model.IntVar:
    return model.new_int_var_from_domain(cp_model.Domain.from_intervals([list(span) for span in spans]), "")


def _ready(day: Day, way: Way) -> cp_model.LinearExprT:
    """When the vehicle leaves the stop behind it."""
    if way.origin == DEPOT:
        return day.leaves[way.vehicle]
    profile = day.ways.tables.vehicles[way.vehicle].profile
    return day.start[way.origin] + day.ways.tables.service_s[profile][way.origin]


def _held(day: Day, way: Way) -> cp_model.LinearExprT:
    """What it holds then."""
    if way.origin == DEPOT:
        return day.ways.tables.vehicles[way.vehicle].energy_wh or 0
    return day.level[way.origin]


def _then(day: Day, way: Way) -> cp_model.IntVar:
    return day.back[way.vehicle] if way.target == DEPOT else day.start[way.target]


def _level(day: Day, way: Way) -> cp_model.LinearExprT:
    return 0 if way.target == DEPOT else day.level[way.target]


def _key(way: Way) -> tuple[int, int]:
    return (DEPOT, way.vehicle) if way.target == DEPOT else (way.target, DIRECT)


def _direct(day: Day, way: Way, lit: cp_model.IntVar) -> None:
    model, tables = day.ways.model, day.ways.tables
    slot = tables.vehicles[way.vehicle]
    here, there = day.ways.place(way.vehicle, way.origin), day.ways.place(way.vehicle, way.target)
    lasts = tables.seconds[slot.profile][here][there]
    model.add(_then(day, way) >= _ready(day, way) + lasts).only_enforce_if(lit)
    if slot.energy_wh is not None:
        used = tables.energy_wh[slot.profile][here][there]
        model.add(_level(day, way) <= _held(day, way) - used).only_enforce_if(lit)


def _by_charger(day: Day, way: Way, lit: cp_model.IntVar, most_wh: int) -> None:
    model, tables = day.ways.model, day.ways.tables
    if _key(way) not in day.sessions:
        day.sessions[_key(way)] = new_session(model, most_wh, str(_key(way)))
    session, slot = day.session(way), tables.vehicles[way.vehicle]
    site = tables.chargers[way.charger]
    here, there = day.ways.place(way.vehicle, way.origin), day.ways.place(way.vehicle, way.target)
    seconds, energy = tables.seconds[slot.profile], tables.energy_wh[slot.profile]
    model.add(session.begin >= _ready(day, way) + seconds[here][site.place]).only_enforce_if(lit)
    model.add(session.entry <= _held(day, way) - energy[here][site.place]).only_enforce_if(lit)
    model.add(_then(day, way) >= session.end + seconds[site.place][there]).only_enforce_if(lit)
    model.add(_level(day, way) <= session.exit - energy[site.place][there]).only_enforce_if(lit)
    session.at.setdefault((way.charger, way.vehicle), []).append(lit)
