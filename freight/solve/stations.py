"""Which chargers are worth a look between two places, for vehicles that charge alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from freight.domain.problem import Problem, VehicleSlot
from freight.domain.travel import UNREACHABLE, BoolArray, IntArray

if TYPE_CHECKING:
    from freight.solve.station_pairs import Pair

MOST_STATIONS = 6
"""Chargers looked at between two stops."""

Ability = tuple[object, ...]
Layer = list[list[int]]
"""[from place][to place]."""


@dataclass(frozen=True, eq=False, slots=True)
class Stations:
    """What vehicles of one ability look at."""

    slot: VehicleSlot
    """Any vehicle of the ability."""
    between: IntArray
    """Shape (places, places, k): chargers worth a detour, the likeliest first, then -1."""
    place: tuple[int, ...]
    """[charger], and so the next two."""
    fee_micro: tuple[int, ...]
    """What half a battery costs there, time included; 0 where the vehicle can not charge."""
    peer: tuple[int, ...]
    """Equal where only the way decides between two chargers, and both are open once a day."""
    pairs: dict[tuple[int, int], tuple[Pair, ...]] = field(default_factory=dict)
    """Two chargers in a row worth a look, by from and to, as far as they were asked for."""

    @property
    def usable(self) -> list[int]:
        """Chargers where the vehicle can charge."""
        return [number for number, curve in enumerate(self.slot.charging) if curve is not None]

    @property
    def full_wh(self) -> int:
        """The full battery."""
        return self.slot.full_wh or 0


def charges(slot: VehicleSlot) -> bool:
    """Whether the vehicle can charge anywhere on its way."""
    return slot.energy_wh is not None and any(curve is not None for curve in slot.charging)


def ability(slot: VehicleSlot) -> Ability:
    """Equal for vehicles that look at the same chargers and charge alike there."""
    return slot.profile, slot.full_wh, slot.second_micro, slot.charging


def all_stations(problem: Problem) -> dict[Ability, Stations]:
    """What to look at for every ability that can charge at all."""
    found: dict[Ability, Stations] = {}
    for slot in problem.vehicles:
        if charges(slot) and ability(slot) not in found:
            found[ability(slot)] = _stations(problem, slot)
    return found


def _stations(problem: Problem, slot: VehicleSlot) -> Stations:
    numbers = range(len(problem.chargers))
    usable = [number for number in numbers if slot.charging[number] is not None]
    peers, peer = _peers(problem, slot, usable), [-1 - number for number in numbers]
    for row, number in enumerate(usable):
        if len(problem.chargers[number].open) == 1:
            peer[number] = usable[int(peers[row].argmax())]
    fees = [_fee_micro(problem, slot, number) if number in usable else 0 for number in numbers]
    places = tuple(site.place for site in problem.chargers)
    return Stations(slot, _between(problem, slot), places, tuple(fees), tuple(peer))


def _between(problem: Problem, slot: VehicleSlot) -> IntArray:
    """The best few of the chargers in reach, without those that another equal one beats from both ends."""
    usable = [number for number, curve in enumerate(slot.charging) if curve is not None]
    places = np.array([problem.chargers[number].place for number in usable])
    seconds, energy = problem.travel.seconds[slot.profile], problem.travel.energy_wh[slot.profile]
    money = problem.travel.cost_micro[slot.profile] + slot.second_micro * seconds
    fee = np.array([_fee_micro(problem, slot, number) for number in usable])
    peers = _peers(problem, slot, usable)
    full = slot.full_wh or 0
    count, total = min(MOST_STATIONS, len(usable)), seconds.shape[0]
    found = np.full((total, total, count), -1, dtype=np.int64)
    near = (seconds[places] < UNREACHABLE) & (energy[places] <= full)
    for here in range(total):
        reached = (seconds[here, places] < UNREACHABLE) & (energy[here, places] <= full)
        detour = money[here, places][:, None] + money[places] + fee[:, None]
        possible = near & reached[:, None] & ~_beaten(energy, seconds, here, places, peers)
        order = np.argsort(np.where(possible, detour, np.iinfo(np.int64).max), axis=0, kind="stable")[:count]
        chosen = np.asarray(usable)[order]
        found[here] = np.where(np.take_along_axis(possible, order, axis=0), chosen, -1).T
    return found


def _fee_micro(problem: Problem, slot: VehicleSlot, charger: int) -> int:
    """What a session for half a battery costs, time included: only to rank chargers."""
    site, curve = problem.chargers[charger], slot.charging[charger]
    assert curve is not None, "only chargers that the vehicle can use are ranked"
    half = (slot.full_wh or 0) // 2
    return (
        site.session_micro
        + site.micro_per_wh * half
        + slot.second_micro * (site.setup_s + curve.second[-1] // 2)
    )


def _peers(problem: Problem, slot: VehicleSlot, usable: list[int]) -> BoolArray:
    """Shape (chargers, chargers): equal but for the place, so that only the way decides."""
    kinds = [
        (
            site.open,
            site.setup_s,
            site.session_micro,
            site.micro_per_wh,
            site.sockets,
            site.fill,
            slot.charging[n],
        )
        for n, site in ((number, problem.chargers[number]) for number in usable)
    ]
    return np.array([[one == other for other in kinds] for one in kinds])


def _beaten(energy: IntArray, seconds: IntArray, here: int, places: IntArray, peers: BoolArray) -> BoolArray:
    """Shape (chargers, places): an equal charger lies nearer to both ends, by time and by energy."""
    out = [layer[here, places] for layer in (energy, seconds)]
    back = [layer[places] for layer in (energy, seconds)]
    beaten = np.zeros(back[0].shape, dtype=np.bool_)
    for s in range(places.size):
        no_worse = peers[s][:, None].copy() & np.ones(back[0].shape[1], dtype=np.bool_)
        equal = no_worse.copy()
        for there, away in zip(out, back, strict=True):
            no_worse &= (there[s] <= there)[:, None] & (away[s] <= away)
            equal &= (there[s] == there)[:, None] & (away[s] == away)
        first = (np.arange(places.size) > s)[:, None]
        no_worse[s] = False
        beaten |= no_worse & (~equal | first)
    return beaten
