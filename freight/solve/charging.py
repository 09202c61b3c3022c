"""Where and how long to charge on a fixed sequence of orders, exactly.

Of all ways that no other dominates the cheapest is taken: legs, sessions, energy, and the shortest day that its
sessions allow. At most one session lies between two stops. Two simplifications remain: time that costs money
is weighed only between ways that are undominated by their earliest finish, and with chargers of different
prices the energy of two sessions is split at corners of the charge function.
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
from freight.solve.schedule import Schedule, Windows, shortest
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


@dataclass(frozen=True, slots=True)
class _Walk:
    """A sequence from depot to depot."""

    places: list[int]
    windows: list[Windows]
    """Of every stop but the first."""
    service_s: list[int]
    """Of every stop but the last."""
    latest_s: list[int]
    """Latest start at every stop but the first that keeps the rest in time, without charging."""
    ahead_wh: list[int]
    """Used from every stop to the end, without charging."""


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
    slot, walk = tables.vehicles[vehicle], _walk(tables, vehicle, orders)
    best: tuple[int, Charged] | None = None
    for label in _labels(tables, vehicle, walk):
        money = labels.spent(label, max(0, label.base))
        made = _timed(tables, vehicle, walk, _sessions(tables, vehicle, walk, label), money)
        if made is not None:
            cost = made.detour_micro + slot.second_micro * made.span_s
            if best is None or cost < best[0]:
                best = cost, made
    return None if best is None else best[1]


def _walk(tables: Tables, vehicle: int, orders: Sequence[int]) -> _Walk:
    slot = tables.vehicles[vehicle]
    seconds, energy = tables.seconds[slot.profile], tables.energy_wh[slot.profile]
    places = [slot.depot_place, *(tables.place[order] for order in orders), slot.depot_place]
    windows = [*(tables.windows[order][slot.profile] for order in orders), slot.end_intervals]
    service = [0, *(tables.service_s[order] for order in orders)]
    latest, ahead = [slot.end_intervals[-1][1]], [0]
    for k in range(len(orders), -1, -1):
        ahead.append(ahead[-1] + energy[places[k]][places[k + 1]])
        if k:
            leave = latest[-1] - seconds[places[k]][places[k + 1]] - service[k]
            latest.append(_last_open(windows[k - 1], leave))
    return _Walk(places, list(windows), service, latest[::-1], ahead[::-1])


def _last_open(windows: Windows, moment_s: int) -> int:
    """The last moment up to this one that lies in a window; far below zero before the first opens."""
    return max((min(closes, moment_s) for opens, closes in windows if opens <= moment_s), default=-(2**60))


def _labels(tables: Tables, vehicle: int, walk: _Walk) -> list[Label]:
    """Undominated ways to end the route."""
    slot = tables.vehicles[vehicle]
    assert slot.energy_wh is not None, "only vehicles with a battery charge"
    begins = slot.start_intervals[0][0]
    kept = [Label(0, 0, slot.energy_wh, begins, None, 0, 0, 0, None, -1, 0)]
    for k in range(1, len(walk.places)):
        before, kept = kept, []
        for label in before:
            root = label._replace(parent=label, charger=-1)
            _land(tables, vehicle, walk, k, walk.places[k - 1], root, kept)
            if labels.energy_at(label, label.first_s) < walk.ahead_wh[k - 1]:
                _land_charged(tables, vehicle, walk, k, root, kept)
    return kept


def _land(
    tables: Tables, vehicle: int, walk: _Walk, k: int, place: int, label: Label | None, kept: list[Label]
) -> None:
    """Drive a label from a place to stop `k`, serve and keep it there."""
    slot, there = tables.vehicles[vehicle], walk.places[k]
    if label is not None:
        seconds, energy = tables.seconds[slot.profile], tables.energy_wh[slot.profile]
        label = labels.drive(label, seconds[place][there], energy[place][there])
    if label is not None:
        service = walk.service_s[k] if k < len(walk.service_s) else 0
        for served in labels.serve(label, walk.windows[k - 1], walk.latest_s[k - 1], service):
            labels.keep(kept, served)


def _land_charged(tables: Tables, vehicle: int, walk: _Walk, k: int, label: Label, kept: list[Label]) -> None:
    """Bring a label to stop `k` by way of every charger worth a look."""
    slot = tables.vehicles[vehicle]
    seconds, energy = tables.seconds[slot.profile], tables.energy_wh[slot.profile]
    here, there = walk.places[k - 1], walk.places[k]
    for charger in tables.stations[ability(slot)].between[here, there].tolist():
        if charger < 0:
            break
        site, curve = tables.chargers[charger], slot.charging[charger]
        assert curve is not None, "stations hold only chargers that the vehicle can use"
        visit = labels.drive(label, seconds[here][site.place], energy[here][site.place])
        if visit is None:
            continue
        visit = visit._replace(cost=visit.cost + _detour_micro(tables, vehicle, here, site.place, there))
        for opens, closes in site.open:
            for ready in labels.serve(visit, [(opens, closes - site.setup_s)], 2**60, 0):
                for choice in labels.choices(ready):
                    plugged = labels.plug_in(ready, choice, site, charger, curve, closes)
                    _land(tables, vehicle, walk, k, site.place, plugged, kept)


def _detour_micro(tables: Tables, vehicle: int, here: int, station: int, there: int) -> int:
    money = tables.money[tables.vehicles[vehicle].profile]
    return money[here][station] + money[station][there] - money[here][there]


def _sessions(tables: Tables, vehicle: int, walk: _Walk, label: Label) -> list[Session]:
    """The sessions of a label at the end of the route, each with no more than is needed."""
    slot, found, k = tables.vehicles[vehicle], [], len(walk.places) - 1
    energy = tables.energy_wh[slot.profile]
    level, here = max(0, label.base), label
    while here.parent is not None:
        i, j = walk.places[k - 1], walk.places[k]
        if here.charger < 0:
            level += energy[i][j]
        else:
            site, curve = tables.chargers[here.charger], slot.charging[here.charger]
            assert curve is not None, "a label charges where its vehicle can"
            leaves = level + energy[site.place][j]
            lasts_s = site.setup_s + charge_s(curve, here.entry_wh, leaves)
            found.append(Session(k - 1, here.charger, here.entry_wh, leaves, lasts_s))
            level = here.entry_wh + energy[i][site.place]
        here, k = here.parent, k - 1
    return found[::-1]


def with_sessions(
    tables: Tables, vehicle: int, orders: tuple[int, ...], sessions: list[Session]
) -> Charged | None:
    """The shortest day with sessions that are known; what they cost is left out."""
    return _timed(tables, vehicle, _walk(tables, vehicle, orders), sessions, 0)


def _timed(
    tables: Tables, vehicle: int, walk: _Walk, sessions: list[Session], money_micro: int
) -> Charged | None:
    """The shortest day with these sessions."""
    slot = tables.vehicles[vehicle]
    seconds = tables.seconds[slot.profile]
    at = {session.after: session for session in sessions}
    gaps: list[int] = []
    windows: list[Sequence[Interval]] = []
    for k in range(1, len(walk.places)):
        here, passed = walk.places[k - 1], walk.service_s[k - 1]
        session = at.get(k - 1)
        if session is not None:
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
