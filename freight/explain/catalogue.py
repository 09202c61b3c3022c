"""Everything that could be changed for one order: each entry yields what should work; nothing is tried here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from freight.build.territories import outside_territories
from freight.domain.fleet import Vehicle
from freight.domain.scenario import Scenario
from freight.explain.beyond import another_day, bigger_battery, charger_near, exemption, split
from freight.explain.change import find_order
from freight.explain.draft import Changes, Draft, draft, on_vehicle
from freight.explain.fleet_changes import ShiftLonger, SkillsAdded, StartFuller, VehicleAdded
from freight.explain.stand import Stand, changed, distinct_vehicles, fit
from freight.explain.stops_change import StopsRaised
from freight.explain.territory_change import TerritoryAdded
from freight.explain.verify import rearranged_micro
from freight.network.territories import zones_at
from freight.units import MICRO

SPARE = 1.1
Entry = Callable[[Stand, str], Iterator[Draft]]


def as_it_stands(stand: Stand, order_id: str) -> Iterator[Draft]:
    """Nothing but a window, a shift or the penalty, on every vehicle of the day."""
    for vehicle in distinct_vehicles(stand):
        yield from on_vehicle(stand, order_id, vehicle)


def rearranged(stand: Stand, order_id: str) -> Iterator[Draft]:
    """A penalty for which all routes would be laid out anew."""
    extra_micro = rearranged_micro(stand, order_id)
    if extra_micro is None:
        return
    # Worth an insertion into the routes as they are, it is found by any search; else with something to spare.
    number = stand.order(order_id)
    fits = (fit(stand, number, vehicle) for vehicle in distinct_vehicles(stand))
    worth_micro = min((one.extra_micro for one in fits if one is not None), default=round(extra_micro * SPARE))
    found = draft(stand, order_id, (), max(worth_micro, extra_micro), None)
    if found is not None:
        yield replace(found, extra_nok=extra_micro / MICRO)


def one_more_vehicle(stand: Stand, order_id: str) -> Iterator[Draft]:
    """One more of every kind of vehicle that the fleet file knows."""
    for change in _templates(stand, order_id):
        for found in _with(stand, order_id, (change,), change.vehicle.id):
            yield _hired_for_longer(found, change)


def _hired_for_longer(found: Draft, hired: VehicleAdded) -> Draft:
    """A new vehicle comes with the shift it needs."""
    shifts = [change for change in found.changes if isinstance(change, ShiftLonger)]
    if not shifts:
        return found
    begin_s, end_s = shifts[0].after
    made = replace(hired, vehicle=replace(hired.vehicle, shift_start_s=begin_s, shift_end_s=end_s))
    rest = tuple(change for change in found.changes if not isinstance(change, VehicleAdded | ShiftLonger))
    return replace(found, changes=(made, *rest))


def fuller_start(stand: Stand, order_id: str) -> Iterator[Draft]:
    """A full battery in the morning."""
    for vehicle in distinct_vehicles(stand):
        one = stand.scenario.vehicles[vehicle]
        if stand.slot(vehicle).energy_wh is not None and one.start_charge_share < 1:
            yield from _with(stand, order_id, (StartFuller(one.id, one.start_charge_share, 1.0),), one.id)


def more_stops(stand: Stand, order_id: str) -> Iterator[Draft]:
    """One stop more for a vehicle that makes all it may."""
    for vehicle in distinct_vehicles(stand):
        most = stand.slot(vehicle).max_stops
        stops = sum(order < stand.tables.first_reload for order in stand.routes[vehicle])
        if most is not None and stops >= most:
            name = stand.slot(vehicle).id
            yield from _with(stand, order_id, (StopsRaised(name, most, stops + 1),), name)


def missing_skills(stand: Stand, order_id: str) -> Iterator[Draft]:
    """The skills of the order for a vehicle that lacks them."""
    wanted = find_order(stand.scenario, order_id).skills
    for vehicle in distinct_vehicles(stand):
        one = stand.scenario.vehicles[vehicle]
        lacking = tuple(sorted(wanted - one.skills))
        if lacking:
            yield from _with(stand, order_id, (SkillsAdded(one.id, lacking),), one.id)


def one_more_territory(stand: Stand, order_id: str) -> Iterator[Draft]:
    """The zone in which the order lies for a vehicle that serves others only."""
    order = find_order(stand.scenario, order_id)
    lies = zones_at(stand.scenario.zones, order.lat, order.lon)
    for vehicle in distinct_vehicles(stand):
        one = stand.scenario.vehicles[vehicle]
        if outside_territories(one, order, stand.scenario.zones) is not None:
            for zone in lies:
                yield from _with(stand, order_id, (TerritoryAdded(one.id, zone.id),), one.id)


def _with(stand: Stand, order_id: str, changes: Changes, vehicle_id: str) -> Iterator[Draft]:
    """Ways to serve the order with one vehicle after changes that concern it."""
    scenario: Scenario = stand.scenario
    for change in changes:
        scenario = change.apply(scenario)
    day = changed(stand, scenario)
    if day is not None:
        yield from on_vehicle(day, order_id, day.vehicle(vehicle_id), changes)


def _templates(stand: Stand, order_id: str) -> Iterator[VehicleAdded]:
    """Vehicles like those of the fleet, and one of every type that has none today; idle ones need no twin."""
    scenario, wanted = stand.scenario, find_order(stand.scenario, order_id).skills
    known = any(wanted <= vehicle.skills for vehicle in scenario.vehicles)
    driven = {vehicle.type_id for vehicle in scenario.vehicles}
    longest = max(scenario.vehicles, key=lambda one: (one.shift_end_s - one.shift_start_s, one.id))
    likes = [(one, one.skills if known else one.skills | wanted) for one in scenario.vehicles]
    likes += [
        (replace(longest, type_id=kind.id), wanted) for kind in scenario.vehicle_types if kind.id not in driven
    ]
    idle = {_likeness(scenario.vehicles[v]) for v, orders in stand.routes.items() if not orders}
    seen = set()
    for like, skills in likes:
        made = replace(like, id=_new_id(scenario, like.type_id), skills=skills, start_charge_share=1.0)
        key = (*_likeness(made), skills)
        if wanted <= skills and key not in seen and _likeness(made) not in idle:
            seen.add(key)
            unpriced = skills != like.skills or (like.type_id not in driven and bool(wanted))
            yield VehicleAdded(made, new_skills=unpriced)


def _likeness(one: Vehicle) -> tuple[object, ...]:
    return one.type_id, one.depot_id, one.shift_start_s, one.shift_end_s, one.max_stops, one.territories


def _new_id(scenario: Scenario, type_id: str) -> str:
    taken = {vehicle.id for vehicle in scenario.vehicles}
    number = next(n for n in range(1, len(taken) + 2) if f"{type_id}-extra-{n}" not in taken)
    return f"{type_id}-extra-{number}"


PRICED: tuple[Entry, ...] = (as_it_stands, rearranged, one_more_vehicle, fuller_start, more_stops)
"""Changes whose price follows from the inputs."""
UNPRICED: tuple[Entry, ...] = (
    missing_skills,
    one_more_territory,
    split,
    another_day,
    charger_near,
    bigger_battery,
    exemption,
)
"""Changes that somebody else has to grant or to pay for."""
