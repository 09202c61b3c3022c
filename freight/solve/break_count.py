"""Whether the breaks of a route keep to its driver's rules, counted phase by phase."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from freight.domain.breaks import BreakRule, Counts, Per


class Kind(IntEnum):
    """What a driver does for a while."""

    DRIVE = 0
    WORK = 1
    WAIT = 2
    FLOW = 3
    """Stands at a charger while current flows."""
    BREAK = 4


class Phase(NamedTuple):
    """A while of a route."""

    kind: Kind
    seconds: int


def counted(rule: BreakRule, kind: Kind) -> bool:
    """Whether a rule counts what is done."""
    if kind is Kind.DRIVE:
        return True
    if rule.counts is Counts.DRIVING or kind is Kind.BREAK:
        return False
    if kind is Kind.WAIT:
        return not rule.waiting_free
    return kind is Kind.WORK or not rule.charging_free


class Stretch(NamedTuple):
    """Where the count of a stretch stands: seconds, and the parts of a break already taken."""

    seconds: int = 0
    parts: int = 0

    def after(self, rule: BreakRule, phase: Phase) -> Stretch | None:
        """The count after a phase; None where it goes beyond the rule."""
        if phase.kind is Kind.BREAK:
            return self._rested(rule, phase.seconds)
        seconds = self.seconds + phase.seconds * counted(rule, phase.kind)
        return None if seconds > rule.over_s else Stretch(seconds, self.parts)

    def _rested(self, rule: BreakRule, seconds: int) -> Stretch:
        if seconds >= rule.break_s:
            return Stretch()
        if not rule.parts_s or seconds < rule.parts_s[self.parts]:
            return self
        return Stretch() if self.parts + 1 == len(rule.parts_s) else Stretch(self.seconds, self.parts + 1)


def stretches(rules: Iterable[BreakRule]) -> tuple[BreakRule, ...]:
    """The rules that look at a stretch."""
    return tuple(rule for rule in rules if rule.per is Per.STRETCH)


def kept(rules: Sequence[BreakRule], phases: Sequence[Phase]) -> bool:
    """Whether a whole route keeps to all rules."""
    for rule in stretches(rules):
        count = Stretch()
        for phase in phases:
            moved = count.after(rule, phase)
            if moved is None:
                return False
            count = moved
    return all(_day_kept(rule, phases) for rule in rules if rule.per is Per.DAY)


def _day_kept(rule: BreakRule, phases: Sequence[Phase]) -> bool:
    total = sum(phase.seconds for phase in phases if counted(rule, phase.kind))
    least = rule.parts_s[0] if rule.parts_s else rule.break_s
    rested = sum(phase.seconds for phase in phases if phase.kind is Kind.BREAK and phase.seconds >= least)
    return total < rule.over_s or rested >= rule.break_s


def lengths(rules: Iterable[BreakRule]) -> tuple[int, ...]:
    """Lengths of breaks that make a difference to these rules, ascending."""
    found = set()
    for rule in rules:
        found |= {rule.break_s, *rule.parts_s}
        if rule.per is Per.DAY and rule.parts_s:
            found.add(max(rule.parts_s[0], rule.break_s - rule.parts_s[0]))
    return tuple(sorted(found))
