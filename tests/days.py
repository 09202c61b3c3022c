"""A planning day on a drawn map: orders at places between two letters, vehicles at one depot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from freight.build import Built, build
from freight.domain.fleet import EnergySource, Load, Mode, Vehicle, VehicleType
from freight.domain.scenario import Depot, Order, OrderKind, Prices, Scenario, Weights, Zone
from freight.emissions.factors import Factors, load_factors, packaged_factors
from freight.network.zones import split_at_zones
from tests.ascii_map import AsciiMap
from tests.timelines import vehicle_type

MONDAY = date(2026, 11, 23)
HOUR = 3600
VAN = vehicle_type("van", EnergySource.DIESEL)
ELECTRIC_VAN = vehicle_type("electric-van", EnergySource.ELECTRIC)
BIKE = vehicle_type("bike", EnergySource.ELECTRIC, Mode.CYCLE)

Spot = tuple[str, str, float]
"""Two letters of the map, and the share of the way from the first to the second."""


@cache
def factors() -> Factors:
    return load_factors(packaged_factors())


def order(town: AsciiMap, order_id: str, at: Spot, **changes: Any) -> Order:
    """10 kg for five minutes, at any time from 06 to 18."""
    lat, lon = town.between(*at)
    made = Order(
        id=order_id, name=f"Receiver {order_id}", address="", lat=lat, lon=lon, kind=OrderKind.DELIVERY,
        load=Load(10.0, 0.1, 1.0), windows=((6 * HOUR, 18 * HOUR),), service_s=300, skills=frozenset(),
        group="", carrier="", priority=3, penalty_nok=10_000.0, row=2,
    )  # fmt: skip
    return replace(made, **changes)


def vehicle(vehicle_id: str, kind: VehicleType = VAN, **changes: Any) -> Vehicle:
    """Out between 06 and 18."""
    return replace(Vehicle(vehicle_id, kind.id, "D", 6 * HOUR, 18 * HOUR), **changes)


def day(
    town: AsciiMap,
    orders: tuple[Order, ...],
    vehicles: tuple[Vehicle, ...] = (vehicle("van-1"),),
    *,
    kinds: tuple[VehicleType, ...] = (VAN, ELECTRIC_VAN, BIKE),
    depot: Spot = ("A", "B", 0.5),
    zones: tuple[Zone, ...] = (),
    **changes: Any,
) -> Scenario:
    """A Monday with these orders and vehicles; no cold, no slow town, one price."""
    lat, lon = town.between(*depot)
    made = Scenario(
        name="drawn day", day=MONDAY, timezone="Europe/Oslo", network="drawn.osm", orders=orders,
        vehicle_types=kinds, vehicles=vehicles, depots=(Depot("D", "Depot", lat, lon),), zones=zones,
        chargers=(), temperature_c=15.0, prices=Prices(16.0, 17.0, 1.5, 1.2), snap_limit_m=60.0,
        urban_factor=1.0, weights=Weights(), factors_file=packaged_factors(),
        input_files={"scenario": Path("scenario.yaml"), "orders": Path("orders.csv")},
    )  # fmt: skip
    return replace(made, **changes)


def built(town: AsciiMap, scenario: Scenario) -> Built:
    """The day as the solver sees it."""
    return build(scenario, split_at_zones(town.streets, scenario.zones), factors())
