"""Energy and emissions of a plan as driven, leg by leg, and where each factor comes from."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from freight.domain.fleet import EnergySource, VehicleType
from freight.domain.scenario import Scenario
from freight.domain.timeline import DrivenLeg, RouteTimeline, Timeline
from freight.emissions.lookup import ENERGY, NOX, PM, Factor, Factors
from freight.emissions.wear import wear_factors, wear_g_per_km
from freight.errors import Fault, InputError
from freight.units import KG_TO_G, MJ_PER_KWH, SECONDS_PER_HOUR

ELECTRICITY = "electricity"
NOTES = (
    "Well-to-wheel operation of the vehicles in this plan. Making vehicles, batteries, roads and packaging is "
    "outside, as are hubs and the journeys that bring goods to the depot.",
    "Electricity is location-based (delivered in Norway); the residual mix is the contrast for buyers "
    "without guarantees of origin. Both count charging losses: those of the chargers used on the way, else the "
    "table's.",
    "NOx and exhaust PM are hot emissions at the mean speed of each leg; cold starts are not included.",
    "Wear PM is PM10 from tyres, brakes and road surface; studded tyres and dust whirled up are not included.",
    "CO2e counts CO2 and N2O from the exhaust (IPCC AR6); methane slip of gas engines is not included.",
    "Diesel and petrol are taken as fossil: biofuel in the pump lowers the figure and is not assumed.",
)
"""What the numbers cover and what they leave out."""


class Amounts(NamedTuple):
    """Energy and emissions of a leg, a route or a plan."""

    battery_kwh: float = 0.0
    """Drawn from the battery."""
    grid_kwh: float = 0.0
    """Drawn from the grid for it, charging loss included."""
    fuel_kwh: float = 0.0
    """Net calorific energy of the fuel burnt."""
    litres: float = 0.0
    """Liquid fuel; gas has none."""
    co2e_ttw_kg: float = 0.0
    """From the vehicle itself: tank to wheel, battery to wheel."""
    co2e_wtw_kg: float = 0.0
    """With production and delivery of the energy; electricity location-based."""
    co2e_wtw_residual_kg: float = 0.0
    """The same with electricity of the residual mix."""
    nox_g: float = 0.0
    pm_exhaust_g: float = 0.0
    pm_wear_g: float = 0.0


@dataclass(frozen=True, slots=True)
class RouteAccount:
    """Amounts of one vehicle's day; ``legs[i]`` belongs to ``legs[i]`` of its timeline."""

    vehicle_id: str
    type_id: str
    legs: tuple[Amounts, ...]
    total: Amounts


@dataclass(frozen=True, slots=True)
class Account:
    """Amounts of a plan; each total is the correctly rounded sum of its legs."""

    routes: tuple[RouteAccount, ...]
    total: Amounts
    sources: tuple[Factor, ...]
    """Every factor used, without repeats, in order of use; of a curve its first row."""
    factors_file: str
    notes: tuple[str, ...] = NOTES


LegAccount = Callable[[DrivenLeg], Amounts]


def account(timeline: Timeline, scenario: Scenario, factors: Factors) -> Account:
    """Energy and emissions of every leg driven, by route and in total.

    Raises
    ------
    InputError
        When the table lacks a factor of a vehicle type that drives.
    """
    driven = dict.fromkeys(route.type_id for route in timeline.routes)
    kinds = [scenario.vehicle_type(type_id) for type_id in driven]
    of_type = {kind.id: _leg_account(kind, factors) for kind in kinds}
    routes = []
    for route in timeline.routes:
        legs = _by_charger(route, [of_type[route.type_id](leg) for leg in route.legs], scenario, factors)
        routes.append(RouteAccount(route.vehicle_id, route.type_id, legs, add(legs)))
    sources = dict.fromkeys(row for kind in kinds for row in _sources(kind, factors))
    every_leg = [leg for route in routes for leg in route.legs]
    return Account(tuple(routes), add(every_leg), tuple(sources), factors.file)


def missing_factors(type_ids: Iterable[str], scenario: Scenario, factors: Factors) -> list[Fault]:
    """What the table lacks for vehicle types, one fault a missing row or curve and type."""
    faults: list[Fault] = []
    for type_id in sorted(type_ids):
        kind = scenario.vehicle_type(type_id)
        try:
            _leg_account(kind, factors)
            _sources(kind, factors)
        except InputError as error:
            faults += [replace(one, message=f"vehicle type {type_id}: {one.message}") for one in error.faults]
    return faults


def used_factors(type_ids: Iterable[str], scenario: Scenario, factors: Factors) -> tuple[Factor, ...]:
    """Every factor that vehicle types use, without repeats; of a curve its first row.

    Raises
    ------
    InputError
        When the table lacks one.
    """
    kinds = [scenario.vehicle_type(type_id) for type_id in sorted(type_ids)]
    return tuple(dict.fromkeys(row for kind in kinds for row in _sources(kind, factors)))


def _by_charger(
    route: RouteTimeline, legs: Sequence[Amounts], scenario: Scenario, factors: Factors
) -> tuple[Amounts, ...]:
    """The legs with the losses of the chargers on the way, spread over the route by what each leg used.

    What is charged on the way need not be charged at the depot again, where losses are those of the table.
    """
    used_kwh = math.fsum(leg.battery_kwh for leg in legs)
    charged = [halt.charge for halt in route.halts if halt.charge is not None]
    if not charged or used_kwh <= 0.0:
        return tuple(legs)
    usual = factors.factor("charging_efficiency", ELECTRICITY).value
    efficiency = {charger.id: charger.efficiency for charger in scenario.chargers}
    more = math.fsum(one.kwh * (usual / efficiency.get(one.charger_id, usual) - 1.0) for one in charged)
    factor = 1.0 + more / used_kwh
    return tuple(
        leg._replace(
            grid_kwh=leg.grid_kwh * factor,
            co2e_wtw_kg=leg.co2e_wtw_kg * factor,
            co2e_wtw_residual_kg=leg.co2e_wtw_residual_kg * factor,
        )
        for leg in legs
    )


def add(amounts: Iterable[Amounts]) -> Amounts:
    """Sum by component, correctly rounded whatever the order."""
    rows = list(amounts)
    return Amounts(*(math.fsum(column) for column in zip(*rows, strict=True))) if rows else Amounts()


def _leg_account(kind: VehicleType, factors: Factors) -> LegAccount:
    energy = _electric(factors) if kind.energy is EnergySource.ELECTRIC else _combustion(kind, factors)

    def of_leg(leg: DrivenLeg) -> Amounts:
        km = float(leg.length_m.sum()) / 1000.0
        hours = float(leg.drive_s.sum()) / SECONDS_PER_HOUR
        speed_kph = km / hours if hours > 0.0 else 0.0
        part = energy(float(leg.energy_kwh.sum()), km, speed_kph)
        return part._replace(pm_wear_g=wear_g_per_km(factors, kind, speed_kph) * km)

    return of_leg


EnergyAccount = Callable[[float, float, float], Amounts]
"""(kWh, km, mean km/h) -> amounts without wear."""


def _electric(factors: Factors) -> EnergyAccount:
    efficiency = factors.factor("charging_efficiency", ELECTRICITY).value
    location = factors.factor("grid_co2e_location", ELECTRICITY).value / KG_TO_G
    residual = factors.factor("grid_co2e_residual", ELECTRICITY).value / KG_TO_G

    def of_energy(kwh: float, _km: float, _speed_kph: float) -> Amounts:
        grid = kwh / efficiency
        return Amounts(
            battery_kwh=kwh, grid_kwh=grid, co2e_wtw_kg=grid * location, co2e_wtw_residual_kg=grid * residual
        )

    return of_energy


def _combustion(kind: VehicleType, factors: Factors) -> EnergyAccount:
    fuel = f"fuel_{kind.energy}"
    curves = [
        factors.exhaust_curve(kind.factor_class, kind.factor_euro, pollutant, kind.reference_load_share)
        for pollutant in (NOX, PM)
    ]
    n2o = (
        factors.factor("n2o_hot", kind.factor_class).value * factors.factor("gwp100_n2o", "all").value / KG_TO_G
    )
    ttw = factors.factor("fuel_co2_ttw", fuel).value * MJ_PER_KWH / KG_TO_G
    upstream = factors.factor("fuel_wtt", fuel)
    litres_per_kwh = 0.0 if kind.energy is EnergySource.GAS else 1.0 / factors.kwh_per_litre(kind.energy)
    wtt = upstream.value * (litres_per_kwh if upstream.unit == "kgCO2e/l" else 1.0)

    def of_energy(kwh: float, km: float, speed_kph: float) -> Amounts:
        nox, pm = (float(curve(np.asarray(speed_kph))) * km for curve in curves)
        tank = kwh * ttw + km * n2o
        well = tank + kwh * wtt
        return Amounts(
            fuel_kwh=kwh, litres=kwh * litres_per_kwh, co2e_ttw_kg=tank, co2e_wtw_kg=well,
            co2e_wtw_residual_kg=well, nox_g=nox, pm_exhaust_g=pm,
        )  # fmt: skip

    return of_energy


def _sources(kind: VehicleType, factors: Factors) -> list[Factor]:
    if kind.energy is EnergySource.ELECTRIC:
        keys: tuple[str, ...] = ("grid_co2e_location", "grid_co2e_residual", "charging_efficiency")
        rows = [factors.factor(key, ELECTRICITY) for key in keys]
    else:
        fuel = f"fuel_{kind.energy}"
        keys = "fuel_co2_ttw", "fuel_wtt"
        if kind.energy is not EnergySource.GAS:
            keys += ("fuel_lhv", "fuel_density")
        rows = [factors.factor(key, fuel) for key in keys]
        rows += [factors.factor("n2o_hot", kind.factor_class), factors.factor("gwp100_n2o", "all")]
        rows += [factors.edition(kind.factor_class, kind.factor_euro, pollutant) for pollutant in (NOX, PM)]
        if (kind.factor_class, kind.factor_euro, ENERGY) in factors.editions:
            rows.append(factors.edition(kind.factor_class, kind.factor_euro, ENERGY))
    return rows + list(wear_factors(factors, kind))
