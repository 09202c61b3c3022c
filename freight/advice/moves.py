"""Which orders electric vehicles would take over for less if no battery ever ran out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from freight.solve.insertion import Fit, Routes, attempts, cost_of
from freight.solve.route_rules import breaches, route_cost, route_schedule
from freight.solve.tables import Tables

MOST_TAKERS = 8
"""Of the vehicles that may share a route, so many are tried for an order: those with the shortest detour."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one electric vehicle would drive."""

    taker: int
    sequence: tuple[int, ...]
    """All its orders, in driving order."""


@dataclass(frozen=True, slots=True)
class Move:
    """Orders of one vehicle given to another one, or shared out between several of one type."""

    giver: int
    orders: tuple[int, ...]
    parts: tuple[Part, ...]
    relief_micro: int
    """What the giver costs less."""
    extra_micro: int
    """What the takers cost more while range does not bind."""

    @property
    def saved_micro(self) -> int:
        """What the plan costs less."""
        return self.relief_micro - self.extra_micro


def single_moves(tables: Tables, routes: Routes, giver: int, order: int, takers: Sequence[int]) -> list[Move]:
    """Every way to give one order to one of these vehicles that makes the plan cheaper."""
    relief = _relief_micro(tables, routes[giver], giver, order)
    if relief is None:
        return []
    found: list[Move] = []
    for taker in takers:
        held = routes[taker]
        if not tables.allowed[order][taker]:
            continue
        for position in range(len(held) + 1):
            sequence = (*held[:position], order, *held[position:])
            if _least_extra(tables, taker, held, order, position) < relief:
                found += _cheaper(tables, routes, giver, (order,), (Part(taker, sequence),), relief)
    return found


def whole_moves(tables: Tables, routes: Routes, giver: int, takers: Sequence[int]) -> list[Move]:
    """Ways to give all orders of a vehicle to others, so that it stays at home and the plan is cheaper.

    A vehicle at home takes the route as it is. Those of one type share it out: each order in turn goes where it
    costs least.
    """
    orders = routes[giver]
    relief = cost_of(tables, giver, orders)
    found: list[Move] = []
    for taker in takers:
        if not routes[taker] and all(tables.allowed[order][taker] for order in orders):
            found += _cheaper(tables, routes, giver, orders, (Part(taker, orders),), relief)
    kinds = dict.fromkeys(tables.vehicles[taker].type_id for taker in takers)
    for kind in kinds:
        alike = [taker for taker in takers if tables.vehicles[taker].type_id == kind]
        shared = _shared(tables, {taker: routes[taker] for taker in alike}, orders)
        parts = tuple(Part(t, held) for t, held in (shared or {}).items() if held != routes[t])
        found += _cheaper(tables, routes, giver, orders, parts, relief) if parts else []
    return found


def _cheaper(
    tables: Tables,
    routes: Routes,
    giver: int,
    orders: tuple[int, ...],
    parts: tuple[Part, ...],
    relief_micro: int,
) -> Iterator[Move]:
    """The move, if it can be driven and saves something."""
    if any(breaches(tables, part.taker, part.sequence) for part in parts):
        return
    extra = sum(
        cost_of(tables, part.taker, part.sequence) - cost_of(tables, part.taker, routes[part.taker])
        for part in parts
    )
    if extra < relief_micro:
        yield Move(giver, orders, parts, relief_micro, extra)


def _relief_micro(tables: Tables, held: tuple[int, ...], vehicle: int, order: int) -> int | None:
    """What a vehicle costs less without one of its orders; None when the rest can not be driven."""
    rest = tuple(one for one in held if one != order)
    if not rest:
        return cost_of(tables, vehicle, held)
    schedule = route_schedule(tables, vehicle, rest)
    if schedule is None:
        return None
    return cost_of(tables, vehicle, held) - route_cost(tables, vehicle, rest, schedule)


def _least_extra(tables: Tables, taker: int, held: tuple[int, ...], order: int, position: int) -> int:
    """What an insertion costs at least: legs, and the day of a vehicle at home; time left aside."""
    slot = tables.vehicles[taker]
    money = tables.money[slot.profile]
    places = [slot.depot_place, *(tables.place[one] for one in held), slot.depot_place]
    here, there, at = places[position], places[position + 1], tables.place[order]
    legs = money[here][at] + money[at][there] - (money[here][there] if held else 0)
    return legs + (0 if held else slot.day_micro)


def _shared(tables: Tables, held: Routes, orders: Sequence[int]) -> Routes | None:
    """The takers' orders with all of these; None when one finds no room."""
    for order in orders:
        near = sorted(held, key=lambda taker: _detour_micro(tables, taker, held[taker], order))[:MOST_TAKERS]
        fits = [fit for fit in attempts(tables, held, order, near) if isinstance(fit, Fit)]
        if not fits:
            return None
        best = min(fits, key=lambda fit: fit.extra_micro)
        held = held | {best.vehicle: best.orders}
    return held


def _detour_micro(tables: Tables, taker: int, held: tuple[int, ...], order: int) -> int:
    return min(_least_extra(tables, taker, held, order, position) for position in range(len(held) + 1))
