"""Drivers have the breaks that the rules of their vehicle ask for, while it stands and nothing is served."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from freight.check.context import Context
from freight.check.motion import TOLERANCE_S
from freight.check.replay import RouteReplay
from freight.check.shift_log import Doing, Entry, shift_log
from freight.check.violation import Violation
from freight.check.wording import moment, span
from freight.domain.breaks import Break, BreakRule, Counts, Per
from freight.domain.timeline import Halt


def breaks(context: Context) -> Iterator[Violation]:
    """Test where every break lies, then count each driver's day against each rule."""
    for driven in context.replays:
        misplaced = list(_misplaced(context, driven))
        yield from misplaced
        if not misplaced:
            log = shift_log(driven, context.orders, context.chargers)
            for rule in driven.kind.breaks:
                per_day = rule.per is Per.DAY
                yield from _day(driven, rule, log) if per_day else _stretches(driven, rule, log)


def _misplaced(context: Context, driven: RouteReplay) -> Iterator[Violation]:
    """Breaks that are none: outside the halt, in its service, or in waiting and charging that are work."""
    rules = driven.kind.breaks
    for entry in shift_log(driven, context.orders, context.chargers, breaks=False):
        halt = entry.halt
        barred = {
            Doing.SERVICE: "while it is at work",
            Doing.WAIT: "" if all(rule.waiting_free for rule in rules) else "while it waits to be let in",
            Doing.CHARGE: "" if all(rule.charging_free for rule in rules) else "while it charges",
        }.get(entry.doing, "")
        for one in halt.breaks if barred else ():
            shared = min(one.end_s, entry.end_s) - max(one.begin_s, entry.begin_s)
            if shared > TOLERANCE_S:
                yield _wrong(driven, halt, one, barred, shared)
    for halt in driven.timeline.halts[1:-1]:
        for one in halt.breaks:
            outside = max(halt.arrive_s - one.begin_s, one.end_s - halt.depart_s)
            if outside > TOLERANCE_S:
                yield _wrong(driven, halt, one, "when it does not stand there", outside)
            if one.end_s <= one.begin_s:
                yield _wrong(driven, halt, one, "which ends before it begins", one.begin_s - one.end_s)
        for first, second in pairwise(sorted(halt.breaks)):
            if second.begin_s < first.end_s:
                yield _wrong(driven, halt, second, "during another one", first.end_s - second.begin_s)


def _wrong(driven: RouteReplay, halt: Halt, one: Break, how: str, amount_s: float) -> Violation:
    text = (
        f"the driver of {driven.vehicle.id} has a break at {halt.label} from {moment(one.begin_s)} to "
        f"{moment(one.end_s)}, {how} ({span(amount_s)})"
    )
    return Violation("breaks", text, driven.vehicle.id, halt.label, one.begin_s, amount_s, "s")


def counted_s(rule: BreakRule, entry: Entry) -> float:
    """What of an entry a rule counts."""
    work = rule.counts is Counts.WORK
    counts = {
        Doing.DRIVE: True,
        Doing.SERVICE: work,
        Doing.WAIT: work and not rule.waiting_free,
        Doing.IDLE: work and not rule.waiting_free,
        Doing.CHARGE: work and not rule.charging_free,
        Doing.BREAK: False,
    }
    return entry.seconds if counts[entry.doing] else 0.0


def _stretches(driven: RouteReplay, rule: BreakRule, log: tuple[Entry, ...]) -> Iterator[Violation]:
    """Every stretch between whole breaks; parts in their order make up a whole one."""
    count_s, parts, last = 0.0, 0, log[0]
    for entry in log:
        count_s += counted_s(rule, entry)
        last = entry if entry.doing is not Doing.BREAK else last
        if entry.doing is not Doing.BREAK:
            continue
        if rule.parts_s and entry.seconds >= rule.parts_s[parts]:
            parts += 1
        whole = entry.seconds >= rule.break_s or (rule.parts_s and parts == len(rule.parts_s))
        if whole:
            yield from _too_long(driven, rule, count_s, last)
            count_s, parts = 0.0, 0
    yield from _too_long(driven, rule, count_s, last)


def _too_long(driven: RouteReplay, rule: BreakRule, count_s: float, last: Entry) -> Iterator[Violation]:
    over = count_s - rule.over_s
    if over > TOLERANCE_S:
        needed = span(rule.break_s)
        if rule.parts_s:
            needed += f" (or {' and then '.join(span(part) for part in rule.parts_s)})"
        text = (
            f"the driver of {driven.vehicle.id} {_does(rule)} {span(count_s)} until {moment(last.end_s)} "
            f"without a break of {needed}, {span(over)} more than {rule.name} allows"
        )
        yield Violation("breaks", text, driven.vehicle.id, last.halt.label, last.end_s, over, "s")


def _day(driven: RouteReplay, rule: BreakRule, log: tuple[Entry, ...]) -> Iterator[Violation]:
    count_s = sum(counted_s(rule, entry) for entry in log)
    least = rule.parts_s[0] if rule.parts_s else rule.break_s
    rested_s = sum(entry.seconds for entry in log if entry.doing is Doing.BREAK and entry.seconds >= least)
    short = rule.break_s - rested_s
    if count_s >= rule.over_s + TOLERANCE_S and short > 0:
        text = (
            f"the driver of {driven.vehicle.id} {_does(rule)} {span(count_s)} that day with {span(rested_s)} "
            f"of breaks of {span(least)} or more, {span(short)} less than {rule.name} asks for"
        )
        at = log[-1]
        yield Violation("breaks", text, driven.vehicle.id, at.halt.label, at.end_s, short, "s")


def _does(rule: BreakRule) -> str:
    return "works" if rule.counts is Counts.WORK else "drives"
