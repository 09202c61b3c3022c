"""How long the legs of finished routes take at the hours at which they are driven."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from freight.domain.plan import RoutePlan
from freight.domain.problem import Problem
from freight.solve.sessions import SessionNode


@dataclass(frozen=True, slots=True)
class Numbers:
    """OR-Tools' nodes: the distinct depots by place, then the orders, then the sessions."""

    depots: Sequence[int]
    orders: Sequence[int]
    sessions: Sequence[SessionNode]


def driven_legs(problem: Problem, routes: Sequence[RoutePlan], numbers: Numbers) -> dict[tuple[int, int], int]:
    """Seconds of every leg of the routes, by the nodes it joins; nothing where all hours are alike.

    No two routes share a leg: each order and each session is a node of its own.
    """
    if problem.travel.traffic is None:
        return {}
    node_of = {order: len(numbers.depots) + at for at, order in enumerate(numbers.orders)}
    found: dict[tuple[int, int], int] = {}
    for route in routes:
        slot = problem.vehicles[route.vehicle]
        home = numbers.depots.index(slot.depot_place)
        node, place, leave_s = home, slot.depot_place, route.depart_s
        for halt, (there, target, after_s) in enumerate(_halts(problem, route, numbers, node_of)):
            found[node, there] = problem.travel.arrival_s(slot.profile, place, target, leave_s) - leave_s
            node, place, leave_s = there, target, route.leaves_s(halt, after_s)
        found[node, home] = problem.travel.arrival_s(slot.profile, place, slot.depot_place, leave_s) - leave_s
    return found


def _halts(
    problem: Problem, route: RoutePlan, numbers: Numbers, node_of: dict[int, int]
) -> Iterator[tuple[int, int, int]]:
    """Node, place and departure of every order and session in the order of driving."""
    profile = problem.vehicles[route.vehicle].profile
    own = [at for at, session in enumerate(numbers.sessions) if session.vehicle == route.vehicle]
    sessions = list(zip(own, route.charges, strict=True))
    first = len(numbers.depots) + len(numbers.orders)
    for done in range(len(route.orders) + 1):
        while sessions and sessions[0][1].after == done:
            at, stop = sessions.pop(0)
            yield first + at, problem.chargers[stop.charger].place, stop.end_s
        if done < len(route.orders):
            order = route.orders[done]
            leave_s = route.start_s[done] + int(problem.service_s[profile, order])
            yield node_of[order], int(problem.order_place[order]), leave_s
