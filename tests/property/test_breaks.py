"""Breaks on small sequences against every placement by the minute, and the checker's word on what is placed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.breaks import BreakRule, Counts, Per
from freight.solve.breaks import Rested, rested
from freight.solve.route_rules import breaches, gaps, hours
from freight.solve.schedule import shortest
from freight.solve.tables import Tables, make_tables
from tests.problems import problem, streets, van

MIN_S = 60
ALWAYS = ((0, 10**6),)


@dataclass(frozen=True)
class Case:
    """Minutes of one route: legs, services, windows, and the rule of its driver."""

    legs: tuple[int, ...]
    services: tuple[int, ...]
    windows: tuple[tuple[int, int], ...]
    rule: BreakRule

    def tables(self) -> Tables:
        count = len(self.services)
        day = ((0, 60 * MIN_S),)
        made = problem(streets([(0, 0)] * (count + 1)), (van(start_intervals=day, end_intervals=day),))
        seconds = made.travel.seconds.copy()
        for here, leg in enumerate(self.legs):
            seconds[0, here, (here + 1) % (count + 1)] = leg * MIN_S
        return make_tables(
            replace(
                made,
                travel=replace(made.travel, seconds=seconds),
                vehicles=(replace(made.vehicles[0], breaks=(self.rule,)),),
                service_s=np.array([[minutes * MIN_S for minutes in self.services]]),
                start_windows=tuple((((a * MIN_S, b * MIN_S),),) for a, b in self.windows),
                stays=tuple((ALWAYS,) for _ in self.services),
            )
        )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    count = draw(st.integers(1, 3))
    minutes = st.integers(1, 9)
    opens = draw(st.lists(st.integers(0, 40), min_size=count, max_size=count))
    split = draw(st.booleans())
    rule = BreakRule(
        "drawn",
        draw(st.sampled_from(Counts)),
        draw(st.sampled_from(Per)),
        draw(st.integers(4, 25)) * MIN_S,
        5 * MIN_S,
        (),
        True,
        True,
        draw(st.booleans()),
    )
    if split:
        rule = replace(rule, parts_s=(2 * MIN_S, 3 * MIN_S) if rule.per is Per.STRETCH else (2 * MIN_S,))
    return Case(
        tuple(draw(minutes) for _ in range(count + 1)),
        tuple(draw(minutes) for _ in range(count)),
        tuple((a, a + draw(st.integers(0, 25))) for a in opens),
        rule,
    )


def brute(case: Case, most: int) -> tuple[int, int, int] | None:
    """Fewest breaks, their minutes together, the shortest day: of all placements by the minute."""
    sizes = sorted({5, *(2, 3)} if case.rule.parts_s else {5})
    found = [
        (len(taken), sum(minutes for _, minutes in taken), end - depart)
        for depart in range(61)
        for end, taken, acts in _days(case, depart, depart, 0, (), (), sizes, most)
        if end <= 60 and _keeps(case.rule, acts)
    ]
    return min(found, default=None)


Acts = tuple[tuple[str, int], ...]
Taken = tuple[tuple[int, int], ...]


def _days(
    case: Case, depart: int, now: int, at: int, taken: Taken, acts: Acts, sizes: list[int], most: int
) -> Iterator[tuple[int, Taken, Acts]]:
    arrive = now + case.legs[at]
    acts = (*acts, ("drive", case.legs[at]))
    if at == len(case.services):
        yield arrive, taken, acts
        return
    opens, closes = case.windows[at]
    for before in (0, *sizes):
        for after in (0, *sizes):
            extra = tuple((at, minutes) for minutes in (before, after) if minutes)
            if len(taken) + len(extra) > most:
                continue
            # Waiting counts for nothing here, so a later start than the first is never better.
            start = max(arrive + before, opens)
            if start > closes:
                continue
            done = start + case.services[at]
            did = (*acts, ("rest", before), ("work", case.services[at]), ("rest", after))
            yield from _days(case, depart, done + after, at + 1, (*taken, *extra), did, sizes, most)


def _keeps(rule: BreakRule, acts: Acts) -> bool:
    names = ("drive", "work") if rule.counts is Counts.WORK else ("drive",)
    limit, whole = rule.over_s // MIN_S, rule.break_s // MIN_S
    parts = [seconds // MIN_S for seconds in rule.parts_s]
    if rule.per is Per.DAY:
        counted = sum(minutes for name, minutes in acts if name in names)
        least = parts[0] if parts else whole
        return counted < limit or sum(m for name, m in acts if name == "rest" and m >= least) >= whole
    count, missing = 0, list(parts)
    for name, minutes in acts:
        if name in names:
            count += minutes
            if count > limit:
                return False
        elif name == "rest" and minutes >= whole:
            count, missing = 0, list(parts)
        elif name == "rest" and missing and minutes >= missing[0]:
            missing.pop(0)
            if not missing:
                count, missing = 0, list(parts)
    return True


@settings(max_examples=120, deadline=None)
@given(cases())
def test_breaks_are_few_and_cost_as_little_time_as_any_placement(case: Case) -> None:
    tables = case.tables()
    orders = tuple(range(len(case.services)))
    plain = shortest(((0, 60 * MIN_S),), gaps(tables, 0, orders), hours(tables, 0, orders))
    if plain is None:
        return
    made = rested(tables, 0, orders, plain)
    best = brute(case, 3)
    if best is None and isinstance(made, Rested) and len(made.breaks) > 3:
        return  # more breaks than are tried one by one here; the checker's own test has such days
    if best is None:
        assert made is None
        (missing,) = breaches(tables, 0, orders)
        assert (missing.rule, missing.amount >= 0) == ("breaks", True)
        return
    assert made is not None
    breaks = made.breaks if isinstance(made, Rested) else ()
    total_s = sum(one.end_s - one.begin_s for one in breaks)
    assert (len(breaks), total_s // MIN_S, made.span_s // MIN_S) == best
    if isinstance(made, Rested):
        assert made.unpaid_s == (0 if case.rule.paid else total_s)
