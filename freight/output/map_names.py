"""Street names for the map: where each has a straight run, and how long it is; the page chooses what fits."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from freight.domain.travel import FloatArray
from freight.network.streets import Streets

METRES_PER_DEGREE = 111_195.0
REACH_M, BEND_M, AGAIN_M, SHORTEST_M = 250.0, 12.0, 700.0, 40.0
"""A run ends this far from its middle, or where its line bends; a name may stand again farther on."""


class StreetName(NamedTuple):
    """One place where a name could stand."""

    text: str
    lon: float
    lat: float
    angle: float
    """Degrees clockwise from east, between -90 and 90."""
    run_m: float
    rank: int
    """0 is the most important class."""


def street_names(streets: Streets, drawn: list[int], rank_of: dict[int, int]) -> list[StreetName]:
    """Places for names, the most important and longest first; bridges have their own labels.

    Parameters
    ----------
    drawn
        One direction of each street in view.
    rank_of
        Rank of the class by index into ``streets.tags``.
    """
    by_name: dict[str, list[int]] = {}
    for street in drawn:
        tags = streets.tags[streets.tag_set[street]]
        if tags.get("name") and tags.get("bridge", "no") == "no":
            by_name.setdefault(tags["name"], []).append(street)
    found = [place for name, chosen in by_name.items() for place in _places(name, streets, chosen, rank_of)]
    return sorted(found, key=lambda one: (one.rank, -one.run_m, one.text, one.lon))


def _places(name: str, streets: Streets, chosen: list[int], rank_of: dict[int, int]) -> list[StreetName]:
    metric = _metric(streets, chosen)
    corners = np.concatenate(list(metric.values()))
    taken: list[FloatArray] = []
    places = []
    for street in sorted(chosen, key=lambda one: (-_longest_part(metric[one]), one)):
        line = metric[street]
        middle = _halfway(line)
        if any(np.hypot(*(middle - other)) < AGAIN_M for other in taken):
            continue
        east, north = _along(line)
        off = corners - middle
        along = off @ np.array([east, north])
        inside = (np.abs(off @ np.array([-north, east])) < BEND_M) & (np.abs(along) < REACH_M)
        if not np.any(inside) or np.ptp(along[inside]) < SHORTEST_M:
            continue
        run_m, shift = float(np.ptp(along[inside])), float(along[inside].max() + along[inside].min()) / 2.0
        lon, lat = (middle + shift * np.array([east, north])) / _scale(streets, chosen)
        angle = -math.degrees(math.atan2(north, east))
        rank = rank_of[int(streets.tag_set[street])]
        places.append(StreetName(name, round(lon, 6), round(lat, 6), round(angle, 1), round(run_m, 1), rank))
        taken.append(middle)
    return places


def _scale(streets: Streets, chosen: list[int]) -> FloatArray:
    lat = math.radians(float(streets.line(chosen[0])[0, 1]))
    return np.array([METRES_PER_DEGREE * math.cos(lat), METRES_PER_DEGREE])


def _metric(streets: Streets, chosen: list[int]) -> dict[int, FloatArray]:
    scale = _scale(streets, chosen)
    return {street: np.asarray(streets.line(street) * scale) for street in chosen}


def _longest_part(line: FloatArray) -> float:
    return float(np.hypot(*np.diff(line, axis=0).T).max())


def _halfway(line: FloatArray) -> FloatArray:
    """The middle of the longest straight part."""
    longest = int(np.argmax(np.hypot(*np.diff(line, axis=0).T)))
    return np.asarray((line[longest] + line[longest + 1]) / 2.0)


def _along(line: FloatArray) -> tuple[float, float]:
    """Unit vector of the longest straight part, pointing east, or north where it runs due north."""
    steps = np.diff(line, axis=0)
    east, north = steps[int(np.argmax(np.hypot(*steps.T)))]
    length = math.hypot(east, north) or 1.0
    sign = 1.0 if (east, north) > (0.0, 0.0) else -1.0
    return sign * east / length, sign * north / length
