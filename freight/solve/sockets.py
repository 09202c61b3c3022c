"""Chargers shared between routes: no more vehicles plugged in at once than there are sockets.

Routes are given their sessions one after another, those that charge first come first; later ones find the hours
of a charger shortened by the times at which all its sockets are taken. What fits no longer is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from freight.domain.plan import RoutePlan, Unserved
from freight.domain.problem import ChargerSlot, Reason
from freight.domain.scenario import Interval
from freight.solve.insertion import Routes
from freight.solve.read_back import plan_routes
from freight.solve.route_rules import route_schedule
from freight.solve.tables import Tables


def share_sockets(tables: Tables, routes: Routes) -> tuple[Routes, tuple[RoutePlan, ...], tuple[int, ...]]:
    """Plans of all routes in which every socket holds one vehicle at a time.

    Returns
    -------
    tuple
        The routes that remain, their plans by vehicle, and the orders left out for want of a socket.
    """
    alone = plan_routes(tables, routes)
    if not any(plan.charges for plan in alone):
        return routes, alone, ()
    turns = sorted(alone, key=lambda plan: (min((c.start_s for c in plan.charges), default=-1), plan.vehicle))
    taken: list[list[Interval]] = [[] for _ in tables.chargers]
    kept, plans, dropped = dict(routes), [], []
    for turn in turns:
        free = [free_hours(site, times) for site, times in zip(tables.chargers, taken, strict=True)]
        sites = tuple(replace(site, open=hours) for site, hours in zip(tables.chargers, free, strict=True))
        here = replace(tables, chargers=sites, charged={})
        orders = that_fit(here, turn.vehicle, turn.orders)
        kept[turn.vehicle] = orders
        dropped += [order for order in turn.orders if order not in orders]
        for plan in plan_routes(here, {turn.vehicle: orders}):
            plans.append(plan)
            for stop in plan.charges:
                taken[stop.charger].append((stop.start_s, stop.end_s))
    return kept, tuple(sorted(plans, key=lambda plan: plan.vehicle)), tuple(sorted(dropped))


def free_hours(site: ChargerSlot, taken: Sequence[Interval]) -> tuple[Interval, ...]:
    """The charger's hours without the times at which all its sockets are taken.

    A vehicle may plug in at the very second at which another one leaves.
    """
    cuts = sorted({moment for times in taken for moment in times})
    full = [
        (begin, end)
        for begin, end in pairwise(cuts)
        if sum(start <= begin and end <= stop for start, stop in taken) >= site.sockets
    ]
    hours = list(site.open)
    for begin, end in full:
        hours = [
            part
            for opens, closes in hours
            for part in ((opens, min(closes, begin)), (max(opens, end), closes))
            if part[0] < part[1]
        ]
    return tuple(hours)


def that_fit(tables: Tables, vehicle: int, orders: tuple[int, ...]) -> tuple[int, ...]:
    """The orders without as few as possible, the cheapest to leave out, so that the route can be driven."""
    while orders and route_schedule(tables, vehicle, orders) is None:
        without = [(tables.penalty[x], orders[:at] + orders[at + 1 :]) for at, x in enumerate(orders)]
        fitting = [one for one in without if not one[1] or route_schedule(tables, vehicle, one[1]) is not None]
        orders = min(fitting or without)[1]
    return orders


def no_socket(order_id: str) -> Unserved:
    """Why such an order is left out."""
    text = "all sockets are taken at the times when its vehicle would have to charge; add a socket or a charger"
    return Unserved(order_id, (Reason("charging", text),))
