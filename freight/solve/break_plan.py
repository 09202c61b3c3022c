"""What breaks do to a finished route: when it is back, and the wages that are not paid."""

from __future__ import annotations

from freight.domain.breaks import breaks_paid
from freight.domain.plan import RoutePlan
from freight.domain.problem import Problem
from freight.solve.schedule import next_open


def returns_s(problem: Problem, route: RoutePlan) -> int:
    """When a route is back at its depot, as early as its last halt allows."""
    slot = problem.vehicles[route.vehicle]
    last, final = len(route.orders), len(route.orders) + len(route.charges) - 1
    if route.charges and route.charges[-1].after == last:
        stop = route.charges[-1]
        place, ready_s = problem.chargers[stop.charger].place, stop.end_s
    else:
        order = route.orders[-1]
        place, ready_s = (
            int(problem.order_place[order]),
            route.start_s[-1] + int(problem.service_s[slot.profile, order]),
        )
    leave_s = route.leaves_s(final, ready_s)
    arrive_s = problem.travel.arrival_s(slot.profile, place, slot.depot_place, leave_s)
    opened = next_open(slot.end_intervals, arrive_s)
    return arrive_s if opened is None else opened


def unpaid_micro(problem: Problem, route: RoutePlan) -> int:
    """Wages that a route does not cost because its driver is on a break, millionths of a krone."""
    slot = problem.vehicles[route.vehicle]
    if breaks_paid(slot.breaks) or not route.breaks:
        return 0
    span_s = returns_s(problem, route) - route.depart_s
    return slot.wages_micro(span_s) - slot.wages_micro(paid_s(problem, route))


def paid_s(problem: Problem, route: RoutePlan) -> int:
    """Seconds from leaving the depot to the return, unpaid breaks left out."""
    rested_s = sum(stop.end_s - stop.begin_s for stop in route.breaks)
    unpaid_s = 0 if breaks_paid(problem.vehicles[route.vehicle].breaks) else rested_s
    return returns_s(problem, route) - route.depart_s - unpaid_s
