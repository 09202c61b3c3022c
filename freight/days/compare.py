"""Planned against done, by stop and by vehicle."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from freight.days.records import Outing, PlannedRoute, PlannedVisit, Stay, StoredDay
from freight.files import write_atomically
from freight.output.tables import number, text_cell
from freight.units import clock

COLUMNS = (
    "date", "vehicle", "sequence", "orders", "place", "planned_arrival", "actual_arrival", "late_min",
    "promised_to", "on_time", "planned_departure", "actual_departure", "planned_stay_min", "actual_stay_min",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StopDone:
    """One halt, planned and done; None where nothing was noted."""

    vehicle: str
    visit: PlannedVisit
    stay: Stay
    late_min: float | None
    """Actual minus planned arrival; early is negative."""
    promised_to_s: int | None
    """The first end of what was promised; None at a charger."""
    on_time: bool | None
    """Arrived before that end."""


@dataclass(frozen=True, slots=True)
class VehicleDone:
    """One vehicle, planned and done."""

    vehicle: str
    stops: int
    noted: int
    on_time_share: float | None
    """Of the stops with a promise and an actual arrival."""
    median_late_min: float | None
    worst_late_min: float | None
    depart_late_min: float | None
    return_late_min: float | None
    planned_km: float
    actual_km: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A day, planned and done."""

    stored: StoredDay
    stops: tuple[StopDone, ...]
    vehicles: tuple[VehicleDone, ...]
    whole: VehicleDone
    """All vehicles together; kilometres only where every vehicle's are known."""


def compare(stored: StoredDay) -> Comparison:
    """Set what was done beside what was planned."""
    stops, vehicles = [], []
    for route in stored.planned.routes:
        own = [_stop(route.vehicle, visit, stored) for visit in route.visits]
        outing = stored.outings.get(route.vehicle, Outing())
        vehicles.append(_vehicle(route, own, outing))
        stops += own
    return Comparison(stored, tuple(stops), tuple(vehicles), _whole(stops, vehicles))


def _stop(vehicle: str, visit: PlannedVisit, stored: StoredDay) -> StopDone:
    stay = stored.stays.get((vehicle, visit.sequence), Stay())
    promised = min((order.promised_to_s for order in visit.orders), default=None)
    known = promised is not None and stay.arrive_s is not None
    return StopDone(
        vehicle=vehicle,
        visit=visit,
        stay=stay,
        late_min=late_min(visit.arrive_s, stay.arrive_s),
        promised_to_s=promised,
        on_time=(stay.arrive_s or 0) <= (promised or 0) if known else None,
    )


def _vehicle(route: PlannedRoute, stops: Sequence[StopDone], outing: Outing) -> VehicleDone:
    share, middle, worst, noted = _lateness(stops)
    return VehicleDone(
        vehicle=route.vehicle,
        stops=len(stops),
        noted=noted,
        on_time_share=share,
        median_late_min=middle,
        worst_late_min=worst,
        depart_late_min=late_min(route.depart_s, outing.depart_s),
        return_late_min=late_min(route.return_s, outing.return_s),
        planned_km=route.metres / 1000.0,
        actual_km=None if outing.metres is None else outing.metres / 1000.0,
    )


def _whole(stops: Sequence[StopDone], vehicles: Sequence[VehicleDone]) -> VehicleDone:
    share, middle, worst, noted = _lateness(stops)
    driven = [one.actual_km for one in vehicles if one.actual_km is not None]
    return VehicleDone(
        vehicle="",
        stops=len(stops),
        noted=noted,
        on_time_share=share,
        median_late_min=middle,
        worst_late_min=worst,
        depart_late_min=None,
        return_late_min=None,
        planned_km=sum(one.planned_km for one in vehicles),
        actual_km=sum(driven) if vehicles and len(driven) == len(vehicles) else None,
    )


def _lateness(stops: Iterable[StopDone]) -> tuple[float | None, float | None, float | None, int]:
    """On-time share, median and worst lateness, number of halts with an actual time."""
    done = list(stops)
    kept = [one.on_time for one in done if one.on_time is not None]
    late = [one.late_min for one in done if one.late_min is not None]
    noted = sum(1 for one in done if one.stay != Stay())
    return (
        sum(kept) / len(kept) if kept else None,
        median(late) if late else None,
        max(late, default=None),
        noted,
    )


def late_min(planned_s: int, actual_s: int | None) -> float | None:
    """Minutes after the planned time; early is negative, None where nothing was noted."""
    return None if actual_s is None else (actual_s - planned_s) / 60.0


def write_comparison(path: Path, comparison: Comparison) -> None:
    """Write a row a halt: semicolons, decimal commas, UTF-8 with byte order mark."""
    buffer = io.StringIO(newline="")
    table = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows(_row(one, comparison.stored) for one in comparison.stops)
    write_atomically(path, "\ufeff" + buffer.getvalue())


def _row(one: StopDone, stored: StoredDay) -> Sequence[str]:
    visit, stay = one.visit, one.stay
    known = stay.arrive_s is not None and stay.depart_s is not None
    stayed = ((stay.depart_s or 0) - (stay.arrive_s or 0)) / 60.0 if known else None
    return (
        f"{stored.planned.day:%d.%m.%Y}",
        text_cell(one.vehicle),
        str(visit.sequence),
        text_cell(" ".join(order.order_id for order in visit.orders)),
        text_cell(visit.place),
        clock(visit.arrive_s),
        time(stay.arrive_s),
        number(one.late_min, 1),
        time(one.promised_to_s),
        {True: "yes", False: "no", None: ""}[one.on_time],
        clock(visit.depart_s),
        time(stay.depart_s),
        number((visit.depart_s - visit.arrive_s) / 60.0, 1),
        number(stayed, 1),
    )


def time(seconds: int | None) -> str:
    """A clock time; nothing for None."""
    return "" if seconds is None else clock(seconds)
