"""Costs before routing, for choosing where goods leave from; full routing verifies the choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from freight.compare.planning_day import Setting
from freight.compare.straight import straight_km
from freight.domain.fleet import VehicleType
from freight.domain.scenario import Order
from freight.domain.travel import IntArray
from freight.inputs.study_model import CarrierBlock
from freight.units import nok_to_micro

DETOUR = 1.4
"""Streets over the straight line."""
TOWN_KPH = 20.0
"""Mean speed in town."""


def serve_micro(setting: Setting, kinds: Mapping[str, VehicleType], orders: Sequence[Order]) -> IntArray:
    """Line haul of every order from every place: the way there and back, by the share of a vehicle it fills.

    Parameters
    ----------
    kinds
        Place -> type of vehicle that leaves there, in the order of the rows.

    Returns
    -------
    IntArray
        Shape (places, orders), millionths of a krone.
    """
    return np.array(
        [
            [
                nok_to_micro(haul_nok(setting, place, (order.lat, order.lon), kind) * _share(order, kind))
                for order in orders
            ]
            for place, kind in kinds.items()
        ],
        dtype=np.int64,
    )


def bring_micro(setting: Setting, carrier: CarrierBlock, place: str) -> int:
    """A vehicle of the carrier from its terminal to a place and home, millionths of a krone."""
    terminal = setting.depot(carrier.terminal)
    kind = setting.kind(carrier.fleet[0].type)
    return nok_to_micro(haul_nok(setting, place, (terminal.lat, terminal.lon), kind))


def haul_nok(setting: Setting, place: str, other: tuple[float, float], kind: VehicleType) -> float:
    """Kilometres and hours of a vehicle from a place to another (lat, lon) and back."""
    depot = setting.depot(place)
    km = 2.0 * DETOUR * straight_km(depot.lat, depot.lon, *other)
    return km * kind.cost_km_nok + km / TOWN_KPH * kind.cost_hour_nok


def _share(order: Order, kind: VehicleType) -> float:
    shares = [part / room for part, room in zip(order.load, kind.capacity, strict=True) if room > 0.0]
    return max(shares, default=0.0)
