"""Turn restrictions of the map are obeyed, and nobody turns round in the middle of a street's end.

Read here from the restrictions themselves, at the clock of the replay, not from the turns the planner knew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from freight.check.context import Context
from freight.check.motion import Motion, turn_s
from freight.check.replay import RouteReplay
from freight.check.violation import Violation
from freight.check.wording import moment, street_name
from freight.domain.fleet import VehicleType
from freight.network.access_conditional import Occasion, judge, mode_words
from freight.network.streets import TurnRestriction, twin
from freight.network.view import CLOSED

ByFirst = Mapping[int, list[TurnRestriction]]


def turn(context: Context) -> Iterator[Violation]:
    """Follow every leg and test each turn, over via ways too."""
    by_first: dict[int, list[TurnRestriction]] = defaultdict(list)
    for restriction in context.streets.restrictions:
        by_first[restriction.streets[0]].append(restriction)
    for driven, index, leg in context.legs():
        motion = driven.motions[index]
        for position, why in (
            *banned(context, driven, motion, by_first),
            *about_turns(driven, motion),
        ):
            before, after = (
                street_name(context.streets, int(leg.streets[i])) for i in (position - 1, position)
            )
            at_s = float(leg.enter_s[position])
            text = f"{driven.vehicle.id} turns from {before} into {after} at {moment(at_s)}, {why}"
            yield Violation("turn", text, driven.vehicle.id, after, at_s)


def banned(
    context: Context, driven: RouteReplay, motion: Motion, by_first: ByFirst
) -> Iterator[tuple[int, str]]:
    """Positions entered against a turn restriction, and which."""
    streets = tuple(motion.streets.tolist())
    for first, street in enumerate(streets):
        for restriction in by_first.get(street, ()):
            last = first + len(restriction.streets) - 1
            if last >= len(streets) or streets[first:last] != restriction.streets[:-1]:
                continue
            if not applies(restriction, driven.kind) or not broken(
                restriction, streets[last], by_first[street]
            ):
                continue
            if in_force(restriction, driven.kind, context, float(motion.enter_s[last])):
                way = "another way is prescribed" if restriction.mandatory else "which is forbidden"
                yield last, f"{way} (restriction {restriction.osm_id})"


def broken(restriction: TurnRestriction, onto: int, others: list[TurnRestriction]) -> bool:
    """Whether a restriction forbids to go on with street `onto`; of two prescribed ways either will do."""
    if not restriction.mandatory:
        return onto == restriction.streets[-1]
    before = restriction.streets[:-1]
    return onto not in {o.streets[-1] for o in others if o.mandatory and o.streets[:-1] == before}


def applies(restriction: TurnRestriction, kind: VehicleType) -> bool:
    """Whether a restriction speaks of this vehicle type."""
    words = {*mode_words(kind), "delivery"}
    if restriction.exempt & words:
        return False
    return not restriction.only_for or restriction.only_for in words


def in_force(restriction: TurnRestriction, kind: VehicleType, context: Context, at_s: float) -> bool:
    """Whether a restriction holds at that moment; one with a condition nobody can read holds always."""
    if not restriction.condition:
        return True
    verdict = judge(restriction.condition, Occasion(kind, context.scenario.day))
    return any(begin <= at_s < end for begin, end in verdict.when)


def about_turns(driven: RouteReplay, motion: Motion) -> Iterator[tuple[int, str]]:
    """Positions where the vehicle turns round although the street goes on for it."""
    streets = motion.streets.tolist()
    for position in range(1, len(streets)):
        before, after = streets[position - 1], streets[position]
        shut = driven.view.access[before] == CLOSED
        if after == twin(before) and not shut and turn_s(driven.view, before, after) is None:
            yield position, "turning round where the street goes on"
