"""As the hub, and pickups ride back on the same rounds: materials to a station, the rest home."""

from __future__ import annotations

from typing import cast

from freight.compare.planning_day import INBOUND, PlanningDay, Setting, bulk_orders
from freight.compare.policies.hub import neutral_rounds
from freight.compare.policies.joining import inbound, of_kind, part
from freight.compare.policies.separate import own_rounds
from freight.domain.scenario import Order, OrderKind
from freight.inputs.study_model import ReversePolicy


def reverse(setting: Setting) -> tuple[PlanningDay, ...]:
    """Inbound with returns home, neutral rounds with pickups, then materials to the station."""
    policy = cast(ReversePolicy, setting.variant.policy)
    parted = part(setting, policy.carriers, policy.groups)
    pickups = of_kind(parted.joined, OrderKind.PICKUP)
    materials = [order for order in pickups if order.group in policy.materials]
    home = [order for order in pickups if order.group not in policy.materials]
    return (
        *inbound(setting, {(policy.hub, 0): of_kind(parted.joined, OrderKind.DELIVERY)}, {policy.hub: home}),
        *neutral_rounds(setting, policy.hub, policy.fleet, parted.joined),
        *_to_station(setting, policy, materials),
        *own_rounds(setting, parted.own),
    )


def _to_station(setting: Setting, policy: ReversePolicy, materials: list[Order]) -> tuple[PlanningDay, ...]:
    """Materials of the day before, fetched at the hub by a vehicle of the station."""
    if not materials:
        return ()
    vehicles = setting.vehicles(policy.station_fleet, policy.station, policy.station)
    made = bulk_orders(setting, materials, policy.hub, OrderKind.PICKUP, 0, vehicles)
    day = setting.day(
        f"materials to {policy.station}",
        [order for order, _ in made.values()],
        vehicles,
        echelon=INBOUND,
        bulk={name: bulk for name, (_, bulk) in made.items()},
        day_share=setting.study.inbound_day_share,
    )
    return (day,)
