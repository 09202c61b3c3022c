"""A driver's day as a tachograph would have it: what was done from when to when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from freight.check.replay import RouteReplay
from freight.check.service import visit_s
from freight.domain.breaks import Break
from freight.domain.fleet import VehicleType
from freight.domain.plan import Visit
from freight.domain.scenario import Charger, Order
from freight.domain.timeline import DrivenLeg, Halt


class Doing(Enum):
    """What a driver does."""

    DRIVE = auto()
    SERVICE = auto()
    """Or setting up a charger, or loading anew."""
    WAIT = auto()
    """For a window to open."""
    CHARGE = auto()
    IDLE = auto()
    """Stands when everything is done."""
    BREAK = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log."""

    doing: Doing
    begin_s: float
    end_s: float
    halt: Halt
    """Where, or on the way to which."""
    rest_s: float = 0.0
    """Of a drive: seconds of standing in it, which belong to another entry."""

    @property
    def seconds(self) -> float:
        """How long."""
        return self.end_s - self.begin_s - self.rest_s


def shift_log(
    driven: RouteReplay, orders: Mapping[str, Order], chargers: Mapping[str, Charger], *, breaks: bool = True
) -> tuple[Entry, ...]:
    """Everything from leaving the depot to the return, in the order of the clock.

    Without `breaks` the stays are as they would be if nobody had any.
    """
    halts = driven.timeline.halts
    log: list[Entry] = []
    for number, leg in enumerate(driven.timeline.legs):
        halt = halts[number + 1]
        log += _on_the_way(leg, halt)
        if number < len(driven.route.visits):
            stay = _stay(driven.route.visits[number], halt, driven.kind, orders, chargers)
            log += _cut(stay, halt.breaks) if breaks else stay
    return tuple(entry for entry in log if entry.end_s > entry.begin_s)


def _on_the_way(leg: DrivenLeg, halt: Halt) -> Iterator[Entry]:
    yield Entry(Doing.DRIVE, leg.depart_s, leg.arrive_s, halt, leg.hold_s)
    if leg.hold_s > 0:
        yield Entry(Doing.IDLE, leg.arrive_s - leg.hold_s, leg.arrive_s, halt)


def _stay(
    visit: Visit, halt: Halt, kind: VehicleType, orders: Mapping[str, Order], chargers: Mapping[str, Charger]
) -> list[Entry]:
    busy_s = float(visit_s(visit, orders, kind)) if not visit.reload else halt.depart_s - halt.start_s
    after = Doing.IDLE
    if visit.charge is not None:
        known = chargers.get(visit.charge.charger_id)
        busy_s = float(known.setup_s) if known is not None else 0.0
        after = Doing.CHARGE
    done_s = min(halt.start_s + busy_s, halt.depart_s)
    ready_s = min(halt.arrive_s + halt.setup_s, halt.start_s)
    return [
        Entry(Doing.SERVICE, halt.arrive_s, ready_s, halt),
        Entry(Doing.WAIT, ready_s, halt.start_s, halt),
        Entry(Doing.SERVICE, halt.start_s, done_s, halt),
        Entry(after, done_s, halt.depart_s, halt),
    ]


def _cut(stay: list[Entry], breaks: tuple[Break, ...]) -> Iterator[Entry]:
    """A stay with its breaks cut out of what else it was."""
    ahead = sorted(breaks)
    for entry in stay:
        now_s = entry.begin_s
        while ahead and ahead[0].begin_s < entry.end_s:
            one = ahead.pop(0)
            yield Entry(entry.doing, now_s, max(now_s, one.begin_s), entry.halt)
            yield Entry(Doing.BREAK, one.begin_s, one.end_s, entry.halt)
            now_s = max(now_s, one.end_s)
        yield Entry(entry.doing, now_s, max(now_s, entry.end_s), entry.halt)
