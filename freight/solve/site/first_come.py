"""Sockets by the rule first come, first served; at full speed, or slowed down so that the night is used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from freight.domain.site import Site
from freight.solve.site.curve import Storing, most_kw
from freight.solve.site.stays import EXACT_KWH, Grid, Place, Stay

SLOWER = (32.0, 24.0, 16.0, 12.0, 8.0, 6.0, 4.0, 3.0, 2.0, 1.5, 1.0)
"""Parts of full power that are tried when sockets are shared."""

Sockets = dict[tuple[str, int], set[int]]
"""Steps of the repeating day at which each socket is taken."""


class Served(NamedTuple):
    """A place and what flows there, kW in each of its steps."""

    place: Place
    powers_kw: list[float]


def first_come(site: Site, stays: Sequence[Stay], grid: Grid, slower: float = 1.0) -> list[Served | None]:
    """Everybody at the first free socket until charged, with full power divided by `slower`."""
    taken: Sockets = {}
    found: list[Served | None] = [None] * len(stays)
    for index in sorted(range(len(stays)), key=lambda one: (stays[one].begin_s, one)):
        found[index] = _first_free(site, stays[index], taken, grid, slower)
    return found


def spread_out(site: Site, stays: Sequence[Stay], grid: Grid) -> list[Place | None]:
    """Places as slow as leaves no more missing than full speed, then as long as their sockets are free."""
    hurried = _missing_kwh(site, stays, first_come(site, stays, grid), grid)
    for slower in SLOWER:
        served = first_come(site, stays, grid, slower)
        if _missing_kwh(site, stays, served, grid) <= hurried + EXACT_KWH:
            break
    return _stretched(stays, [one.place if one else None for one in served], grid)


def _first_free(site: Site, stay: Stay, taken: Sockets, grid: Grid, slower: float) -> Served | None:
    if stay.target_kwh - stay.begin_kwh <= EXACT_KWH:
        return None
    steps = stay.steps(grid.step_s)
    fastest = sorted(stay.chargers, key=stay.limit_kw, reverse=True)
    speeds = [_powers(site, stay, stay.limit_kw(charger) / slower, len(steps)) for charger in fastest]
    for first in steps:
        for charger, powers in zip(fastest, speeds, strict=True):
            held = range(first, min(first + len(powers), steps.stop))
            folded = {step % grid.count for step in held}
            for socket in range(1, charger.sockets + 1):
                there = taken.setdefault((charger.id, socket), set())
                if not folded & there:
                    there |= folded
                    return Served(Place(charger, socket, held, whole=False), powers[: len(held)])
    return None


def _powers(site: Site, stay: Stay, limit_kw: float, steps: int) -> list[float]:
    """Power in each step until the target, or until the steps end."""
    step = Storing(site.step_s / 3600, site.efficiency_share)
    level = stay.begin_kwh
    powers: list[float] = []
    while len(powers) < steps and stay.target_kwh - level > EXACT_KWH / 2:
        powers.append(most_kw(stay.battery, level, stay.target_kwh, limit_kw, step))
        level += powers[-1] * step.kwh_per_kw
    return powers


def _missing_kwh(site: Site, stays: Sequence[Stay], served: Sequence[Served | None], grid: Grid) -> float:
    stored_h = grid.hours * site.efficiency_share
    gained = [sum(one.powers_kw) * stored_h if one else 0.0 for one in served]
    return sum(
        max(0.0, stay.target_kwh - stay.begin_kwh - kwh) for stay, kwh in zip(stays, gained, strict=True)
    )


def _stretched(stays: Sequence[Stay], chosen: Sequence[Place | None], grid: Grid) -> list[Place | None]:
    """Each place made as long as its socket is free: later first, then earlier."""
    taken: Sockets = {}
    for place in chosen:
        if place is not None:
            held = {step % grid.count for step in place.steps}
            taken.setdefault((place.charger.id, place.socket), set()).update(held)
    found: list[Place | None] = []
    for stay, place in zip(stays, chosen, strict=True):
        if place is None:
            found.append(None)
            continue
        whole, there = stay.steps(grid.step_s), taken[place.charger.id, place.socket]
        begin, end = place.steps.start, place.steps.stop
        while end < whole.stop and end % grid.count not in there:
            there.add(end % grid.count)
            end += 1
        while begin > whole.start and (begin - 1) % grid.count not in there:
            begin -= 1
            there.add(begin % grid.count)
        found.append(place._replace(steps=range(begin, end)))
    return found
