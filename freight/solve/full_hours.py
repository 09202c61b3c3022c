"""When everything of a kind is taken: sockets of a charger, docks of a depot."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from freight.domain.scenario import Interval


def full_hours(taken: Sequence[Interval], count: int) -> tuple[Interval, ...]:
    """Times at which all of `count` are taken; one is free again in the second in which another leaves it."""
    cuts = sorted({moment for times in taken for moment in times})
    return tuple(
        (begin, end)
        for begin, end in pairwise(cuts)
        if sum(start <= begin and end <= stop for start, stop in taken) >= count
    )
