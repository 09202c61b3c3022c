"""As the hub, from the best of several candidates: chosen on aggregated costs, then routed in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np

from freight.compare.planning_day import PlanningDay, Setting
from freight.compare.policies.aggregated import bring_micro, serve_micro
from freight.compare.policies.hub import neutral_rounds
from freight.compare.policies.joining import inbound, of_kind, part
from freight.compare.policies.separate import own_rounds
from freight.domain.scenario import Order, OrderKind
from freight.inputs.study_model import LocatePolicy


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
    kind = setting.kind(policy.fleet[0].type)
    found = choose(
        serve_micro(setting, dict.fromkeys(policy.candidates, kind), orders),
        np.array([[bring_micro(setting, one, place) for one in carriers] for place in policy.candidates]),
        [number[order.carrier] for order in orders],
        policy.choose,
    )
    places = [policy.candidates[hub] for hub in found.hub_of]
    return {order.id: place for order, place in zip(orders, places, strict=True)}
