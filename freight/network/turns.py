"""Which street may follow which, and what the turn costs in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from freight.domain.scenario import Interval
from freight.domain.travel import BoolArray, FloatArray, IntArray
from freight.network.access_conditional import Occasion, judge, mode_words
from freight.network.hours import meets
from freight.network.speeds import SpeedTable
from freight.network.streets import Streets, TurnRestriction
from freight.network.view import CLOSED, THROUGH


@dataclass(frozen=True, eq=False, slots=True)
class Turns:
    """Allowed turns, ascending by the street they come from; shape (turns,) each."""

    from_street: IntArray
    to_street: IntArray

    def start(self, count: int) -> IntArray:
        """Shape (streets + 1,): the turns out of street i are ``start[i]:start[i + 1]``."""
        return np.searchsorted(self.from_street, np.arange(count + 1)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Bans:
    """Turn restrictions that meet one vehicle type on one day."""

    pairs: frozenset[tuple[int, int]]
    only: tuple[tuple[int, int], ...]
    """(from, to): from must be followed by to."""
    paths: tuple[tuple[int, ...], ...]
    """Three streets or more that must not be driven in a row."""
    only_paths: tuple[tuple[int, ...], ...]
    """Whoever drives all but the last must go on with the last."""


def bans_for(restrictions: Iterable[TurnRestriction], occasion: Occasion, hull: Interval) -> Bans:
    """The restrictions in force for this vehicle type at any time of its hull, sorted by kind.

    A condition that cannot be read is taken to hold.
    """
    pairs: set[tuple[int, int]] = set()
    only: set[tuple[int, int]] = set()
    paths: set[tuple[int, ...]] = set()
    only_paths: set[tuple[int, ...]] = set()
    for restriction in restrictions:
        if not _in_force(restriction, occasion, hull):
            continue
        sequence = restriction.streets
        if len(sequence) == 2:
            (only if restriction.mandatory else pairs).add((sequence[0], sequence[1]))
        else:
            (only_paths if restriction.mandatory else paths).add(sequence)
    return Bans(frozenset(pairs), tuple(sorted(only)), tuple(sorted(paths)), tuple(sorted(only_paths)))


def _in_force(restriction: TurnRestriction, occasion: Occasion, hull: Interval) -> bool:
    words = {*mode_words(occasion.kind), "delivery"}
    if words & restriction.exempt or (restriction.only_for and restriction.only_for not in words):
        return False
    return not restriction.condition or meets(judge(restriction.condition, occasion).when, hull)


def possible_turns(streets: Streets, level: IntArray, blocked_node: BoolArray, bans: Bans) -> Turns:
    """Every turn between open streets that no restriction and no blocked node forbids, turning back included.

    Parameters
    ----------
    level
        Shape (streets,): CLOSED, THROUGH or DESTINATION.
    blocked_node
        Shape (nodes,): nodes this vehicle can not pass.
    """
    return _unbanned(_meeting_streets(streets, level != CLOSED), streets, blocked_node, bans)


def sensible_turns(turns: Turns, level: IntArray) -> Turns:
    """Leave out turning back, except where it is needed.

    Turning back is for dead ends: where nothing else goes on, where the rest is closed to this vehicle, and,
    on a through street, where the rest is for stops alone. Streets that end in nothing are left out one after
    the other, until every street that has a turn into it has one out of it.

    Parameters
    ----------
    turns
        As `possible_turns` gives them.
    level
        Shape (streets,): CLOSED, THROUGH or DESTINATION.
    """
    source, target = turns.from_street, turns.to_street
    back = target == (source ^ 1)
    onward = ~back & ~((level[source] == THROUGH) & (level[target] != THROUGH))
    alive = np.asarray(level != CLOSED)
    while True:
        usable = alive[source] & alive[target]
        goes_on = np.bincount(source[usable & onward], minlength=len(level)) > 0
        kept = usable & (~back | ~goes_on[source])
        still = alive & (np.bincount(source[kept], minlength=len(level)) > 0)
        if np.array_equal(still, alive):
            return Turns(source[kept], target[kept])
        alive = still


def _meeting_streets(streets: Streets, is_open: BoolArray) -> Turns:
    """Every open street with every open street that starts where it ends."""
    by_start = np.flatnonzero(is_open)
    by_start = by_start[np.argsort(streets.from_node[by_start], kind="stable")]
    starts = streets.from_node[by_start]
    source = np.flatnonzero(is_open)
    first = np.searchsorted(starts, streets.to_node[source], side="left")
    fan = np.searchsorted(starts, streets.to_node[source], side="right") - first
    offset = np.arange(int(fan.sum())) - np.repeat(np.cumsum(fan) - fan, fan)
    return Turns(np.repeat(source, fan), by_start[np.repeat(first, fan) + offset])


def _unbanned(turns: Turns, streets: Streets, blocked_node: BoolArray, bans: Bans) -> Turns:
    source, target = turns.from_street, turns.to_street
    keep = ~blocked_node[streets.to_node[source]] | (target == (source ^ 1))
    key = source * np.int64(streets.count) + target
    keep &= ~np.isin(key, [a * streets.count + b for a, b in sorted(bans.pairs)])
    bound = np.isin(source, [a for a, _ in bans.only])
    keep &= ~bound | np.isin(key, [a * streets.count + b for a, b in bans.only])
    return Turns(source[keep], target[keep])


def banned_paths(turns: Turns, bans: Bans, count: int) -> tuple[tuple[int, ...], ...]:
    """Banned sequences whose every turn is allowed by itself, mandatory ones written out as bans."""
    start = turns.start(count)

    def onward(street: int) -> list[int]:
        return [int(to) for to in turns.to_street[start[street] : start[street + 1]]]

    found = set(bans.paths)
    for path in bans.only_paths:
        found |= {(*path[:-1], other) for other in onward(path[-2]) if other != path[-1]}
    return tuple(path for path in sorted(found) if all(b in onward(a) for a, b in pairwise(path)))


def junction_degree(streets: Streets, is_open: BoolArray) -> IntArray:
    """Shape (nodes,): number of open segments (either direction) that meet at every node."""
    segment = is_open[0::2] | is_open[1::2]
    ends = np.concatenate([streets.from_node[0::2][segment], streets.to_node[0::2][segment]])
    return np.bincount(ends, minlength=len(streets.node_osm_id))


def turn_angle_deg(streets: Streets, turns: Turns) -> FloatArray:
    """Shape (turns,): change of heading, positive to the right, within (-180, 180]; 180 is turning back."""
    into, out = _headings_deg(streets)
    change = (out[turns.to_street] - into[turns.from_street] + 180) % 360 - 180
    change = np.where(turns.to_street == (turns.from_street ^ 1), 180.0, change)
    return np.asarray(np.where(change == -180, 180.0, change))


def _headings_deg(streets: Streets) -> tuple[FloatArray, FloatArray]:
    """Compass heading at the far end and at the start of every street."""
    first, last = streets.point_start[:-1], streets.point_start[1:] - 1

    def heading(a: FloatArray, b: FloatArray) -> FloatArray:
        east = (b[:, 0] - a[:, 0]) * np.cos(np.radians(a[:, 1]))
        return np.asarray(np.degrees(np.arctan2(east, b[:, 1] - a[:, 1])))

    points = streets.points
    return heading(points[last - 1], points[last]), heading(points[first], points[first + 1])


def turn_seconds(
    angle_deg: FloatArray, at_junction: BoolArray, back: BoolArray, table: SpeedTable
) -> FloatArray:
    """Seconds lost by slowing down, giving way and speeding up again.

    ``T / (1 + exp(-(13 / b * a / 180 - 6.5 * b)))`` for turns to the right and the mirrored form with
    ``1 / b`` to the left, at junctions of three streets or more; turning back adds `u_turn_s`.

    Parameters
    ----------
    angle_deg
        Shape (turns,): positive to the right.
    at_junction, back
        Shape (turns,): whether three or more segments meet; whether the vehicle turns back.

    References
    ----------
    .. [1] Project OSRM, profiles/car.lua, process_turn (BSD-2-Clause): T = 7.5 s, b = 1.075, 20 s.
    """
    bias = table.turn_bias
    share = np.abs(angle_deg) / 180
    right = 1 / (1 + np.exp(-(13 / bias * share - 6.5 * bias)))
    left = 1 / (1 + np.exp(-(13 * bias * share - 6.5 / bias)))
    bend = table.turn_s * np.where(angle_deg >= 0, right, left)
    return np.asarray(np.where(at_junction | back, bend, 0.0) + np.where(back, table.u_turn_s, 0.0))
