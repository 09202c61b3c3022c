"""Conditional tags: ``value @ (condition); value @ (condition AND condition)``.

Policy for conditions nobody here can read (weather, axle counts, odd texts): they never open a street, and a
restriction under such a condition is taken to be in force. Only conditions about the holders of a permit,
residents and other persons are passed over, since they are exceptions to a rule stated elsewhere.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from freight.domain.fleet import EnergySource, Mode, VehicleType
from freight.network.hours import ALWAYS, NEVER, Times, check_hours, intersection, open_intervals, union
from freight.network.measures import metres, tonnes
from freight.network.osm_tags import as_set
from freight.network.timed_access import BY_LEVEL, STOPS_ONLY, TimedAccess, at_times, looser, stricter
from freight.network.view import CLOSED, THROUGH

FOSSIL = frozenset({EnergySource.DIESEL, EnergySource.PETROL, EnergySource.GAS})
FUEL_WORDS = {
    "fossil": FOSSIL,
    "combustion": FOSSIL,
    "diesel": frozenset({EnergySource.DIESEL}),
    "petrol": frozenset({EnergySource.PETROL}),
    "gas": frozenset({EnergySource.GAS}),
    "electric": frozenset({EnergySource.ELECTRIC}),
    "zero_emission": frozenset({EnergySource.ELECTRIC}),
}
PURPOSES = as_set("delivery destination loading unloading customers")
PERSONS = as_set(
    "resident residents permit permit_holder permit_holders private disabled employees staff emergency "
    "official doctor guests"
)
_CLAUSE = re.compile(r"\s*([^@]+?)\s*@\s*(?:\(([^()]*)\)|([^;]+))\s*(?:;|$)")
_COMPARISON = re.compile(r"^(\w+)\s*(<=|>=|<|>|=)\s*(.+)$")
_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who drives on which day."""

    kind: VehicleType
    day: date


@dataclass(frozen=True, slots=True)
class Verdict:
    """When a condition holds for an occasion."""

    when: Times
    readable: bool = True
    about_persons: bool = False
    for_stops: bool = False
    """The condition is the purpose of delivering: whatever it grants is for stops alone."""


HOLDS, FAILS, UNREADABLE = Verdict(ALWAYS), Verdict(NEVER), Verdict(ALWAYS, readable=False)


def mode_words(kind: VehicleType) -> tuple[str, ...]:
    """Keys of OpenStreetMap that name the vehicle, the general ones first (``vehicle`` ... ``goods``)."""
    if kind.mode is Mode.CYCLE:
        return ("vehicle", "bicycle", "cargo_bike")
    if kind.hgv:
        return ("vehicle", "motor_vehicle", "hgv")
    return ("vehicle", "motor_vehicle", "motorcar", "goods")


def clauses(text: str) -> tuple[tuple[str, str], ...]:
    """(value, condition) pairs of a conditional tag, in their order.

    A rest that does not follow the grammar comes as a value with the condition ``?``, which nobody can read.
    """
    found, at = [], 0
    while at < len(text) and (match := _CLAUSE.match(text, at)) is not None:
        found.append((match[1].lower(), (match[2] if match[2] is not None else match[3]).strip()))
        at = match.end()
    rest = text[at:].strip(" ;")
    return (*found, (rest.lower(), "?")) if rest else tuple(found)


def judge(condition: str, occasion: Occasion) -> Verdict:
    """When a whole condition (parts joined by AND) holds."""
    parts = [
        _judge_part(part.strip(), occasion) for part in re.split(r"\s+and\s+", condition, flags=re.IGNORECASE)
    ]
    when = ALWAYS
    for part in parts:
        when = intersection(when, part.when)
    return Verdict(
        when,
        readable=all(part.readable for part in parts),
        about_persons=any(part.about_persons for part in parts),
        for_stops=any(part.for_stops for part in parts),
    )


def _judge_part(text: str, occasion: Occasion) -> Verdict:
    word = text.lower()
    if word in PERSONS:
        return Verdict(ALWAYS, readable=False, about_persons=True)
    if word in PURPOSES:
        return Verdict(ALWAYS, for_stops=True)
    if word in FUEL_WORDS:
        return HOLDS if occasion.kind.energy in FUEL_WORDS[word] else FAILS
    if word in {"hgv", "goods", "bicycle", "motorcar", "motor_vehicle", "bus", "psv", "taxi", "motorcycle"}:
        return HOLDS if word in mode_words(occasion.kind) else FAILS
    comparison = _COMPARISON.match(word)
    if comparison is not None:
        return _compare(comparison[1], comparison[2], comparison[3], occasion.kind)
    return _judge_hours(text, occasion.day)


def _compare(quantity: str, sign: str, bound: str, kind: VehicleType) -> Verdict:
    own = {
        "weight": (kind.gross_weight_kg / 1000, tonnes),
        "weightrating": (kind.gross_weight_kg / 1000, tonnes),
        "maxweightrating": (kind.gross_weight_kg / 1000, tonnes),
        "height": (kind.height_m, metres),
        "width": (kind.width_m, metres),
        "length": (kind.length_m, metres),
    }.get(quantity)
    limit = own[1](bound) if own is not None else None
    if own is None or limit is None:
        return UNREADABLE
    return HOLDS if _OPERATORS[sign](own[0], limit) else FAILS


def _judge_hours(text: str, day: date) -> Verdict:
    if check_hours(text) is not None:
        return UNREADABLE
    doubtful = open_intervals(text, day, in_doubt=True)
    return Verdict(doubtful, readable=doubtful == open_intervals(text, day))


def apply_clauses(
    access: TimedAccess, text: str, level_of: Callable[[str], int | None], occasion: Occasion
) -> TimedAccess:
    """Access after the clauses of one conditional tag; later clauses go before earlier ones.

    `level_of` gives the level a value stands for, None for a value that changes nothing.
    """
    for value, condition in clauses(text):
        verdict, level = judge(condition, occasion), level_of(value)
        if level is None or verdict.about_persons or not verdict.when:
            continue
        if not verdict.readable:
            access = _within(access, stricter(access, BY_LEVEL[level]), verdict.when)
        elif verdict.for_stops and level == THROUGH:
            access = _within(access, looser(access, STOPS_ONLY), verdict.when)
        else:
            access = at_times(access, level, verdict.when)
    return access


def _within(access: TimedAccess, other: TimedAccess, when: Times) -> TimedAccess:
    """`other` at the times of `when`, `access` at all others."""
    kept = at_times(access, CLOSED, when)
    return TimedAccess(
        union(kept.through, intersection(other.through, when)),
        union(kept.destination, intersection(other.destination, when)),
    )
