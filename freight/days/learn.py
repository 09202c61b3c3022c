"""Corrections of service and travel times from what was done: plain medians, each with its count."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple

from freight.days.records import Outing, PlannedRoute, Stay, StoredDay
from freight.files import write_atomically
from freight.output.tables import number, text_cell
from freight.units import SECONDS_PER_HOUR

LEAST_COUNT = 8
"""A median of fewer observations is shown and not applied."""
LEAST_DRIVE_S = 180
"""Times are noted in whole minutes: a shorter leg says more of the watch than of the street."""
BANDS_H = ((0, 6), (6, 9), (9, 12), (12, 15), (15, 18), (18, 48))
"""Hours of the day in which travel times are taken together."""
COLUMNS = ("kind", "by", "key", "n", "planned_min", "actual_min", "correction", "unit", "apply")


class Observation(NamedTuple):
    """One stay or one leg: what it belongs to, planned and done."""

    kind: str
    """service or travel."""
    by: str
    key: str
    planned_s: int
    actual_s: int


@dataclass(frozen=True, slots=True)
class Correction:
    """What to change, learned from `n` observations."""

    kind: str
    by: str
    key: str
    n: int
    planned_min: float
    """Median."""
    actual_min: float
    """Median."""
    value: float
    """Service: median of actual minus planned, minutes. Travel: median of actual over planned."""

    @property
    def unit(self) -> str:
        """What `value` is."""
        return "min" if self.kind == "service" else "factor"

    @property
    def applies(self) -> bool:
        """Whether there are enough observations."""
        return self.n >= LEAST_COUNT


def learn(days: Iterable[StoredDay]) -> tuple[Correction, ...]:
    """Medians over all days by receiver, group and vehicle type; travel also by hours of the day.

    Service is reckoned from arrival, or from when the receiver opens if that is later, until departure. Travel
    is reckoned from one departure to the next arrival, where both were noted and no wait was planned between.
    """
    groups: dict[tuple[str, str, str], list[Observation]] = {}
    for stored in days:
        for route in stored.planned.routes:
            for seen in (*_services(route, stored), *_travels(route, stored)):
                groups.setdefault((seen.kind, seen.by, seen.key), []).append(seen)
    return tuple(_correction(*key, groups[key]) for key in sorted(groups))


def _correction(kind: str, by: str, key: str, seen: list[Observation]) -> Correction:
    service = kind == "service"
    values = [
        (one.actual_s - one.planned_s) / 60.0 if service else one.actual_s / one.planned_s for one in seen
    ]
    return Correction(
        kind=kind,
        by=by,
        key=key,
        n=len(seen),
        planned_min=median(one.planned_s for one in seen) / 60.0,
        actual_min=median(one.actual_s for one in seen) / 60.0,
        value=median(values),
    )


def _services(route: PlannedRoute, stored: StoredDay) -> Iterator[Observation]:
    for visit in route.visits:
        stay = stored.stays.get((route.vehicle, visit.sequence), Stay())
        if stay.arrive_s is None or stay.depart_s is None or not visit.orders:
            continue
        begun = max(stay.arrive_s, visit.opens_s)
        if stay.depart_s < begun:
            continue
        # What was learned before is taken off: corrections are of what the orders state.
        seen = (visit.depart_s - visit.start_s - visit.learned_s, stay.depart_s - begun)
        for receiver in sorted({order.receiver for order in visit.orders}):
            yield Observation("service", "receiver", receiver, *seen)
        for group in sorted({order.group for order in visit.orders} - {""}):
            yield Observation("service", "group", group, *seen)
        yield Observation("service", "vehicle_type", route.vehicle_type, *seen)


def _travels(route: PlannedRoute, stored: StoredDay) -> Iterator[Observation]:
    left = stored.outings.get(route.vehicle, Outing()).depart_s
    for visit in route.visits:
        stay = stored.stays.get((route.vehicle, visit.sequence), Stay())
        plain = visit.hold_s == 0 and visit.drive_s >= LEAST_DRIVE_S
        if plain and left is not None and stay.arrive_s is not None and stay.arrive_s >= left:
            seen = (visit.drive_s, stay.arrive_s - left)
            yield Observation("travel", "vehicle_type", route.vehicle_type, *seen)
            yield Observation("travel", "vehicle_type_hours", f"{route.vehicle_type} {band(left)}", *seen)
        left = stay.depart_s


def band(seconds: int) -> str:
    """Hours of the day in which a time lies: ``06-09``."""
    low, high = next((low, high) for low, high in BANDS_H if seconds < high * SECONDS_PER_HOUR or high == 48)
    return f"{low:02d}-{min(high, 24):02d}"


def write_corrections(path: Path, corrections: Iterable[Correction]) -> None:
    """Write a row a correction: semicolons, decimal commas, UTF-8 with byte order mark."""
    buffer = io.StringIO(newline="")
    table = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    table.writerow(COLUMNS)
    for one in corrections:
        figures = number(one.planned_min, 2), number(one.actual_min, 2), number(one.value, 3)
        applied = "yes" if one.applies else "no"
        table.writerow((one.kind, one.by, text_cell(one.key), str(one.n), *figures, one.unit, applied))
    write_atomically(path, "\ufeff" + buffer.getvalue())
