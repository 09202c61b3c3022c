"""The cheapest plan of a small day by trying every sequence on every vehicle, with or without a given order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from freight.domain.problem import Problem
from freight.domain.travel import UNREACHABLE
from freight.solve.insertion import cost_of
from freight.solve.route_rules import breaches
from freight.solve.stations import charges
from freight.solve.tables import Tables, make_tables
from tests.unit.solve.brute_force import route_micro

Best = dict[int, int]
"""Set of orders as bits -> least cost of one route that serves exactly these."""


def exact_micro(problem: Problem, tables: Tables, vehicle: int, orders: Sequence[int]) -> int | None:
    """Cost of one route; None when it breaks a rule. Charging is left to the program's own exact rules."""
    if not charges(problem.vehicles[vehicle]):
        return route_micro(problem, vehicle, tuple(orders))
    if not problem.may_serve[list(orders), vehicle].all() or breaches(tables, vehicle, orders):
        return None
    return cost_of(tables, vehicle, orders)


def best_routes(problem: Problem, tables: Tables, vehicle: int) -> Best:
    """Least cost of every set of orders on one vehicle; sets that it can not serve are missing."""
    best: Best = {0: 0}
    slot = problem.vehicles[vehicle]
    able = [order for order in range(problem.order_count) if problem.may_serve[order, vehicle]]
    if not slot.start_intervals or not slot.end_intervals:
        return best
    for orders, least in _sequences(problem, tables, vehicle, able):
        key = sum(1 << order for order in orders)
        if key in best and least >= best[key]:
            continue
        micro = exact_micro(problem, tables, vehicle, orders)
        if micro is not None and micro < best.get(key, micro + 1):
            best[key] = micro
    return best


def _sequences(
    problem: Problem, tables: Tables, vehicle: int, able: list[int]
) -> Iterator[tuple[tuple[int, ...], int]]:
    """Every sequence whose beginning is not already too late or too much, with a bound on its cost."""
    slot = problem.vehicles[vehicle]
    seconds, money = tables.seconds[slot.profile], tables.money[slot.profile]
    depot = slot.depot_place

    def grow(
        orders: tuple[int, ...], place: int, now: int, driven: int, paid: int
    ) -> Iterator[tuple[tuple[int, ...], int]]:
        if orders:
            least = slot.day_micro + paid + money[place][depot]
            yield orders, least + slot.second_micro * (driven + seconds[place][depot])
        for order in able:
            there = tables.place[order]
            if order in orders or seconds[place][there] >= UNREACHABLE:
                continue
            arrive = now + seconds[place][there]
            begin = next((max(a, arrive) for a, b in tables.windows[order][slot.profile] if arrive <= b), None)
            loads = [*orders, order]
            heavy = any(
                sum(tables.delivery[o][unit] for o in loads) > room
                or sum(tables.pickup[o][unit] for o in loads) > room
                for unit, room in enumerate(slot.capacity)
            )
            if begin is not None and not heavy:
                service = tables.service_s[order]
                spent = driven + seconds[place][there] + service
                yield from grow((*orders, order), there, begin + service, spent, paid + money[place][there])

    yield from grow((), depot, slot.start_intervals[0][0], 0, 0)


def cheapest(problem: Problem, tables: Tables | None = None) -> dict[int, int]:
    """Least cost of serving exactly a set of orders with all vehicles together, penalties not counted."""
    tables = make_tables(problem) if tables is None else tables
    plans = {0: 0}
    for vehicle in range(len(problem.vehicles)):
        alone, joined = best_routes(problem, tables, vehicle), dict[int, int]()
        for done, spent in plans.items():
            for more, cost in alone.items():
                if not done & more:
                    both = done | more
                    joined[both] = min(joined.get(both, spent + cost), spent + cost)
        plans = joined
    return plans


def total_micro(problem: Problem, served: int, routes_micro: int) -> int:
    """Cost with the penalties of the orders that are left out."""
    penalties = problem.penalty_micro.tolist()
    return routes_micro + sum(nok for order, nok in enumerate(penalties) if not served >> order & 1)
