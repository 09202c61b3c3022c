"""A small town, a day in it and the day as driven, for tests of what comes after the replay.

Four junctions, five streets: Tømmergata west-east (0-1-2, the first part with a bend), the bridge Ærlig bru
north from the middle (1-3), a cycleway 0-3 and a walking street 3-2. Three vehicles drive; one order is
left out; a zone lies round junction 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from freight.check.check import CheckResult
from freight.check.cost import CostParts
from freight.check.violation import Violation
from freight.domain.fleet import Battery, EnergySource, Load, Mode, SimpleConsumption, Vehicle, VehicleType
from freight.domain.plan import Leg, Plan, Route, Unserved, Visit
from freight.domain.problem import Reason
from freight.domain.scenario import (
    Charger,
    Depot,
    Effect,
    Order,
    OrderKind,
    Prices,
    Scenario,
    Weights,
    Who,
    Zone,
    ZoneRule,
)
from freight.domain.timeline import DrivenLeg, Halt, RouteTimeline, Timeline
from freight.emissions.account import Account, account
from freight.emissions.factors import load_factors, packaged_factors
from freight.network.streets import SCHEMATIC_NOTICE, Area, Streets

DAY = date(2026, 11, 23)
EIGHT = 8 * 3600
NODES = ((10.2000, 59.7400), (10.2040, 59.7400), (10.2080, 59.7400), (10.2040, 59.7430))
SEGMENTS = (
    (0, 1, ((10.2020, 59.7405),), {"highway": "primary", "name": "Tømmergata"}),
    (1, 2, (), {"highway": "primary", "name": "Tømmergata"}),
    (1, 3, (), {"highway": "residential", "name": "Ærlig bru", "bridge": "yes"}),
    (0, 3, (), {"highway": "cycleway"}),
    (3, 2, (), {"highway": "pedestrian", "name": "Østre torg"}),
)
WATER = ((10.1990, 59.7410), (10.2090, 59.7410), (10.2090, 59.7420), (10.1990, 59.7420), (10.1990, 59.7410))
ZONE_RING = ((10.2030, 59.7425), (10.2030, 59.7435), (10.2050, 59.7435), (10.2050, 59.7425), (10.2030, 59.7425))
"""Clockwise on purpose: writers must turn it."""


def metres(line: np.ndarray) -> np.ndarray:
    """Length of each piece of a line of lon, lat."""
    step = np.diff(line, axis=0) * (111_195.0 * np.cos(np.radians(59.74)), 111_195.0)
    return np.asarray(np.hypot(step[:, 0], step[:, 1]))


def small_streets(source: str = "schematic") -> Streets:
    """The five streets in both directions."""
    lines, start, end = [], [], []
    for a, b, between, _ in SEGMENTS:
        line = np.array([NODES[a], *between, NODES[b]])
        lines += [line, line[::-1]]
        start += [a, b]
        end += [b, a]
    count = len(lines)
    return Streets(
        source=source,
        attribution=SCHEMATIC_NOTICE if source == "schematic" else "© OpenStreetMap contributors, ODbL 1.0",
        node_osm_id=np.array([-1, -2, -3, -4]),
        node_lat=np.array([lat for _, lat in NODES]),
        node_lon=np.array([lon for lon, _ in NODES]),
        node_tags={},
        street_id=tuple(f"-{k + 1}.0{sign}" for k in range(len(SEGMENTS)) for sign in "+-"),
        from_node=np.array(start),
        to_node=np.array(end),
        way_id=np.repeat(-1 - np.arange(len(SEGMENTS)), 2),
        forward=np.tile([True, False], len(SEGMENTS)),
        length_m=np.array([metres(line).sum() for line in lines]),
        tag_set=np.repeat(np.arange(len(SEGMENTS)), 2),
        tags=tuple(tags for *_, tags in SEGMENTS),
        point_start=np.concatenate([[0], np.cumsum([len(line) for line in lines])]),
        points=np.concatenate(lines),
        restrictions=(),
        areas=(Area("water", "Elva", ((WATER,),), {"natural": "water"}),),
        ignored={"ways": count},
    )


def vehicle_type(type_id: str, energy: EnergySource, mode: Mode = Mode.DRIVE, **changes: object) -> VehicleType:
    """A van, or a cargo bike when it sees the cycle network."""
    bike = mode is Mode.CYCLE
    battery = Battery(1.2 if bike else 60.0, 0.9, 0.1) if energy is EnergySource.ELECTRIC else None
    fields: dict[str, Any] = {
        "id": type_id, "name": type_id.replace("-", " ").capitalize(), "mode": mode, "energy": energy,
        "euro_class": None if battery else 6, "emission_class": "zero" if battery else "euro6",
        "kerb_weight_kg": 65.0 if bike else 2100.0, "gross_weight_kg": 300.0 if bike else 3500.0,
        "height_m": 1.8 if bike else 2.6, "width_m": 1.0 if bike else 2.0, "length_m": 2.7 if bike else 6.0,
        "capacity": Load(200.0, 1.0, 40.0) if bike else Load(1000.0, 11.0, 200.0),
        "speed_cap_kph": 20.0 if bike else 90.0, "battery": battery,
        "consumption": SimpleConsumption(0.02 if bike else 0.28 if battery else 0.9),
        "cost_day_nok": 500.0, "cost_km_nok": 2.0, "cost_hour_nok": 420.0, "hgv": False,
        "factor_class": "" if battery else "van_diesel_n1_iii", "factor_euro": "" if battery else "euro6d",
    }  # fmt: skip
    return VehicleType(**(fields | changes))


def order(order_id: str, node: int, kg: float, kind: OrderKind = OrderKind.DELIVERY, name: str = "") -> Order:
    """An order at a junction."""
    lon, lat = NODES[node]
    return Order(
        id=order_id, name=name or f"Mottaker {order_id}", address=f"Tømmergata {node + 1}", lat=lat, lon=lon,
        kind=kind, load=Load(kg, kg / 100.0, 1.0), windows=((EIGHT, EIGHT + 4 * 3600),), service_s=300,
        skills=frozenset(), group="", carrier="Carrier A", priority=3, penalty_nok=2000.0,
    )  # fmt: skip


def small_scenario(name: str = "Prøvedag i sentrum") -> Scenario:
    """Three vehicle types, three vehicles and a spare, five orders, one zone, one charger."""
    types = (
        vehicle_type("diesel-van", EnergySource.DIESEL),
        vehicle_type("electric-van", EnergySource.ELECTRIC),
        vehicle_type("cargo-bike", EnergySource.ELECTRIC, Mode.CYCLE),
    )
    shift: dict[str, Any] = {"depot_id": "D1", "shift_start_s": 7 * 3600, "shift_end_s": 15 * 3600}
    ids = (("Diesel 1", 0), ("El 1", 1), ("Sykkel Æ", 2), ("El 2", 1))
    rule = ZoneRule("R1", Who(frozenset({EnergySource.DIESEL})), "Mo-Fr 07:00-17:00", Effect.BAN)
    return Scenario(
        name=name, day=DAY, timezone="Europe/Oslo", network="drammen",
        orders=(
            order("O1", 1, 120.0), order("O2", 2, 80.0), order("O3", 3, 40.0),
            order("O4", 3, 15.0, OrderKind.PICKUP), order("O5", 2, 5000.0, name="Låven <b>&"),
        ),
        vehicle_types=types,
        vehicles=tuple(Vehicle(i, types[k].id, **shift) for i, k in ids),
        depots=(Depot("D1", "Terminal Vest", NODES[0][1], NODES[0][0]),),
        zones=(Zone("Z1", "Nullutslippssone Nord", "scenario", ((ZONE_RING,),), (rule,)),),
        chargers=(Charger("C1", "Lader øst", NODES[2][1], NODES[2][0], 50.0, 2, frozenset({Mode.DRIVE})),),
        temperature_c=-3.0, prices=Prices(16.5, 17.0, 1.5, 1.2), snap_limit_m=150.0, urban_factor=0.8,
        weights=Weights(), factors_file=Path("factors.csv"), input_files={},
    )  # fmt: skip


def drive(
    streets: Streets, way: Sequence[int], depart_s: float, kph: float, kwh_per_km: float, payload: Load,
    labels: tuple[str, str], shares: tuple[float, float] = (0.0, 1.0),
) -> DrivenLeg:  # fmt: skip
    """Drive streets at one speed; streets 4, 5, 6 and 8 count as inside the zone."""
    length = streets.length_m[list(way)].copy()
    if len(way) == 1:
        length *= shares[1] - shares[0]
    else:
        length[0] *= 1.0 - shares[0]
        length[-1] *= shares[1]
    seconds = length / (kph / 3.6)
    inside = float(sum(metre for street, metre in zip(way, length, strict=True) if street in (4, 5, 6, 8)))
    enter = depart_s + np.concatenate([[0], np.cumsum(seconds)[:-1]])
    kwh = length / 1000.0 * kwh_per_km
    return DrivenLeg(
        labels[0], labels[1], np.array(way), *shares, length, enter,
        seconds, kwh, float(kwh.sum()), depart_s, float(depart_s + seconds.sum()), 0.0, 0, payload,
        (("Z1", inside),) if inside else (), (),
    )  # fmt: skip


WAYS = {
    "Diesel 1": ((0, 2), (3, 1)),
    "El 1": ((0,), (4,), (5, 1)),
    "Sykkel Æ": ((6,), (7,)),
}
SERVED = {"Diesel 1": (("O2",),), "El 1": (("O1",), ("O3",)), "Sykkel Æ": (("O4",),)}
KPH_KWH = {"Diesel 1": (24.0, 0.9), "El 1": (22.0, 0.3), "Sykkel Æ": (15.0, 0.02)}


def carried(kg: float) -> Load:
    """So many kg on board, at 100 kg a m³, as one unit."""
    return Load(kg, kg / 100.0, 1.0 if kg else 0.0)


def small_route(streets: Streets, scenario: Scenario, vehicle_id: str) -> RouteTimeline:
    """One vehicle's day: five minutes at each stop, two minutes of waiting at the first."""
    of = {one.id: one for one in scenario.orders}
    vehicle = next(one for one in scenario.vehicles if one.id == vehicle_id)
    kind = scenario.vehicle_type(vehicle.type_id)
    depot, served = scenario.depots[0], SERVED[vehicle_id]
    kg = sum(of[i].load.kg for ids in served for i in ids if of[i].kind is OrderKind.DELIVERY)
    charge = kind.battery.usable_kwh if kind.battery else None
    halts = [Halt(depot.id, depot.lat, depot.lon, (), EIGHT, EIGHT, EIGHT, carried(kg), charge)]
    legs: list[DrivenLeg] = []
    for step, way in enumerate(WAYS[vehicle_id]):
        ids = served[step] if step < len(served) else ()
        here = halts[-1]
        labels = (here.label, "+".join(ids) or depot.id)
        leg = drive(streets, way, here.depart_s, *KPH_KWH[vehicle_id], here.load_after, labels)
        charge = None if charge is None else charge - float(leg.energy_kwh.sum())
        kg += sum(of[i].load.kg if of[i].kind is OrderKind.PICKUP else -of[i].load.kg for i in ids)
        start = leg.arrive_s + (120.0 if ids and step == 0 else 0.0)
        place = of[ids[0]] if ids else depot
        leave = start + (300.0 if ids else 0.0)
        halts.append(
            Halt(labels[1], place.lat, place.lon, ids, leg.arrive_s, start, leave, carried(kg), charge)
        )
        legs.append(leg)
    return RouteTimeline(vehicle_id, kind.id, tuple(halts), tuple(legs))


def small_timeline(streets: Streets, scenario: Scenario) -> Timeline:
    """Three routes."""
    return Timeline(tuple(small_route(streets, scenario, vehicle_id) for vehicle_id in WAYS))


def small_plan(timeline: Timeline) -> Plan:
    """The decisions behind the timeline; order O5 is left out."""
    routes = []
    for route in timeline.routes:
        ways = [Leg(tuple(int(s) for s in leg.streets), leg.from_share, leg.to_share) for leg in route.legs]
        visits = tuple(
            Visit(halt.order_ids, way, int(halt.start_s), int(halt.depart_s))
            for halt, way in zip(route.halts[1:-1], ways, strict=False)
        )
        routes.append(Route(route.vehicle_id, int(route.halts[0].depart_s), visits, ways[-1]))
    reason = Reason("capacity", "Heavier than any vehicle may carry <by 4 000 kg>", "diesel-van", 4000.0, "kg")
    return Plan(DAY, tuple(routes), (Unserved("O5", (reason,)),), "ortools", 1, 4_000_000_000)


def small_result(timeline: Timeline, violations: tuple[Violation, ...] = ()) -> CheckResult:
    """The checker's result with round costs."""
    return CheckResult(timeline, violations, CostParts(1500.0, 12.5, 210.0, 8.25, 0.0, 2000.0))


def small_account(timeline: Timeline, scenario: Scenario) -> Account:
    """Accounted with the packaged factors."""
    return account(timeline, scenario, load_factors(packaged_factors()))
