"""Breaks on a fixed sequence of halts: as few as the rules allow, where they add least time, exactly.

A break is taken at a halt: on arrival while waiting, while current flows, or after the service. All ways to
place as few breaks as can be are followed halt by halt with the counts of the rules, which cuts off most, and
the shortest day is found for every one that is left. What drivers count is known before the times are, but for
waiting that a rule calls work; that is counted on the shortest day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from freight.domain.breaks import BreakRule, Counts, breaks_paid
from freight.domain.plan import BreakStop
from freight.domain.traffic import Traffic
from freight.solve.break_count import kept
from freight.solve.break_line import How, Line, Pause
from freight.solve.break_patterns import patterns
from freight.solve.charging import Charged
from freight.solve.hourly import Sequel
from freight.solve.schedule import Schedule, Windows

if TYPE_CHECKING:
    from freight.solve.tables import Tables

WAYS = 1500
"""Ways to take so many breaks that are tried at most; one break on a route of a hundred stops has fewer."""
MOST = 4
"""Breaks of a day that are tried; nobody drives long enough for more."""


@dataclass(frozen=True, slots=True)
class Rested(Charged):
    """A route with its charging and its breaks."""

    breaks: tuple[BreakStop, ...] = ()
    unpaid_s: int = 0

    @property
    def paid_s(self) -> int:
        """Seconds of wages."""
        return self.span_s - self.unpaid_s


def rested(
    tables: Tables, vehicle: int, orders: Sequence[int], schedule: Schedule | Charged
) -> Schedule | Charged | None:
    """The route with the breaks its driver needs; as it is where none is needed, None where none have room.

    Charging sessions keep their places, amounts and lengths.
    """
    rules = tables.vehicles[vehicle].breaks
    line = line_of(tables, vehicle, orders, schedule)
    if kept(rules, list(line.phases((), line.waits((), _starts(schedule))))):
        return schedule
    best = _best(line, rules)
    return None if best is None else _read(line, rules, schedule, best)


def missing_s(
    tables: Tables, vehicle: int, orders: Sequence[int], schedule: Schedule | Charged
) -> tuple[int, int]:
    """Of a route without room for its breaks: seconds by which it fails at best, and the order that is late.

    The order is -1 where the vehicle would be back too late; the seconds are 0 where no halt is in time for a
    break.
    """
    rules = tables.vehicles[vehicle].breaks
    line = line_of(tables, vehicle, orders, schedule)
    for number in range(1, MOST + 1):
        late = [line.lateness_s(pauses) for pauses in _ways(line, rules, number)]
        if late:
            seconds, halt = min(late)
            order = _order_at(orders, schedule, halt)
            return max(seconds, 1), order
    return 0, -1


def line_of(tables: Tables, vehicle: int, orders: Sequence[int], schedule: Schedule | Charged) -> Line:
    """The halts of a route: its orders, and the sessions of its charging between them."""
    slot = tables.vehicles[vehicle]
    seconds = tables.seconds[slot.profile]
    sessions = schedule.charges if isinstance(schedule, Charged) else ()
    places, drive, work, flow = [slot.depot_place], [0], [0], [0]
    windows: list[Windows] = [slot.start_intervals]
    stays: list[Windows] = [()]
    for done in range(len(orders) + 1):
        for stop in (stop for stop in sessions if stop.after == done):
            site, lasts_s = tables.chargers[stop.charger], stop.end_s - stop.start_s
            drive.append(seconds[places[-1]][site.place])
            places.append(site.place)
            work.append(min(site.setup_s, lasts_s))
            flow.append(lasts_s - work[-1])
            windows.append(tuple((a, b - lasts_s) for a, b in site.open if a <= b - lasts_s))
            stays.append(())
        if done < len(orders):
            order = orders[done]
            drive.append(seconds[places[-1]][tables.place[order]])
            places.append(tables.place[order])
            work.append(tables.service_s[slot.profile][order])
            flow.append(0)
            windows.append(tables.windows[order][slot.profile])
            stays.append(tables.stays[order][slot.profile])
    drive.append(seconds[places[-1]][slot.depot_place])
    places.append(slot.depot_place)
    sequel = None
    if tables.traffic is not None and not sessions:
        sequel = _sequel(tables.traffic, slot.profile, places, work)
    ends = (*windows, slot.end_intervals)
    return Line(tuple(drive), (*work, 0), (*flow, 0), ends, (*stays, ()), sequel)


def _sequel(traffic: Traffic, profile: int, places: list[int], work: list[int]) -> Sequel:
    return Sequel(traffic, profile, tuple(places), tuple(work), ())


def _starts(schedule: Schedule | Charged) -> list[int]:
    """Departure, starts at all halts in the order of driving, return."""
    starts = list(schedule.start_s)
    if isinstance(schedule, Charged):
        for number, stop in enumerate(schedule.charges):
            starts.insert(stop.after + number, stop.start_s)
    return [schedule.depart_s, *starts, schedule.end_s]


@dataclass(frozen=True, slots=True)
class _Found:
    """A way to take breaks, with its times."""

    pauses: tuple[Pause, ...]
    starts: tuple[int, ...]

    @property
    def break_s(self) -> int:
        """Seconds of all breaks together."""
        return sum(pause.seconds for pause in self.pauses)

    @property
    def arriving(self) -> int:
        """How many breaks come before a service, which then has to wait."""
        return sum(pause.how is How.BEFORE for pause in self.pauses)

    @property
    def span_s(self) -> int:
        """From leaving the depot to being back."""
        return self.starts[-1] - self.starts[0]


def _ways(line: Line, rules: Sequence[BreakRule], number: int) -> Iterator[tuple[Pause, ...]]:
    return islice(patterns(line, rules, number), WAYS)


def _best(line: Line, rules: Sequence[BreakRule]) -> _Found | None:
    """Fewest breaks, then shortest breaks, then least time, then after a service, then most even stretches.

    Where speeds change by the hour, least time is left out: the first that has room is taken.
    """
    timed = any(rule.counts is Counts.WORK and not rule.waiting_free for rule in rules)
    for number in range(1, MOST + 1):
        best: _Found | None = None
        tried = [_Found(pauses, line.nonstop(pauses)) for pauses in _ways(line, rules, number)]
        for ideal in sorted(tried, key=lambda one: (one.break_s, one.arriving, _uneven_s(line, one))):
            if best is not None and (best.break_s < ideal.break_s or line.sequel is not None):
                break
            if best is not None and best.span_s <= ideal.span_s:
                continue
            schedule = line.schedule(ideal.pauses) if line.in_time(ideal.pauses) else None
            if schedule is None:
                continue
            found = _Found(ideal.pauses, (schedule.depart_s, *schedule.start_s, schedule.end_s))
            waits = line.waits(found.pauses, found.starts) if timed else []
            if timed and not kept(rules, list(line.phases(found.pauses, waits))):
                continue
            if best is None or found.span_s < best.span_s:
                best = found
        if best is not None:
            return best
    return None


def _uneven_s(line: Line, found: _Found) -> int:
    """How much longer than the shortest the longest part of the day between two breaks is."""
    cuts = [begin_s for begin_s, _ in _moments(line, found)]
    edges = [found.starts[0], *cuts, found.starts[-1]]
    parts = [b - a for a, b in pairwise(edges)]
    return max(parts) - min(parts)


def _moments(line: Line, found: _Found) -> list[tuple[int, int]]:
    """Begin of every break, and its halt."""
    moments = []
    for halt, how, seconds in found.pauses:
        start_s = found.starts[halt]
        begin_s = {
            How.BEFORE: start_s - seconds,
            How.PLUGGED: start_s + line.work_s[halt],
            How.AFTER: start_s + line.work_s[halt] + line.flow_s[halt],
        }[how]
        moments.append((begin_s, halt))
    return moments


def _read(line: Line, rules: Sequence[BreakRule], schedule: Schedule | Charged, found: _Found) -> Rested:
    """Tell sessions from orders again, and give the breaks their moments."""
    charges = list(schedule.charges) if isinstance(schedule, Charged) else []
    starts = list(found.starts[1:-1])
    moved = []
    for stop in charges:
        begin_s = starts.pop(stop.after)
        moved.append(replace(stop, start_s=begin_s, end_s=begin_s + stop.end_s - stop.start_s))
    breaks = tuple(
        BreakStop(halt - 1, begin_s, begin_s + pause.seconds)
        for (begin_s, halt), pause in zip(_moments(line, found), found.pauses, strict=True)
    )
    unpaid_s = 0 if breaks_paid(rules) else sum(pause.seconds for pause in found.pauses)
    return Rested(
        depart_s=found.starts[0],
        start_s=tuple(starts),
        end_s=found.starts[-1],
        charges=tuple(moved),
        detour_micro=schedule.detour_micro if isinstance(schedule, Charged) else 0,
        breaks=breaks,
        unpaid_s=unpaid_s,
    )


def _order_at(orders: Sequence[int], schedule: Schedule | Charged, halt: int) -> int:
    """The order served at a halt; -1 at a charger or the depot."""
    halts: list[int] = list(orders)
    if isinstance(schedule, Charged):
        for number, stop in enumerate(schedule.charges):
            halts.insert(stop.after + number, -1)
    return halts[halt - 1] if halt <= len(halts) else -1
