"""A small town with one example of every street rule, and a good day in it.

A===B===C===D===E     A-E: the main street; depot at A
|   |   |   |   |
F---G-->H---I---J     G-H one-way; D-I delivery hours 06-11; C-H destination only
|   |   |   |   |
K---L---M...N---O     M-N a cycleway; H-M a low bridge (2.0 m); E-J-O inside the diesel zone (from 12:00)
|   |       |   |
P-Y-Q       R---S     Y a bollard; R and S lie in the toll zone
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from freight.domain.fleet import Battery, EnergySource, Load, Mode, SimpleConsumption, Vehicle, VehicleType
from freight.domain.scenario import (
    Depot,
    Effect,
    FeePer,
    Order,
    OrderKind,
    Prices,
    Scenario,
    Weights,
    Who,
    Zone,
    ZoneRule,
)
from tests.ascii_map import AsciiMap

DAY = date(2026, 11, 23)
"""A Monday."""
HOUR = 3600
ART = """
A--B--C--D--E
|  |  |  |  |
F--G--H--I--J
|  |  |  |  |
K--L--M--N--O
|  |     |  |
PY-Q     R--S
"""
MAIN = {"highway": "primary", "name": "Main Street", "maxspeed": "50"}
DELIVERY = {"motor_vehicle": "no", "motor_vehicle:conditional": "delivery @ (Mo-Fr 06:00-11:00)"}
WAYS: Mapping[str, Mapping[str, str]] = {
    "ABCDE": MAIN,
    "FG": {"name": "West Lane"}, "GH": {"name": "Narrow Lane", "oneway": "yes"}, "HIJ": {"name": "East Lane"},
    "KLM": {"name": "South Lane"}, "MN": {"highway": "cycleway", "name": "Green Bridge"},
    "NO": {"name": "Quay"},
    "AF": {"name": "First"}, "FK": {"name": "First"}, "BG": {"name": "Second"}, "GL": {"name": "Second"},
    "CH": {"name": "Third", "access": "destination"}, "HM": {"name": "Under the Railway", "maxheight": "2.0"},
    "DI": {"name": "Market", "highway": "pedestrian", "bicycle": "yes", **DELIVERY}, "IN": {"name": "Fourth"},
    "EJ": {"name": "Fifth"}, "JO": {"name": "Fifth"}, "KP": {"name": "Mill Road"}, "LQ": {"name": "Mill Road"},
    "PYQ": {"name": "Mill Road"}, "NR": {"name": "Harbour"}, "RS": {"name": "Harbour"},
    "OS": {"name": "Harbour"},
}  # fmt: skip
NODES = {"Y": {"barrier": "bollard"}}
RESTRICTIONS: Sequence[Mapping[str, str | Sequence[str]]] = (
    {"from": "FG", "via": "G", "to": "GL", "restriction": "no_right_turn"},
    {"from": "AF", "via": ["FK"], "to": "KLM", "restriction": "no_left_turn"},
    {"from": "BG", "via": "G", "to": "FG", "restriction:conditional": "no_right_turn @ (Mo-Fr 15:00-17:00)"},
    {"from": "IN", "via": "N", "to": "NR", "restriction": "only_straight_on"},
)
# fmt: off
VAN = VehicleType(
    id="van", name="diesel van", mode=Mode.DRIVE, energy=EnergySource.DIESEL, euro_class=6,
    emission_class="euro6", kerb_weight_kg=2100.0, gross_weight_kg=3500.0, height_m=2.6, width_m=2.0,
    length_m=6.0, capacity=Load(1000.0, 10.0, 50.0), speed_cap_kph=90.0, battery=None,
    consumption=SimpleConsumption(0.9),
    cost_day_nok=500.0, cost_km_nok=2.0, cost_hour_nok=400.0, hgv=False,
    factor_class="van_diesel_n1_iii", factor_euro="euro6d",
)
ELECTRIC = replace(
    VAN, id="evan", name="electric van", energy=EnergySource.ELECTRIC, euro_class=None, emission_class="zero",
    battery=Battery(2.0, 0.9, 0.1), consumption=SimpleConsumption(0.3), factor_class="", factor_euro="",
)
BIKE = replace(
    ELECTRIC, id="bike", name="cargo bike", mode=Mode.CYCLE, kerb_weight_kg=60.0, gross_weight_kg=300.0,
    height_m=1.8, width_m=0.9, length_m=2.7, capacity=Load(150.0, 1.5, 20.0), speed_cap_kph=20.0,
    battery=Battery(1.2, 0.9, 0.1),
    consumption=SimpleConsumption(0.02),
)
# fmt: on
PLACES = {
    "early": ("B", "C", 0.5),
    "market": ("D", "I", 0.5),
    "court": ("C", "H", 0.6),
    "clean": ("J", "O", 0.5),
    "return": ("G", "L", 0.5),
    "quay": ("N", "O", 0.5),
    "harbour": ("R", "S", 0.5),
    "green": ("M", "N", 0.4),
    "south": ("K", "L", 0.7),
    "far": ("P", "Y", 0.2),
}  # fmt: skip
"""Orders by name: where on the map."""


def box(*corners: tuple[float, float]) -> tuple[tuple[tuple[tuple[float, float], ...], ...], ...]:
    """A polygon around (lat, lon) points with 40 m to spare."""
    south, north = min(c[0] for c in corners) - 0.00036, max(c[0] for c in corners) + 0.00036
    west, east = min(c[1] for c in corners) - 0.00072, max(c[1] for c in corners) + 0.00072
    return (((((west, south), (east, south), (east, north), (west, north), (west, south))),),)


def zones(town: AsciiMap) -> tuple[Zone, ...]:
    """A ban for diesel from noon around J and O, a toll per entry around R and S."""
    diesel = Who(energy=frozenset({EnergySource.DIESEL}))
    ban = ZoneRule("noon", diesel, "Mo-Fr 12:00-18:00", Effect.BAN)
    toll = ZoneRule("toll", diesel, "Mo-Fr 06:00-18:00", Effect.FEE, fee_nok=30.0, per=FeePer.ENTRY)
    return (
        Zone("clean", "Clean quarter", "scenario", box(town.latlon("J"), town.latlon("O")), (ban,)),
        Zone("port", "Port", "scenario", box(town.latlon("R"), town.latlon("S")), (toll,)),
    )


def order(town: AsciiMap, order_id: str, kg: float, hours: tuple[float, float], **changes: object) -> Order:
    """An order of 5 minutes at its place."""
    lat, lon = town.between(*PLACES[order_id])
    made = Order(
        id=order_id, name=f"Receiver {order_id}", address="", lat=lat, lon=lon, kind=OrderKind.DELIVERY,
        load=Load(kg, kg / 200, 1.0), windows=((round(hours[0] * HOUR), round(hours[1] * HOUR)),),
        service_s=300, skills=frozenset(), group="", carrier="", priority=1, penalty_nok=1000.0,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]  # fields by name


def scenario(town: AsciiMap) -> Scenario:
    """Ten orders for two vans, two electric vans and a cargo bike."""
    vehicles = (
        Vehicle("Van 1", "van", "D", 6 * HOUR, 16 * HOUR, skills=frozenset({"lift"})),
        Vehicle("Van 2", "van", "D", 6 * HOUR, 16 * HOUR),
        Vehicle("Electric", "evan", "D", 6 * HOUR, 16 * HOUR),
        Vehicle("Electric 2", "evan", "D", 6 * HOUR, 16 * HOUR),
        Vehicle("Bike", "bike", "D", 6 * HOUR, 16 * HOUR),
    )
    orders = (
        order(town, "early", 300.0, (7, 9)),
        order(town, "market", 200.0, (7, 10.5)),
        order(town, "court", 100.0, (7, 14), skills=frozenset({"lift"})),
        order(town, "clean", 150.0, (7, 15)),
        order(town, "return", 400.0, (7, 15), kind=OrderKind.PICKUP),
        order(town, "quay", 120.0, (8, 15)),
        order(town, "harbour", 80.0, (8, 15)),
        order(town, "green", 20.0, (8, 15)),
        order(town, "south", 30.0, (8, 15)),
        order(town, "far", 5000.0, (8, 15)),
    )
    lat, lon = town.between("A", "B", 0.2)
    return Scenario(
        name="Broken days", day=DAY, timezone="Europe/Oslo", network="", orders=orders,
        vehicle_types=(VAN, ELECTRIC, BIKE), vehicles=vehicles, depots=(Depot("D", "Depot", lat, lon),),
        zones=zones(town), chargers=(), temperature_c=10.0, prices=Prices(20.0, 20.0, 1.0, 1.5),
        snap_limit_m=60.0, urban_factor=0.9, weights=Weights(), factors_file=Path("factors.csv"),
        input_files={},
    )  # fmt: skip
