"""Which two chargers in a row are worth a look between two places.

A second charger in a row pays where the first one is all that is in reach and the second one lies nearer to
what follows, or where chargers differ in hours, speed or price. All of that needs a way over both that is long
for the battery: where every charger is around the corner it is not worth the time to try.
"""

from __future__ import annotations

from itertools import pairwise, permutations
from typing import NamedTuple

from freight.domain.travel import UNREACHABLE
from freight.solve.stations import Layer, Stations

MOST_PAIRS = 4
"""Pairs of chargers looked at between two stops."""
LONG_WAY = 3
"""The way over both chargers is long when this many would use up more than a full battery."""


class Pair(NamedTuple):
    """Two chargers, one after the other."""

    first: int
    second: int
    spare: bool
    """Whether one alone is as good where it is enough: equal, and none shortens a way."""


class Legs(NamedTuple):
    """How a vehicle sees the legs: [from place][to place]."""

    seconds: Layer
    money: Layer
    energy_wh: Layer


def station_pairs(stations: Stations, legs: Legs, here: int, there: int) -> tuple[Pair, ...]:
    """The best few pairs by the detour, without those whose first charger alone is as good; remembered."""
    found = stations.pairs.get((here, there))
    if found is None:
        ranked, fee = [], stations.fee_micro
        for first, second in permutations(stations.usable, 2):
            a, b = stations.place[first], stations.place[second]
            if _in_reach(stations, legs, [here, a, b, there]) and _long(stations, legs, [here, a, b, there]):
                equal = stations.peer[first] == stations.peer[second]
                if not (equal and _first_enough(legs, a, b, there)):
                    spare = equal and _no_shorter(legs, here, a, b) and _no_shorter(legs, a, b, there)
                    rank = _rank_micro(stations, legs, [here, a, b, there])
                    ranked.append((rank + fee[first] + fee[second], first, second, spare))
        found = tuple(Pair(*one[1:]) for one in sorted(ranked)[:MOST_PAIRS])
        stations.pairs[here, there] = found
    return found


def _in_reach(stations: Stations, legs: Legs, places: list[int]) -> bool:
    """Whether a full battery is enough for each of the legs."""
    return all(
        legs.seconds[i][j] < UNREACHABLE and legs.energy_wh[i][j] <= stations.full_wh
        for i, j in pairwise(places)
    )


def _long(stations: Stations, legs: Legs, places: list[int]) -> bool:
    """Whether the way is long for the battery."""
    way_wh = sum(legs.energy_wh[i][j] for i, j in pairwise(places))
    return LONG_WAY * way_wh > stations.full_wh


def _no_shorter(legs: Legs, here: int, by: int, there: int) -> bool:
    """Whether the way by another place is no shorter than the direct one, in time, money and energy."""
    return all(layer[here][there] <= layer[here][by] + layer[by][there] for layer in legs)


def _first_enough(legs: Legs, first: int, second: int, there: int) -> bool:
    """Whether the first charger lies so that an equal second one gains nothing."""
    nearer = legs.energy_wh[first][there] <= legs.energy_wh[second][there]
    return nearer and _no_shorter(legs, first, second, there)


def _rank_micro(stations: Stations, legs: Legs, places: list[int]) -> int:
    """What the way costs, time included."""
    second_micro = stations.slot.second_micro
    return sum(legs.money[i][j] + second_micro * legs.seconds[i][j] for i, j in pairwise(places))
