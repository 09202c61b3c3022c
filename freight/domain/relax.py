"""The same day with one rule switched off, to see what the rule costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from freight.domain.fleet import Load
from freight.domain.goods import GoodsRules
from freight.domain.scenario import Scenario
from freight.units import HORIZON_S, SECONDS_PER_DAY

BOUNDLESS_KWH = 100_000.0
"""More than any vehicle could use in a day."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One rule that can be switched off by name."""

    name: str
    text: str
    """What is different without it, for people."""
    of: Callable[[Scenario], Scenario]


def without_windows(scenario: Scenario) -> Scenario:
    """Every order may be served at any time."""
    return replace(
        scenario, orders=tuple(replace(order, windows=((0, HORIZON_S),)) for order in scenario.orders)
    )


def without_skills(scenario: Scenario) -> Scenario:
    """No order asks anything of its vehicle."""
    return replace(scenario, orders=tuple(replace(order, skills=frozenset()) for order in scenario.orders))


def without_capacity(scenario: Scenario) -> Scenario:
    """Goods take no room and weigh nothing, in the energy too."""
    return replace(scenario, orders=tuple(replace(order, load=Load()) for order in scenario.orders))


def without_shift(scenario: Scenario) -> Scenario:
    """Every vehicle may be out from midnight to midnight, and longer where it already was."""
    return replace(
        scenario,
        vehicles=tuple(
            replace(one, shift_start_s=0, shift_end_s=max(one.shift_end_s, SECONDS_PER_DAY))
            for one in scenario.vehicles
        ),
    )


def without_zones(scenario: Scenario) -> Scenario:
    """No zone bars anybody or takes a fee; those that are territories say where still."""
    named = {name for one in scenario.vehicles for name in one.territories}
    return replace(
        scenario, zones=tuple(replace(zone, rules=()) for zone in scenario.zones if zone.id in named)
    )


def without_battery(scenario: Scenario) -> Scenario:
    """Every battery lasts the day, so nobody charges on the way."""
    kinds = tuple(
        kind
        if kind.battery is None
        else replace(
            kind, battery=replace(kind.battery, capacity_kwh=BOUNDLESS_KWH, reserve_share=0.0, charge_curve=())
        )
        for kind in scenario.vehicle_types
    )
    full = tuple(replace(one, start_charge_share=1.0) for one in scenario.vehicles)
    return replace(scenario, vehicle_types=kinds, vehicles=full, robust_share=None)


def without_breaks(scenario: Scenario) -> Scenario:
    """No driver needs a break."""
    return replace(scenario, vehicle_types=tuple(replace(kind, breaks=()) for kind in scenario.vehicle_types))


def without_max_stops(scenario: Scenario) -> Scenario:
    """Every vehicle may make as many stops as its day has room for."""
    kinds = tuple(replace(kind, max_stops=None) for kind in scenario.vehicle_types)
    vehicles = tuple(replace(one, max_stops=None) for one in scenario.vehicles)
    return replace(scenario, vehicle_types=kinds, vehicles=vehicles)


def without_goods_apart(scenario: Scenario) -> Scenario:
    """Any goods may ride together."""
    return replace(scenario, goods=GoodsRules())


def without_territories(scenario: Scenario) -> Scenario:
    """Every vehicle may serve anywhere."""
    return replace(scenario, vehicles=tuple(replace(one, territories=()) for one in scenario.vehicles))


def without_last_in_first_out(scenario: Scenario) -> Scenario:
    """Goods can be unloaded from behind what was picked up."""
    kinds = tuple(replace(kind, last_in_first_out=False) for kind in scenario.vehicle_types)
    return replace(scenario, vehicle_types=kinds)


RELAXATIONS: tuple[Relaxation, ...] = (
    Relaxation("windows", "orders may be served at any time of the day", without_windows),
    Relaxation("capacity", "goods take no room and weigh nothing", without_capacity),
    Relaxation("shift", "vehicles may be out at any time of the day", without_shift),
    Relaxation("skills", "any vehicle may serve any order that its streets reach", without_skills),
    Relaxation("zones", "no zone bars a vehicle or takes a fee", without_zones),
    Relaxation("battery", "every battery lasts the day", without_battery),
    Relaxation("breaks", "no driver needs a break", without_breaks),
    Relaxation("max_stops", "vehicles make any number of stops", without_max_stops),
    Relaxation("goods_apart", "any goods may ride together", without_goods_apart),
    Relaxation("territories", "every vehicle may serve anywhere", without_territories),
    Relaxation(
        "last_in_first_out", "goods can be unloaded from behind what was picked up", without_last_in_first_out
    ),
)
"""Every rule that can be switched off, in the order shown."""


def relaxation(name: str) -> Relaxation:
    """The rule of that name; raises `KeyError` when there is none."""
    return {one.name: one for one in RELAXATIONS}[name]
