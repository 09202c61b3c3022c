"""Chargers and docks shared between routes: no more vehicles there at once than there are sockets or docks.

Routes are given their sessions and their reload halts one after another, those that need one first come first;
later ones find the hours of a charger or a dock shortened by the times at which all are taken. What fits no
longer is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from freight.domain.plan import RoutePlan, Unserved
from freight.domain.problem import ChargerSlot, Reason
from freight.domain.scenario import Interval
from freight.solve.docks import Docks, first_loads_s
from freight.solve.full_hours import full_hours
from freight.solve.insertion import Routes
from freight.solve.read_back import plan_routes
from freight.solve.route_rules import route_schedule, sections
from freight.solve.tables import Tables


def share_sockets(tables: Tables, routes: Routes) -> tuple[Routes, tuple[RoutePlan, ...], tuple[int, ...]]:
    """Plans of all routes in which every socket and every dock holds one vehicle at a time.

    Returns
    -------
    tuple
        The routes that remain, their plans by vehicle, and the orders left out for want of a socket or a dock.
    """
    alone = plan_routes(tables, routes)
    first_s = {plan.vehicle: _first_s(tables, plan) for plan in alone}
    if not any(first_s.values()):
        return routes, alone, ()
    turns = sorted(alone, key=lambda plan: (first_s[plan.vehicle] or -1, plan.vehicle))
    docks = Docks()
    taken: list[list[Interval]] = [[] for _ in tables.chargers]
    kept, plans, dropped = dict(routes), [], []
    for turn in turns:
        free = [free_hours(site, times) for site, times in zip(tables.chargers, taken, strict=True)]
        sites = tuple(replace(site, open=hours) for site, hours in zip(tables.chargers, free, strict=True))
        here = docks.left(replace(tables, chargers=sites, charged={}))
        orders = that_fit(here, turn.vehicle, turn.orders)
        kept[turn.vehicle] = orders
        dropped += [x for x in turn.orders if x not in orders and x < tables.first_reload]
        for plan in plan_routes(here, {turn.vehicle: orders}):
            plans.append(plan)
            docks.take(tables, plan)
            for stop in plan.charges:
                taken[stop.charger].append((stop.start_s, stop.end_s))
    return kept, tuple(sorted(plans, key=lambda plan: plan.vehicle)), tuple(sorted(dropped))


def _first_s(tables: Tables, plan: RoutePlan) -> int | None:
    """When a route first needs what it may have to share; None when it never does."""
    halts = [stop.start_s for stop in plan.charges]
    loads_s = first_loads_s(tables, plan)
    return min([*halts, *([] if loads_s is None else [loads_s])], default=None)


def free_hours(site: ChargerSlot, taken: Sequence[Interval]) -> tuple[Interval, ...]:
    """The charger's hours without the times at which all its sockets are taken.

    A vehicle may plug in at the very second at which another one leaves.
    """
    hours = list(site.open)
    for begin, end in full_hours(taken, site.sockets):
        hours = [
            part
            for opens, closes in hours
            for part in ((opens, min(closes, begin)), (max(opens, end), closes))
            if part[0] < part[1]
        ]
    return tuple(hours)


def that_fit(tables: Tables, vehicle: int, orders: tuple[int, ...]) -> tuple[int, ...]:
    """The orders without as few as possible, the cheapest to leave out, so that the route can be driven."""
    while orders and not _drivable(tables, vehicle, orders):
        without = [
            (tables.penalty[x], _needed(tables, orders[:at] + orders[at + 1 :]))
            for at, x in enumerate(orders)
            if x < tables.first_reload
        ]
        fitting = [one for one in without if not one[1] or _drivable(tables, vehicle, one[1])]
        orders = min(fitting or without)[1]
    return orders


def _drivable(tables: Tables, vehicle: int, orders: tuple[int, ...]) -> bool:
    return route_schedule(tables, vehicle, orders) is not None


def _needed(tables: Tables, orders: tuple[int, ...]) -> tuple[int, ...]:
    """Without reload halts between which nothing is served any more."""
    parts = [tuple(part) for part in sections(tables, orders)]
    halts = [order for order in orders if order >= tables.first_reload]
    kept: tuple[int, ...] = parts[0]
    for halt, part in zip(halts, parts[1:], strict=True):
        kept = (*kept, *((halt,) if kept and part else ()), *part)
    return kept


def no_socket(order_id: str) -> Unserved:
    """Why such an order is left out."""
    text = (
        "all sockets or docks are taken at the times when its vehicle would have to charge or load anew;"
        " add a socket, a charger or a dock"
    )
    return Unserved(order_id, (Reason("charging", text),))
