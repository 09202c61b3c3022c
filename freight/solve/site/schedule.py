"""The charging of a depot: its cheapest schedule, and what it would be without one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from freight.domain.scenario import Scenario
from freight.domain.site import Site, SiteSchedule
from freight.domain.timeline import Timeline
from freight.solve.site.at_once import charge_at_once
from freight.solve.site.first_come import spread_out
from freight.solve.site.power import Powers, cheapest_powers
from freight.solve.site.socket_model import choose_places, small_enough
from freight.solve.site.sockets import whole_stays
from freight.solve.site.stays import Grid, Place, Stay, schedule_of, session, site_stays


class SitePair(NamedTuple):
    """The same depot with a schedule and without."""

    planned: SiteSchedule
    at_once: SiteSchedule


def schedule_site(site: Site, scenario: Scenario, timeline: Timeline) -> SitePair:
    """Charge the vehicles of a depot that drive, between their return and their next departure.

    Parameters
    ----------
    timeline
        The checker's replay of the plan: when vehicles leave and return and what they use.

    Returns
    -------
    SitePair
        The planned one never passes the cap; what it can not charge stands in its shortfalls.
    """
    stays = site_stays(site, scenario, timeline)
    grid = Grid(site.step_s)
    chosen, powers = _best(site, stays, grid)
    sessions = [
        session(stay, place, power, site) if place else None
        for stay, place, power in zip(stays, chosen, powers.kw, strict=True)
    ]
    return SitePair(schedule_of(site, stays, sessions), charge_at_once(site, stays, grid))


def _best(site: Site, stays: Sequence[Stay], grid: Grid) -> tuple[list[Place | None], Powers]:
    """Sockets and powers: the one sure choice, or the cheaper of a quick and a searched one."""
    chosen = whole_stays(stays, grid)
    if chosen is not None:
        return chosen, cheapest_powers(site, stays, chosen, grid)
    quick = spread_out(site, stays, grid)
    powers = cheapest_powers(site, stays, quick, grid)
    if not small_enough(stays):
        return quick, powers
    searched = choose_places(site, stays, grid, quick, powers.kw)
    other = cheapest_powers(site, stays, searched, grid)
    return (searched, other) if other.cost < powers.cost else (quick, powers)
