"""Plans into the store and out of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from freight.days.records import (
    Outing,
    PlannedDay,
    PlannedOrder,
    PlannedRoute,
    PlannedVisit,
    Stay,
    StoredDay,
)
from freight.days.schema import ORDER, OUTING, PLAN, ROUTE, STAY, UNSERVED, VISIT

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One plan of the list."""

    number: int
    day: date
    scenario: str
    vehicles: int
    orders: int
    unserved: int
    metres: int
    noted: int
    """Halts with actual times."""


def add(connection: Connection, planned: PlannedDay) -> tuple[int, bool]:
    """Keep a plan; its number, and whether it is new. The same plan twice is one row, also from two writers."""
    head = {"fingerprint": planned.fingerprint, "day": planned.day}
    head |= {"timezone": planned.timezone, "scenario": planned.scenario}
    try:
        with connection.begin_nested():
            number = connection.execute(PLAN.insert().values(**head).returning(PLAN.c.number)).scalar_one()
    except IntegrityError:
        known = sa.select(PLAN.c.number).where(PLAN.c.fingerprint == planned.fingerprint)
        return int(connection.execute(known).scalar_one()), False
    for table, rows in _rows(planned, int(number)):
        if rows:
            connection.execute(table.insert(), rows)
    return int(number), True


def _rows(planned: PlannedDay, number: int) -> Iterable[tuple[sa.Table, list[Values]]]:
    visits = [(route.vehicle, visit) for route in planned.routes for visit in route.visits]
    yield (
        ROUTE,
        [
            {"plan": number, "place_in_plan": place, **_fields(route, ROUTE)}
            for place, route in enumerate(planned.routes)
        ],
    )
    yield VISIT, [{"plan": number, "vehicle": vehicle, **_fields(visit, VISIT)} for vehicle, visit in visits]
    yield (
        ORDER,
        [
            {
                **{"plan": number, "vehicle": vehicle, "sequence": visit.sequence, "place_in_visit": place},
                **{"receiver_group": order.group, **_fields(order, ORDER)},
            }
            for vehicle, visit in visits
            for place, order in enumerate(visit.orders)
        ],
    )
    yield (
        UNSERVED,
        [
            {"plan": number, "order_id": order_id, "place_in_plan": place}
            for place, order_id in enumerate(planned.unserved)
        ],
    )


def _fields(record: object, table: sa.Table) -> Values:
    """The attributes of a record that the table has columns for."""
    return {name: getattr(record, name) for name in table.c.keys() if hasattr(record, name)}  # noqa: SIM118


def lines(connection: Connection) -> tuple[Line, ...]:
    """Every plan, by date and number."""

    def of_plan(what: sa.ColumnElement[Any], column: sa.Column[int]) -> sa.ScalarSelect[Any]:
        return sa.select(what).where(column == PLAN.c.number).scalar_subquery()

    query = sa.select(
        PLAN.c.number,
        PLAN.c.day,
        PLAN.c.scenario,
        of_plan(sa.func.count(), ROUTE.c.plan),
        of_plan(sa.func.count(), ORDER.c.plan),
        of_plan(sa.func.count(), UNSERVED.c.plan),
        of_plan(sa.func.coalesce(sa.func.sum(ROUTE.c.metres), 0), ROUTE.c.plan),
        of_plan(sa.func.count(), STAY.c.plan),
    ).order_by(PLAN.c.day, PLAN.c.number)
    return tuple(Line(*row) for row in connection.execute(query))


def newest_of(connection: Connection, day: date) -> int | None:
    """Number of the plan of a date that was kept last."""
    query = sa.select(sa.func.max(PLAN.c.number)).where(PLAN.c.day == day)
    found = connection.execute(query).scalar()
    return None if found is None else int(found)


def load(connection: Connection, number: int) -> StoredDay | None:
    """One plan with what was done of it; None when there is none of that number."""
    head = connection.execute(sa.select(PLAN).where(PLAN.c.number == number)).mappings().first()
    if head is None:
        return None

    def rows(table: sa.Table, *order: sa.Column[Any]) -> list[Values]:
        query = sa.select(table).where(table.c.plan == number).order_by(*order)
        return [dict(row) for row in connection.execute(query).mappings()]

    orders: dict[tuple[str, int], list[PlannedOrder]] = {}
    for row in rows(ORDER, ORDER.c.vehicle, ORDER.c.sequence, ORDER.c.place_in_visit):
        order = _record(PlannedOrder, row | {"group": row["receiver_group"]})
        orders.setdefault((row["vehicle"], row["sequence"]), []).append(order)
    visits: dict[str, list[PlannedVisit]] = {}
    for row in rows(VISIT, VISIT.c.vehicle, VISIT.c.sequence):
        served = tuple(orders.get((row["vehicle"], row["sequence"]), ()))
        visits.setdefault(row["vehicle"], []).append(_record(PlannedVisit, row | {"orders": served}))
    routes = tuple(
        _record(PlannedRoute, row | {"visits": tuple(visits.get(row["vehicle"], ()))})
        for row in rows(ROUTE, ROUTE.c.place_in_plan)
    )
    unserved = tuple(row["order_id"] for row in rows(UNSERVED, UNSERVED.c.place_in_plan))
    planned = _record(PlannedDay, dict(head) | {"routes": routes, "unserved": unserved})
    stays = {(row["vehicle"], row["sequence"]): _record(Stay, row) for row in rows(STAY, STAY.c.sequence)}
    outings = {row["vehicle"]: _record(Outing, row) for row in rows(OUTING, OUTING.c.vehicle)}
    return StoredDay(number, planned, stays, outings)


def _record(kind: type[Any], row: Mapping[str, Any]) -> Any:  # noqa: ANN401  # of that kind
    return kind(**{name: row[name] for name in kind.__slots__})


def note(
    connection: Connection,
    number: int,
    stays: Mapping[tuple[str, int], Stay],
    outings: Mapping[str, Outing],
) -> None:
    """Keep actual times; those of the same halt or vehicle noted before are replaced."""
    # The lock on the plan makes two imports of one day follow each other.
    connection.execute(sa.select(PLAN.c.number).where(PLAN.c.number == number).with_for_update())
    for (vehicle, sequence), stay in stays.items():
        here = (STAY.c.plan == number) & (STAY.c.vehicle == vehicle) & (STAY.c.sequence == sequence)
        connection.execute(STAY.delete().where(here))
        key = {"plan": number, "vehicle": vehicle, "sequence": sequence}
        connection.execute(STAY.insert().values(**key, **_fields(stay, STAY)))
    for vehicle, outing in outings.items():
        connection.execute(OUTING.delete().where((OUTING.c.plan == number) & (OUTING.c.vehicle == vehicle)))
        connection.execute(OUTING.insert().values(plan=number, vehicle=vehicle, **_fields(outing, OUTING)))
