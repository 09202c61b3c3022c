"""A depot, its vehicles' routes as driven, and what they charge with, without streets."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np

from freight.domain.fleet import Battery, EnergySource, Load, Mode, Vehicle, VehicleType
from freight.domain.scenario import Charger, Scenario
from freight.domain.site import HOURS_A_DAY, Ready, Site
from freight.domain.timeline import DrivenLeg, Halt, RouteTimeline, Timeline
from tests.ascii_map import ascii_map
from tests.days import day
from tests.timelines import vehicle_type

HOUR = 3600
TOWN = ascii_map("A---B", {"AB": {"highway": "residential"}})
BATTERY = Battery(capacity_kwh=80.0, usable_share=0.75, reserve_share=0.1)
"""60 kWh usable, 6 of them reserve."""
VAN = replace(vehicle_type("van", EnergySource.ELECTRIC), battery=BATTERY)
BIKE = replace(vehicle_type("bike", EnergySource.ELECTRIC, Mode.CYCLE), battery=Battery(1.25, 0.8, 0.1))
FLAT = (1.0,) * HOURS_A_DAY


def charger(name: str = "P", power_kw: float = 22.0, sockets: int = 6, mode: Mode = Mode.DRIVE) -> Charger:
    return Charger(name, name, 59.7, 10.2, power_kw, sockets, frozenset({mode}))


def site(**changes: Any) -> Site:
    """100 kW, one price, no base load, no tariff, no loss, vans full."""
    made = Site(
        depot_id="D", charger_ids=("P",), cap_kw=100.0, base_kw=(0.0,) * HOURS_A_DAY, price_nok_per_kwh=FLAT,
        tariff_nok_per_kw=0.0, peak_so_far_kw=0.0, efficiency_share=1.0, plugged_in_s=None,
        evening_level=MappingProxyType({}), ready=Ready.FULL, ready_before_s=0, step_s=900,
    )  # fmt: skip
    return replace(made, **changes)


def route(
    vehicle_id: str,
    out_h: float,
    back_h: float,
    used_kwh: float,
    kind: VehicleType = VAN,
) -> RouteTimeline:
    """Full at `out_h`, one stop halfway, back at `back_h`."""
    assert kind.battery is not None
    full = kind.battery.usable_kwh
    times = [out_h * HOUR, (out_h + back_h) / 2 * HOUR, back_h * HOUR]
    levels = [full, full - used_kwh / 2, full - used_kwh]
    halts = tuple(
        Halt(f"halt {n}", 59.7, 10.2, ("1",) if n == 1 else (), at, at, at, Load(), kwh)
        for n, (at, kwh) in enumerate(zip(times, levels, strict=True))
    )
    return RouteTimeline(vehicle_id, kind.id, halts, (_leg(used_kwh / 2), _leg(used_kwh / 2)))


def _leg(kwh: float) -> DrivenLeg:
    one, none = np.array([1.0]), np.array([0], dtype=np.int64)
    return DrivenLeg(
        from_label="a", to_label="b", streets=none, from_share=0.0, to_share=1.0, length_m=one, enter_s=one,
        drive_s=one, energy_kwh=np.array([kwh]), priced_kwh=kwh, depart_s=0.0, arrive_s=1.0, hold_s=0.0,
        hold_before=0, payload=Load(), zone_m=(), fees=(),
    )  # fmt: skip


def night(
    routes: tuple[RouteTimeline, ...],
    chargers: tuple[Charger, ...] = (charger(),),
    kinds: tuple[VehicleType, ...] = (VAN, BIKE),
    **changes: Any,
) -> tuple[Site, Scenario, Timeline]:
    """A site, its scenario and the routes as driven; `changes` are the site's."""
    made = site(charger_ids=tuple(one.id for one in chargers), **changes)
    vehicles = tuple(Vehicle(one.vehicle_id, one.type_id, "D", 0, 48 * HOUR) for one in routes)
    scenario = day(TOWN, (), vehicles, kinds=kinds, chargers=chargers, sites=(made,))
    return made, scenario, Timeline(routes)


def six_vans(**changes: Any) -> tuple[Site, Scenario, Timeline]:
    """Six vans out from 06 to 15, 30 to 40 kWh each, at six sockets."""
    routes = tuple(route(f"van-{n}", 6.0 + n / 4, 14.0 + n / 4, 30.0 + 2 * n) for n in range(6))
    return night(routes, **{"tariff_nok_per_kw": 60.0, "efficiency_share": 0.9, **changes})
