"""plan.json: a plan on disk, readable by people and by the next system."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from freight.domain.breaks import Break
from freight.domain.plan import Charge, Leg, Plan, Route, Unserved, Visit, halt_ids
from freight.domain.problem import Reason
from freight.domain.scenario import Scenario
from freight.errors import Fault, InputError
from freight.files import write_atomically
from freight.inputs.explain import Location, Problem, path_text, problems
from freight.inputs.json_file import read_json
from freight.inputs.plan_model import FORMAT, VERSION, BreakPart, LegPart, PlanFile, RoutePart, UnservedPart
from freight.inputs.plan_parts import plan_parts
from freight.units import from_iso, to_iso

__all__ = ["read_plan", "read_sequences", "scenario_path", "write_plan"]
MAX_PLAN_BYTES = 200_000_000
LATEST_S = 7 * 86_400
"""Times of a plan farther than this from its day are not times of the plan."""


def write_plan(plan: Plan, scenario: Scenario, street_ids: Sequence[str], path: Path) -> None:
    """Write a plan as plan.json, whole or not at all.

    Parameters
    ----------
    street_ids
        `Streets.street_id` of the network the plan was made on.
    path
        The scenario is named relative to its folder.
    """
    content = plan_parts(plan, scenario, street_ids, path.parent)
    write_atomically(path, json.dumps(content.model_dump(), ensure_ascii=False, indent=1) + "\n")


def read_plan(path: Path, street_ids: Sequence[str], timezone: str) -> Plan:
    """Read plan.json.

    Parameters
    ----------
    street_ids
        `Streets.street_id` of the network to drive it on.
    timezone
        Of the scenario: the clock of the planning day is its local time.

    Raises
    ------
    InputError
        With every fault: not a plan, another version or time zone, unknown streets. Unknown vehicles and
        orders are for the checker to find.
    """
    file = _read_file(path)
    found: list[Problem] = []
    streets = {name: number for number, name in enumerate(street_ids)}
    clock = _clock(file, found)
    routes = tuple(
        _route(part, ("routes", number), streets, clock, found) for number, part in enumerate(file.routes)
    )
    if file.timezone != timezone:
        message = f"is not the time zone of the scenario ({timezone})"
        found.append(Problem(("timezone",), file.timezone, message, "plan the day again"))
    if found:
        raise InputError(Fault(str(path), path_text(p.where), p.value, p.message, p.advice) for p in found)
    return Plan(
        day=date.fromisoformat(file.day),
        routes=routes,
        unserved=tuple(_unserved(part) for part in file.unserved),
        engine=file.engine,
        seed=file.seed,
        objective_micro=file.objective_micro,
        inputs=tuple((part.file, part.sha256) for part in file.inputs),
        robust_share=file.robust_share,
    )


def read_sequences(path: Path) -> dict[str, tuple[str, ...]]:
    """Who serves what in a plan file, in sequence: vehicle id -> order ids and names of reload halts.

    Raises
    ------
    InputError
        When it is no plan.
    """
    sequences: dict[str, tuple[str, ...]] = {}
    for route in _read_file(path).routes:
        halts = halt_ids(route.vehicle, ((visit.orders, visit.reload) for visit in route.visits))
        sequences[route.vehicle] = sequences.get(route.vehicle, ()) + halts
    return sequences


def scenario_path(path: Path) -> Path:
    """Path of the scenario that a plan file was made from.

    Raises
    ------
    InputError
        When it is no plan, or the scenario is not there any more.
    """
    file = _read_file(path)
    found = path.parent / file.scenario
    if not found.is_file():
        advice = "put it back, or write its path (relative to the plan) into the plan"
        raise InputError.one(str(path), "scenario", file.scenario, "there is no such scenario file", advice)
    return Path(os.path.normpath(found))


def _read_file(path: Path) -> PlanFile:
    faults: list[Fault] = []
    content = read_json(path, faults, MAX_PLAN_BYTES)
    if faults:
        raise InputError(faults)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise InputError.one(str(path), "format", None, "is not a plan", f'it needs "format": "{FORMAT}"')
    if content.get("version") != VERSION:
        advice = f"this program reads version {VERSION}; plan the day again"
        raise InputError.one(str(path), "version", content.get("version"), "is another version", advice)
    try:
        return PlanFile.model_validate(content)
    except ValidationError as error:
        found = problems(error, PlanFile, content)
    raise InputError(Fault(str(path), path_text(p.where), p.value, p.message, p.advice) for p in found)


Clock = Callable[[str, Location], int]
"""Text and its place -> seconds since local midnight of the plan's day."""


def _clock(file: PlanFile, found: list[Problem]) -> Clock:
    try:
        day = date.fromisoformat(file.day)
        ZoneInfo(file.timezone)
    except (KeyError, ValueError, OSError):
        message = "is not a day or not a time zone"
        found.append(Problem(("day",), f"{file.day} {file.timezone}", message, "2026-11-23, Europe/Oslo"))
        return lambda _text, _where: 0

    def seconds(text: str, where: Location) -> int:
        try:
            moment = _seconds(day, text, file.timezone)
        except (ValueError, OverflowError):
            advice = "write it as 2026-11-23T08:00:00+01:00"
            found.append(Problem(where, text, "is not an ISO 8601 time with offset", advice))
            return 0
        if abs(moment) > LATEST_S:
            found.append(Problem(where, text, f"is days away from the plan's day {day}", "check the date"))
        return moment

    return seconds


def _seconds(day: date, text: str, timezone: str) -> int:
    """What `to_iso` wrote, to the second, also in the hour that the clock skips in spring."""
    wall = datetime.fromisoformat(text).replace(tzinfo=None) - datetime(day.year, day.month, day.day)
    written = int(wall.total_seconds())
    if abs(written) <= LATEST_S and to_iso(day, written, timezone) == text:
        return written
    return from_iso(day, text, timezone)


def _route(
    part: RoutePart, where: Location, streets: Mapping[str, int], clock: Clock, found: list[Problem]
) -> Route:
    visits = []
    for number, visit in enumerate(part.visits):
        here = (*where, "visits", number)
        leg = _leg(visit.leg, (*here, "leg"), streets, found)
        start_s, depart_s = clock(visit.start, (*here, "start")), clock(visit.depart, (*here, "depart"))
        charge = None if visit.charge is None else Charge(visit.charge.charger, visit.charge.level_kwh)
        breaks = _breaks(visit.breaks, (*here, "breaks"), clock)
        visits.append(Visit(tuple(visit.orders), leg, start_s, depart_s, charge, breaks, visit.reload))
    depart_s = clock(part.depart, (*where, "depart"))
    return Route(part.vehicle, depart_s, tuple(visits), _leg(part.back, (*where, "back"), streets, found))


def _breaks(parts: Sequence[BreakPart], where: Location, clock: Clock) -> tuple[Break, ...]:
    return tuple(
        Break(clock(one.begin, (*where, at, "begin")), clock(one.end, (*where, at, "end")))
        for at, one in enumerate(parts)
    )


def _leg(part: LegPart, where: Location, streets: Mapping[str, int], found: list[Problem]) -> Leg:
    unknown = next((name for name in part.streets if name not in streets), None)
    if unknown is not None:
        advice = "was the plan made on another build of the network? Plan the day again"
        here = (*where, "streets", part.streets.index(unknown))
        found.append(Problem(here, unknown, "is no street of the network", advice))
        return Leg((0,), 0.0, 0.0)
    if part.hold_before >= len(part.streets):
        message = "is past the last street of the leg"
        found.append(Problem((*where, "hold_before"), str(part.hold_before), message, "count from 0"))
    numbers = tuple(streets[name] for name in part.streets)
    return Leg(numbers, part.from_share, part.to_share, part.hold_s, part.hold_before)


def _unserved(part: UnservedPart) -> Unserved:
    return Unserved(part.order, tuple(Reason(**reason.model_dump()) for reason in part.reasons))
