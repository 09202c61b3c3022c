"""Speeds that change with the hour: the twin of `freight.domain.traffic` and `freight.solve.hourly`."""

from __future__ import annotations

from freight.domain.traffic import MS
from freight.domain.travel import UNREACHABLE, IntArray
from freight.solve.improve import columns as c
from freight.solve.improve.clock import last_open, next_open
from freight.solve.improve.compiled import fast, tiny
from freight.solve.improve.views import (
    Data,
    State,
    arcs,
    intervals,
    nodes,
    order_rows,
    period_rows,
    stops,
    vehicle_rows,
)


@tiny
def arrival(d: Data, profile: int, origin: int, target: int, leave_s: int) -> int:
    """When a vehicle that leaves at `leave_s` is there."""
    if d.periods == 0:
        return int(leave_s + arcs(d)[profile, origin, target, c.SECONDS])
    return hourly_arrival(d, profile, origin, target, leave_s)


@fast
def hourly_arrival(d: Data, profile: int, origin: int, target: int, leave_s: int) -> int:
    """As `arrival` where the hour matters."""
    arc, period = arcs(d)[profile, origin, target], period_rows(d)[profile]
    if arc[c.SECONDS] >= UNREACHABLE or leave_s > UNREACHABLE:
        return int(leave_s + arc[c.SECONDS])
    at = period_at(period, d.periods, leave_s)
    now_ms, left_ms = leave_s * MS, arc[period[at, c.P_PACE]]
    while at + 1 < d.periods:
        until_ms = period[at + 1, c.P_START] * MS - now_ms
        if left_ms <= until_ms:
            break
        old = arc[period[at, c.P_PACE]]
        at += 1
        left_ms = -((until_ms - left_ms) * arc[period[at, c.P_PACE]] // old)
        now_ms += until_ms
    return int(-((-now_ms - left_ms) // MS))


@fast
def hourly_leave_by(d: Data, profile: int, origin: int, target: int, arrive_s: int) -> int:
    """The last moment to leave and be there at `arrive_s` at the latest."""
    arc, period = arcs(d)[profile, origin, target], period_rows(d)[profile]
    if arc[c.SECONDS] >= UNREACHABLE or arrive_s < -UNREACHABLE:
        return int(arrive_s - arc[c.SECONDS])
    at = period_at(period, d.periods, arrive_s)
    now_ms, left_ms = arrive_s * MS, arc[period[at, c.P_PACE]]
    leave_s = arrive_s + -left_ms // MS
    if at == 0 or leave_s >= period[at, c.P_START]:
        return int(leave_s)
    while at > 0:
        since_ms = now_ms - period[at, c.P_START] * MS
        if left_ms <= since_ms:
            break
        old = arc[period[at, c.P_PACE]]
        at -= 1
        left_ms = (left_ms - since_ms) * arc[period[at, c.P_PACE]] // old
        now_ms -= since_ms
    leave_s = (now_ms - left_ms) // MS
    while hourly_arrival(d, profile, origin, target, leave_s) > arrive_s:
        leave_s -= 1
    while hourly_arrival(d, profile, origin, target, leave_s + 1) <= arrive_s:
        leave_s += 1
    return int(leave_s)


@fast
def hourly_in_time(d: Data, s: State, x: int, u: int) -> bool:
    """Whether `x` can be served behind `u` with the rest of the route in time."""
    node = nodes(s)
    r, w = node[u, c.ROUTE], node[u, c.SUCC]
    profile = vehicle_rows(d)[r, c.V_PROFILE]
    row = order_rows(d)[profile * d.orders + x]
    arrive_s = hourly_arrival(d, profile, node[u, c.PLACE], row[c.O_PLACE], node[u, c.FINISH])
    start_s = next_open(intervals(d), row[c.O_WINDOW], row[c.O_WINDOWS], arrive_s)
    if start_s == c.NEVER:
        return False
    leave_s = start_s + row[c.O_SERVICE]
    return bool(hourly_arrival(d, profile, row[c.O_PLACE], node[w, c.PLACE], leave_s) <= node[w, c.LATEST])


@tiny
def period_at(period: IntArray, periods: int, moment_s: int) -> int:
    """The period of a moment; the first one holds before it too."""
    at = 0
    while at + 1 < periods and period[at + 1, c.P_START] <= moment_s:
        at += 1
    return at


@fast
def follow_hourly(d: Data, s: State, profile: int, depart_s: int, count: int) -> int:
    """End of the sequence in `walk` left at `depart_s`, each stop as early as possible; NEVER when too late."""
    walk, now = stops(s), depart_s
    for stop in range(1, count):
        leave_s = now + walk[stop, c.SERVED]
        arrive_s = hourly_arrival(d, profile, walk[stop, c.ORIGIN], walk[stop, c.TARGET], leave_s)
        now = next_open(intervals(d), walk[stop, c.FIRST], walk[stop, c.COUNT], arrive_s)
        if now == c.NEVER:
            return c.NEVER
    return int(now)


@fast
def departure_for(d: Data, s: State, profile: int, stop: int, moment_s: int) -> int:
    """The last departure that has a stop reached by a moment; -NEVER when that is before the first one."""
    walk, windows = stops(s), intervals(d)
    if stop == 0:
        return last_open(windows, walk[0, c.FIRST], walk[0, c.COUNT], moment_s)
    now = moment_s
    for here in range(stop, 0, -1):
        now = hourly_leave_by(d, profile, walk[here, c.ORIGIN], walk[here, c.TARGET], now)
        now = last_open(windows, walk[here - 1, c.FIRST], walk[here - 1, c.COUNT], now - walk[here, c.SERVED])
        if now < walk[here - 1, c.EARLIEST]:
            return -c.NEVER
    return int(now)


@fast
def bounds_of(d: Data, s: State, profile: int, count: int) -> bool:
    """Write down the earliest and latest start at every stop of `walk`; whether all stops can be in time."""
    walk, windows = stops(s), intervals(d)
    walk[0, c.EARLIEST] = windows[walk[0, c.FIRST], 0]
    for stop in range(1, count):
        leave_s = walk[stop - 1, c.EARLIEST] + walk[stop, c.SERVED]
        arrive_s = hourly_arrival(d, profile, walk[stop, c.ORIGIN], walk[stop, c.TARGET], leave_s)
        walk[stop, c.EARLIEST] = next_open(windows, walk[stop, c.FIRST], walk[stop, c.COUNT], arrive_s)
        if walk[stop, c.EARLIEST] == c.NEVER:
            return False
    last = count - 1
    walk[last, c.LATEST_START] = windows[walk[last, c.FIRST] + walk[last, c.COUNT] - 1, 1]
    for stop in range(last, 0, -1):
        by = hourly_leave_by(d, profile, walk[stop, c.ORIGIN], walk[stop, c.TARGET], walk[stop, c.LATEST_START])
        first, windows_there = walk[stop - 1, c.FIRST], walk[stop - 1, c.COUNT]
        walk[stop - 1, c.LATEST_START] = last_open(windows, first, windows_there, by - walk[stop, c.SERVED])
    return True


@fast
def better_span(d: Data, s: State, profile: int, stop: int, moment_s: int, count: int, best: int) -> int:
    """`best`, or the span of the day that has a stop reached by a moment within its bounds, if that is less."""
    walk = stops(s)
    if moment_s < walk[stop, c.EARLIEST] or moment_s > walk[stop, c.LATEST_START]:
        return best
    depart_s = departure_for(d, s, profile, stop, moment_s)
    if depart_s < walk[0, c.EARLIEST]:
        return best
    end = follow_hourly(d, s, profile, depart_s, count)
    return min(best, end - depart_s) if end < c.NEVER else best


@fast
def hourly_span(d: Data, s: State, profile: int, count: int) -> int:
    """Least span of the sequence in `walk` among the departures tried; NEVER when there is none."""
    walk, windows = stops(s), intervals(d)
    if not bounds_of(d, s, profile, count):
        return c.NEVER
    last = count - 1
    best = walk[last, c.EARLIEST] - walk[0, c.EARLIEST]
    end = follow_hourly(d, s, profile, walk[0, c.LATEST_START], count)
    if end < c.NEVER:
        best = min(best, end - walk[0, c.LATEST_START])
    best = better_span(d, s, profile, last, walk[last, c.EARLIEST], count, best)
    for at in range(1, d.periods):
        change = period_rows(d)[profile, at, c.P_START]
        best = better_span(d, s, profile, 0, change, count, best)
        best = better_span(d, s, profile, last, change, count, best)
    for stop in (0, last):
        for w in range(walk[stop, c.FIRST], walk[stop, c.FIRST] + walk[stop, c.COUNT]):
            best = better_span(d, s, profile, stop, windows[w, 0], count, best)
            best = better_span(d, s, profile, stop, windows[w, 1], count, best)
    return int(best)
