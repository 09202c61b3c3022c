"""Where a new order goes if a window is promised: the cheapest place on the routes as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from freight.build.windows import overlap
from freight.domain.plan import Plan, RoutePlan
from freight.domain.scenario import Interval, Order
from freight.explain.stand import Stand, distinct_vehicles, with_windows
from freight.explain.why import alone, falls_short
from freight.solve.docks import Docks
from freight.solve.insertion import Fit, Miss, try_route
from freight.solve.read_back import plan_routes
from freight.solve.route_rules import route_schedule
from freight.solve.sockets import free_hours
from freight.solve.tables import Tables


@dataclass(frozen=True, eq=False, slots=True)
class Standing:
    """A planned day with one more order that nobody serves yet."""

    stand: Stand
    order: Order
    """As it was read; its windows are all hours in which it may be served."""
    plan: Plan
    """Without the order."""
    number: int
    """Of the order in the stand."""
    locked: Mapping[str, int]
    """Vehicle -> how many of its first stops are locked."""
    keep_s: int | None
    """Told times move by at most this; None: anywhere inside the receivers' windows."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The route that takes the order."""

    route: RoutePlan
    extra_micro: int
    """What the search reckons the route costs more."""


def cheapest(standing: Standing, window: Interval) -> Placed | str:
    """The cheapest place for the order in this window, every vehicle's sequence kept; else why there is none.

    Exact for each vehicle as `freight.solve.insertion.try_route` is. Sockets that other vehicles are plugged
    into stay theirs.
    """
    day = _narrowed(standing, window)
    fits: list[tuple[int, int, Fit, Tables]] = []
    misses: list[Miss] = []
    for vehicle, tables in _open_to(day):
        first = day.locked.get(tables.vehicles[vehicle].id, 0)
        tried = try_route(tables, vehicle, day.stand.routes[vehicle], day.number, first)
        if isinstance(tried, Fit):
            fits.append((tried.extra_micro, vehicle, tried, tables))
        else:
            misses.append(tried)
    if not fits:
        return _why_not(day, misses)
    extra_micro, vehicle, best, tables = min(fits, key=lambda one: one[:2])
    (route,) = plan_routes(tables, {vehicle: best.orders})
    return Placed(route, extra_micro)


def _open_to(day: Standing) -> Iterator[tuple[int, Tables]]:
    """Vehicles that may take the order, each with the sockets that the others leave free."""
    stand, number = day.stand, day.number
    hours = stand.tables.windows[number]
    may = [v for v in stand.routes if stand.tables.allowed[number][v] and hours[stand.slot(v).profile]]
    for vehicle in distinct_vehicles(replace(stand, routes={v: stand.routes[v] for v in may})):
        tables = _beside(day, vehicle)
        now = stand.routes[vehicle]
        if not now or route_schedule(tables, vehicle, now) is not None:
            yield vehicle, tables


def _narrowed(standing: Standing, window: Interval) -> Standing:
    """The day with the order in one window, and told times near to which they were told."""
    stand, number = standing.stand, standing.number
    built = stand.built
    order = replace(built.scenario.orders[number], windows=(window,))
    orders = (*built.scenario.orders[:number], order, *built.scenario.orders[number + 1 :])
    tables = with_windows(stand, number, order)
    if standing.keep_s is not None:
        tables = replace(tables, windows=tuple(_kept(standing, tables, standing.keep_s)))
    built = replace(
        built,
        scenario=replace(built.scenario, orders=orders),
        problem=replace(built.problem, start_windows=tables.windows),
    )
    return replace(standing, stand=replace(stand, built=built, tables=tables))


def _kept(standing: Standing, tables: Tables, keep_s: int) -> Iterator[tuple[tuple[Interval, ...], ...]]:
    told = {
        name: visit.start_s
        for route in standing.plan.routes
        for visit in route.visits
        for name in visit.order_ids
    }
    for name, by_profile in zip(standing.stand.built.problem.order_ids, tables.windows, strict=True):
        if name in told:
            near = ((told[name] - keep_s, told[name] + keep_s),)
            yield tuple(overlap(hours, near) for hours in by_profile)
        else:
            yield by_profile


def _beside(day: Standing, vehicle: int) -> Tables:
    """The tables with sockets and docks open to a vehicle while all others use theirs as planned."""
    tables, docks = day.stand.tables, Docks()
    plugged: dict[str, list[Interval]] = {}
    depots = {slot.id: slot.depot_place for slot in tables.vehicles}
    for route in day.plan.routes:
        for visit in route.visits if route.vehicle_id != tables.vehicles[vehicle].id else ():
            times = visit.start_s, visit.depart_s
            if visit.charge is not None:
                plugged.setdefault(visit.charge.charger_id, []).append(times)
            if visit.reload and depots[route.vehicle_id] in tables.docks:
                docks.taken.setdefault(depots[route.vehicle_id], []).append(times)
    if not plugged and not docks.taken:
        return tables
    sites = tuple(replace(site, open=free_hours(site, plugged.get(site.id, ()))) for site in tables.chargers)
    return docks.left(replace(tables, chargers=sites, charged={}))


def _why_not(day: Standing, misses: list[Miss]) -> str:
    """What the attempt that comes closest breaks; where nothing could be tried, why not."""
    stand, number = day.stand, day.number
    if misses:
        closest = min(misses, key=lambda miss: (*miss.distance, miss.vehicle))
        said = falls_short(stand, number, closest).text()
        kept = "" if day.keep_s is None else f" (told times move by at most {day.keep_s // 60} min)"
        return f"closest: {said}{kept}"
    for vehicle in stand.routes:
        if refused := alone(stand, number, vehicle):
            return "; ".join(reason.text for reason in refused)
    return "the locks leave no vehicle to it"
