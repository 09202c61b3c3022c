"""When service may start, with street and zone hours taken in."""

from __future__ import annotations

import math

from freight.build.profiles import Profile
from freight.build.service import service_s
from freight.domain.scenario import Interval, Order


def overlap(first: tuple[Interval, ...], second: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """Closed intervals common to both, ascending; single moments count."""
    common = [(max(a, c), min(b, d)) for a, b in first for c, d in second if max(a, c) <= min(b, d)]
    return tuple(sorted(common))


def service_starts(order: Order, profile: Profile, place: int) -> tuple[Interval, ...]:
    """When service may start, so that neither the order's windows nor the hours of any street are broken."""
    lasts_s = service_s(order, profile.kind)
    wanted = tuple((a, b - lasts_s) for a, b in order.windows if b - a >= lasts_s)
    present = _present(profile, place, lasts_s, ways=(True, True))
    return overlap(wanted, tuple((a + order.setup_s, b) for a, b in present if a + order.setup_s <= b))


def depot_starts(profile: Profile, place: int, shift: Interval) -> tuple[Interval, ...]:
    """When a vehicle may leave its depot."""
    return overlap((shift,), _present(profile, place, 0, ways=(False, True)))


def depot_ends(profile: Profile, place: int, shift: Interval) -> tuple[Interval, ...]:
    """When a vehicle may be back at its depot."""
    return overlap((shift,), _present(profile, place, 0, ways=(True, False)))


def halt_hours(profile: Profile, place: int) -> tuple[Interval, ...]:
    """When a vehicle may stand at a place, if it leaves it at once in the end."""
    return _present(profile, place, 0, ways=(True, True))


def _present(profile: Profile, place: int, lasts_s: int, *, ways: tuple[bool, bool]) -> tuple[Interval, ...]:
    """Moments to begin at the place with the ways in and out inside the open hours."""
    row = profile.row[place]
    table = profile.table
    way_in = math.ceil(table.way_in_s[row]) if ways[0] else 0
    way_out = math.ceil(table.way_out_s[row]) if ways[1] else 0
    shrunk = ((opens + way_in, closes - way_out - lasts_s) for opens, closes in table.open[row])
    return tuple((a, b) for a, b in shrunk if a <= b)
