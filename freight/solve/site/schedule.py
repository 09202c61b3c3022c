"""The charging of a depot: its cheapest schedule, and what it would be without one."""

from __future__ import annotations

from typing import NamedTuple

from freight.domain.scenario import Scenario
from freight.domain.site import Site, SiteSchedule
from freight.domain.timeline import Timeline
from freight.solve.site.at_once import charge_at_once
from freight.solve.site.power import cheapest_powers
from freight.solve.site.sockets import places
from freight.solve.site.stays import Grid, schedule_of, session, site_stays


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
    chosen = places(site, stays, grid)
    powers = cheapest_powers(site, stays, chosen, grid)
    sessions = [
        session(stay, place, power, site) if place else None
        for stay, place, power in zip(stays, chosen, powers, strict=True)
    ]
    return SitePair(schedule_of(site, stays, sessions), charge_at_once(site, stays))
