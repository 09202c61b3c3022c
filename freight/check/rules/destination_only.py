"""Streets for destination traffic are driven only to or from a stop among them, never through."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from freight.check.context import Context
from freight.check.laws import overlap_s
from freight.check.motion import TOLERANCE_S, Motion
from freight.check.replay import RouteReplay
from freight.check.signs import with_ends
from freight.check.violation import Violation
from freight.check.wording import moment, street_name
from freight.domain.travel import BoolArray
from freight.network.access_conditional import Occasion
from freight.network.view import THROUGH


def destination_only(context: Context) -> Iterator[Violation]:
    """Look for streets for destination traffic in the middle of a leg."""
    for driven, index, leg in context.legs():
        only = for_destinations(context, driven, driven.motions[index])
        for position in through(only, driven.view.access[leg.streets] != THROUGH):
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

    A street that is merely shut at some hours may be driven through at the others.
    """
    occasion = Occasion(driven.kind, context.scenario.day)
    signs = context.signs[driven.kind.id]
    only = np.zeros(len(motion.streets), dtype=np.bool_)
    for position, street in enumerate(motion.streets.tolist()):
        law = with_ends(context.streets, signs, occasion, street)
        on_s, off_s = float(motion.on_s[position]), float(motion.off_s[position])
        free = any(a - TOLERANCE_S <= on_s and off_s <= b + TOLERANCE_S for a, b in law.through)
        only[position] = not free and overlap_s(law.destination, on_s, off_s) > 0
    return only


def through(only: BoolArray, apart: BoolArray) -> list[int]:
    """First positions of runs of `only` streets that are neither on the way out nor on the way in.

    Parameters
    ----------
    only
        Shape (streets,): open to destination traffic only.
    apart
        Shape (streets,): no part of the through network. The way out of a place and the way in run over such
        streets alone; some of them are free to all, but can not be reached but by the others.
    """
    joined = np.flatnonzero(~(apart | only))
    if not len(joined):
        return []
    middle = only.copy()
    middle[: joined[0]] = False
    middle[joined[-1] :] = False
    return [int(i) for i in np.flatnonzero(middle) if not middle[i - 1]]
