"""Which windows to name first: the cheapest, and a few that are not nearly the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from freight.domain.scenario import Interval
from freight.windows.offer import Offer

MOST = 3
"""So many windows are recommended."""
MOST_SHARED = 0.5
"""Of the shorter of two recommended windows at most this share lies in the other one."""


def ranked(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """The cheapest first, to the øre; of equally cheap ones the one that moves fewer told times.

    Then the one in which the service is farther from both ends, so that it bears most delay, then the earlier.
    """
    return tuple(
        sorted(offers, key=lambda one: (round(one.extra.nok, 2), len(one.moved), -one.room_s, one.window))
    )


def recommended(best_first: Sequence[Offer]) -> tuple[Offer, ...]:
    """Taken from the top, each that shares at most half with every one taken before; three at most.

    None that sends out a vehicle for the one order, unless the cheapest does.
    """
    taken: list[Offer] = []
    for one in best_first:
        if one.new_vehicle and not best_first[0].new_vehicle:
            continue
        if len(taken) < MOST and all(_shared(one.window, other.window) <= MOST_SHARED for other in taken):
            taken.append(one)
    return tuple(taken)


def _shared(one: Interval, other: Interval) -> float:
    common_s = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common_s) / min(one[1] - one[0], other[1] - other[0])
