"""Times of a fixed sequence that keep promises, beside times drawn at random."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from freight.solve.replan.timing import Promises, price_micro, timed
from freight.solve.route_rules import gaps, hours, route_cost
from freight.solve.schedule import Schedule
from freight.solve.tables import Tables, make_tables
from tests.problems import FOUR_PLACES_M, HOUR_S, NOK, four_orders, problem, streets, van

MINUTE = 60
SEQUENCE = (0, 1, 2, 3)


def promises(*told_s: int | None, tolerance_s: int = 5 * MINUTE) -> Promises:
    spans = tuple(None if at_s is None else (at_s - tolerance_s, at_s + tolerance_s) for at_s in told_s)
    return Promises(spans, 400 * NOK, NOK // 12)


def test_without_promises_it_is_the_shortest_day() -> None:
    tables = make_tables(four_orders())
    found = timed(tables, promises(None, None, None, None), 0, SEQUENCE)
    assert found is not None and found.span_s == sum(gaps(tables, 0, SEQUENCE))


def test_it_waits_for_a_promise() -> None:
    tables = make_tables(four_orders())
    told = promises(10 * HOUR_S, None, 12 * HOUR_S, None)
    found = timed(tables, told, 0, SEQUENCE)
    assert found is not None
    assert found.start_s[0] <= 10 * HOUR_S + 5 * MINUTE
    assert found.start_s[2] == 12 * HOUR_S - 5 * MINUTE
    assert found.depart_s == found.start_s[0] - gaps(tables, 0, SEQUENCE)[0], "nobody waits after leaving"


def test_one_promise_is_broken_where_two_can_not_be_kept() -> None:
    tables = make_tables(four_orders())
    told = promises(12 * HOUR_S, 10 * HOUR_S, 10 * HOUR_S + 20 * MINUTE, None)
    found = timed(tables, told, 0, SEQUENCE)
    assert found is not None
    broken = [order for order, at_s in enumerate(found.start_s) if told.micro(order, at_s)]
    assert broken == [0]


def test_a_broken_promise_costs_more_the_more_it_is_missed() -> None:
    told = promises(10 * HOUR_S)
    assert told.micro(0, 10 * HOUR_S + 5 * MINUTE) == 0
    assert told.micro(0, 10 * HOUR_S + 6 * MINUTE) == 400 * NOK + 60 * (NOK // 12)
    assert told.micro(0, 9 * HOUR_S) == 400 * NOK + 55 * 60 * (NOK // 12)


def test_hours_that_can_not_be_kept_have_no_times() -> None:
    shut = ((((8 * HOUR_S, 8 * HOUR_S),),),) * 4
    tables = make_tables(four_orders(start_windows=shut))
    assert price_micro(tables, promises(None, None, None, None), 0, SEQUENCE) is None


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_no_other_times_that_come_late_or_in_time_cost_less(seed: int) -> None:
    """For a vehicle that is out. Times that come too early are left aside: waiting for less is not tried."""
    draw = random.Random(seed)
    tables = make_tables(problem(streets(FOUR_PLACES_M), (van(start_intervals=((8 * HOUR_S, 8 * HOUR_S),)),)))
    told = promises(*(draw.choice((None, draw.randint(8 * 60, 12 * 60) * MINUTE)) for _ in SEQUENCE))
    best = price_micro(tables, told, 0, SEQUENCE)
    assert best is not None
    for _ in range(30):
        other = at_random(draw, tables)
        early = any(
            span is not None and at_s < span[0] for span, at_s in zip(told.told, other.start_s, strict=True)
        )
        if not early:
            broken = sum(told.micro(order, at_s) for order, at_s in enumerate(other.start_s))
            assert best <= route_cost(tables, 0, SEQUENCE, other) + broken


def at_random(draw: random.Random, tables: Tables) -> Schedule:
    steps, windows = gaps(tables, 0, SEQUENCE), hours(tables, 0, SEQUENCE)
    now = depart_s = windows[-1][0][0]
    starts = []
    for step in steps[:-1]:
        now += step + draw.choice((0, 0, draw.randint(0, 60) * MINUTE))
        starts.append(now)
    return Schedule(depart_s, tuple(starts), now + steps[-1])
