"""Random small days in Drammen on which something is left out: too heavy, too late, too far, too dear."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from freight.domain.fleet import Battery, EnergySource, Load, Vehicle, VehicleType
from freight.domain.scenario import Effect, Order, OrderKind, Scenario, Who, Zone, ZoneRule
from freight.run import Day, open_day

HOUR = 3600
EXAMPLE = Path(__file__).parents[1] / "examples" / "drammen" / "scenario.yaml"
WISHES = {
    "weight": 0.07, "volume": 0.06, "window": 0.15, "shift": 0.1, "range": 0.15, "charging": 0.12, "zone": 0.13,
    "skill": 0.08, "cost": 0.08, "pickups": 0.03, "full": 0.03,
}  # fmt: skip
"""What may stand in the way, and how often; every day has one or two of them."""


@cache
def town() -> Day:
    return open_day(EXAMPLE)


def random_day(number: int, most_orders: int = 8) -> Scenario:
    """The same day for the same number."""
    rng = np.random.default_rng(number)
    wishes = frozenset(
        rng.choice(list(WISHES), size=int(rng.integers(1, 3)), replace=False, p=list(WISHES.values())).tolist()
    )
    scenario = town().scenario
    count = int(rng.integers(3, most_orders + 1))
    if "charging" in wishes:
        count = min(count, 5)
    chosen = rng.choice(len(scenario.orders), size=count, replace=False)
    fleet = rng.choice(len(scenario.vehicles), size=int(rng.integers(1, 4)), replace=False)
    return replace(
        scenario,
        orders=tuple(_order(rng, wishes, scenario.orders[n]) for n in chosen),
        vehicles=tuple(_vehicle(rng, wishes, scenario.vehicles[n]) for n in fleet),
        vehicle_types=tuple(_kind(rng, wishes, kind) for kind in scenario.vehicle_types),
        zones=_zones(rng, scenario.zones) if "zone" in wishes else (),
        chargers=scenario.chargers[:2] if "charging" in wishes else (),
    )


def _order(rng: np.random.Generator, wishes: frozenset[str], order: Order) -> Order:
    hard = rng.random() < 0.4
    kg, m3 = float(rng.integers(5, 300)), int(rng.integers(1, 8)) / 10
    if "weight" in wishes and hard:
        kg = float(rng.integers(900, 2500)) + 0.5
    if "volume" in wishes and hard:
        m3 = int(rng.integers(80, 220)) / 10
    if "full" in wishes:
        kg = float(rng.integers(150, 700))
    pickup = "pickups" in wishes and rng.random() < 0.5
    cheap = "cost" in wishes and rng.random() < 0.7
    return replace(
        order,
        kind=OrderKind.PICKUP if pickup else OrderKind.DELIVERY,
        load=Load(kg, m3, float(rng.integers(1, 30))),
        windows=_windows(rng, wishes),
        service_s=int(rng.integers(2, 20)) * 60,
        skills=frozenset({"lift"}) if "skill" in wishes and hard else frozenset(),
        penalty_nok=float(rng.integers(0, 400)) if cheap else order.penalty_nok,
    )


def _windows(rng: np.random.Generator, wishes: frozenset[str]) -> tuple[tuple[int, int], ...]:
    if not wishes & {"window", "zone"} or rng.random() < 0.4:
        return ((6 * HOUR, 16 * HOUR),)
    begin = int(rng.integers(5 * 12, 15 * 12)) * 300
    first = (begin, begin + int(rng.integers(20, 50)) * 60)
    if rng.random() < 0.3:
        later = first[1] + int(rng.integers(30, 120)) * 60
        return first, (later, later + 30 * 60)
    return (first,)


def _vehicle(rng: np.random.Generator, wishes: frozenset[str], vehicle: Vehicle) -> Vehicle:
    begin_s = 7 * HOUR
    hours = float(rng.integers(2, 8)) / 4 if "shift" in wishes else float(rng.integers(4, 8))
    able = frozenset({"lift"}) if rng.random() < 0.4 else frozenset[str]()
    charge = int(rng.integers(30, 100)) / 100 if wishes & {"range", "charging"} else 1.0
    return replace(
        vehicle,
        shift_start_s=begin_s,
        shift_end_s=begin_s + round(hours * HOUR),
        skills=able if "skill" in wishes else frozenset(),
        start_charge_share=charge,
    )


def _kind(rng: np.random.Generator, wishes: frozenset[str], kind: VehicleType) -> VehicleType:
    """Small batteries where range is what the day is about; with a charge curve where there are chargers."""
    if kind.battery is None or not wishes & {"range", "charging"}:
        return kind
    full_kwh = int(rng.integers(10, 60)) / 10 if kind.capacity.kg > 500 else int(rng.integers(1, 4)) / 10
    curve = ((0.0, 20.0), (0.8, 20.0), (1.0, 5.0)) if "charging" in wishes else ()
    return replace(kind, battery=Battery(full_kwh, 0.9, 0.1, charge_curve=curve))


def _zones(rng: np.random.Generator, zones: tuple[Zone, ...]) -> tuple[Zone, ...]:
    begin, length = int(rng.integers(5, 12)), int(rng.integers(2, 9))
    who = Who(energy=None if rng.random() < 0.3 else frozenset({EnergySource.DIESEL}))
    rule = ZoneRule("drawn", who, f"Mo-Fr {begin:02d}:00-{begin + length:02d}:00", Effect.BAN)
    return tuple(replace(zone, rules=(rule,)) for zone in zones)
