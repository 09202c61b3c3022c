"""From the routes that stand to those for the rest of the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from freight.domain.plan import Solution, Unserved
from freight.domain.problem import Problem, Reason
from freight.domain.scenario import Interval
from freight.solve.eligible import usable
from freight.solve.improve.engine import improve
from freight.solve.insertion import Routes
from freight.solve.read_back import objective_micro, plan_routes
from freight.solve.replan.repair import Mending, improved, placed, thinned
from freight.solve.replan.timing import Promises, timed
from freight.solve.sockets import no_socket, share_sockets
from freight.solve.tables import Tables, make_tables
from freight.solve.unserved import explain

ENGINE = "replan"


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to search, in steps: the same plan on every machine."""

    seed: int = 0
    repair_steps: int = 150
    """Of taking out and putting back, promises weighed exactly."""
    kernel_steps: int = 6000
    """Of the engine, with every promise that is kept so far as a window that stands."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand when the rest of a day is planned."""

    told: Mapping[str, Sequence[str]]
    """Vehicle id -> order ids in sequence, as told before."""
    home_micro: Sequence[int]
    """By vehicle: what it costs to go straight home; 0 for those that have not left."""
    aboard: Mapping[str, Sequence[str]]
    """Vehicle id -> deliveries that it had loaded when it left."""
    first: Mapping[str, Sequence[str]]
    """Vehicle id -> orders that are locked to the beginning of its route, in this order."""


def replan(problem: Problem, standing: Standing, promises: Promises, effort: Effort) -> Solution:
    """Plan the rest of a day.

    First the routes as told are mended and improved with every broken promise at its cost. Then the promises
    that are still kept become windows, and the engine makes the rest cheaper: it can not break another one.

    Parameters
    ----------
    problem
        See `freight.build.rest`.
    """
    tables = make_tables(problem)
    home_micro = dict(enumerate(standing.home_micro))
    aboard = {vehicle: frozenset(orders) for vehicle, orders in _numbers(problem, standing.aboard).items()}
    mending = Mending(tables, promises, home_micro, aboard, _numbers(problem, standing.first))
    routes, homeless = _standing(problem, tables, standing.told)
    routes, out = thinned(mending, routes)
    routes, unserved = placed(mending, routes, [*out, *homeless])
    routes, unserved = improved(mending, routes, unserved, seed=effort.seed, steps=effort.repair_steps)
    fixed = with_promises(problem, tables, promises, routes)
    routes = _polished(fixed, mending, routes, unserved, effort)
    return closed(fixed, routes, effort.seed)


def _standing(problem: Problem, tables: Tables, told: Mapping[str, Sequence[str]]) -> tuple[Routes, list[int]]:
    """What is left of the routes as told, and the orders that are in none of them."""
    number = {order_id: order for order, order_id in enumerate(problem.order_ids)}
    routes: Routes = {vehicle: () for vehicle, slot in enumerate(problem.vehicles) if usable(slot)}
    for vehicle in routes:
        names = told.get(problem.vehicles[vehicle].id, ())
        known = (number[name] for name in names if name in number)
        routes[vehicle] = tuple(order for order in known if tables.allowed[order][vehicle])
    taken = {order for orders in routes.values() for order in orders}
    return routes, [order for order in range(problem.order_count) if order not in taken]


def _numbers(problem: Problem, named: Mapping[str, Sequence[str]]) -> dict[int, tuple[int, ...]]:
    number = {order_id: order for order, order_id in enumerate(problem.order_ids)}
    return {
        vehicle: tuple(number[name] for name in named.get(slot.id, ()) if name in number)
        for vehicle, slot in enumerate(problem.vehicles)
    }


def with_promises(problem: Problem, tables: Tables, promises: Promises, routes: Routes) -> Problem:
    """The problem with every promise as a window: one that is broken may not be missed by more than it is."""
    windows = list(problem.start_windows)
    for vehicle, orders in routes.items():
        schedule = timed(tables, promises, vehicle, orders) if orders else None
        if schedule is None:
            continue
        for order, start_s in zip(orders, schedule.start_s, strict=True):
            span = promises.told[order]
            if span is not None:
                reach = (min(span[0], start_s), max(span[1], start_s))
                windows[order] = tuple(_within(hours, reach) for hours in windows[order])
    return replace(problem, start_windows=tuple(windows))


def _within(hours: tuple[Interval, ...], span: Interval) -> tuple[Interval, ...]:
    cut = ((max(a, span[0]), min(b, span[1])) for a, b in hours)
    return tuple((a, b) for a, b in cut if a <= b)


def _polished(fixed: Problem, mending: Mending, routes: Routes, unserved: list[int], effort: Effort) -> Routes:
    """The engine's routes where they are cheaper in all, else those it began with."""
    if not any(routes.values()) or effort.kernel_steps < 1:
        return routes
    tables = make_tables(fixed)
    found = improve(
        fixed,
        plan_routes(tables, routes),
        seed=effort.seed,
        time_limit_s=None,
        iterations=effort.kernel_steps,
    )
    made: Routes = dict.fromkeys(routes, ()) | found.routes
    served = {order for orders in made.values() for order in orders}
    left = [order for order in range(fixed.order_count) if order not in served]
    before, after = mending.total(routes, unserved), mending.total(made, left)
    return made if after is not None and (before is None or after < before) else routes


def closed(fixed: Problem, routes: Routes, seed: int) -> Solution:
    """The solution of these routes: share out sockets, give reasons, and let OR-Tools judge."""
    tables = make_tables(fixed)
    served = {order for orders in routes.values() for order in orders}
    left = [order for order in range(fixed.order_count) if order not in served]
    unserved = [_explained(fixed, tables, routes, order) for order in left]
    _, plans, dropped = share_sockets(tables, routes)
    unserved += [no_socket(fixed.order_ids[order]) for order in dropped]
    cost = objective_micro(fixed, plans) if any(usable(slot) for slot in fixed.vehicles) else 0
    return Solution(plans, tuple(unserved), cost, ENGINE, seed)


def _explained(problem: Problem, tables: Tables, routes: Routes, order: int) -> Unserved:
    found = explain(problem, tables, routes, order)
    if found.reasons:
        return found
    reason = Reason("shift", "no vehicle that could take it is still on the road or has yet to leave")
    return Unserved(found.order_id, (reason,))
