"""As the hub, from the best of several candidates: chosen on aggregated costs, then routed in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np

from freight.compare.planning_day import PlanningDay, Setting
from freight.compare.policies.hub import neutral_rounds
from freight.compare.policies.joining import inbound, of_kind, part
from freight.compare.policies.separate import own_rounds
from freight.compare.straight import straight_km
from freight.domain.fleet import VehicleType
from freight.domain.scenario import Order, OrderKind
from freight.domain.travel import IntArray
from freight.inputs.study_model import CarrierBlock, LocatePolicy
from freight.units import nok_to_micro

DETOUR = 1.4
"""Streets over the straight line, for aggregated costs only; full routing follows."""
TOWN_KPH = 20.0
"""Mean speed in town, for aggregated costs only."""


def locate(setting: Setting) -> tuple[PlanningDay, ...]:
    """Choose hubs by CP-SAT, then the planning days of a hub policy from each of them."""
    policy = cast(LocatePolicy, setting.variant.policy)
    parted = part(setting, policy.carriers, policy.groups, returns=policy.returns)
    hub_of = chosen_hubs(setting, policy, parted.joined)
    opened = sorted(set(hub_of.values()))
    by_hub = {place: [order for order in parted.joined if hub_of[order.id] == place] for place in opened}
    bring = {(place, 0): of_kind(orders, OrderKind.DELIVERY) for place, orders in by_hub.items()}
    back = {place: of_kind(orders, OrderKind.PICKUP) for place, orders in by_hub.items()}
    rounds = (day for place in opened for day in neutral_rounds(setting, place, policy.fleet, by_hub[place]))
    return (*inbound(setting, bring, back), *rounds, *own_rounds(setting, parted.own))


def chosen_hubs(setting: Setting, policy: LocatePolicy, orders: Sequence[Order]) -> dict[str, str]:
    """Order id -> hub, at the lowest aggregated cost."""
    if not orders:
        return {}
    from freight.solve.locate import locate as choose

    carriers = setting.carriers()
    number = {carrier.id: index for index, carrier in enumerate(carriers)}
    found = choose(
        _serve_micro(setting, policy, orders),
        np.array([[_bring_micro(setting, one, place) for one in carriers] for place in policy.candidates]),
        [number[order.carrier] for order in orders],
        policy.choose,
    )
    places = [policy.candidates[hub] for hub in found.hub_of]
    return {order.id: place for order, place in zip(orders, places, strict=True)}


def _serve_micro(setting: Setting, policy: LocatePolicy, orders: Sequence[Order]) -> IntArray:
    """Line haul of an order: the way there and back, by the share of a vehicle that it fills."""
    kind = setting.kind(policy.fleet[0].type)
    return np.array(
        [
            [
                nok_to_micro(_haul_nok(setting, place, order.lat, order.lon, kind) * _share(order, kind))
                for order in orders
            ]
            for place in policy.candidates
        ],
        dtype=np.int64,
    )


def _share(order: Order, kind: VehicleType) -> float:
    shares = [part / room for part, room in zip(order.load, kind.capacity, strict=True) if room > 0.0]
    return max(shares, default=0.0)


def _bring_micro(setting: Setting, carrier: CarrierBlock, place: str) -> int:
    terminal = setting.depot(carrier.terminal)
    kind = setting.kind(carrier.fleet[0].type)
    return nok_to_micro(_haul_nok(setting, place, terminal.lat, terminal.lon, kind))


def _haul_nok(setting: Setting, place: str, lat: float, lon: float, kind: VehicleType) -> float:
    depot = setting.depot(place)
    km = 2.0 * DETOUR * straight_km(depot.lat, depot.lon, lat, lon)
    return km * kind.cost_km_nok + km / TOWN_KPH * kind.cost_hour_nok
