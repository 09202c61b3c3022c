"""A solution over indices back to a plan over streets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from freight.build.problem import Built
from freight.build.profiles import Profile
from freight.domain.breaks import Break
from freight.domain.fleet import VehicleType
from freight.domain.plan import Charge, Leg, Plan, Route, RoutePlan, Solution, Visit
from freight.domain.scenario import Interval
from freight.units import WH_PER_KWH


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
        robust_share=built.scenario.robust_share,
    )


def _route(route: RoutePlan, built: Built) -> Route:
    problem = built.problem
    slot = problem.vehicles[route.vehicle]
    profile = built.profiles[slot.profile]
    travel = problem.travel
    here, ready = slot.depot_place, route.depart_s
    visits = []
    for number, halt in enumerate(halts_of(route, built)):
        arrive_s = travel.arrival_s(slot.profile, here, halt.place, ready)
        breaks = tuple(Break(stop.begin_s, stop.end_s) for stop in route.breaks if stop.halt == number)
        at_once = any(begin_s < halt.start_s for begin_s, _ in breaks)
        leg = planned_leg(profile, here, halt.place, 0 if at_once else halt.start_s - arrive_s)
        here, ready = halt.place, route.leaves_s(number, halt.leave_s)
        visits.append(Visit(halt.order_ids, leg, halt.start_s, ready, halt.charge, breaks, halt.reload))
    home_s = travel.arrival_s(slot.profile, here, slot.depot_place, ready)
    back = planned_leg(profile, here, slot.depot_place, wait_s(home_s, slot.end_intervals))
    return Route(slot.id, route.depart_s, tuple(visits), back)


class _Halt(NamedTuple):
    place: int
    order_ids: tuple[str, ...]
    start_s: int
    leave_s: int
    charge: Charge | None = None
    reload: str = ""


def halts_of(route: RoutePlan, built: Built) -> Iterator[_Halt]:
    """Orders, reload halts and charging sessions in the order of driving."""
    problem = built.problem
    depot_id = built.scenario.vehicles[route.vehicle].depot_id
    slot = problem.vehicles[route.vehicle]
    for number in range(len(route.orders) + 1):
        for stop in route.charges:
            if stop.after == number:
                site = problem.chargers[stop.charger]
                charge = Charge(site.id, level_kwh(built.scenario.vehicle_type(slot.type_id), stop.level_wh))
                yield _Halt(site.place, (), stop.start_s, stop.end_s, charge)
        if number < len(route.orders):
            order, start_s = route.orders[number], route.start_s[number]
            leave_s = start_s + int(problem.service_s[slot.profile, order])
            asked = order < problem.first_reload
            names = (problem.order_ids[order],) if asked else ()
            home = "" if asked else depot_id
            yield _Halt(int(problem.order_place[order]), names, start_s, leave_s, reload=home)


def level_kwh(kind: VehicleType, level_wh: int) -> float:
    """Energy in the battery of a level above the reserve."""
    assert kind.battery is not None, "only vehicles with a battery charge"
    return round(kind.battery.reserve_kwh + level_wh / WH_PER_KWH, 6)


def wait_s(arrive_s: int, may_arrive: tuple[Interval, ...]) -> int:
    """Seconds until the depot may be reached: its streets can be closed when the last stop is done."""
    return next((max(0, opens - arrive_s) for opens, closes in may_arrive if arrive_s <= closes), 0)


def planned_leg(profile: Profile, origin: int, target: int, wait_s: int) -> Leg:
    """The streets of a leg; time to spare is spent at the gate when the place has one."""
    leg = profile.table.leg(profile.row[origin], profile.row[target])
    return replace(leg, hold_s=wait_s) if wait_s > 0 and leg.hold_before > 0 else leg
