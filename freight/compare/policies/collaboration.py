"""Carriers swap orders between terminals and share their fleets; there is no hub."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from freight.compare.planning_day import INBOUND, Bulk, PlanningDay, Setting, chunks, fits, total_load
from freight.compare.policies.joining import part
from freight.compare.policies.separate import own_rounds
from freight.compare.straight import straight_km
from freight.domain.fleet import Load, Vehicle
from freight.domain.scenario import Order, OrderKind
from freight.inputs.study_model import CollaborationPolicy
from freight.units import SECONDS_PER_DAY

UNLOAD_S = 900
"""A vehicle that swaps goods stands so long at the other terminal."""


def collaboration(setting: Setting) -> tuple[PlanningDay, ...]:
    """Swaps between terminals, then each terminal's pooled fleet delivers what lies near.

    An order is delivered from the nearest terminal of those who take part. Goods are swapped the evening
    before, with the vehicles and in the hours of the terminal that sends them; returns go home with the
    next swap.
    """
    policy = cast(CollaborationPolicy, setting.variant.policy)
    parted = part(setting, policy.carriers, policy.groups)
    joined = {order.carrier for order in parted.joined}
    terminals = {carrier.id: carrier.terminal for carrier in setting.carriers() if carrier.id in joined}
    served_from = {order.id: _served_from(setting, order, terminals) for order in parted.joined}
    days = []
    for terminal in sorted(set(terminals.values())):
        days += _swaps(setting, terminal, terminals, parted.joined, served_from)
    for terminal in sorted(set(terminals.values())):
        orders = [order for order in parted.joined if served_from[order.id] == terminal]
        vehicles = _fleet(setting, terminal, terminals)
        if orders:
            days.append(setting.day(f"shared rounds from {terminal}", orders, vehicles))
    return (*days, *own_rounds(setting, parted.own))


def _fleet(setting: Setting, terminal: str, terminals: Mapping[str, str]) -> tuple[Vehicle, ...]:
    """Vehicles of everybody who takes part and starts at the terminal."""
    return tuple(
        vehicle
        for carrier in setting.carriers()
        if terminals.get(carrier.id) == terminal
        for vehicle in setting.vehicles(carrier.fleet, terminal, carrier.id)
    )


def _served_from(setting: Setting, order: Order, terminals: Mapping[str, str]) -> str:
    """The nearest terminal with a vehicle that can take the order; else its own."""

    def km(place: str) -> float:
        depot = setting.depot(place)
        return straight_km(depot.lat, depot.lon, order.lat, order.lon)

    def can_take(place: str) -> bool:
        return any(
            order.skills <= vehicle.skills
            and fits(order.load, setting.scenario.vehicle_type(vehicle.type_id).capacity)
            for vehicle in _fleet(setting, place, terminals)
        )

    able = [place for place in sorted(set(terminals.values())) if can_take(place)]
    return min(able, key=km, default=terminals[order.carrier])


def _swaps(
    setting: Setting,
    terminal: str,
    terminals: Mapping[str, str],
    orders: Sequence[Order],
    served_from: Mapping[str, str],
) -> list[PlanningDay]:
    """Goods that start at a terminal and are delivered from another; who brings them takes home returns."""
    vehicles = _fleet(setting, terminal, terminals)
    made: dict[str, tuple[Order, Bulk]] = {}
    for other in sorted(set(terminals.values()) - {terminal}):
        away = [one for one in orders if terminals[one.carrier] == terminal and served_from[one.id] == other]
        for kind in OrderKind:
            made |= _bulk(setting, [one for one in away if one.kind is kind], other, kind, vehicles)
    if not made:
        return []
    swaps = [order for order, _ in made.values()]
    bulk = {name: bulk for name, (_, bulk) in made.items()}
    share = setting.study.inbound_day_share
    return [setting.day(f"swaps of {terminal}", swaps, vehicles, echelon=INBOUND, bulk=bulk, day_share=share)]


def _bulk(
    setting: Setting, orders: Sequence[Order], place: str, kind: OrderKind, vehicles: Sequence[Vehicle]
) -> dict[str, tuple[Order, Bulk]]:
    depot = setting.depot(place)
    rooms = [setting.scenario.vehicle_type(vehicle.type_id).capacity for vehicle in vehicles]
    room = Load(*(min(parts) for parts in zip(*rooms, strict=True)))
    made: dict[str, tuple[Order, Bulk]] = {}
    for number, load in enumerate(chunks(orders, room), start=1):
        name = f"{place}/{kind.value}/{number}/{load[0].carrier}"
        swap = replace(
            load[0], id=name, name=depot.name, address="", lat=depot.lat, lon=depot.lon, load=total_load(load),
            windows=((0, SECONDS_PER_DAY),), service_s=UNLOAD_S, skills=frozenset(), group="",
            penalty_nok=sum(one.penalty_nok for one in load),
        )  # fmt: skip
        made[name] = (swap, Bulk(place, tuple(one.id for one in load)))
    return made
