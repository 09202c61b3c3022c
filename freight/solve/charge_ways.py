"""All ways worth a look to drive a fixed sequence with charging in between: labels from stop to stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from freight.solve import charge_labels as labels
from freight.solve.charge_labels import Label
from freight.solve.schedule import Windows
from freight.solve.station_pairs import Legs, station_pairs
from freight.solve.stations import ability

if TYPE_CHECKING:
    from freight.solve.tables import Tables


@dataclass(frozen=True, slots=True)
class Walk:
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


def walk_of(tables: Tables, vehicle: int, orders: Sequence[int]) -> Walk:
    """A sequence of orders as its vehicle drives it."""
    slot = tables.vehicles[vehicle]
    seconds, energy = tables.seconds[slot.profile], tables.energy_wh[slot.profile]
    places = [slot.depot_place, *(tables.place[order] for order in orders), slot.depot_place]
    windows = [*(tables.windows[order][slot.profile] for order in orders), slot.end_intervals]
    service = [0, *(tables.service_s[slot.profile][order] for order in orders)]
    latest, ahead = [slot.end_intervals[-1][1]], [0]
    for k in range(len(orders), -1, -1):
        ahead.append(ahead[-1] + energy[places[k]][places[k + 1]])
        if k:
            leave = latest[-1] - seconds[places[k]][places[k + 1]] - service[k]
            latest.append(_last_open(windows[k - 1], leave))
    return Walk(places, list(windows), service, latest[::-1], ahead[::-1])


def _last_open(windows: Windows, moment_s: int) -> int:
    """The last moment up to this one that lies in a window; far below zero before the first opens."""
    return max((min(closes, moment_s) for opens, closes in windows if opens <= moment_s), default=-(2**60))


def undominated(tables: Tables, vehicle: int, walk: Walk) -> list[Label]:
    """Undominated ways to end the route."""
    slot = tables.vehicles[vehicle]
    assert slot.energy_wh is not None, "only vehicles with a battery charge"
    begins = slot.start_intervals[0][0]
    kept = [Label(0, 0, slot.energy_wh, begins, None, 0, 0, 0, None, -1, 0)]
    for k in range(1, len(walk.places)):
        before, kept = kept, []
        for label in before:
            root = label._replace(parent=label, charger=-1, via=-1)
            _land(tables, vehicle, walk, k, walk.places[k - 1], root, kept)
            if labels.energy_at(label, label.first_s) < walk.ahead_wh[k - 1]:
                _land_charged(tables, vehicle, walk, k, root, kept)
    return kept


def _land(
    tables: Tables, vehicle: int, walk: Walk, k: int, place: int, label: Label | None, kept: list[Label]
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


def _land_charged(tables: Tables, vehicle: int, walk: Walk, k: int, label: Label, kept: list[Label]) -> None:
    """Bring a label to stop `k` by way of every charger, and every two in a row, worth a look."""
    here, there, legs = walk.places[k - 1], walk.places[k], legs_of(tables, vehicle)
    stations = tables.stations[ability(tables.vehicles[vehicle])]
    for charger in stations.between[here, there].tolist():
        if charger < 0:
            break
        for plugged in _plugged(tables, vehicle, here, label, charger):
            paid = _paid(tables, vehicle, plugged, walk, k)
            _land(tables, vehicle, walk, k, stations.place[charger], paid, kept)
    for pair in station_pairs(stations, legs, here, there):
        to_end_wh = legs.energy_wh[stations.place[pair.first]][there] + walk.ahead_wh[k]
        enough = to_end_wh <= stations.full_wh or _in_reach(tables, vehicle, here, label, pair.second)
        if pair.spare and enough:
            continue
        waiting: list[Label] = []
        for plugged in _plugged(tables, vehicle, here, label, pair.first):
            labels.keep(waiting, plugged)
        for first in waiting:
            for plugged in _plugged(tables, vehicle, stations.place[pair.first], first, pair.second):
                paid = _paid(tables, vehicle, plugged, walk, k)
                _land(tables, vehicle, walk, k, stations.place[pair.second], paid, kept)


def legs_of(tables: Tables, vehicle: int) -> Legs:
    """The legs as a vehicle sees them."""
    profile = tables.vehicles[vehicle].profile
    return Legs(tables.seconds[profile], tables.money[profile], tables.energy_wh[profile])


def _in_reach(tables: Tables, vehicle: int, here: int, label: Label, charger: int) -> bool:
    """Whether a charger is in reach with energy that takes no longer and costs no more than there.

    That is what is on board at once, or what the last session can still give at the same even rate.
    """
    slot, site = tables.vehicles[vehicle], tables.chargers[charger]
    curve, moment_s = slot.charging[charger], label.first_s
    if label.curve is not None and label.curve == curve and len(curve.second) == 2:
        moment_s = label.shift_s + label.cap_s
    on_board = labels.energy_at(label, max(moment_s, label.first_s))
    needed = tables.energy_wh[slot.profile][here][site.place]
    return label.price <= site.micro_per_wh and on_board >= needed


def _plugged(tables: Tables, vehicle: int, here: int, label: Label, charger: int) -> Iterator[Label]:
    """A label driven from a place to a charger and plugged in there, in every way worth a look."""
    slot, site = tables.vehicles[vehicle], tables.chargers[charger]
    curve, leg = slot.charging[charger], legs_of(tables, vehicle)
    assert curve is not None, "stations hold only chargers that the vehicle can use"
    visit = labels.drive(label, leg.seconds[here][site.place], leg.energy_wh[here][site.place])
    if visit is None:
        return
    for opens, closes in site.open:
        for ready in labels.serve(visit, [(opens, closes - site.setup_s)], 2**60, 0):
            for choice in labels.choices(ready):
                plugged = labels.plug_in(ready, choice, site, charger, curve, closes)
                if plugged is not None:
                    yield plugged


def _paid(tables: Tables, vehicle: int, label: Label, walk: Walk, k: int) -> Label:
    """The label with the money of its way by one charger or two to stop `k`, beyond the direct one."""
    money, sites = tables.money[tables.vehicles[vehicle].profile], tables.chargers
    visited = [sites[charger].place for charger in (label.via, label.charger) if charger >= 0]
    places = [walk.places[k - 1], *visited, walk.places[k]]
    detour = sum(money[i][j] for i, j in pairwise(places)) - money[places[0]][places[-1]]
    return label._replace(cost=label.cost + detour)
