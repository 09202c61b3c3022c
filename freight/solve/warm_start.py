"""Routes of an earlier plan on the day as it is now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from freight.domain.problem import Problem
from freight.solve.eligible import usable
from freight.solve.insertion import Routes
from freight.solve.route_rules import breaches
from freight.solve.tables import Tables

Sequences = Mapping[str, Sequence[str]]
"""Vehicle id -> order ids in sequence."""


def warm_routes(problem: Problem, tables: Tables, sequences: Sequences) -> Routes:
    """What of an earlier plan can still be driven.

    Orders and vehicles that are no longer there are dropped, and so is every order that its route can no
    longer hold: later ones first to go. Every usable vehicle has an entry.
    """
    number = {order_id: order for order, order_id in enumerate(problem.order_ids)}
    routes: Routes = {vehicle: () for vehicle, slot in enumerate(problem.vehicles) if usable(slot)}
    taken: set[int] = set()
    for vehicle in routes:
        named = sequences.get(problem.vehicles[vehicle].id, ())
        known = [number[order_id] for order_id in named if order_id in number]
        wanted = [
            order for order in dict.fromkeys(known) if order not in taken and tables.allowed[order][vehicle]
        ]
        routes[vehicle] = _drivable(tables, vehicle, tuple(wanted))
        taken.update(routes[vehicle])
    return routes


def _drivable(tables: Tables, vehicle: int, orders: tuple[int, ...]) -> tuple[int, ...]:
    if not orders or not breaches(tables, vehicle, orders):
        return orders
    kept: tuple[int, ...] = ()
    for order in orders:
        if not breaches(tables, vehicle, (*kept, order)):
            kept = (*kept, order)
    return kept
