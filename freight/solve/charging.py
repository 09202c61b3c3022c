"""Where and how long to charge on a fixed sequence of orders, exactly.

Of all ways that no other dominates the cheapest is taken: legs, sessions, energy, and the shortest day that its
sessions allow. At most two sessions, at two chargers, lie between two stops. Two simplifications remain: time
that costs money is weighed only between ways that are undominated by their earliest finish, and with chargers
of different prices the energy of two sessions is split at corners of the charge function.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from freight.domain.plan import ChargeStop
from freight.domain.scenario import Interval
from freight.solve import charge_labels as labels
from freight.solve.charge_curve import charge_s
from freight.solve.charge_labels import Label
from freight.solve.charge_ways import Walk, undominated, walk_of
from freight.solve.schedule import Schedule, shortest
from freight.solve.stations import ability

if TYPE_CHECKING:
    from freight.solve.tables import Tables


@dataclass(frozen=True, slots=True)
class Session:
    """A charging session whose moment is not yet chosen."""

    after: int
    """Orders served before it."""
    charger: int
    entry_wh: int
    level_wh: int
    lasts_s: int
    """Set-up included."""


@dataclass(frozen=True, slots=True)
class Charged:
    """A route with its charging."""

    depart_s: int
    start_s: tuple[int, ...]
    """Service starts of the orders."""
    end_s: int
    charges: tuple[ChargeStop, ...]
    detour_micro: int
    """Legs to and from chargers beyond the legs they replace, sessions and energy."""

    @property
    def span_s(self) -> int:
        """From leaving the depot to being back."""
        return self.end_s - self.depart_s


def charged_route(tables: Tables, vehicle: int, orders: tuple[int, ...]) -> Charged | None:
    """The cheapest legal charging of a route whose plain energy is more than the battery holds.

    Load, access and the streets between the orders are the caller's business.

    Returns
    -------
    Charged or None
        None when no charging makes the route possible.
    """
    if ability(tables.vehicles[vehicle]) not in tables.stations:
        return None
    key = vehicle, orders
    if key not in tables.charged:
        tables.charged[key] = _cheapest(tables, vehicle, orders)
    return tables.charged[key]


def _cheapest(tables: Tables, vehicle: int, orders: tuple[int, ...]) -> Charged | None:
    slot, walk = tables.vehicles[vehicle], walk_of(tables, vehicle, orders)
    best: tuple[int, Charged] | None = None
    for label in undominated(tables, vehicle, walk):
        money = labels.spent(label, max(0, label.base))
        made = _timed(tables, vehicle, walk, _sessions(tables, vehicle, walk, label), money)
        if made is not None:
            cost = made.detour_micro + slot.second_micro * made.span_s
            if best is None or cost < best[0]:
                best = cost, made
    return None if best is None else best[1]


def _sessions(tables: Tables, vehicle: int, walk: Walk, label: Label) -> list[Session]:
    """The sessions of a label at the end of the route, each with no more than is needed."""
    slot, found, k = tables.vehicles[vehicle], [], len(walk.places) - 1
    energy = tables.energy_wh[slot.profile]
    level, here = max(0, label.base), label
    while here.parent is not None:
        after = walk.places[k]
        for charger, entry_wh in ((here.charger, here.entry_wh), (here.via, here.via_wh)):
            if charger < 0:
                break
            site, curve = tables.chargers[charger], slot.charging[charger]
            assert curve is not None, "a label charges where its vehicle can"
            leaves = level + energy[site.place][after]
            lasts_s = site.setup_s + charge_s(curve, entry_wh, leaves)
            found.append(Session(k - 1, charger, entry_wh, leaves, lasts_s))
            level, after = entry_wh, site.place
        level += energy[walk.places[k - 1]][after]
        here, k = here.parent, k - 1
    return found[::-1]


def with_sessions(
    tables: Tables, vehicle: int, orders: tuple[int, ...], sessions: list[Session]
) -> Charged | None:
    """The shortest day with sessions that are known; what they cost is left out."""
    return _timed(tables, vehicle, walk_of(tables, vehicle, orders), sessions, 0)


def _timed(
    tables: Tables, vehicle: int, walk: Walk, sessions: list[Session], money_micro: int
) -> Charged | None:
    """The shortest day with these sessions."""
    slot = tables.vehicles[vehicle]
    seconds = tables.seconds[slot.profile]
    gaps: list[int] = []
    windows: list[Sequence[Interval]] = []
    for k in range(1, len(walk.places)):
        here, passed = walk.places[k - 1], walk.service_s[k - 1]
        for session in sessions:
            if session.after != k - 1:
                continue
            site = tables.chargers[session.charger]
            gaps.append(passed + seconds[here][site.place])
            windows.append([(a, b - session.lasts_s) for a, b in site.open if a <= b - session.lasts_s])
            here, passed = site.place, session.lasts_s
        gaps.append(passed + seconds[here][walk.places[k]])
        windows.append(walk.windows[k - 1])
    schedule = shortest(slot.start_intervals, gaps, windows)
    return None if schedule is None else _read(schedule, sessions, money_micro)


def _read(schedule: Schedule, sessions: list[Session], money_micro: int) -> Charged:
    """Tell the starts of sessions from those of services."""
    starts, charges = list(schedule.start_s), []
    for session in sessions:
        begins = starts.pop(session.after)
        charges.append(
            ChargeStop(session.after, session.charger, begins, begins + session.lasts_s, session.level_wh)
        )
    return Charged(schedule.depart_s, tuple(starts), schedule.end_s, tuple(charges), money_micro)
