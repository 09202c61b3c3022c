"""charging.json read back: the decisions alone; every figure is counted again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from freight.domain.site import PowerStep, Session, Shortfall, SiteSchedule
from freight.errors import Fault, InputError
from freight.inputs.charging_model import FORMAT, VERSION, ChargingFile, SessionPart, SitePart
from freight.inputs.explain import Location, Problem, path_text, problems
from freight.inputs.json_file import read_json
from freight.units import HORIZON_S, from_iso

MAX_CHARGING_BYTES = 50_000_000
Clock = Callable[[str, Location], int]


def read_charging(path: Path, day: date, timezone: str) -> dict[str, SiteSchedule]:
    """Schedules of a file, by depot.

    Raises
    ------
    InputError
        With every fault. Unknown vehicles, chargers and depots are for the checker to find.
    """
    file = _read_file(path)
    found: list[Problem] = []
    if file.day != day.isoformat() or file.timezone != timezone:
        message = f"is not the day of the scenario ({day.isoformat()}, {timezone})"
        found.append(Problem(("day",), f"{file.day}, {file.timezone}", message, "plan the day again"))

    def seconds(text: str, where: Location) -> int:
        try:
            at_s = from_iso(day, text, timezone)
        except (ValueError, OverflowError):
            advice = "write it as 2026-11-23T08:00:00+01:00"
            found.append(Problem(where, text, "is not an ISO 8601 time with offset", advice))
            return 0
        if abs(at_s) > HORIZON_S:
            found.append(Problem(where, text, f"is days away from {day.isoformat()}", "check the date"))
        return at_s

    schedules = {
        part.depot: _schedule(part, ("sites", number), seconds) for number, part in enumerate(file.sites)
    }
    if found:
        raise InputError(Fault(str(path), path_text(p.where), p.value, p.message, p.advice) for p in found)
    return schedules


def _read_file(path: Path) -> ChargingFile:
    faults: list[Fault] = []
    content = read_json(path, faults, MAX_CHARGING_BYTES)
    if faults:
        raise InputError(faults)
    known = isinstance(content, dict) and (content.get("format"), content.get("version")) == (FORMAT, VERSION)
    if not known:
        message, advice = f"is not {FORMAT}, version {VERSION}", "plan the day again"
        raise InputError.one(str(path), "format", None, message, advice)
    try:
        return ChargingFile.model_validate_json(path.read_bytes())
    except ValidationError as error:
        found = problems(error, ChargingFile, content)
    raise InputError(Fault(str(path), path_text(p.where), p.value, p.message, p.advice) for p in found)


def _schedule(part: SitePart, where: Location, clock: Clock) -> SiteSchedule:
    sessions = tuple(
        _session(one, vehicle.vehicle, (*where, "vehicles", number, "sessions", place), clock)
        for number, vehicle in enumerate(part.vehicles)
        for place, one in enumerate(vehicle.sessions)
    )
    missing = tuple(Shortfall(one.vehicle, one.short_kwh) for one in part.vehicles if one.short_kwh > 0.0)
    return SiteSchedule(part.depot, sessions, missing)


def _session(part: SessionPart, vehicle_id: str, where: Location, clock: Clock) -> Session:
    steps = tuple(
        PowerStep(
            clock(one.begin, (*where, "power", number, "begin")),
            clock(one.end, (*where, "power", number, "end")),
            one.kw,
        )
        for number, one in enumerate(part.power)
    )
    plug_s, unplug_s = clock(part.plug, (*where, "plug")), clock(part.unplug, (*where, "unplug"))
    return Session(vehicle_id, part.charger, part.socket, plug_s, unplug_s, part.begin_kwh, part.end_kwh, steps)
