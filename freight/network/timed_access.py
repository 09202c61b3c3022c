"""What a vehicle may do in a street in the course of the day: drive through, serve stops, or neither."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from freight.domain.scenario import Interval
from freight.domain.travel import BoolArray, IntArray
from freight.network.hours import ALWAYS, NEVER, Times, complement, covers, intersection, meets, union
from freight.network.view import CLOSED, DESTINATION, THROUGH


@dataclass(frozen=True, slots=True)
class TimedAccess:
    """Two disjoint sets of times; at all others the street is closed."""

    through: Times
    destination: Times

    @property
    def open(self) -> Times:
        """When the street may be used at all."""
        return union(self.through, self.destination)


FREE = TimedAccess(ALWAYS, NEVER)
STOPS_ONLY = TimedAccess(NEVER, ALWAYS)
SHUT = TimedAccess(NEVER, NEVER)
BY_LEVEL = {CLOSED: SHUT, THROUGH: FREE, DESTINATION: STOPS_ONLY}


def at_times(access: TimedAccess, level: int, when: Times) -> TimedAccess:
    """The same access, but `level` at the times of `when`."""
    rest = complement(when)
    through, destination = intersection(access.through, rest), intersection(access.destination, rest)
    if level == THROUGH:
        through = union(through, when)
    elif level == DESTINATION:
        destination = union(destination, when)
    return TimedAccess(through, destination)


def stricter(left: TimedAccess, right: TimedAccess) -> TimedAccess:
    """At every moment the stricter of two."""
    through = intersection(left.through, right.through)
    return TimedAccess(through, intersection(intersection(left.open, right.open), complement(through)))


def looser(left: TimedAccess, right: TimedAccess) -> TimedAccess:
    """At every moment the looser of two."""
    through = union(left.through, right.through)
    return TimedAccess(through, intersection(union(left.open, right.open), complement(through)))


def settle(access: TimedAccess, hull: Interval) -> tuple[int, Times | None]:
    """Level and hours (None: always) for a vehicle that is out only within `hull`.

    A street that is closed for a part of the hull is for stops alone, at the hours it is open.
    """
    if covers(access.through, hull):
        return THROUGH, None
    if not meets(access.open, hull):
        return CLOSED, None
    return DESTINATION, None if covers(access.open, hull) else access.open


@dataclass(frozen=True, slots=True)
class AccessLedger:
    """Numbers for distinct timed accesses, so that streets can carry them in an array."""

    _entries: list[TimedAccess] = field(default_factory=list)
    _numbers: dict[TimedAccess, int] = field(default_factory=dict)

    def number(self, access: TimedAccess) -> int:
        """Return the number of an access, a new one on its first appearance."""
        if access not in self._numbers:
            self._numbers[access] = len(self._entries)
            self._entries.append(access)
        return self._numbers[access]

    def restrict(self, state: IntArray, where: BoolArray, access: TimedAccess) -> None:
        """Make `state` (numbers, changed in place) at least as strict as `access` in the places of `where`."""
        chosen = np.flatnonzero(where)
        before = state[chosen]
        for old in np.unique(before):
            state[chosen[before == old]] = self.number(stricter(self._entries[int(old)], access))

    def settled(self, hull: Interval) -> tuple[IntArray, IntArray, tuple[Times, ...]]:
        """Level and index of hours (-1: always) of every number, and the distinct hours."""
        timetable: dict[Times, int] = {}
        levels, hours = [], []
        for access in self._entries:
            level, times = settle(access, hull)
            levels.append(level)
            hours.append(-1 if times is None else timetable.setdefault(times, len(timetable)))
        return np.array(levels, dtype=np.int64), np.array(hours, dtype=np.int64), tuple(timetable)
