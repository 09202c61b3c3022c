"""Routes that share a street lie side by side: every vehicle has its lane on every street it uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from freight.domain.timeline import RouteTimeline
from freight.domain.travel import FloatArray
from freight.network.streets import Streets
from freight.output.lines import StreetSequence, cut

Lanes = Mapping[int, float]
"""Lane of one vehicle by segment (street // 2), in widths of a lane from the middle of the street."""
WIDEST = 5
"""Lanes on a street; more vehicles share this width."""


class LaneLine(NamedTuple):
    """A line and how far each of its points moves aside for a lane of width one."""

    points: FloatArray
    """Shape (points, 2): lon, lat."""
    aside: FloatArray
    """Shape (points, 2): east, north."""


def lanes_by_vehicle(routes: Iterable[RouteTimeline]) -> Mapping[str, Lanes]:
    """Give every vehicle its lane on each segment, in the order of the routes, round the middle."""
    users: dict[int, list[str]] = {}
    lanes: dict[str, dict[int, float]] = {}
    for route in routes:
        lanes[route.vehicle_id] = {}
        for segment in sorted({int(street) // 2 for leg in route.legs for street in leg.streets}):
            users.setdefault(segment, []).append(route.vehicle_id)
    for segment, vehicles in users.items():
        middle = (len(vehicles) - 1) / 2.0
        width = min(1.0, (WIDEST - 1) / max(len(vehicles) - 1, 1))
        for place, vehicle in enumerate(vehicles):
            lanes[vehicle][segment] = (place - middle) * width
    return lanes


def lane_line(streets: Streets, leg: StreetSequence, lanes: Lanes) -> LaneLine:
    """Points of a leg, at least two; where two streets meet, the joint stands on the lane of each."""
    indices = [int(street) for street in leg.streets]
    points, aside = [], []
    for step, street in enumerate(indices):
        low = leg.from_share if step == 0 else 0.0
        high = leg.to_share if step == len(indices) - 1 else 1.0
        line = streets.line(street)
        part = cut(line, low, high)
        points.append(part)
        aside.append(_left(part, line) * (lanes[street // 2] * _heading(line)))
    if len(indices) == 1 and len(points[0]) == 1:
        points, aside = points * 2, aside * 2
    return LaneLine(np.concatenate(points), np.concatenate(aside))


def _heading(line: FloatArray) -> float:
    """1 eastward, -1 westward: both directions of a street have the same sides."""
    east, north = line[-1] - line[0]
    return 1.0 if (east, north) > (0.0, 0.0) else -1.0


def _left(part: FloatArray, line: FloatArray) -> FloatArray:
    """Unit vectors to the left of each point: the mean of the segments that meet there."""
    squeeze = np.array([np.cos(np.radians(line[:, 1].mean())), 1.0])
    source = part if len(part) > 1 and np.any(part[0] != part[-1]) else line
    ahead = np.array([(b - a) * squeeze for a, b in pairwise(source)])
    normal = np.column_stack([-ahead[:, 1], ahead[:, 0]])
    length = np.hypot(*normal.T)
    normal = normal / np.where(length > 0.0, length, 1.0)[:, None]
    if source is line and len(part) != len(line):
        return np.asarray(np.repeat(normal[:1], len(part), axis=0))
    padded = np.vstack([normal[:1], normal, normal[-1:]])
    mean = (padded[:-1] + padded[1:]) / 2.0
    size = np.hypot(*mean.T)
    return np.asarray(mean / np.where(size > 0.0, size, 1.0)[:, None])
