"""A day of freight in the words of PyVRP, as far as PyVRP has them.

It has: profiles, a mixed fleet, three capacities with deliveries and pickups, optional orders, several windows
(one client a window, at most one of them visited), who may serve what (a profile a class of vehicles).
It has not: the range of a battery, a fee paid once a day, hours with a hole. Routes that break what it can not
know are counted by the caller.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pyvrp
import pyvrp.stop

from freight.domain.problem import Problem, VehicleSlot
from freight.domain.scenario import Interval
from freight.domain.travel import UNREACHABLE, BoolArray, IntArray
from freight.solve.eligible import eligible, usable

MICRO_PER_UNIT = 100
"""PyVRP counts money in whole numbers; this many millionths each."""
NEVER_S = 10**7
"""Seconds of a way that does not exist: far above any shift."""

Kind = tuple[int, int, tuple[int, int, int], Interval, Interval, int, int, bytes]
"""What makes two vehicles one to PyVRP."""


@dataclass(frozen=True, slots=True)
class Client:
    """One window of one order, open to these profiles."""

    order: int
    window: Interval
    profiles: frozenset[int]


def run_pyvrp(problem: Problem, seconds: float, seed: int) -> dict[int, tuple[int, ...]]:
    """Routes by vehicle within the seconds; empty when PyVRP finds no plan that keeps its rules."""
    kinds = _kinds(problem)
    clients = _clients(problem)
    data = _data(problem, list(kinds), [len(them) for them in kinds.values()], clients)
    result = pyvrp.solve(data, pyvrp.stop.MaxRuntime(seconds), seed=seed, collect_stats=False)
    if not result.best.is_feasible():
        return {}
    free = [list(them) for them in kinds.values()]
    routes = {}
    for route in result.best.routes():
        visits = [clients[visit.idx].order for visit in route if visit.is_client()]
        if visits:
            routes[free[route.vehicle_type()].pop(0)] = tuple(visits)
    return routes


def _kinds(problem: Problem) -> dict[Kind, list[int]]:
    allowed, kinds = eligible(problem), dict[Kind, list[int]]()
    for number, slot in enumerate(problem.vehicles):
        if usable(slot):
            kinds.setdefault(_kind(slot, allowed[:, number]), []).append(number)
    return kinds


def _kind(slot: VehicleSlot, allowed: BoolArray) -> Kind:
    leave = slot.start_intervals[0][0], slot.start_intervals[-1][1]
    back = slot.end_intervals[0][0], slot.end_intervals[-1][1]
    money = slot.day_micro, slot.second_micro
    return (slot.profile, slot.depot_place, slot.capacity, leave, back, *money, allowed.tobytes())


def _clients(problem: Problem) -> list[Client]:
    clients = []
    for order, by_profile in enumerate(problem.start_windows):
        profiles: dict[Interval, set[int]] = {}
        for profile, windows in enumerate(by_profile):
            for window in windows:
                profiles.setdefault(window, set()).add(profile)
        clients += [Client(order, window, frozenset(them)) for window, them in sorted(profiles.items())]
    return clients


def _data(problem: Problem, kinds: list[Kind], counts: list[int], clients: list[Client]) -> pyvrp.ProblemData:
    depots = sorted({kind[1] for kind in kinds})
    orders = np.array([client.order for client in clients])
    places = np.concatenate([depots, problem.order_place[orders]]).astype(np.int64)
    copies = Counter(client.order for client in clients)
    groups: dict[int, list[int]] = {order: [] for order, count in copies.items() if count > 1}
    for number, client in enumerate(clients):
        if client.order in groups:
            groups[client.order].append(number)
    group_of = {order: number for number, order in enumerate(groups)}
    return pyvrp.ProblemData(
        [pyvrp.Location(0, 0) for _ in places],
        [
            pyvrp.Client(
                len(depots) + number,
                delivery=problem.delivery[client.order].tolist(),
                pickup=problem.pickup[client.order].tolist(),
                service_duration=int(problem.service_s[min(client.profiles), client.order]),
                tw_early=client.window[0],
                tw_late=client.window[1],
                prize=int(problem.penalty_micro[client.order]) // MICRO_PER_UNIT,
                required=False,
                group=group_of.get(client.order),
            )
            for number, client in enumerate(clients)
        ],
        [pyvrp.Depot(number) for number in range(len(depots))],
        [
            pyvrp.VehicleType(
                count,
                list(kind[2]),
                depots.index(kind[1]),
                depots.index(kind[1]),
                fixed_cost=kind[5] // MICRO_PER_UNIT,
                tw_early=kind[3][0],
                tw_late=kind[4][1],
                start_late=kind[3][1],
                unit_distance_cost=1,
                unit_duration_cost=round(kind[6] / MICRO_PER_UNIT),
                profile=number,
            )
            for number, (kind, count) in enumerate(zip(kinds, counts, strict=True))
        ],
        *_matrices(problem, kinds, places, len(depots), clients),
        [pyvrp.ClientGroup(members, required=False) for members in groups.values()],
    )


def _matrices(
    problem: Problem, kinds: list[Kind], places: IntArray, depots: int, clients: list[Client]
) -> tuple[list[IntArray], list[IntArray]]:
    money, seconds = [], []
    for kind in kinds:
        profile, allowed = kind[0], np.frombuffer(kind[-1], dtype=np.bool_)
        cells = np.ix_(places, places)
        duration = problem.travel.seconds[profile][cells].copy()
        cost = problem.travel.cost_micro[profile][cells] // MICRO_PER_UNIT
        barred = [
            depots + n for n, c in enumerate(clients) if not allowed[c.order] or profile not in c.profiles
        ]
        duration[:, barred] = duration[barred, :] = UNREACHABLE
        cut = duration >= UNREACHABLE
        cost[cut], duration[cut] = 0, NEVER_S
        np.fill_diagonal(cost, 0)
        np.fill_diagonal(duration, 0)
        money.append(np.ascontiguousarray(cost))
        seconds.append(np.ascontiguousarray(duration))
    return money, seconds
