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

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from freight.check.check import CheckResult, check_plan
from freight.domain.fleet import (
    Battery,
    EnergySource,
    Load,
    Mode,
    SimpleConsumption,
    Vehicle,
    VehicleType,
)
from freight.domain.plan import Leg, Plan, Route, Unserved, Visit
from freight.domain.problem import Reason
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
from freight.emissions.factors import Factors, load_factors, packaged_factors
from freight.network.matrices import travel
from freight.network.profiles import Conditions, build_view
from freight.network.snap import Snapper
from freight.network.streets import Streets
from freight.network.travel_table import TravelTable
from freight.network.zone_split import split_at_zones
from tests.ascii_map import AsciiMap, ascii_map

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
    "KLM": {"name": "South Lane"}, "MN": {"highway": "cycleway", "name": "Green Bridge"}, "NO": {"name": "Quay"},
    "AF": {"name": "First"}, "FK": {"name": "First"}, "BG": {"name": "Second"}, "GL": {"name": "Second"},
    "CH": {"name": "Third", "access": "destination"}, "HM": {"name": "Under the Railway", "maxheight": "2.0"},
    "DI": {"name": "Market", "highway": "pedestrian", "bicycle": "yes", **DELIVERY}, "IN": {"name": "Fourth"},
    "EJ": {"name": "Fifth"}, "JO": {"name": "Fifth"}, "KP": {"name": "Mill Road"}, "LQ": {"name": "Mill Road"},
    "PYQ": {"name": "Mill Road"}, "NR": {"name": "Harbour"}, "RS": {"name": "Harbour"}, "OS": {"name": "Harbour"},
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
    id="van", name="diesel van", mode=Mode.DRIVE, energy=EnergySource.DIESEL, euro_class=6, emission_class="euro6",
    kerb_weight_kg=2100.0, gross_weight_kg=3500.0, height_m=2.6, width_m=2.0, length_m=6.0,
    capacity=Load(1000.0, 10.0, 50.0), speed_cap_kph=90.0, battery=None, consumption=SimpleConsumption(0.9),
    cost_day_nok=500.0, cost_km_nok=2.0, cost_hour_nok=400.0, hgv=False,
    factor_class="van_diesel_n1_iii", factor_euro="euro6d",
)
ELECTRIC = replace(
    VAN, id="evan", name="electric van", energy=EnergySource.ELECTRIC, euro_class=None, emission_class="zero",
    battery=Battery(2.0, 0.9, 0.1), consumption=SimpleConsumption(0.3), factor_class="", factor_euro="",
)
BIKE = replace(
    ELECTRIC, id="bike", name="cargo bike", mode=Mode.CYCLE, kerb_weight_kg=60.0, gross_weight_kg=300.0, height_m=1.8,
    width_m=0.9, length_m=2.7, capacity=Load(150.0, 1.5, 20.0), speed_cap_kph=20.0, battery=Battery(1.2, 0.9, 0.1),
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


@dataclass(frozen=True)
class World:
    """A day in the town with its plan: everything the checker takes."""

    map: AsciiMap
    scenario: Scenario
    streets: Streets
    plan: Plan
    factors: Factors

    def path(self, letters: str) -> tuple[int, ...]:
        """Streets along these letters; a street split at a zone counts with all its parts."""
        return tuple(
            street for a, b in zip(letters, letters[1:], strict=False) for street in self._between(a, b)
        )

    def _between(self, a: str, b: str) -> tuple[int, ...]:
        ends = [self._node(a), self._node(b)]
        way, found, at = None, [], ends[0]
        starts = self.streets.from_node.tolist()
        for first in (i for i, node in enumerate(starts) if node == ends[0]):
            way, found, at = self.streets.way_id[first], [first], int(self.streets.to_node[first])
            while at != ends[1]:
                onward = [
                    i
                    for i, node in enumerate(starts)
                    if node == at and self.streets.way_id[i] == way and i ^ 1 != found[-1]
                ]
                if not onward or self.streets.node_osm_id[at] in self.map.node_ids.values():
                    break
                found.append(onward[0])
                at = int(self.streets.to_node[onward[0]])
            if at == ends[1]:
                return tuple(found)
        raise LookupError(f"no street from {a} to {b}")

    def _node(self, letter: str) -> int:
        return self.streets.node_osm_id.tolist().index(self.map.node_ids[letter])

    def route(self, vehicle_id: str) -> Route:
        return next(route for route in self.plan.routes if route.vehicle_id == vehicle_id)

    def with_route(self, route: Route) -> World:
        routes = tuple(route if r.vehicle_id == route.vehicle_id else r for r in self.plan.routes)
        return replace(self, plan=replace(self.plan, routes=routes))

    def with_order(self, order_id: str, **changes: object) -> World:
        orders = tuple(
            replace(o, **changes) if o.id == order_id else o
            for o in self.scenario.orders  # type: ignore[arg-type]
        )
        return replace(self, scenario=replace(self.scenario, orders=orders))

    def with_vehicle(self, vehicle_id: str, **changes: object) -> World:
        vehicles = tuple(
            replace(v, **changes) if v.id == vehicle_id else v  # type: ignore[arg-type]
            for v in self.scenario.vehicles
        )
        return replace(self, scenario=replace(self.scenario, vehicles=vehicles))


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
        load=Load(kg, kg / 200, 1.0), windows=((round(hours[0] * HOUR), round(hours[1] * HOUR)),), service_s=300,
        skills=frozenset(), group="", carrier="", priority=1, penalty_nok=1000.0,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def scenario(town: AsciiMap) -> Scenario:
    """Ten orders for two vans, an electric van and a cargo bike."""
    vehicles = (
        Vehicle("Van 1", "van", "D", 6 * HOUR, 16 * HOUR, skills=frozenset({"lift"})),
        Vehicle("Van 2", "van", "D", 6 * HOUR, 16 * HOUR),
        Vehicle("Electric", "evan", "D", 6 * HOUR, 16 * HOUR),
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
        zones=zones(town), chargers=(), temperature_c=10.0, prices=Prices(20.0, 20.0, 1.0, 1.5), snap_limit_m=60.0,
        urban_factor=0.9, weights=Weights(), factors_file=Path("factors.csv"), input_files={},
    )  # fmt: skip


SPARE_S = 180
"""How much later than possible every service of the good plan starts, so that a detour alone breaks nothing."""
ROUTES = {
    "Van 1": ("early", "market", "court", "clean", "return"),
    "Electric": ("quay", "harbour"),
    "Bike": ("south", "green"),
}


@lru_cache(maxsize=1)
def good_world() -> World:
    """The town, its day, and a plan that breaks no rule; order `far` is too heavy for every vehicle."""
    town = ascii_map(ART, WAYS, NODES, RESTRICTIONS)
    day = scenario(town)
    streets = split_at_zones(town.streets, day.zones)
    reason = Reason("capacity", "5000 kg is 4000 kg more than a diesel van holds", "van", 4000.0, "kg")
    empty = Plan(DAY, (), (Unserved("far", (reason,)),), "hand", 0, 0)
    world = World(town, day, streets, empty, load_factors(packaged_factors()))
    routes = tuple(planned(world, vehicle_id, orders, spare_s=SPARE_S) for vehicle_id, orders in ROUTES.items())
    return replace(world, plan=replace(empty, routes=routes))


def table(world: World, vehicle_id: str) -> tuple[TravelTable, Mapping[str, int]]:
    """Matrices of one vehicle over depot and all orders it can reach, and the row of each by its id."""
    day = world.scenario
    vehicle = next(v for v in day.vehicles if v.id == vehicle_id)
    kind = day.vehicle_type(vehicle.type_id)
    conditions = Conditions(temperature_c=day.temperature_c, urban_factor=day.urban_factor)
    view = build_view(
        world.streets, kind, profile_id=kind.id, vehicle_id=vehicle.id, zones=day.zones, day=day.day,
        hull=(vehicle.shift_start_s, vehicle.shift_end_s), conditions=conditions,
    )  # fmt: skip
    snapper = Snapper(view)
    depot = day.depots[0]
    points = [("depot", depot.lat, depot.lon), *((o.id, o.lat, o.lon) for o in day.orders)]
    snapped = snapper.snap_many(points, day.snap_limit_m)
    places = [place for place in snapped if not isinstance(place, Exception)]
    return travel(view, places), {place.label: row for row, place in enumerate(places)}


def planned(
    world: World, vehicle_id: str, orders: Sequence[str], *, depart_s: int | None = None, spare_s: int = 0
) -> Route:
    """A route in this order, as early as windows and the fastest streets allow, waiting at the gate.

    With `spare_s` every start is so much later than it could be.
    """
    matrix, row = table(world, vehicle_id)
    vehicle = next(v for v in world.scenario.vehicles if v.id == vehicle_id)
    known = {o.id: o for o in world.scenario.orders}
    clock = ready = vehicle.shift_start_s + HOUR if depart_s is None else depart_s
    here, visits = row["depot"], []
    for order_id in orders:
        there = row[order_id]
        arrive = clock + math.ceil(matrix.seconds[here, there])
        start = max(arrive, known[order_id].windows[0][0]) + spare_s
        leg = matrix.leg(here, there)
        if leg.hold_before:
            leg = replace(leg, hold_s=start - arrive)
        clock = start + known[order_id].service_s
        visits.append(Visit((order_id,), leg, start, clock))
        here = there
    return Route(vehicle_id, ready, tuple(visits), matrix.leg(here, row["depot"]))


def with_leg(route: Route, position: int, leg: Leg) -> Route:
    """The route with another way to its visit number `position` (0 the first, -1 the way back)."""
    if position == -1:
        return replace(route, back=leg)
    visits = list(route.visits)
    visits[position] = replace(visits[position], leg=leg)
    return replace(route, visits=tuple(visits))


def with_times(route: Route, position: int, start_s: int, depart_s: int) -> Route:
    """The route with another start and departure of visit number `position`."""
    visits = list(route.visits)
    visits[position] = replace(visits[position], start_s=start_s, depart_s=depart_s)
    return replace(route, visits=tuple(visits))


def errand(
    world: World,
    place: tuple[str, str, float],
    out: str,
    back: str,
    *,
    depart_s: int = 9 * HOUR,
    wait_s: int = 900,
) -> World:
    """Van 2 drives out along these letters to order `far`, now light and at `place`, and back.

    Service starts `wait_s` after leaving the depot, which is longer than any way in the town takes.
    """
    lat, lon = world.map.between(*place)
    changed = world.with_order(
        "far", lat=lat, lon=lon, load=Load(10.0, 0.1, 1.0), windows=((6 * HOUR, 16 * HOUR),), service_s=300
    )
    start_s = depart_s + wait_s
    to_order = Leg(world.path(out), depot_share(out[:2]), share_at(place, out[-2:]))
    home = Leg(world.path(back), share_at(place, back[:2]), depot_share(back[-2:]))
    route = Route("Van 2", depart_s, (Visit(("far",), to_order, start_s, start_s + 300),), home)
    plan = replace(world.plan, routes=(*world.plan.routes, route), unserved=())
    return replace(changed, plan=plan)


def checked(world: World) -> CheckResult:
    """The checker's word on the world's plan."""
    return check_plan(world.plan, world.scenario, world.streets, world.factors)


def depot_share(edge: str) -> float:
    """Share of the street A-B or B-A where the depot lies."""
    return {"AB": 0.2, "BA": 0.8}[edge]


def share_at(place: tuple[str, str, float], edge: str) -> float:
    """Share of a place on its street, in the direction of `edge`."""
    return place[2] if edge == place[0] + place[1] else 1.0 - place[2]
