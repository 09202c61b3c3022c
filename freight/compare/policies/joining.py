"""Who takes part in a common scheme, and how their goods get to the hub."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from freight.compare.planning_day import INBOUND, Bulk, PlanningDay, Setting, bulk_orders
from freight.domain.scenario import Order, OrderKind


class Parted(NamedTuple):
    """Orders of a day by whether they take part."""

    joined: tuple[Order, ...]
    own: tuple[Order, ...]


def part(
    setting: Setting, carriers: Sequence[str] | None, groups: Sequence[str] | None, *, returns: bool = True
) -> Parted:
    """Orders whose carrier and group opt in, and the rest; without `returns` every pickup stays out."""

    def takes_part(order: Order) -> bool:
        return (
            (carriers is None or order.carrier in carriers)
            and (groups is None or order.group in groups)
            and (returns or order.kind is OrderKind.DELIVERY)
        )

    orders = setting.scenario.orders
    joined = tuple(order for order in orders if takes_part(order))
    return Parted(joined, tuple(order for order in orders if not takes_part(order)))


def inbound(
    setting: Setting,
    deliveries: Mapping[tuple[str, int], Sequence[Order]],
    returns: Mapping[str, Sequence[Order]],
) -> tuple[PlanningDay, ...]:
    """Each carrier's bulk from its terminal to hubs, and the returns of the day before back home.

    Parameters
    ----------
    deliveries
        (hub, wave) -> orders that must lie there by the wave's latest arrival.
    returns
        Hub -> pickups whose goods go home with the carrier, on its first wave.
    """
    days = []
    for carrier in setting.carriers():
        vehicles = setting.vehicles(carrier.fleet, carrier.terminal, carrier.id)
        made: dict[str, tuple[Order, Bulk]] = {}
        for (place, wave), orders in deliveries.items():
            own = [order for order in orders if order.carrier == carrier.id]
            made |= bulk_orders(setting, own, place, OrderKind.DELIVERY, wave, vehicles)
        for place, orders in returns.items():
            own = [order for order in orders if order.carrier == carrier.id]
            made |= bulk_orders(setting, own, place, OrderKind.PICKUP, 0, vehicles)
        if made:
            days.append(
                setting.day(
                    f"inbound of {carrier.id}",
                    [order for order, _ in made.values()],
                    vehicles,
                    echelon=INBOUND,
                    carrier=carrier.id,
                    bulk={name: bulk for name, (_, bulk) in made.items()},
                    day_share=setting.study.inbound_day_share,
                )
            )
    return tuple(days)


def of_kind(orders: Sequence[Order], kind: OrderKind) -> tuple[Order, ...]:
    """Deliveries or pickups among orders."""
    return tuple(order for order in orders if order.kind is kind)
