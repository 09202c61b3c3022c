"""All ways to take so many breaks on a fixed sequence, as far as rules can be counted without the times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from freight.domain.breaks import BreakRule, Per
from freight.solve.break_count import Stretch, counted, lengths, stretches
from freight.solve.break_line import How, Line, Pause

Counts = tuple[Stretch, ...]
"""Of every rule that looks at a stretch."""


class _Open(NamedTuple):
    """Breaks taken so far, and where the counts stand."""

    pauses: tuple[Pause, ...]
    counts: Counts


def patterns(line: Line, rules: Sequence[BreakRule], number: int) -> Iterator[tuple[Pause, ...]]:
    """Ways to take `number` breaks that keep the rules while nobody waits, in the order of the halts."""
    own = stretches(rules)
    whole = [[_counted_s(rule, line, halt) for halt in range(line.last + 1)] for rule in own]
    ahead = [_ahead(counts) for counts in whole]
    sizes = lengths(rules)
    days = [(rule, sum(_counted_s(rule, line, at) for at in range(line.last + 1))) for rule in rules]
    days = [(rule, total_s) for rule, total_s in days if rule.per is Per.DAY]
    begun = [_Open((), tuple(Stretch() for _ in own))]
    for halt in range(1, line.last + 1):
        moved = []
        for state in begun:
            for choice in _choices(line, rules, halt, sizes):
                left = number - len(state.pauses) - len(choice)
                counts = _taken(own, line, state.counts, halt, choice) if left >= 0 else None
                if counts is None or not _can_end(own, counts, [rest[halt + 1] for rest in ahead], left):
                    continue
                pauses = (*state.pauses, *choice)
                if left:
                    moved.append(_Open(pauses, counts))
                elif all(_day_kept(rule, total_s, pauses) for rule, total_s in days):
                    yield pauses
            on = _added(own, state.counts, [counts[halt] for counts in whole])
            if on is not None:
                moved.append(_Open(state.pauses, on))
        begun = moved


def _choices(
    line: Line, rules: Sequence[BreakRule], halt: int, sizes: Sequence[int]
) -> Iterator[tuple[Pause, ...]]:
    """A break at a halt, or one on arrival and one after the service."""
    found: dict[How, list[Pause]] = {}
    for how in line.chances(halt, rules):
        fitting = (seconds for seconds in sizes if how is not How.PLUGGED or seconds <= line.flow_s[halt])
        found[how] = [Pause(halt, how, seconds) for seconds in fitting]
        yield from ((pause,) for pause in found[how])
    for first in found.get(How.BEFORE, []):
        yield from ((first, second) for second in found.get(How.AFTER, []))


def _ahead(counts: Sequence[int]) -> list[int]:
    """[k] what is counted from halt k on; one more entry, 0, for after the end."""
    found = [0]
    for seconds in reversed(counts):
        found.append(found[-1] + seconds)
    return found[::-1]


def _counted_s(rule: BreakRule, line: Line, halt: int) -> int:
    return sum(phase.seconds for phase in line.at_halt(halt, {}, 0) if counted(rule, phase.kind))


def _added(rules: Sequence[BreakRule], counts: Counts, more: Sequence[int]) -> Counts | None:
    """The counts with so much more; None where one goes beyond its rule."""
    now = tuple(Stretch(one.seconds + seconds, one.parts) for one, seconds in zip(counts, more, strict=True))
    over = any(one.seconds > rule.over_s for one, rule in zip(now, rules, strict=True))
    return None if over else now


def _taken(
    rules: Sequence[BreakRule], line: Line, counts: Counts, halt: int, choice: Sequence[Pause]
) -> Counts | None:
    """The counts after a halt with breaks."""
    now = list(counts)
    for phase in line.at_halt(halt, {(halt, pause.how): pause.seconds for pause in choice}, 0):
        for number, rule in enumerate(rules):
            moved = now[number].after(rule, phase)
            if moved is None:
                return None
            now[number] = moved
    return tuple(now)


def _can_end(rules: Sequence[BreakRule], counts: Counts, rest: Sequence[int], left: int) -> bool:
    """Whether what is left can be shared out over the breaks that are left."""
    return all(
        one.seconds + more <= rule.over_s * (left + 1)
        for rule, one, more in zip(rules, counts, rest, strict=True)
    )


def _day_kept(rule: BreakRule, total_s: int, pauses: Sequence[Pause]) -> bool:
    least = rule.parts_s[0] if rule.parts_s else rule.break_s
    rested_s = sum(pause.seconds for pause in pauses if pause.seconds >= least)
    if rested_s >= rule.break_s:
        return True
    plugged_s = sum(pause.seconds for pause in pauses if pause.how is How.PLUGGED)
    return total_s - (0 if rule.charging_free else plugged_s) < rule.over_s
