"""The cheapest plan of a small day by trying every sequence on every vehicle, with or without a given order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from freight.domain.problem import Problem
from freight.domain.travel import UNREACHABLE
from freight.solve.insertion import cost_of
from freight.solve.route_rules import breaches
from freight.solve.stations import charges
from freight.solve.tables import Tables, make_tables
from tests.unit.solve.brute_force import span_by_longest_path

Best = dict[int, int]
"""Set of orders as bits -> least cost of one route that serves exactly these."""


def exact_micro(problem: Problem, tables: Tables, vehicle: int, orders: Sequence[int]) -> int | None:
    """Cost of one route; None when it breaks a rule. Charging is left to the program's own exact rules."""
    if not problem.may_serve[list(orders), vehicle].all():
        return None
    most = problem.vehicles[vehicle].max_stops
    if most is not None and len(orders) > most:
        return None
    if charges(problem.vehicles[vehicle]):
        return None if breaches(tables, vehicle, orders) else cost_of(tables, vehicle, orders)
    return _plain_micro(tables, vehicle, orders)


def _plain_micro(tables: Tables, vehicle: int, orders: Sequence[int]) -> int | None:
    """As `brute_force.route_micro`, on lists: a day has a hundred thousand sequences."""
    slot = tables.vehicles[vehicle]
    places = [slot.depot_place, *(tables.place[order] for order in orders), slot.depot_place]
    legs = list(pairwise(places))
    seconds = [tables.seconds[slot.profile][here][there] for here, there in legs]
    energy = sum(tables.energy_wh[slot.profile][here][there] for here, there in legs)
    if max(seconds) >= UNREACHABLE or (slot.energy_wh is not None and energy > slot.energy_wh):
        return None
    if any(_peak(tables, orders, unit) > room for unit, room in enumerate(slot.capacity)):
        return None
    service = [0, *(tables.service_s[slot.profile][order] for order in orders)]
    stops = [tables.windows[order][slot.profile] for order in orders]
    gaps = [stay + drive for stay, drive in zip(service, seconds, strict=True)]
    span = span_by_longest_path(gaps, [slot.start_intervals, *stops, slot.end_intervals])
    if span is None:
        return None
    fees = sum(
        fee[vehicle] for fee, inside in tables.day_fees if any(inside[slot.profile][at] for at in places[1:-1])
    )
    money = sum(tables.money[slot.profile][here][there] for here, there in legs)
    return slot.day_micro + money + slot.second_micro * span + fees


def _peak(tables: Tables, orders: Sequence[int], unit: int) -> int:
    load = peak = sum(tables.delivery[order][unit] for order in orders)
    for order in orders:
        load += tables.pickup[order][unit] - tables.delivery[order][unit]
        peak = max(peak, load)
    return peak


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
                service = tables.service_s[slot.profile][order]
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
