"""Streets that are closed in the course of the day: which they are, and what that does to a view."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from freight.domain.happened import Closure
from freight.domain.travel import BoolArray, FloatArray
from freight.network.hours import NEVER, complement
from freight.network.streets import Streets, twin
from freight.network.timed_access import TimedAccess
from freight.network.zone_shapes import LEAST_INSIDE_M, metres_frame, segment_lines

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

LAST_CHOICE_NOK = 1000.0
"""Added to the search cost of a closed street, never paid: a path goes there only where no other leads."""


def closed_streets(closures: Iterable[Closure], count: int) -> list[tuple[BoolArray, TimedAccess]]:
    """Where access is restricted and how: for stops alone, outside the hours of the closure."""
    found = []
    for closure in closures:
        open_times = complement(((closure.from_s, closure.until_s),))
        found.append((_mask(closure, count), TimedAccess(open_times, NEVER)))
    return found


def avoided_nok(closures: Iterable[Closure], count: int) -> FloatArray:
    """Shape (streets,): what keeps paths off closed streets."""
    extra = np.zeros(count)
    for closure in closures:
        extra[_mask(closure, count)] = LAST_CHOICE_NOK
    return extra


def _mask(closure: Closure, count: int) -> BoolArray:
    mask = np.zeros(count, dtype=np.bool_)
    mask[sorted(closure.streets)] = True
    return mask


def streets_called(streets: Streets, word: str) -> tuple[str, ...]:
    """Ids of the streets that a word names: one street id, a way by its number, or a street by its name.

    A street id closes that direction alone, a way or a name both directions. Empty when nothing is called so.
    """
    if word in streets.street_id:
        return (word,)
    number = word.removeprefix("way/")
    if number.lstrip("-").isdigit():
        return tuple(streets.street_id[i] for i in np.flatnonzero(streets.way_id == int(number)).tolist())
    wanted = word.casefold()
    return tuple(streets.street_id[i] for i in range(streets.count) if _name(streets, i) == wanted)


def _name(streets: Streets, street: int) -> str:
    return streets.tags[int(streets.tag_set[street])].get("name", "").casefold()


def streets_in(streets: Streets, area: Polygon | MultiPolygon) -> tuple[str, ...]:
    """Ids of all streets with more than half a metre inside a polygon (degrees), as a whole."""
    import shapely

    frame = metres_frame(float(streets.node_lat.mean()))
    flat = shapely.transform(area, lambda points: points * frame)
    lines = segment_lines(streets, frame)
    near = np.flatnonzero(shapely.intersects(lines, flat))
    within = shapely.length(shapely.intersection(lines[near], flat)) > LEAST_INSIDE_M
    return tuple(
        streets.street_id[i] for segment in near[within].tolist() for i in (2 * segment, twin(2 * segment))
    )
