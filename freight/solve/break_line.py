"""A fixed sequence of halts with breaks in it: which halts can hold one, and the shortest day with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import accumulate
from typing import NamedTuple

from freight.domain.breaks import BreakRule
from freight.domain.scenario import Interval
from freight.solve.break_count import Kind, Phase
from freight.solve.hourly import Sequel, follow, shortest_hourly
from freight.solve.schedule import Schedule, Windows, next_open, shortest


class How(IntEnum):
    """When at a halt a break is taken."""

    BEFORE = 0
    """On arrival, before the service."""
    PLUGGED = 1
    """While current flows."""
    AFTER = 2
    """When the service is done."""


class Pause(NamedTuple):
    """A break at a halt, from 1; its moment follows from the schedule."""

    halt: int
    how: How
    seconds: int


@dataclass(frozen=True, slots=True)
class Line:
    """Halts of a route; position 0 is the depot, the last one the return to it."""

    drive_s: tuple[int, ...]
    """[k] on the way to halt k; nothing at 0."""
    work_s: tuple[int, ...]
    """Service, or the set-up of a charger."""
    flow_s: tuple[int, ...]
    """Charging after the set-up."""
    windows: tuple[Windows, ...]
    """When a halt may start; of the depot when it may be left and when reached."""
    stays: tuple[Windows, ...]
    """When a vehicle may stand at a halt, if it leaves at once in the end; none where it may not stay on."""
    sequel: Sequel | None = None
    """Where speeds change by the hour."""

    @property
    def last(self) -> int:
        """Position of the return."""
        return len(self.drive_s) - 1

    def phases(self, pauses: Sequence[Pause], waits: Sequence[int] | None = None) -> Iterator[Phase]:
        """What the driver does from depot to depot; without waits where these are not known yet."""
        at = {(pause.halt, pause.how): pause.seconds for pause in pauses}
        for halt in range(1, self.last + 1):
            yield from self.at_halt(halt, at, 0 if waits is None else waits[halt])

    def at_halt(self, halt: int, at: dict[tuple[int, How], int], wait_s: int) -> Iterator[Phase]:
        """The way to a halt and the stay there."""
        yield Phase(Kind.DRIVE, self.drive_s[halt])
        if seconds := at.get((halt, How.BEFORE)):
            yield Phase(Kind.BREAK, seconds)
        yield Phase(Kind.WAIT, wait_s)
        yield Phase(Kind.WORK, self.work_s[halt])
        plugged = at.get((halt, How.PLUGGED))
        if plugged:
            yield Phase(Kind.BREAK, plugged)
        yield Phase(Kind.FLOW, self.flow_s[halt] - (plugged or 0))
        if seconds := at.get((halt, How.AFTER)):
            yield Phase(Kind.BREAK, seconds)

    def chances(self, halt: int, rules: Sequence[BreakRule]) -> tuple[How, ...]:
        """Ways to take a break at a halt."""
        if halt in (0, self.last):
            return ()
        waiting = self.sequel is None and self._always(halt) and all(rule.waiting_free for rule in rules)
        plugged = all(rule.charging_free for rule in rules) and self.flow_s[halt] > 0
        ways = ((How.BEFORE, waiting), (How.PLUGGED, plugged), (How.AFTER, bool(self.stays[halt])))
        return tuple(how for how, possible in ways if possible)

    def _always(self, halt: int) -> bool:
        first, final = self.windows[0][0][0], self.windows[-1][-1][1]
        return any(opens <= first and closes >= final for opens, closes in self.stays[halt])

    def nonstop(self, pauses: Sequence[Pause]) -> tuple[int, ...]:
        """Starts at every halt if everything were open and nobody waited: no day with them is shorter."""
        return tuple(accumulate(self._with(pauses)[0], initial=0))

    def in_time(self, pauses: Sequence[Pause]) -> bool:
        """Whether every halt can be in time, found faster than a schedule."""
        if self.sequel is not None:
            return follow(self._later(self.sequel, pauses), self.windows[0][0][0]) is not None
        gaps, windows = self._with(pauses)
        now = self.windows[0][0][0]
        for gap, hours in zip(gaps, windows[1:], strict=True):
            opened = next_open(hours, now + gap)
            if opened is None:
                return False
            now = opened
        return True

    def schedule(self, pauses: Sequence[Pause]) -> Schedule | None:
        """The shortest day with these breaks; None where the hours do not allow it."""
        gaps, windows = self._with(pauses)
        if not all(windows):
            return None
        if self.sequel is not None:
            return shortest_hourly(self._later(self.sequel, pauses), thorough=False)
        return shortest(windows[0], gaps, windows[1:])

    def _later(self, sequel: Sequel, pauses: Sequence[Pause]) -> Sequel:
        longer = [self.work_s[halt] + _after(pauses, halt) for halt in range(self.last)]
        return replace(sequel, service_s=longer, windows=self._with(pauses)[1])

    def _with(self, pauses: Sequence[Pause]) -> tuple[list[int], list[Windows]]:
        windows = list(self.windows)
        stay_s = [self.work_s[halt] + self.flow_s[halt] + _after(pauses, halt) for halt in range(self.last + 1)]
        gaps = [stay_s[halt - 1] + self.drive_s[halt] for halt in range(1, self.last + 1)]
        for pause in pauses:
            if pause.how is How.BEFORE:
                gaps[pause.halt - 1] += pause.seconds
            elif pause.how is How.AFTER:
                windows[pause.halt] = _staying(
                    self.windows[pause.halt], self.stays[pause.halt], stay_s[pause.halt]
                )
        return gaps, windows

    def waits(self, pauses: Sequence[Pause], starts: Sequence[int]) -> list[int]:
        """Seconds of waiting before every halt; `starts` of every halt, the departure first."""
        gaps, _ = self._with(pauses)
        if self.sequel is None:
            return [0, *(starts[k] - starts[k - 1] - gaps[k - 1] for k in range(1, self.last + 1))]
        sequel = self.sequel
        arrivals = [sequel.arrival_s(k, starts[k - 1] + _after(pauses, k - 1)) for k in range(1, self.last + 1)]
        return [0, *(starts[k] - arrive_s for k, arrive_s in enumerate(arrivals, 1))]

    def lateness_s(self, pauses: Sequence[Pause]) -> tuple[int, int]:
        """By how much the worst halt is late when the day begins as early as it can, and which it is."""
        gaps, windows = self._with(pauses)
        now, worst = self.windows[0][0][0], (0, self.last)
        for halt in range(1, self.last + 1):
            if not windows[halt]:
                return self._too_long_s(halt, gaps[halt] - self.drive_s[halt + 1]), halt
            arrive_s = now + gaps[halt - 1]
            opened = next_open(windows[halt], arrive_s)
            now = arrive_s if opened is None else opened
            worst = max(worst, (now - windows[halt][-1][1], halt))
        return worst

    def _too_long_s(self, halt: int, stay_s: int) -> int:
        """By how much a stay is longer than the place allows."""
        pairs = [(*one, *other) for one in self.windows[halt] for other in self.stays[halt]]
        return min(max(opens, low) - min(closes, high - stay_s) for opens, closes, low, high in pairs)


def _after(pauses: Sequence[Pause], halt: int) -> int:
    return sum(pause.seconds for pause in pauses if pause.halt == halt and pause.how is How.AFTER)


def _staying(windows: Windows, stays: Windows, stay_s: int) -> tuple[Interval, ...]:
    """Starts from which a stay of this length ends while the vehicle may still leave."""
    found = [(max(opens, low), min(closes, high - stay_s)) for opens, closes in windows for low, high in stays]
    return tuple(sorted((a, b) for a, b in found if a <= b))
