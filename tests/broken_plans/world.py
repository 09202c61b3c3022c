"""The town with a plan in it, ways to drive through it by letters, and small changes to both."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import numpy as np

from freight.check.check import CheckResult, check_plan
from freight.domain.fleet import Load
from freight.domain.plan import Leg, Plan, Route, Unserved, Visit
from freight.domain.problem import Reason
from freight.domain.scenario import Scenario
from freight.emissions.factors import Factors, load_factors, packaged_factors
from freight.network.matrices import travel
from freight.network.profiles import Conditions, build_view
from freight.network.snap import Snapper
from freight.network.streets import Streets
from freight.network.travel_table import TravelTable
from freight.network.zone_split import split_at_zones
from tests.ascii_map import AsciiMap, ascii_map
from tests.broken_plans.town import ART, DAY, HOUR, NODES, RESTRICTIONS, WAYS, scenario

SPARE_S = 180
"""How much later than possible every service of the good plan starts, so that a detour alone breaks nothing."""
ROUTES = {
    "Van 1": ("early", "market", "court", "clean", "return"),
    "Electric": ("quay", "harbour"),
    "Bike": ("south", "green"),
}


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
        return tuple(street for a, b in pairwise(letters) for street in self._between(a, b))

    def _between(self, start: str, end: str) -> tuple[int, ...]:
        first, last = (self._node(letter) for letter in (start, end))
        for street in np.flatnonzero(self.streets.from_node == first).tolist():
            found = [street]
            while (at := int(self.streets.to_node[found[-1]])) != last and self._is_cut(at):
                onward = np.flatnonzero(self.streets.from_node == at).tolist()
                found.append(next(i for i in onward if i != found[-1] ^ 1))
            if at == last:
                return tuple(found)
        raise LookupError(f"no street from {start} to {end}")

    def _is_cut(self, node: int) -> bool:
        return int(self.streets.node_osm_id[node]) not in self.map.node_ids.values()

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
            for o in self.scenario.orders  # type: ignore[arg-type]  # fields by name
        )
        return replace(self, scenario=replace(self.scenario, orders=orders))

    def with_vehicle(self, vehicle_id: str, **changes: object) -> World:
        vehicles = tuple(
            replace(v, **changes) if v.id == vehicle_id else v  # type: ignore[arg-type]  # fields by name
            for v in self.scenario.vehicles
        )
        return replace(self, scenario=replace(self.scenario, vehicles=vehicles))


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


_TABLES: dict[object, tuple[TravelTable, Mapping[str, int]]] = {}


def table(world: World, vehicle_id: str) -> tuple[TravelTable, Mapping[str, int]]:
    """Matrices of one vehicle over depot and all orders it can reach, and the row of each by its id."""
    day = world.scenario
    vehicle = next(v for v in day.vehicles if v.id == vehicle_id)
    depot = day.depots[0]
    points = (("depot", depot.lat, depot.lon), *((o.id, o.lat, o.lon) for o in day.orders))
    key = (vehicle.id, vehicle.type_id, vehicle.shift_start_s, vehicle.shift_end_s, points, day.zones)
    if key not in _TABLES:
        kind = day.vehicle_type(vehicle.type_id)
        view = build_view(
            world.streets, kind, profile_id=kind.id, vehicle_id=vehicle.id, zones=day.zones, day=day.day,
            hull=(vehicle.shift_start_s, vehicle.shift_end_s),
            conditions=Conditions(temperature_c=day.temperature_c, urban_factor=day.urban_factor),
        )  # fmt: skip
        snapped = Snapper(view).snap_many(points, day.snap_limit_m)
        places = [place for place in snapped if not isinstance(place, Exception)]
        _TABLES[key] = travel(view, places), {place.label: row for row, place in enumerate(places)}
    return _TABLES[key]


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
    vehicle_id: str = "Van 2",
) -> World:
    """A spare vehicle drives out along these letters to order `far`, now light and at `place`, and back.

    Service starts `wait_s` after leaving the depot, which is longer than any way in the town takes.
    """
    lat, lon = world.map.between(*place)
    changed = world.with_order(
        "far", lat=lat, lon=lon, load=Load(10.0, 0.1, 1.0), windows=((6 * HOUR, 16 * HOUR),), service_s=300
    )
    start_s = depart_s + wait_s
    to_order = Leg(world.path(out), depot_share(out[:2]), share_at(place, out[-2:]))
    home = Leg(world.path(back), share_at(place, back[:2]), depot_share(back[-2:]))
    route = Route(vehicle_id, depart_s, (Visit(("far",), to_order, start_s, start_s + 300),), home)
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
