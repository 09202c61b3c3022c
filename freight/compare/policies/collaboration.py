"""Carriers swap orders between terminals and share their fleets; there is no hub."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

import numpy as np

from freight.compare.planning_day import INBOUND, Bulk, PlanningDay, Setting, chunks, fits, total_load
from freight.compare.policies.aggregated import bring_micro, serve_micro
from freight.compare.policies.joining import part
from freight.compare.policies.separate import own_rounds
from freight.domain.fleet import Load, Vehicle
from freight.domain.scenario import Order, OrderKind
from freight.inputs.study_model import CarrierBlock, CollaborationPolicy
from freight.units import MICRO, SECONDS_PER_DAY, SECONDS_PER_HOUR, nok_to_micro

FORBIDDEN_MICRO = 1_000_000_000 * MICRO
"""No order costs so much to serve."""
UNLOAD_S = 900
"""A vehicle that swaps goods stands so long at the other terminal."""


def collaboration(setting: Setting) -> tuple[PlanningDay, ...]:
    """Swaps between terminals where they pay, then each terminal's pooled fleet delivers.

    Where an order leaves from is chosen on aggregated costs. Goods are swapped the evening before, with the
    vehicles and in the hours of the terminal that sends them; returns go home with the next swap.
    """
    policy = cast(CollaborationPolicy, setting.variant.policy)
    parted = part(setting, policy.carriers, policy.groups)
    joined = {order.carrier for order in parted.joined}
    terminals = {carrier.id: carrier.terminal for carrier in setting.carriers() if carrier.id in joined}
    served_from = _served_from(setting, parted.joined, terminals) if parted.joined else {}
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


def _served_from(setting: Setting, orders: Sequence[Order], terminals: Mapping[str, str]) -> dict[str, str]:
    """Order id -> terminal, at the lowest aggregated cost of serving and swapping.

    A carrier pays for every other terminal that it swaps with; only those with a vehicle that can take the
    order come in question, and its own.
    """
    from freight.solve.locate import locate

    carriers = [carrier for carrier in setting.carriers() if carrier.id in terminals]
    fleets = {place: _fleet(setting, place, terminals) for place in sorted(set(terminals.values()))}
    kinds = {place: setting.scenario.vehicle_type(fleet[0].type_id) for place, fleet in fleets.items()}
    serve = serve_micro(setting, kinds, orders)
    for row, (place, fleet) in enumerate(fleets.items()):
        for column, order in enumerate(orders):
            if terminals[order.carrier] != place and not _can_take(setting, fleet, order):
                serve[row, column] = FORBIDDEN_MICRO
    swap = [[_swap_micro(setting, carrier, place) for carrier in carriers] for place in fleets]
    number = {carrier.id: index for index, carrier in enumerate(carriers)}
    owners = [number[order.carrier] for order in orders]
    found = locate(serve, np.array(swap, dtype=np.int64), owners, len(fleets))
    places = list(fleets)
    return {order.id: places[hub] for order, hub in zip(orders, found.hub_of, strict=True)}


def _can_take(setting: Setting, fleet: Sequence[Vehicle], order: Order) -> bool:
    return any(
        order.skills <= vehicle.skills
        and fits(order.load, setting.scenario.vehicle_type(vehicle.type_id).capacity)
        for vehicle in fleet
    )


def _swap_micro(setting: Setting, carrier: CarrierBlock, place: str) -> int:
    """The way to another terminal, unloading, and the part of a vehicle's day that it takes."""
    if carrier.terminal == place:
        return 0
    kind = setting.kind(carrier.fleet[0].type)
    stand_nok = kind.cost_hour_nok * UNLOAD_S / SECONDS_PER_HOUR
    day_nok = kind.cost_day_nok * setting.study.inbound_day_share
    return bring_micro(setting, carrier, place) + nok_to_micro(stand_nok + day_nok)


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
