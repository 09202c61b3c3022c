"""A small map of one route as SVG: streets in grey, the route in black with arrows, numbered stops.

Drawn for paper: everything is told by shape and weight, nothing by colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from freight.domain.scenario import Ring
from freight.domain.travel import FloatArray
from freight.network.streets import Streets
from freight.output.lines import leg_line
from freight.output.sheets.labels import Label, placed
from freight.output.sheets.sheet import Sheet

WIDTH_MM, HEIGHT_MM, MARGIN_MM = 186.0, 112.0, 9.0
LEAST_SPAN_M = 300.0
DEGREE_M = 111_195.0
ARROW_EVERY_MM = 16.0
MAJOR = frozenset({"motorway", "trunk", "primary", "secondary", "tertiary"})
SCALES_M = (50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10_000, 20_000, 50_000)


@dataclass(frozen=True, eq=False, slots=True)
class Frame:
    """From degrees to millimetres on the paper, north up."""

    middle: FloatArray
    mm_per_degree: FloatArray

    @classmethod
    def around(cls, points: FloatArray) -> Frame:
        """The largest scale at which all points (lon, lat) lie inside the margins."""
        low, high = points.min(axis=0), points.max(axis=0)
        middle = (low + high) / 2.0
        scale = np.array([DEGREE_M * np.cos(np.radians(middle[1])), DEGREE_M])
        span_m = np.maximum((high - low) * scale, LEAST_SPAN_M)
        room = np.array([WIDTH_MM - 2.0 * MARGIN_MM, HEIGHT_MM - 2.0 * MARGIN_MM])
        return cls(middle, float((room / span_m).min()) * scale)

    def mm(self, points: FloatArray) -> FloatArray:
        """Shape (points, 2): right and down of the upper left corner."""
        offset = (np.atleast_2d(points) - self.middle) * self.mm_per_degree
        return np.asarray(offset * (1.0, -1.0) + (WIDTH_MM / 2.0, HEIGHT_MM / 2.0))

    @property
    def mm_per_m(self) -> float:
        """Millimetres on the paper for a metre in the streets."""
        return float(self.mm_per_degree[1]) / DEGREE_M


@dataclass(frozen=True, slots=True)
class Picture:
    """The parts of the map as SVG path data and positions, for the template."""

    width_mm: float
    height_mm: float
    water: tuple[str, ...]
    minor: str
    major: str
    route: str
    arrows: tuple[tuple[float, float, float], ...]
    """x, y, degrees clockwise from up."""
    labels: tuple[Label, ...]
    depot: tuple[float, float]
    scale_m: int
    scale_mm: float


def picture(sheet: Sheet, streets: Streets) -> Picture:
    """The map of one route."""
    lines = [leg_line(streets, leg) for leg in sheet.legs]
    spots = [(stop.halt.lon, stop.halt.lat) for stop in sheet.stops]
    home = (sheet.depot.lon, sheet.depot.lat)
    frame = Frame.around(np.concatenate([*lines, np.array([*spots, home])]))
    minor, major = _streets(streets, frame)
    route = [frame.mm(line) for line in lines]
    x, y = (float(value) for value in frame.mm(np.array([home]))[0])
    anchors = [(float(x), float(y)) for x, y in frame.mm(np.array(spots))] if spots else []
    scale_m = _scale_m(frame)
    return Picture(
        width_mm=WIDTH_MM,
        height_mm=HEIGHT_MM,
        water=tuple(_water(streets, frame)),
        minor=minor,
        major=major,
        route=" ".join(_path(line) for line in route),
        arrows=tuple(_arrows(np.concatenate(route))),
        labels=placed(anchors, (x, y), (WIDTH_MM, HEIGHT_MM)),
        depot=(x, y),
        scale_m=scale_m,
        scale_mm=scale_m * frame.mm_per_m,
    )


def _streets(streets: Streets, frame: Frame) -> tuple[str, str]:
    """Path data of the smaller and the larger streets that touch the paper."""
    at = frame.mm(streets.points)
    minor: list[str] = []
    major: list[str] = []
    for street in range(0, streets.count, 2):
        line = at[streets.point_start[street] : streets.point_start[street + 1]]
        low, high = line.min(axis=0), line.max(axis=0)
        if (high < 0.0).any() or low[0] > WIDTH_MM or low[1] > HEIGHT_MM:
            continue
        kind = streets.tags[int(streets.tag_set[street])].get("highway", "").removesuffix("_link")
        (major if kind in MAJOR else minor).append(_path(line))
    return " ".join(minor), " ".join(major)


def _water(streets: Streets, frame: Frame) -> Iterator[str]:
    for area in streets.areas:
        if area.kind == "water":
            for rings in area.polygons:
                yield " ".join(_ring(ring, frame) for ring in rings)


def _ring(ring: Ring, frame: Frame) -> str:
    return _path(frame.mm(np.array(ring))) + "Z"


def _path(points: FloatArray) -> str:
    """Path data, tenths of a millimetre; points that fall together are written once."""
    rounded = np.round(points, 1)
    fresh = np.concatenate([[True], np.any(rounded[1:] != rounded[:-1], axis=1)])
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in rounded[fresh])


def _arrows(line: FloatArray) -> Iterator[tuple[float, float, float]]:
    """Arrow heads along the route, evenly, where a piece is long enough to show its direction."""
    due = ARROW_EVERY_MM / 2.0
    for (x1, y1), (x2, y2) in pairwise(line.tolist()):
        length = float(np.hypot(x2 - x1, y2 - y1))
        due -= length
        if due <= 0.0 and length > 2.0:
            degrees = float(np.degrees(np.arctan2(x2 - x1, y1 - y2)))
            yield round((x1 + x2) / 2.0, 1), round((y1 + y2) / 2.0, 1), round(degrees, 1)
            due = ARROW_EVERY_MM


def _scale_m(frame: Frame) -> int:
    fitting: Sequence[int] = [metres for metres in SCALES_M if metres * frame.mm_per_m <= 40.0]
    return max(fitting, default=SCALES_M[0])
