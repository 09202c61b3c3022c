"""A day and its routes as they stand, with or without a change: what every question here is asked of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from freight.build import Built, build
from freight.build.territories import outside_territories
from freight.build.windows import service_starts
from freight.domain.plan import RoutePlan
from freight.domain.problem import VehicleSlot
from freight.domain.scenario import Order, Scenario
from freight.domain.travel import UNREACHABLE
from freight.emissions.lookup import Factors
from freight.errors import FreightError
from freight.network.streets import Streets
from freight.solve.eligible import usable
from freight.solve.insertion import Fit, Miss, Routes, cost_of, try_route
from freight.solve.tables import Tables, make_tables
from freight.solve.warm_start import Sequences, warm_routes


@dataclass(frozen=True, eq=False, slots=True)
class Ground:
    """The streets of the day, split at its zones, and the factor table: no change touches them."""

    streets: Streets
    factors: Factors


@dataclass(frozen=True, eq=False, slots=True)
class Stand:
    """One day as numbers, and the routes that its vehicles have."""

    ground: Ground
    built: Built
    tables: Tables
    routes: Routes
    """Every usable vehicle has an entry."""

    @property
    def scenario(self) -> Scenario:
        """The day itself."""
        return self.built.scenario

    def order(self, order_id: str) -> int:
        """Number of an order."""
        return self.built.problem.order_ids.index(order_id)

    def vehicle(self, vehicle_id: str) -> int:
        """Number of a vehicle."""
        return next(n for n, slot in enumerate(self.tables.vehicles) if slot.id == vehicle_id)

    def slot(self, vehicle: int) -> VehicleSlot:
        """A vehicle in the solver's units."""
        return self.tables.vehicles[vehicle]

    def served(self) -> frozenset[str]:
        """Ids of the orders on the routes."""
        ids, first_reload = self.built.problem.order_ids, self.built.problem.first_reload
        routes = self.routes.values()
        return frozenset(ids[order] for orders in routes for order in orders if order < first_reload)

    def sequences(self) -> dict[str, tuple[str, ...]]:
        """The routes by name: vehicle id -> order ids."""
        ids = self.built.problem.order_ids
        return {
            self.tables.vehicles[vehicle].id: tuple(ids[order] for order in orders)
            for vehicle, orders in self.routes.items()
            if orders
        }

    def cost_micro(self) -> int:
        """What the routes cost, penalties left aside."""
        return sum(cost_of(self.tables, vehicle, orders) for vehicle, orders in self.routes.items())


def stand_of(scenario: Scenario, ground: Ground, sequences: Sequences, like: Built | None = None) -> Stand:
    """Lay a day out with the routes that can still be driven.

    Raises
    ------
    InputError, NetworkError
        As `freight.build.build`.
    """
    built = build(scenario, ground.streets, ground.factors, like)
    tables = make_tables(built.problem)
    return Stand(ground, built, tables, warm_routes(built.problem, tables, sequences))


def changed(stand: Stand, scenario: Scenario) -> Stand | None:
    """The same routes on a changed day; None when it can not be built or loses an order that was served."""
    try:
        made = stand_of(scenario, stand.ground, stand.sequences(), stand.built)
    except FreightError:
        return None
    here = {order.id for order in scenario.orders}
    return made if stand.served() & here <= made.served() else None


def with_routes(stand: Stand, routes: Sequence[RoutePlan]) -> Stand:
    """The same day with other routes."""
    empty: Routes = dict.fromkeys(stand.routes, ())
    return replace(stand, routes=empty | {route.vehicle: route.orders for route in routes})


def may_try(stand: Stand, order: int, vehicle: int, tables: Tables) -> bool:
    """Whether skills, territory, streets and hours leave anything to try; what a route holds is asked later."""
    slot, place = tables.vehicles[vehicle], tables.place[order]
    scenario = stand.scenario
    one, wanted = scenario.vehicles[vehicle], scenario.orders[order]
    if wanted.skills - one.skills or outside_territories(one, wanted, scenario.zones) is not None:
        return False
    if vehicle not in stand.routes or not usable(slot) or not tables.windows[order][slot.profile]:
        return False
    seconds = tables.seconds[slot.profile]
    return max(seconds[slot.depot_place][place], seconds[place][slot.depot_place]) < UNREACHABLE


def attempt(stand: Stand, order: int, vehicle: int, tables: Tables | None = None) -> Fit | Miss | None:
    """Try an order on one vehicle beside what it has; None where there is nothing to try.

    Parameters
    ----------
    tables
        Those of the stand with something relaxed; silent: as they are.
    """
    tables = stand.tables if tables is None else tables
    if not may_try(stand, order, vehicle, tables):
        return None
    return try_route(tables, vehicle, stand.routes[vehicle], order)


def fit(stand: Stand, order: int, vehicle: int, tables: Tables | None = None) -> Fit | None:
    """Where the order fits on a vehicle, if it does."""
    tried = attempt(stand, order, vehicle, tables)
    return tried if isinstance(tried, Fit) else None


def with_windows(stand: Stand, number: int, order: Order) -> Tables:
    """The tables with other windows of one order."""
    place = stand.tables.place[number]
    starts = tuple(
        service_starts(order, profile, place) if place in profile.row else ()
        for profile in stand.built.profiles
    )
    windows = stand.tables.windows
    # Charged routes are remembered by their orders alone.
    return replace(stand.tables, windows=(*windows[:number], starts, *windows[number + 1 :]), charged={})


def with_slot(stand: Stand, vehicle: int, slot: VehicleSlot) -> Tables:
    """The tables with one other vehicle."""
    slots = stand.tables.vehicles
    return replace(stand.tables, vehicles=(*slots[:vehicle], slot, *slots[vehicle + 1 :]), charged={})


def distinct_vehicles(stand: Stand) -> Iterator[int]:
    """Usable vehicles; of idle ones that are alike only the first."""
    seen = set()
    for vehicle in stand.routes:
        one = stand.scenario.vehicles[vehicle]
        alike = (one.type_id, one.depot_id, one.shift_start_s, one.shift_end_s, one.start_charge_share)
        key = (*alike, one.skills, one.max_stops, one.territories, stand.slot(vehicle).profile)
        if not stand.routes[vehicle]:
            if key in seen:
                continue
            seen.add(key)
        yield vehicle
