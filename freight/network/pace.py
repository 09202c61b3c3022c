"""How long every street takes at every hour, for one vehicle class on one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from freight.domain.fleet import Mode
from freight.domain.scenario import Interval
from freight.domain.speed_change import SpeedChange
from freight.domain.travel import FloatArray
from freight.network.hours import open_intervals
from freight.network.streets import Streets

LINK = "_link"


@dataclass(frozen=True, eq=False, slots=True)
class Pace:
    """Periods of the day and the time that every street takes in them."""

    starts_s: tuple[int, ...]
    """When each period begins; the first holds before it too, the last for ever after."""
    number: tuple[int, ...]
    """Of each period: row of `drive_s`."""
    drive_s: FloatArray
    """Shape (paces, streets): seconds along the whole street, delays at its far end included."""


def pace_of(
    streets: Streets, changes: Sequence[SpeedChange], mode: Mode, *, day: date, hull: Interval, free: Free
) -> Pace | None:
    """The paces of a day, None when all hours between the ends of `hull` are alike."""
    own = [(change, open_intervals(change.hours, day)) for change in changes if change.mode is mode]
    begin, end = hull
    moments = {moment for _, times in own for span in times for moment in span if begin < moment < end}
    starts = sorted({begin, *moments})
    classes = _classes(streets)
    known: dict[tuple[float, ...], int] = {}
    numbers = []
    for start in starts:
        rows = [(one.road_class, one.speed_factor) for one, times in own if _holds(times, start)]
        by_class = tuple(_factor(rows, road_class) for road_class in classes)
        numbers.append(known.setdefault(by_class, len(known)))
    if set(known) <= {(1.0,) * len(classes)}:
        return None
    factor = np.array(list(known))[:, _class_of(streets, classes)]
    return Pace(tuple(starts), tuple(numbers), free.moving_s / factor + free.delay_s)


@dataclass(frozen=True, eq=False, slots=True)
class Free:
    """Seconds on every street when it is free, shape (streets,) each."""

    moving_s: FloatArray
    delay_s: FloatArray
    """At its far end: signals and crossings, which no hour changes."""


def _holds(times: Sequence[Interval], moment: int) -> bool:
    return any(opens <= moment < closes for opens, closes in times)


def _factor(rows: Sequence[tuple[str, float]], road_class: str) -> float:
    """The slowest of the rows that name the class; without any, of those for all."""
    named = [factor for name, factor in rows if name == road_class]
    return min(named or [factor for name, factor in rows if not name] or [1.0])


def _classes(streets: Streets) -> list[str]:
    return sorted({_class(tags.get("highway", "")) for tags in streets.tags})


def _class_of(streets: Streets, classes: Sequence[str]) -> list[int]:
    by_tags = [classes.index(_class(tags.get("highway", ""))) for tags in streets.tags]
    return [by_tags[tag_set] for tag_set in streets.tag_set.tolist()]


def _class(highway: str) -> str:
    return highway.removesuffix(LINK)
