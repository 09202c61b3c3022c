"""Where the numbers of stops go on a map, so that none hides another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

HEIGHT_MM = 5.0
DIGIT_MM = 1.9
PAD_MM = 3.0
GAP_MM = 0.4
TOGETHER_MM = 0.4
"""Stops nearer to each other on the paper share a label."""
MOST_PARTS = 5
"""A longer list of stops at one point is cut short in its middle."""
RINGS_MM = (0.0, 4.5, 6.5, 8.5, 11.0, 14.0, 17.5, 21.0, 26.0)
DIRECTIONS = 16

Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """A number in its box, and the point it belongs to."""

    text: str
    x: float
    y: float
    width: float
    height: float
    anchor_x: float
    anchor_y: float

    @property
    def moved(self) -> bool:
        """Whether a line must lead from the label to its point."""
        return (self.x, self.y) != (self.anchor_x, self.anchor_y)


def placed(anchors: Sequence[Point], depot: Point, paper: Point) -> tuple[Label, ...]:
    """A label for every stop, numbered from 1; stops at one point share it (``3, 4``).

    Each goes to the free place nearest to its point, the depot's sign counting as taken.
    """
    groups: list[tuple[Point, list[int]]] = []
    for number, anchor in enumerate(anchors, 1):
        near = next((g for at, g in groups if hypot(at[0] - anchor[0], at[1] - anchor[1]) < TOGETHER_MM), None)
        if near is None:
            groups.append((anchor, [number]))
        else:
            near.append(number)
    taken = [_box(depot, HEIGHT_MM, HEIGHT_MM)]
    labels = []
    for (x, y), numbers in groups:
        text = _numbers(numbers)
        width = max(HEIGHT_MM, PAD_MM + DIGIT_MM * len(text))
        at = _free((x, y), width, taken, paper)
        taken.append(_box(at, width, HEIGHT_MM))
        labels.append(
            Label(text, round(at[0], 1), round(at[1], 1), round(width, 1), HEIGHT_MM, round(x, 1), round(y, 1))
        )
    return tuple(labels)


def _numbers(numbers: Sequence[int]) -> str:
    """``3, 5–8``: three or more in a row are a span."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    parts: list[str] = []
    for span in spans:
        parts += [f"{span[0]}–{span[-1]}"] if len(span) > 2 else [str(number) for number in span]
    if len(parts) > MOST_PARTS:
        parts = [*parts[:3], "…", parts[-1]]
    return ", ".join(parts)


def _free(anchor: Point, width: float, taken: Sequence[Box], paper: Point) -> Point:
    """The nearest place that is free and on the paper; the point itself where there is none."""
    for at in _places(anchor):
        left, top, right, bottom = box = _box(at, width, HEIGHT_MM)
        inside = left >= 0.0 and top >= 0.0 and right <= paper[0] and bottom <= paper[1]
        if inside and not any(_meet(box, other) for other in taken):
            return at
    return anchor


def _places(anchor: Point) -> Iterator[Point]:
    for radius in RINGS_MM:
        for step in range(DIRECTIONS if radius else 1):
            angle = 2.0 * pi * step / DIRECTIONS
            yield anchor[0] + radius * sin(angle), anchor[1] - radius * cos(angle)


def _box(at: Point, width: float, height: float) -> Box:
    return at[0] - width / 2.0, at[1] - height / 2.0, at[0] + width / 2.0, at[1] + height / 2.0


def _meet(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2] + GAP_MM
        and other[0] < one[2] + GAP_MM
        and one[1] < other[3] + GAP_MM
        and other[1] < one[3] + GAP_MM
    )
