"""Fitting one more order into routes that stand: exact, one route at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from freight.solve.route_rules import Breach, breaches, route_cost, route_schedule
from freight.solve.tables import Tables

PLACES_WITH_BREAKS = 6
"""Places of an order in a route into which breaks are fitted, the cheapest without breaks first."""
Routes = dict[int, tuple[int, ...]]
"""Vehicle -> its orders in sequence; every usable vehicle has an entry, empty when it stays at home."""


@dataclass(frozen=True, slots=True)
class Fit:
    """An order fits into a route: how, and what that adds to the cost."""

    vehicle: int
    orders: tuple[int, ...]
    extra_micro: int


@dataclass(frozen=True, slots=True)
class Miss:
    """The closest an order comes to fitting into a route: the rules still broken."""

    vehicle: int
    orders: tuple[int, ...]
    """The sequence that was tried."""
    breaches: tuple[Breach, ...]

    @property
    def distance(self) -> tuple[int, float]:
        """Fewer broken rules are closer; then a smaller share of the limit."""
        return len(self.breaches), sum(breach.amount / max(1, breach.limit) for breach in self.breaches)


def cost_of(tables: Tables, vehicle: int, orders: Sequence[int]) -> int:
    """Cost of a route known to be feasible; 0 for a vehicle that stays at home."""
    if not orders:
        return 0
    schedule = route_schedule(tables, vehicle, orders)
    assert schedule is not None, "asked for the cost of a route that can not be driven"
    return route_cost(tables, vehicle, orders, schedule)


def try_route(tables: Tables, vehicle: int, orders: tuple[int, ...], order: int, first: int = 0) -> Fit | Miss:
    """Cheapest place for the order in a route, or the attempt that fails by least.

    Where the driver has breaks these are fitted into the cheapest places without them. The first so many stops
    of the route stay its first.
    """
    if tables.vehicles[vehicle].breaks:
        return _try_with_breaks(tables, vehicle, orders, order, first)
    before = cost_of(tables, vehicle, orders)
    best: Fit | None = None
    closest: Miss | None = None
    for ways in (_ways(orders, (order,), first), _ways_with_reload(tables, vehicle, orders, order, first)):
        for tried in ways:
            broken = breaches(tables, vehicle, tried)
            if not broken:
                extra = cost_of(tables, vehicle, tried) - before
                if best is None or extra < best.extra_micro:
                    best = Fit(vehicle, tried, extra)
            elif best is None:
                miss = Miss(vehicle, tried, tuple(broken))
                if closest is None or miss.distance < closest.distance:
                    closest = miss
        if best is not None:
            return best
    assert closest is not None, "a route has at least one place to try"
    return closest


def _ways(orders: tuple[int, ...], more: tuple[int, ...], first: int) -> list[tuple[int, ...]]:
    """The sequence with something inserted, at every place behind its first stops."""
    return [(*orders[:position], *more, *orders[position:]) for position in range(first, len(orders) + 1)]


def _ways_with_reload(
    tables: Tables, vehicle: int, orders: tuple[int, ...], order: int, first: int
) -> list[tuple[int, ...]]:
    """The same with loading anew before or behind the order, if the vehicle still may; asked where it must."""
    halts = range(tables.first_reload, len(tables.place))
    free = [halt for halt in halts if tables.allowed[halt][vehicle] and halt not in orders]
    if not free or not orders:
        return []
    return [*_ways(orders, (free[0], order), max(1, first)), *_ways(orders, (order, free[0]), first)[:-1]]


def _try_with_breaks(
    tables: Tables, vehicle: int, orders: tuple[int, ...], order: int, first: int
) -> Fit | Miss:
    slots = list(tables.vehicles)
    slots[vehicle] = replace(slots[vehicle], breaks=())
    bare = replace(tables, vehicles=tuple(slots))
    tried = [*_ways(orders, (order,), first), *_ways_with_reload(tables, vehicle, orders, order, first)]
    open_to = [route for route in tried if not breaches(bare, vehicle, route)]
    if not open_to:
        return try_route(bare, vehicle, orders, order, first)
    before = cost_of(tables, vehicle, orders)
    cheapest = sorted(open_to, key=lambda route: cost_of(bare, vehicle, route))[:PLACES_WITH_BREAKS]
    for route in cheapest:
        if route_schedule(tables, vehicle, route) is not None:
            return Fit(vehicle, route, cost_of(tables, vehicle, route) - before)
    return Miss(vehicle, cheapest[0], tuple(breaches(tables, vehicle, cheapest[0])))


def attempts(tables: Tables, routes: Routes, order: int, vehicles: Iterable[int]) -> list[Fit | Miss]:
    """Try the order on each of these vehicles; of equal idle vehicles only the first is tried."""
    found, idle = [], set()
    for vehicle in vehicles:
        if not tables.allowed[order][vehicle]:
            continue
        if not routes[vehicle]:
            twin = _twin(tables, vehicle)
            if twin in idle:
                continue
            idle.add(twin)
        found.append(try_route(tables, vehicle, routes[vehicle], order))
    return found


def _twin(tables: Tables, vehicle: int) -> tuple[object, ...]:
    """Two idle vehicles with the same value can do the same at the same cost."""
    slot = tables.vehicles[vehicle]
    fees = tuple(by_vehicle[vehicle] for by_vehicle, _ in tables.day_fees)
    hours = (slot.start_intervals, slot.end_intervals)
    holds = (slot.capacity, slot.max_stops, slot.last_in_first_out)
    can = (slot.profile, slot.depot_place, holds, slot.energy_wh, slot.full_wh, slot.charging)
    money = (slot.day_micro, slot.second_micro, slot.over_micro, slot.normal_s)
    return slot.type_id, hours, can, money, fees


def insert_paying(
    tables: Tables, routes: Routes, unserved: Iterable[int], *, at_any_price: bool = False
) -> Routes:
    """Insert every order whose extra cost is below its penalty, dearest penalty first, until none is left.

    Used to close a plan. From empty routes and at any price it starts one: the first order of a vehicle
    seldom pays for the day of the vehicle, the tenth does.
    """
    routes, left = dict(routes), sorted(unserved, key=lambda order: (-tables.penalty[order], order))
    inserted = True
    while inserted:
        inserted = False
        for order in tuple(left):
            fits = [fit for fit in attempts(tables, routes, order, routes) if isinstance(fit, Fit)]
            best = min(fits, key=lambda fit: fit.extra_micro, default=None)
            if best is not None and (at_any_price or best.extra_micro < tables.penalty[order]):
                routes[best.vehicle] = best.orders
                left.remove(order)
                inserted = True
    return routes
