"""Carriers bring bulk to a consolidation centre; a neutral fleet delivers from there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from freight.compare.planning_day import PlanningDay, Setting
from freight.compare.policies.joining import inbound, of_kind, part
from freight.compare.policies.separate import own_rounds
from freight.domain.scenario import Order, OrderKind
from freight.inputs.study_model import FleetLine, HubPolicy


def hub(setting: Setting) -> tuple[PlanningDay, ...]:
    """Inbound legs, then the neutral rounds, then the rounds of those who stay out."""
    policy = cast(HubPolicy, setting.variant.policy)
    parted = part(setting, policy.carriers, policy.groups, returns=policy.returns)
    place = policy.hub
    return (
        *inbound(
            setting,
            {(place, 0): of_kind(parted.joined, OrderKind.DELIVERY)},
            {place: of_kind(parted.joined, OrderKind.PICKUP)},
        ),
        *neutral_rounds(setting, place, policy.fleet, parted.joined),
        *own_rounds(setting, parted.own),
    )


def neutral_rounds(
    setting: Setting, place: str, fleet: Sequence[FleetLine], orders: Sequence[Order]
) -> tuple[PlanningDay, ...]:
    """The neutral fleet of a hub, out when the goods of the first wave are handled."""
    if not orders:
        return ()
    vehicles = setting.vehicles(fleet, place, place, ready_s(setting, place))
    return (setting.day(f"rounds from {place}", orders, vehicles, hub=place),)


def ready_s(setting: Setting, place: str, wave: int = 0) -> int:
    """When the goods of a wave can leave a hub, seconds since midnight."""
    hub_block = setting.hub(place)
    return hub_block.latest_arrival[wave] + round(hub_block.handling_min * 60)
