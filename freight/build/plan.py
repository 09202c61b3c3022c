"""A solution over indices back to a plan over streets."""

from __future__ import annotations

from dataclasses import replace

from freight.build.problem import Built
from freight.build.profiles import Profile
from freight.domain.plan import Leg, Plan, Route, RoutePlan, Solution, Visit
from freight.domain.scenario import Interval


def to_plan(solution: Solution, built: Built, inputs: tuple[tuple[str, str], ...]) -> Plan:
    """Give every leg its streets and every wait its place.

    `inputs` are (part, sha256) of the files the plan was made from.
    """
    return Plan(
        day=built.scenario.day,
        routes=tuple(_route(route, built) for route in solution.routes),
        unserved=solution.unserved,
        engine=solution.engine,
        seed=solution.seed,
        objective_micro=solution.objective_micro,
        inputs=inputs,
    )


def _route(route: RoutePlan, built: Built) -> Route:
    problem = built.problem
    slot = problem.vehicles[route.vehicle]
    profile = built.profiles[slot.profile]
    seconds = problem.travel.seconds[slot.profile]
    here, ready = slot.depot_place, route.depart_s
    visits = []
    for order, start_s in zip(route.orders, route.start_s, strict=True):
        place = int(problem.order_place[order])
        arrive_s = ready + int(seconds[here, place])
        leave_s = start_s + int(problem.service_s[order])
        leg = _leg(profile, here, place, start_s - arrive_s)
        visits.append(Visit((problem.order_ids[order],), leg, start_s, leave_s))
        here, ready = place, leave_s
    home_s = ready + int(seconds[here, slot.depot_place])
    back = _leg(profile, here, slot.depot_place, _wait_s(home_s, slot.end_intervals))
    return Route(slot.id, route.depart_s, tuple(visits), back)


def _wait_s(arrive_s: int, may_arrive: tuple[Interval, ...]) -> int:
    """Seconds until the depot may be reached: its streets can be closed when the last stop is done."""
    return next((max(0, opens - arrive_s) for opens, closes in may_arrive if arrive_s <= closes), 0)


def _leg(profile: Profile, origin: int, target: int, wait_s: int) -> Leg:
    """The streets of a leg; time to spare is spent at the gate when the place has one."""
    leg = profile.table.leg(profile.row[origin], profile.row[target])
    return replace(leg, hold_s=wait_s) if wait_s > 0 and leg.hold_before > 0 else leg
