"""From a table of events to what happened, held against the day, its plan and its streets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from freight.build.laid import closures
from freight.build.present import present
from freight.domain.happened import EventKind, Happened
from freight.domain.plan import Plan
from freight.domain.scenario import Scenario
from freight.domain.timeline import Timeline
from freight.errors import Fault, InputError
from freight.inputs.event_checks import Known, domain_events, event_faults, now_faults
from freight.inputs.events import Told, read_events
from freight.inputs.places import read_gazetteer
from freight.network.closed import streets_called, streets_in
from freight.network.streets import Streets

Closed = tuple[str, ...]
"""Ids of the streets that one event closes."""


def read_what_happened(
    events_file: Path, scenario: Scenario, streets: Streets, plan: Plan, now_s: int
) -> tuple[tuple[Told, ...], tuple[Closed, ...]]:
    """Events without faults, and the streets that each of them closes.

    Raises
    ------
    InputError
        With every fault of the file, and of what it names.
    """
    faults = list(now_faults(now_s, scenario))
    place = scenario.input_files.get("gazetteer")
    gazetteer = None if place is None else read_gazetteer(place, faults)
    told = read_events(events_file, gazetteer, scenario.timezone, faults)
    faults.extend(event_faults(Known(scenario, plan, now_s, told)))
    street_ids = tuple(_closed_by(event, streets, faults) for event in told)
    if faults:
        raise InputError(faults)
    return told, street_ids


def _closed_by(told: Told, streets: Streets, faults: list[Fault]) -> Closed:
    found: list[str] = []
    for word in told.streets:
        named = streets_called(streets, word)
        found.extend(named)
        if not named:
            message = "is no street of the network"
            faults.append(told.fault("street", word, message, "write its name, way number or street id"))
    if told.polygon is not None:
        found.extend(_in_polygon(told, told.polygon, streets, faults))
    return tuple(dict.fromkeys(found))


def _in_polygon(told: Told, polygon: Path, streets: Streets, faults: list[Fault]) -> Closed:
    from freight.network.polygon_file import read_polygon

    try:
        inside = streets_in(streets, read_polygon(polygon))
    except InputError as error:
        faults.extend(error.faults)
        return ()
    if not inside:
        faults.append(told.fault("polygon", polygon.name, "holds no street", "draw it over the streets"))
    return inside


def what_happened(
    known: Known,
    street_ids: tuple[Closed, ...],
    streets: Streets,
    timeline: Timeline,
    file: Path,
    tolerance_s: int,
) -> Happened:
    """Events, goods on board and cancelled orders, those of earlier replannings among them.

    Parameters
    ----------
    timeline
        Replay of the earlier plan.
    file
        Of the earlier plan.
    """
    scenario, earlier = known.scenario, known.scenario.happened
    gone = {event.order_id for event in known.told if event.kind is EventKind.CANCELLED}
    made = Happened(
        now_s=known.now_s,
        tolerance_s=tolerance_s,
        events=(*(earlier.events if earlier is not None else ()), *domain_events(known, street_ids)),
        loaded=earlier.loaded if earlier is not None else {},
        cancelled=(
            *(earlier.cancelled if earlier is not None else ()),
            *(order for order in scenario.orders if order.id in gone),
        ),
        earlier_file=file,
        earlier=known.plan,
    )
    made = replace(made, closures=closures(scenario, made, streets))
    orders = {order.id: order for order in (*scenario.orders, *made.cancelled)}
    states = present(known.plan, timeline, made, orders, scenario.kind_of_vehicle())
    return replace(made, loaded={state.vehicle_id: state.loaded for state in states if state.loaded})


def day_again(scenario: Scenario, happened: Happened, told: tuple[Told, ...]) -> Scenario:
    """The day with its orders as they are now, and the locks that still mean something."""
    gone = {order.id for order in happened.cancelled}
    windows = {event.order_id: event.windows for event in told if event.kind is EventKind.WINDOW}
    orders = [
        replace(order, windows=windows.get(order.id) or order.windows)
        for order in scenario.orders
        if order.id not in gone
    ]
    orders += [event.new_order for event in told if event.new_order is not None]
    known = {order.id for order in orders}
    locks = tuple(
        lock for lock in scenario.locks if lock.order_id in known and happened.broken_s(lock.vehicle_id) is None
    )
    return replace(scenario, orders=tuple(orders), happened=happened, locks=locks)
