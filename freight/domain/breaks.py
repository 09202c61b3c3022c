"""Breaks of drivers: what a rule asks for, and the breaks of a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Counts(StrEnum):
    """What a rule counts."""

    DRIVING = "driving"
    WORK = "work"
    """Driving, service and setting up a charger; waiting and charging as the rule says."""


class Per(StrEnum):
    """Over what a rule counts."""

    STRETCH = "stretch"
    """Since the last break that was long enough, or since leaving the depot."""
    DAY = "day"


class Break(NamedTuple):
    """One break; the vehicle stands, and the driver has nothing to do."""

    begin_s: int
    end_s: int


@dataclass(frozen=True, slots=True)
class BreakRule:
    """One row of a table of break rules."""

    name: str
    counts: Counts
    per: Per
    over_s: int
    """Of a stretch: never more than this. Of a day: from this on the rule asks for its break."""
    break_s: int
    """How long a break has to be; of a day all its breaks together."""
    parts_s: tuple[int, ...]
    """Of a stretch: least lengths of the parts in their order, together as good as one break. Of a day: one
    value, the least length of a break that counts. Empty where the break may not be split."""
    waiting_free: bool
    """A planned wait is the driver's own time: no work, and a break may lie in it."""
    charging_free: bool
    """The same of charging once current flows."""
    paid: bool
    source: str = ""


def breaks_paid(rules: Iterable[BreakRule]) -> bool:
    """Whether a driver under these rules is paid while on a break: when one of them says so."""
    return any(rule.paid for rule in rules)
