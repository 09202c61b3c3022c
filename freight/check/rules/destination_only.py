"""Streets for destination traffic are driven only to or from a stop among them, never through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from freight.check.context import Context
from freight.check.laws import overlap_s
from freight.check.motion import TOLERANCE_S, Motion
from freight.check.replay import RouteReplay
from freight.check.violation import Violation
from freight.check.wording import moment, street_name
from freight.domain.travel import BoolArray
from freight.network.access import street_access
from freight.network.access_conditional import Occasion
from freight.network.barriers import node_access
from freight.network.streets import Streets
from freight.network.timed_access import TimedAccess, stricter
from freight.network.view import DESTINATION


def destination_only(context: Context) -> Iterator[Violation]:
    """Look for streets for destination traffic in the middle of a leg."""
    for driven, index, leg in context.legs():
        only = for_destinations(context, driven, driven.motions[index])
        for position in through(only):
            name = street_name(context.streets, int(leg.streets[position]))
            at_s = float(leg.enter_s[position])
            text = (
                f"{driven.vehicle.id} drives through {name} at {moment(at_s)} on the way from {leg.from_label} "
                f"to {leg.to_label}; it is open to destination traffic only"
            )
            yield Violation(
                "destination_only", text, driven.vehicle.id, name, at_s, float(leg.length_m[position]), "m"
            )


def for_destinations(context: Context, driven: RouteReplay, motion: Motion) -> BoolArray:
    """Which streets of a leg may not be driven through at the time they are driven.

    The view only says which streets may be meant; the signs are read here, at the clock of the replay, for
    a street that is merely shut at some hours may be driven through at the others.
    """
    only = driven.sight.by_map.access[motion.streets] == DESTINATION
    occasion = Occasion(driven.kind, context.scenario.day)
    for position in np.flatnonzero(only).tolist():
        law = signs(context.streets, int(motion.streets[position]), occasion)
        on_s, off_s = float(motion.on_s[position]), float(motion.off_s[position])
        only[position] = overlap_s(law.destination, on_s, off_s) > TOLERANCE_S
    return np.asarray(only, dtype=np.bool_)


def signs(streets: Streets, street: int, occasion: Occasion) -> TimedAccess:
    """What the tags of a street and of the points at its ends say together."""
    law = street_access(
        streets.tags[int(streets.tag_set[street])], occasion, forward=bool(streets.forward[street])
    )
    for node in (int(streets.from_node[street]), int(streets.to_node[street])):
        at_node = node_access(streets.node_tags.get(node, {}), occasion)
        # A bollard at the end of a street stops who passes it, not who stays in the street.
        law = stricter(law, at_node) if at_node.open else law
    return law


def through(only: Sequence[bool] | BoolArray) -> list[int]:
    """First positions of runs that touch neither the start nor the end of the leg."""
    flags = [bool(flag) for flag in only]
    if False not in flags:
        return []
    first = flags.index(False)
    last = len(flags) - 1 - flags[::-1].index(False)
    return [i for i in range(first, last) if flags[i] and not flags[i - 1]]
