"""When to serve a fixed sequence when told times are worth money.

A promise is kept when service starts in its interval. Otherwise it costs a fixed sum and more by the second.
So at every stop two starts are looked at: as early as possible, or at the opening of the promise when that is
later. Labels of (moment, cost of promises) are kept as long as no other is both earlier and cheaper. One
simplification remains: who comes too early anyway does not wait to be less early.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from freight.domain.scenario import Interval
from freight.solve.charging import Charged
from freight.solve.route_rules import gaps, hours, plain_excess_wh, route_cost, route_schedule
from freight.solve.schedule import Schedule, Windows, next_open
from freight.solve.tables import Tables


@dataclass(frozen=True, slots=True)
class Promises:
    """What was told of the orders of a problem."""

    told: tuple[Interval | None, ...]
    """By order: when service may start without breaking the promise; None where nothing was told."""
    broken_micro: int
    """Cost of breaking one."""
    second_micro: int
    """Cost of every second by which a broken one is missed: better two people 20 min late than one an hour."""

    def micro(self, order: int, start_s: int) -> int:
        """Cost of a start; nothing told is nothing broken."""
        told = self.told[order]
        if told is None or told[0] <= start_s <= told[1]:
            return 0
        return self.broken_micro + self.second_micro * max(told[0] - start_s, start_s - told[1])


class _Label(NamedTuple):
    moment_s: int
    broken_micro: int
    starts: tuple[int, ...]


def timed(tables: Tables, promises: Promises, vehicle: int, orders: Sequence[int]) -> Schedule | Charged | None:
    """The starts of a route that cost least, promises taken in; None when hours or battery allow none.

    A route that must charge on the way takes the times that suit its charging.
    """
    if plain_excess_wh(tables, vehicle, orders) > 0:
        return route_schedule(tables, vehicle, orders)
    slot = tables.vehicles[vehicle]
    steps, windows = gaps(tables, vehicle, orders), hours(tables, vehicle, orders)
    leave = slot.start_intervals[0][0]
    labels = [_Label(leave, 0, ())]
    for order, gap, open_hours in zip(orders, steps[:-1], windows[:-1], strict=True):
        labels = _served(labels, gap, open_hours, order, promises)
        if not labels:
            return None
    best: tuple[int, Schedule] | None = None
    for label in labels:
        home_s = next_open(windows[-1], label.moment_s + steps[-1])
        if home_s is None:
            continue
        made = _late_departure(slot.start_intervals, steps, windows, label.starts, home_s, promises, orders)
        cost = slot.wages_micro(made.span_s) + label.broken_micro
        if best is None or cost < best[0]:
            best = cost, made
    return None if best is None else best[1]


def _served(labels: list[_Label], gap: int, windows: Windows, order: int, promises: Promises) -> list[_Label]:
    told, found = promises.told[order], []
    for moment_s, broken_micro, starts in labels:
        soon = next_open(windows, moment_s + gap)
        if soon is None:
            continue
        found.append(_Label(soon, broken_micro + promises.micro(order, soon), (*starts, soon)))
        if told is not None and soon < told[0]:
            then = next_open(windows, told[0])
            if then is not None and then <= told[1]:
                found.append(_Label(then, broken_micro, (*starts, then)))
    found.sort()
    undominated: list[_Label] = []
    for label in found:
        if not undominated or label.broken_micro < undominated[-1].broken_micro:
            undominated.append(label)
    return undominated


def _late_departure(
    leave: Windows,
    steps: Sequence[int],
    windows: Sequence[Windows],
    starts: tuple[int, ...],
    home_s: int,
    promises: Promises,
    orders: Sequence[int],
) -> Schedule:
    """The same return with the latest departure that moves no start out of its window or its promise."""
    latest = home_s
    for number in range(len(starts) - 1, -1, -1):
        closes = next(b for a, b in windows[number] if a <= starts[number] <= b)
        told = promises.told[orders[number]]
        if told is not None and told[0] <= starts[number] <= told[1]:
            closes = min(closes, told[1])
        latest = min(closes, latest - steps[number + 1])
    latest -= steps[0]
    depart_s = max((min(latest, b) for a, b in leave if a <= latest), default=leave[0][0])
    now, moved = depart_s, []
    for start_s, step in zip(starts, steps[:-1], strict=True):
        now = max(now + step, start_s)
        moved.append(now)
    return Schedule(depart_s, tuple(moved), home_s)


def price_micro(tables: Tables, promises: Promises, vehicle: int, orders: tuple[int, ...]) -> int | None:
    """Cost of a route with the promises that it breaks; None when it can not be driven."""
    schedule = timed(tables, promises, vehicle, orders)
    if schedule is None:
        return None
    broken = sum(promises.micro(order, at_s) for order, at_s in zip(orders, schedule.start_s, strict=True))
    return route_cost(tables, vehicle, orders, schedule) + broken
