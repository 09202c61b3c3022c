"""One profile for all vehicles that see the streets alike: same type, same zone rules, one span of shifts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from freight.domain.fleet import CurveConsumption, Vehicle, VehicleType
from freight.domain.scenario import Depot, Interval, Order, Scenario
from freight.emissions.lookup import Factors
from freight.emissions.prices import energy_nok_per_kwh
from freight.errors import UnreachableError
from freight.network.doubt import energy_factor, spread_share
from freight.network.matrices import travel
from freight.network.profiles import Conditions, build_view
from freight.network.snap import Snapper
from freight.network.streets import Streets
from freight.network.travel_table import TravelTable
from freight.network.view import Place, StreetView

Spot = tuple[float, float]
"""(lat, lon) of a depot or an order."""
LABELLED = 3
"""So many orders of one place are named in messages."""


@dataclass(frozen=True, eq=False, slots=True)
class Profile:
    """How the vehicles `vehicle_ids` see the day's streets and places."""

    kind: VehicleType
    vehicle_ids: tuple[str, ...]
    hull: Interval
    view: StreetView
    table: TravelTable
    row: dict[int, int]
    """Place -> row of `table`; places without a usable street near by are missing."""
    missing: dict[int, str]
    """Place -> why this profile can not stop there."""
    energy_nok_per_kwh: float
    barred: frozenset[int] = frozenset()
    """Those of the missing places that only the zones keep from it."""
    energy_factor: float = 1.0
    """Range is planned with so much more energy than reckoned, see `freight.network.doubt`."""


def conditions_for(kind: VehicleType, scenario: Scenario, factors: Factors) -> Conditions:
    """What of the day and of the prices shapes this vehicle type's view of the streets."""
    fuel = None
    curve = kind.consumption
    if isinstance(curve, CurveConsumption):
        fuel = partial(factors.energy_curve, curve.vehicle_class, curve.euro)
    return Conditions(
        temperature_c=scenario.temperature_c,
        urban_factor=scenario.urban_factor,
        energy_nok_per_kwh=energy_nok_per_kwh(kind.energy, scenario, factors),
        fuel_kwh_per_km=fuel,
        weights=scenario.weights,
        traffic=scenario.traffic,
    )


def group_vehicles(scenario: Scenario) -> tuple[tuple[Vehicle, ...], ...]:
    """Vehicles of one type that fall under the same zone rules, in the order of the fleet file."""
    groups: dict[tuple[str, tuple[tuple[str, str], ...]], list[Vehicle]] = {}
    for vehicle in scenario.vehicles:
        kind = scenario.vehicle_type(vehicle.type_id)
        met = tuple(
            (zone.id, rule.id)
            for zone in scenario.zones
            for rule in zone.rules
            if rule.who.meets(kind, vehicle.id)
        )
        groups.setdefault((vehicle.type_id, met), []).append(vehicle)
    return tuple(tuple(group) for group in groups.values())


def build_profile(
    group: tuple[Vehicle, ...], scenario: Scenario, streets: Streets, factors: Factors, spots: tuple[Spot, ...]
) -> Profile:
    """View, snapped places and travel table of one group of vehicles.

    A vehicle without any street has no place either: every spot is missing.
    """
    kind = scenario.vehicle_type(group[0].type_id)
    hull = (min(v.shift_start_s for v in group), max(v.shift_end_s for v in group))
    conditions = conditions_for(kind, scenario, factors)
    see = partial(
        build_view,
        streets,
        kind,
        profile_id=one(kind.name),
        vehicle_id=group[0].id,
        day=scenario.day,
        hull=hull,
        conditions=conditions,
    )
    view = see(zones=scenario.zones)
    places, row, missing = _snap_all(view, scenario, spots)
    barred: frozenset[int] = frozenset()
    if missing and scenario.zones:
        barred = frozenset(_snap_all(see(zones=()), scenario, spots)[1].keys() & missing.keys())
    labels = spot_labels(scenario)
    for place in barred:
        missing[place] = (
            f"{labels[spots[place]]}: the zone rules close every street within {scenario.snap_limit_m:g} m "
            f"to {one(kind.name)} on this day"
        )
    return Profile(
        kind=kind,
        vehicle_ids=tuple(vehicle.id for vehicle in group),
        hull=hull,
        view=view,
        table=travel(view, places),
        row=row,
        missing=missing,
        energy_nok_per_kwh=conditions.energy_nok_per_kwh,
        barred=barred,
        energy_factor=_energy_factor(kind, scenario),
    )


def _energy_factor(kind: VehicleType, scenario: Scenario) -> float:
    if scenario.robust_share is None or kind.battery is None:
        return 1.0
    spread = spread_share(kind, scenario.energy_doubt, scenario.temperature_c)
    return energy_factor(scenario.robust_share, spread)


def _snap_all(
    view: StreetView, scenario: Scenario, spots: tuple[Spot, ...]
) -> tuple[list[Place], dict[int, int], dict[int, str]]:
    labels = spot_labels(scenario)
    points = [(labels[spot], *spot) for spot in spots]
    places: list[Place] = []
    row: dict[int, int] = {}
    missing: dict[int, str] = {}
    for index, found in enumerate(Snapper(view).snap_many(points, scenario.snap_limit_m)):
        if isinstance(found, UnreachableError):
            missing[index] = str(found)
        else:
            row[index] = len(places)
            places.append(found)
    return places, row, missing


def one(name: str) -> str:
    """The name with its article."""
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


def spot_labels(scenario: Scenario) -> dict[Spot, str]:
    """A name for every place: its depot, its orders, or its charger."""
    names, depots = dict[Spot, str](), dict[Spot, str]()
    orders: dict[Spot, list[Order]] = {}
    for depot in scenario.depots:
        depots.setdefault((depot.lat, depot.lon), f"depot {depot.id}")
    for charger in scenario.chargers:
        names.setdefault((charger.lat, charger.lon), f"charger {charger.id}")
    for order in scenario.orders:
        orders.setdefault((order.lat, order.lon), []).append(order)
    return names | {spot: _orders_label(here) for spot, here in orders.items()} | depots


def _orders_label(orders: list[Order]) -> str:
    if len(orders) == 1:
        return f"order {orders[0].id} ({orders[0].name})"
    shown = ", ".join(order.id for order in orders[:LABELLED])
    more = len(orders) - LABELLED
    return f"orders {shown}" + (f" and {more} more" if more > 0 else "")


def used_depots(scenario: Scenario) -> tuple[Depot, ...]:
    """Depots that at least one vehicle starts from."""
    used = {vehicle.depot_id for vehicle in scenario.vehicles}
    return tuple(depot for depot in scenario.depots if depot.id in used)
