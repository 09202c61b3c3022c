"""Turn lists: what a driver does at which street, from the streets a leg uses and their geometry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from freight.domain.fleet import Mode
from freight.domain.timeline import DrivenLeg
from freight.network.streets import Streets, twin
from freight.output.sheets.bearings import Track
from freight.output.sheets.junctions import Junctions

STRAIGHT_BELOW, SLIGHT_BELOW, TURN_BELOW, SHARP_BELOW = 20.0, 50.0, 130.0, 165.0
"""Degrees between the way in and the way out, either side."""
SHORT_M = 15.0
"""A piece without a name that is shorter is part of the turn and no street of its own."""
END_M = 1.0
"""A leg that begins or ends so near a corner begins or ends on the other street."""
SIDE_M = 4.0
"""A place nearer to the middle of the street is on neither side."""


class Move(StrEnum):
    """What the driver does."""

    START = "start"
    CONTINUE = "continue"
    STRAIGHT = "straight"
    SLIGHT_LEFT = "slight_left"
    SLIGHT_RIGHT = "slight_right"
    LEFT = "left"
    RIGHT = "right"
    SHARP_LEFT = "sharp_left"
    SHARP_RIGHT = "sharp_right"
    U_TURN = "u_turn"
    ROUNDABOUT = "roundabout"
    HOLD = "hold"
    ARRIVE = "arrive"
    ARRIVE_LEFT = "arrive_left"
    ARRIVE_RIGHT = "arrive_right"


class StreetLabel(NamedTuple):
    """What a street is called; `kind` is its class (``residential``, ``bridge``), `name` empty without one."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a turn list."""

    move: Move
    street: StreetLabel
    metres: float = 0.0
    """Driven after it until the next step."""
    same_street: bool = False
    """The street keeps its name round the corner."""
    heading_deg: float = 0.0
    """Of a start: clockwise from north."""
    exit: int = 0
    """Of a roundabout: which exit is taken; 0 where the leg ends inside."""
    until_s: float = 0.0
    """Of a hold: when to go on."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Consecutive streets ``first..last`` of a leg that are one street to the driver."""

    first: int
    last: int
    label: StreetLabel
    ring: bool
    metres: float


def turn_list(
    junctions: Junctions,
    leg: DrivenLeg,
    mode: Mode,
    target: tuple[float, float],
    came_by: int | None = None,
) -> tuple[Step, ...]:
    """Steps of one leg; their metres add up to the leg.

    Parameters
    ----------
    target
        (lat, lon) of the place the leg leads to, for the side of the street.
    came_by
        Directed street on which the vehicle stands, that by which it came; None at the depot.
    """
    streets = junctions.streets
    path = [int(street) for street in leg.streets]
    track = Track.of(streets, path, leg.from_share, leg.to_share)
    runs = _without_ends(_absorbed(tuple(_runs(junctions, leg, path, mode, track))), leg)
    steps: list[Step] = []
    for place, run in enumerate(runs):
        if leg.hold_s > 0.0 and run.first == leg.hold_before:
            until = float(leg.enter_s[leg.hold_before])
            steps.append(Step(Move.HOLD, run.label, until_s=until))
        before = runs[place - 1] if place else None
        if before is not None and before.ring:
            taken = junctions.exits(path[before.first : before.last + 1], mode)
            metres = steps[-1].metres + run.metres
            steps[-1] = replace(steps[-1], street=run.label, exit=taken, metres=metres)
            continue
        step = _first(run, path, track, came_by) if before is None else _next(before, run, path, track)
        if run.ring:
            step = replace(step, move=Move.ROUNDABOUT)
        if step.move is Move.STRAIGHT and step.same_street:
            steps[-1] = replace(steps[-1], metres=steps[-1].metres + step.metres)
        else:
            steps.append(step)
    return (*steps, Step(_side(track, target), runs[-1].label))


def label_of(streets: Streets, street: int) -> StreetLabel:
    """Name of a street, else its road number; with its class."""
    tags = streets.tags[int(streets.tag_set[street])]
    over = next((kind for kind in ("bridge", "tunnel") if tags.get(kind, "no") != "no"), "")
    return StreetLabel(tags.get("name") or tags.get("ref", ""), over or tags.get("highway", ""))


def move_of(angle_deg: float) -> Move:
    """The move for a change of direction: degrees, to the right positive, between -180 and 180."""
    size, right = abs(angle_deg), angle_deg > 0.0
    if size < STRAIGHT_BELOW:
        return Move.STRAIGHT
    if size < SLIGHT_BELOW:
        return Move.SLIGHT_RIGHT if right else Move.SLIGHT_LEFT
    if size < TURN_BELOW:
        return Move.RIGHT if right else Move.LEFT
    if size < SHARP_BELOW:
        return Move.SHARP_RIGHT if right else Move.SHARP_LEFT
    return Move.U_TURN


def _runs(
    junctions: Junctions, leg: DrivenLeg, path: Sequence[int], mode: Mode, track: Track
) -> Iterator[_Run]:
    streets = junctions.streets
    first = 0
    for i in range(1, len(path) + 1):
        if i < len(path) and not _parts(junctions, leg, path, i, mode, track):
            continue
        label, ring = label_of(streets, path[first]), junctions.ring(path[first])
        yield _Run(first, i - 1, label, ring, float(leg.length_m[first:i].sum()))
        first = i


def _parts(junctions: Junctions, leg: DrivenLeg, path: Sequence[int], i: int, mode: Mode, track: Track) -> bool:
    """Whether something is to be said where street ``path[i]`` begins."""
    before, after = path[i - 1], path[i]
    if junctions.ring(before) or junctions.ring(after):
        return junctions.ring(before) != junctions.ring(after)
    if after == twin(before) or (leg.hold_s > 0.0 and i == leg.hold_before):
        return True
    old, new = label_of(junctions.streets, before), label_of(junctions.streets, after)
    if old.name != new.name:
        return True
    return abs(track.turn_deg(i)) >= SLIGHT_BELOW and junctions.choice(before, after, mode)


def _absorbed(runs: Sequence[_Run]) -> tuple[_Run, ...]:
    """Runs without the short nameless pieces between two others: they are part of the turn."""
    kept: list[_Run] = []
    for place, run in enumerate(runs):
        last = kept[-1] if kept else None
        inner = 0 < place < len(runs) - 1
        if last is not None and inner and run.metres < SHORT_M and not run.label.name and not run.ring:
            kept[-1] = replace(last, metres=last.metres + run.metres)
        else:
            kept.append(run)
    return tuple(kept)


def _without_ends(runs: tuple[_Run, ...], leg: DrivenLeg) -> tuple[_Run, ...]:
    """Runs without a first and a last one on which next to nothing is driven."""
    waits_first = leg.hold_s > 0.0 and leg.hold_before == 0
    if len(runs) > 1 and runs[0].metres < END_M and not runs[0].ring and not waits_first:
        runs = (replace(runs[1], metres=runs[0].metres + runs[1].metres), *runs[2:])
    waits_last = leg.hold_s > 0.0 and leg.hold_before == runs[-1].first
    if len(runs) > 1 and runs[-1].metres < END_M and not runs[-2].ring and not waits_last:
        runs = (*runs[:-2], replace(runs[-2], metres=runs[-2].metres + runs[-1].metres))
    return runs


def _first(run: _Run, path: Sequence[int], track: Track, came_by: int | None) -> Step:
    begins = path[run.first]
    if came_by is not None and begins == twin(came_by):
        return Step(Move.U_TURN, run.label, run.metres)
    if came_by is not None and begins == came_by:
        return Step(Move.CONTINUE, run.label, run.metres)
    return Step(Move.START, run.label, run.metres, heading_deg=track.start_deg(run.first))


def _next(before: _Run, run: _Run, path: Sequence[int], track: Track) -> Step:
    turned = path[run.first] == twin(path[before.last])
    move = Move.U_TURN if turned else move_of(track.turn_deg(run.first, since=before.last + 1))
    same = bool(run.label.name) and run.label.name == before.label.name
    return Step(move, run.label, run.metres, same_street=same)


def _side(track: Track, target: tuple[float, float]) -> Move:
    offset_m = track.offset_m(target)
    if abs(offset_m) < SIDE_M:
        return Move.ARRIVE
    return Move.ARRIVE_RIGHT if offset_m > 0.0 else Move.ARRIVE_LEFT
