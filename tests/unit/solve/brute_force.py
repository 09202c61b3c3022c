"""The optimum of a tiny problem by trying everything; shares no code with freight.solve.

The least span for one window a stop follows from the longest path of its difference constraints: the span
is at least the driving and service, and at least what lies between the last moment of one stop and the
first of a later one. Several windows a stop are tried in every combination.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise, permutations, product

from freight.domain.problem import Problem
from freight.domain.travel import UNREACHABLE


def legs_of(problem: Problem, vehicle: int, orders: Sequence[int]) -> list[tuple[int, int]]:
    depot = problem.vehicles[vehicle].depot_place
    places = [depot, *(int(problem.order_place[order]) for order in orders), depot]
    return list(pairwise(places))


def least_span(problem: Problem, vehicle: int, orders: Sequence[int]) -> int | None:
    slot = problem.vehicles[vehicle]
    layer = problem.travel.seconds[slot.profile]
    service = [0, *(int(problem.service_s[slot.profile, order]) for order in orders)]
    gaps = [s + int(layer[leg]) for s, leg in zip(service, legs_of(problem, vehicle, orders), strict=True)]
    stops = [problem.start_windows[order][slot.profile] for order in orders]
    return span_by_longest_path(gaps, [slot.start_intervals, *stops, slot.end_intervals])


def span_by_longest_path(gaps: Sequence[int], hours: Sequence[Sequence[tuple[int, int]]]) -> int | None:
    """Least span of stops with these hours; ``gaps[k]`` lies between stop k and k + 1."""
    at = [0, *accumulate(gaps)]
    spans = [_span_of(at, chosen) for chosen in product(*hours)]
    return min((span for span in spans if span is not None), default=None)


def _span_of(at: list[int], chosen: Sequence[tuple[int, int]]) -> int | None:
    span = at[-1]
    for i, (_, last) in enumerate(chosen):
        for j in range(i):
            if chosen[j][0] + at[i] - at[j] > last:
                return None
        for j in range(i + 1, len(chosen)):
            span = max(span, at[i] + chosen[j][0] - last + at[-1] - at[j])
    return span


def carries(problem: Problem, vehicle: int, orders: Sequence[int]) -> bool:
    limit, stops = problem.vehicles[vehicle].capacity, problem.vehicles[vehicle].max_stops
    if stops is not None and sum(order < problem.first_reload for order in orders) > stops:
        return False
    loaded: list[list[int]] = [[]]
    for order in orders:
        if order < problem.first_reload:
            loaded[-1].append(order)
        else:
            loaded.append([])
    picks = [[bool(problem.pickup[order].any()) for order in part] for part in loaded]
    if problem.vehicles[vehicle].last_in_first_out and any(part != sorted(part) for part in picks):
        return False
    for unit, part in product(range(3), loaded):
        for done in range(len(part) + 1):
            on_board = problem.delivery[part[done:], unit].sum() + problem.pickup[part[:done], unit].sum()
            if on_board > limit[unit]:
                return False
    return True


def route_micro(problem: Problem, vehicle: int, orders: Sequence[int]) -> int | None:
    """Cost of a route when driven best, None when it breaks a rule."""
    slot, travel = problem.vehicles[vehicle], problem.travel
    legs = legs_of(problem, vehicle, orders)
    if not problem.may_serve[list(orders), vehicle].all() or not carries(problem, vehicle, orders):
        return None
    if problem.goods is not None:
        classes = [problem.goods.of_order[order] for order in orders]
        if any((one, other) in problem.goods.pairs for one, other in permutations(classes, 2)):
            return None
    if any(travel.seconds[slot.profile][leg] >= UNREACHABLE for leg in legs):
        return None
    energy = sum(int(travel.energy_wh[slot.profile][leg]) for leg in legs)
    if slot.energy_wh is not None and energy > slot.energy_wh:
        return None
    span = least_span(problem, vehicle, orders)
    if span is None:
        return None
    money = sum(int(travel.cost_micro[slot.profile][leg]) for leg in legs)
    places = {int(problem.order_place[order]) for order in orders}
    fees = sum(
        fee.fee_micro[vehicle]
        for fee in problem.day_fees
        if any(fee.inside[slot.profile, place] for place in places)
    )
    over = slot.over_micro * max(0, span - slot.normal_s)
    return slot.day_micro + money + slot.second_micro * span + over + fees


Plan = tuple[tuple[int, ...], ...]
"""Orders of every vehicle, in sequence."""


def _best_by_set(problem: Problem, vehicle: int) -> dict[int, tuple[int, tuple[int, ...]]]:
    best: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    for size in range(1, problem.order_count + 1):
        for orders in permutations(range(problem.order_count), size):
            micro = route_micro(problem, vehicle, orders)
            key = sum(1 << order for order in orders)
            if micro is not None and (key not in best or micro < best[key][0]):
                best[key] = (micro, orders)
    return best


def optimum(problem: Problem) -> tuple[int, Plan]:
    """Cheapest plan of a few vehicles: its cost and its routes."""
    plans: dict[int, tuple[int, Plan]] = {0: (0, ())}
    for vehicle in range(len(problem.vehicles)):
        alone, joined = _best_by_set(problem, vehicle), {}
        for done, (spent, routes) in plans.items():
            for more, (cost, orders) in alone.items():
                both = done | more
                if not done & more and (both not in joined or spent + cost < joined[both][0]):
                    joined[both] = (spent + cost, (*routes, orders))
        plans = joined
    return min((cost + _penalties(problem, done), routes) for done, (cost, routes) in plans.items())


def _penalties(problem: Problem, done: int) -> int:
    return sum(p for order, p in enumerate(problem.penalty_micro.tolist()) if not done >> order & 1)


def plan_micro(problem: Problem, routes: dict[int, tuple[int, ...]]) -> int:
    """Cost of a whole plan; fails on a route that breaks a rule."""
    total = _penalties(problem, sum(1 << order for orders in routes.values() for order in orders))
    for vehicle, orders in routes.items():
        micro = route_micro(problem, vehicle, orders)
        assert micro is not None, f"vehicle {vehicle} can not drive {orders}"
        total += micro
    return total
