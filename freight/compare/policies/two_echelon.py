"""Vans to micro-hubs, then cargo bikes; waves are synchronised, and what is too big stays with the van."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from freight.compare.planning_day import Bulk, PlanningDay, Setting, bulk_orders
from freight.compare.policies.hub import ready_s
from freight.compare.policies.joining import inbound, of_kind, part
from freight.compare.policies.separate import own_rounds
from freight.compare.policies.waves import Wave, Waves, share_out, waves_of
from freight.domain.fleet import Vehicle
from freight.domain.scenario import Order, OrderKind
from freight.inputs.study_model import TwoEchelonPolicy

Made = dict[str, tuple[Order, Bulk]]


def two_echelon(setting: Setting) -> tuple[PlanningDay, ...]:
    """Bulk to the consolidation centre, vans to micro-hubs and big receivers, bikes to the rest."""
    policy = cast(TwoEchelonPolicy, setting.variant.policy)
    parted = part(setting, policy.carriers, policy.groups, returns=policy.returns)
    waves = share_out(setting, policy, parted.joined)
    by_bike = {order.id for orders in waves.values() for order in orders}
    big = [order for order in parted.joined if order.id not in by_bike]
    if policy.hub is None:
        first = _from_terminals(setting, policy, waves, big)
    else:
        first = _from_hub(setting, policy, policy.hub, waves, big)
    bikes = tuple(day for place in policy.micro_hubs for day in _bike_day(setting, policy, place, waves))
    return (*first, *bikes, *own_rounds(setting, parted.own))


def _from_hub(
    setting: Setting, policy: TwoEchelonPolicy, place: str, waves: Waves, big: Sequence[Order]
) -> tuple[PlanningDay, ...]:
    """Carriers to the consolidation centre, and its vans to micro-hubs and big receivers."""
    joined = [*big, *(order for orders in waves.values() for order in orders)]
    if not joined:
        return ()
    bring = inbound(
        setting, {(place, 0): of_kind(joined, OrderKind.DELIVERY)}, {place: of_kind(joined, OrderKind.PICKUP)}
    )
    vans = setting.vehicles(policy.fleet, place, place, ready_s(setting, place))
    made = _to_micro_hubs(setting, policy, waves, vans)
    orders = [*big, *(order for order, _ in made.values())]
    bulk = {name: bulk for name, (_, bulk) in made.items()}
    return (*bring, setting.day(f"vans from {place}", orders, vans, hub=place, bulk=bulk))


def _from_terminals(
    setting: Setting, policy: TwoEchelonPolicy, waves: Waves, big: Sequence[Order]
) -> tuple[PlanningDay, ...]:
    """Every carrier's own vans to micro-hubs and its big receivers."""
    days = []
    for carrier in setting.carriers():
        vans = setting.vehicles(carrier.fleet, carrier.terminal, carrier.id)
        own = {key: [order for order in orders if order.carrier == carrier.id] for key, orders in waves.items()}
        made = _to_micro_hubs(setting, policy, own, vans)
        orders = [order for order in big if order.carrier == carrier.id]
        orders += [order for order, _ in made.values()]
        if orders:
            bulk = {name: bulk for name, (_, bulk) in made.items()}
            name = f"vans of {carrier.id}"
            days.append(setting.day(name, orders, vans, carrier=carrier.id, bulk=bulk))
    return tuple(days)


def _to_micro_hubs(setting: Setting, policy: TwoEchelonPolicy, waves: Waves, vans: Sequence[Vehicle]) -> Made:
    """Bulk of every wave, and what bikes collected the day before back on the first."""
    made: Made = {}
    for place in policy.micro_hubs:
        for (hub, wave), orders in waves.items():
            if hub == place:
                found = of_kind(orders, OrderKind.DELIVERY)
                made |= bulk_orders(setting, found, place, OrderKind.DELIVERY, wave, vans)
        back = [order for (hub, _), orders in waves.items() if hub == place for order in orders]
        found = of_kind(back, OrderKind.PICKUP)
        made |= bulk_orders(setting, found, place, OrderKind.PICKUP, 0, vans)
    return made


def _bike_day(setting: Setting, policy: TwoEchelonPolicy, place: str, waves: Waves) -> tuple[PlanningDay, ...]:
    """All waves of a micro-hub; each bike stands once for every wave (``... #2``).

    Goods of a later wave can not ride earlier: their service may not start before they are handled, and the
    bikes of a wave are back before the next one leaves.
    """
    orders: list[Order] = []
    vehicles: list[Vehicle] = []
    for wave in waves_of(setting, policy, place):
        there = waves.get((place, wave.number), ())
        if there:
            orders += [_not_before(order, wave.from_s) for order in there]
            bikes = setting.vehicles(policy.bikes, place, place, wave.from_s)
            vehicles += [_of_wave(bike, wave) for bike in bikes if bike.shift_start_s < wave.to_s]
    if not orders:
        return ()
    return (setting.day(f"bikes from {place}", orders, vehicles, hub=place),)


def _of_wave(bike: Vehicle, wave: Wave) -> Vehicle:
    return replace(bike, id=f"{bike.id} #{wave.number + 1}", shift_end_s=min(bike.shift_end_s, wave.to_s))


def _not_before(order: Order, from_s: int) -> Order:
    windows = tuple((max(opens, from_s), closes) for opens, closes in order.windows if closes > from_s)
    return replace(order, windows=windows)
