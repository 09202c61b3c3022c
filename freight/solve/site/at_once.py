"""What happens without a schedule: everybody plugs in on return and charges as fast as possible.

The cap is not looked at; nobody holds it. Where sockets are fewer than vehicles, the next one takes a socket as
soon as it is free.
"""

from __future__ import annotations

from collections.abc import Sequence

from freight.domain.site import Site, SiteSchedule
from freight.solve.site.first_come import first_come
from freight.solve.site.stays import Grid, Stay, schedule_of, session


def charge_at_once(site: Site, stays: Sequence[Stay], grid: Grid) -> SiteSchedule:
    """Sessions of everybody charging at once, first come first served."""
    served = first_come(site, stays, grid)
    sessions = [
        session(stay, one.place, one.powers_kw, site) if one else None
        for stay, one in zip(stays, served, strict=True)
    ]
    return schedule_of(site, stays, sessions)
