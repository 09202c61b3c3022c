"""Opening hours of the planning day, and the algebra of intervals everything timed is made of.

A set of times is a tuple of ascending, disjoint intervals of positive length within ``[0, HORIZON_S]``.
Ends are shared by a set and its complement: a moment on the border belongs to both.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from opening_hours import OpeningHours, State, validate

from freight.domain.scenario import Interval
from freight.units import HORIZON_S

Times = tuple[Interval, ...]

ALWAYS: Times = ((0, HORIZON_S),)
NEVER: Times = ()
COUNTRY = "NO"
"""Whose public holidays ``PH`` means."""


def union(*sets: Iterable[Interval]) -> Times:
    """Times in any of the sets; intervals need not be sorted or disjoint."""
    merged: list[Interval] = []
    for start, end in sorted(interval for times in sets for interval in times if interval[0] < interval[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def intersection(left: Times, right: Times) -> Times:
    """Times in both sets; touching ends do not count."""
    common = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            common.append((start, end))
        if left[i][1] <= right[j][1]:
            i += 1
        else:
            j += 1
    return tuple(common)


def complement(times: Times, span: Interval = ALWAYS[0]) -> Times:
    """Times of `span` that are not in the set."""
    gaps = []
    at = span[0]
    for start, end in intersection(times, (span,)):
        if at < start:
            gaps.append((at, start))
        at = end
    if at < span[1]:
        gaps.append((at, span[1]))
    return tuple(gaps)


def covers(times: Times, span: Interval) -> bool:
    """Whether every moment of `span` is in the set."""
    return any(start <= span[0] and span[1] <= end for start, end in times)


def meets(times: Times, span: Interval) -> bool:
    """Whether the set and `span` share more than an end point."""
    return any(max(start, span[0]) < min(end, span[1]) for start, end in times)


def open_intervals(text: str, day: date, *, in_doubt: bool = False) -> Times:
    """When an opening-hours text is open on the planning day and the day after it.

    Parameters
    ----------
    text
        The grammar of OpenStreetMap's ``opening_hours``. ``PH`` are the public holidays of Norway. Sunrise and
        sunset are 07:00 and 19:00, for the text knows no place.
    day
        The planning day; second 0 is its midnight.
    in_doubt
        Whether times the text itself calls ``unknown`` count as open.

    Returns
    -------
    tuple of Interval
        Ascending, disjoint, within ``[0, HORIZON_S]``.

    Raises
    ------
    ValueError
        When the text cannot be read; `check_hours` says so beforehand.
    """
    fault = check_hours(text)
    if fault is not None:
        raise ValueError(fault)
    return _read(text.strip(), day, in_doubt)


@lru_cache(maxsize=4096)
def _read(text: str, day: date, in_doubt: bool) -> Times:
    midnight = datetime(day.year, day.month, day.day)
    wanted = {State.OPEN, State.UNKNOWN} if in_doubt else {State.OPEN}
    spans = OpeningHours(text, country=COUNTRY).intervals(midnight, midnight + timedelta(seconds=HORIZON_S))
    return union(
        (
            round((start - midnight).total_seconds()),
            min(HORIZON_S, round((end - midnight).total_seconds())),
        )
        for start, end, state, _ in spans
        if state in wanted
    )


@lru_cache(maxsize=4096)
def check_hours(text: str) -> str | None:
    """What is wrong with an opening-hours text, or None when it can be read."""
    if validate(text.strip()):
        return None
    return f"{text!r} is not in the grammar of opening hours; write it as Mo-Fr 07:00-17:00"
