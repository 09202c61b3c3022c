"""What happens without a schedule: everybody plugs in on return and charges as fast as possible.

The cap is not looked at; nobody holds it. Where sockets are fewer than vehicles, the next one takes a socket as
soon as it is free.
"""

from __future__ import annotations

from collections.abc import Sequence

from freight.domain.scenario import Charger
from freight.domain.site import Session, Site, SiteSchedule
from freight.solve.site.curve import Storing, most_kw
from freight.solve.site.stays import EXACT_KWH, Grid, Place, Stay, schedule_of, session

Sockets = dict[tuple[str, int], set[int]]
"""Steps of the repeating day at which each socket is taken."""


def charge_at_once(site: Site, stays: Sequence[Stay]) -> SiteSchedule:
    """Sessions of everybody charging at once, first come first served."""
    grid = Grid(site.step_s)
    taken: Sockets = {}
    found: list[Session | None] = [None] * len(stays)
    for index in sorted(range(len(stays)), key=lambda one: (stays[one].begin_s, one)):
        found[index] = _first_free(site, stays[index], taken, grid)
    return schedule_of(site, stays, found)


def _first_free(site: Site, stay: Stay, taken: Sockets, grid: Grid) -> Session | None:
    if stay.target_kwh - stay.begin_kwh <= EXACT_KWH:
        return None
    steps = stay.steps(grid.step_s)
    fastest = sorted(stay.chargers, key=stay.limit_kw, reverse=True)
    for first in steps:
        for charger in fastest:
            powers = _full_speed(site, stay, charger, steps[first - steps.start :])
            held = range(first, first + len(powers))
            folded = {step % grid.count for step in held}
            for socket in range(1, charger.sockets + 1):
                there = taken.setdefault((charger.id, socket), set())
                if not folded & there:
                    there |= folded
                    return session(stay, Place(charger, socket, held, whole=False), powers, site)
    return None


def _full_speed(site: Site, stay: Stay, charger: Charger, steps: range) -> list[float]:
    """Power in each step until the target, or until the stay ends."""
    step = Storing(site.step_s / 3600, site.efficiency_share)
    level, powers = stay.begin_kwh, []
    for _ in steps:
        if stay.target_kwh - level <= EXACT_KWH / 2:
            break
        powers.append(most_kw(stay.battery, level, stay.target_kwh, stay.limit_kw(charger), step))
        level += powers[-1] * step.kwh_per_kw
    return powers
