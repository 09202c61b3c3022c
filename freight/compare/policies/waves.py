"""Which orders ride by bike, from which micro-hub and in which wave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from freight.build.service import service_s
from freight.compare.planning_day import Setting, fits, total_load
from freight.compare.straight import straight_km
from freight.domain.fleet import Load
from freight.domain.scenario import Order
from freight.inputs.study_model import TwoEchelonPolicy

FILL_SHARE = 0.85
"""Of the bikes' room, what a wave is given: orders do not fill boxes to the brim."""
DETOUR = 2.0
"""Streets over the straight line, one-way streets and the river included: a cautious guess."""
START_S = 300
"""Loading the bike and finding the door."""
Waves = Mapping[tuple[str, int], Sequence[Order]]
"""(micro-hub, wave) -> orders of the bikes."""


class Wave(NamedTuple):
    """One round of a micro-hub's bikes."""

    place: str
    number: int
    from_s: int
    """Goods are handled and bikes leave."""
    to_s: int
    """Bikes are back for the next wave, or at the end of their shift."""


def waves_of(setting: Setting, policy: TwoEchelonPolicy, place: str) -> tuple[Wave, ...]:
    """Rounds of a micro-hub, the earliest first."""
    hub = setting.hub(place)
    ready = [arrival_s + round(hub.handling_min * 60) for arrival_s in hub.latest_arrival]
    closes_s = min(max(line.shift[1] for line in policy.bikes), hub.opening[1])
    ends = [*ready[1:], closes_s]
    return tuple(Wave(place, number, *span) for number, span in enumerate(zip(ready, ends, strict=True)))


def share_out(setting: Setting, policy: TwoEchelonPolicy, orders: Sequence[Order]) -> Waves:
    """Orders that bikes can carry, by nearest micro-hub and first wave with room that is in time.

    The most urgent go first. A wave holds what the hub has room for, and what its bikes carry in one round.
    """
    full: dict[tuple[str, int], list[Order]] = {}
    waves = {place: waves_of(setting, policy, place) for place in policy.micro_hubs}
    rooms = {place: _room(setting, policy, place) for place in policy.micro_hubs}
    for order in sorted(orders, key=lambda one: (one.windows[-1][1], one.id)):
        if not _bike_takes(setting, policy, order):
            continue
        near = sorted(policy.micro_hubs, key=lambda place: (_km(setting, place, order), place))
        for wave in (wave for place in near for wave in waves[place]):
            there = full.setdefault((wave.place, wave.number), [])
            alike = [one for one in there if one.kind is order.kind]
            if _in_time(setting, policy, wave, order) and fits(total_load((*alike, order)), rooms[wave.place]):
                there.append(order)
                break
    return {key: tuple(found) for key, found in full.items() if found}


def _in_time(setting: Setting, policy: TwoEchelonPolicy, wave: Wave, order: Order) -> bool:
    slowest_kph = min(setting.kind(line.type).speed_cap_kph for line in policy.bikes)
    ride_s = START_S + round(DETOUR * _km(setting, wave.place, order) / slowest_kph * 3600)
    there_s = wave.from_s + ride_s
    lasts_s = max(service_s(order, setting.kind(line.type)) for line in policy.bikes)
    return any(
        max(there_s, opens_s) + lasts_s <= min(closes_s, wave.to_s - ride_s)
        for opens_s, closes_s in order.windows
    )


def _bike_takes(setting: Setting, policy: TwoEchelonPolicy, order: Order) -> bool:
    """Every bike of the micro-hubs takes it: it is light and small enough and asks for no skill."""
    light = policy.max_kg is None or order.load.kg <= policy.max_kg
    kinds = [setting.kind(line.type) for line in policy.bikes]
    return light and not order.skills and all(fits(order.load, kind.capacity) for kind in kinds)


def _room(setting: Setting, policy: TwoEchelonPolicy, place: str) -> Load:
    bikes = [(setting.kind(line.type).capacity, line.count) for line in policy.bikes]
    room = [FILL_SHARE * sum(capacity[unit] * count for capacity, count in bikes) for unit in range(3)]
    limit_m3 = setting.hub(place).capacity_m3
    return Load(room[0], room[1] if limit_m3 is None else min(room[1], limit_m3), room[2])


def _km(setting: Setting, place: str, order: Order) -> float:
    depot = setting.depot(place)
    return straight_km(depot.lat, depot.lon, order.lat, order.lon)
