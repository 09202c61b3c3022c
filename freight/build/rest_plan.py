"""What was driven and what is planned anew, joined to whole routes from depot to depot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from freight.build.plan import halts_of, planned_leg, wait_s
from freight.build.present import Present, Status
from freight.build.rest import Rest
from freight.domain.plan import Leg, Plan, Route, RoutePlan, Solution, Visit


def whole_day(solution: Solution, rest: Rest, earlier: Plan, inputs: tuple[tuple[str, str], ...]) -> Plan:
    """The plan of the whole day: routes in the order of the fleet."""
    planned = {route.vehicle: route for route in solution.routes}
    routes = []
    for number, state in enumerate(rest.states):
        route = _route(number, state, planned.get(number), rest)
        if route is not None:
            routes.append(route)
    return Plan(
        day=earlier.day,
        routes=tuple(routes),
        unserved=solution.unserved,
        engine=solution.engine,
        seed=solution.seed,
        objective_micro=solution.objective_micro,
        inputs=inputs,
    )


def _route(number: int, state: Present, planned: RoutePlan | None, rest: Rest) -> Route | None:
    vehicle_id = state.vehicle_id
    if state.status is Status.AT_DEPOT:
        if planned is None:
            return None
        visits, back = _from_here(number, planned, rest, rest.start_place[number], planned.depart_s, None)
        return Route(vehicle_id, planned.depart_s, visits, back)
    if state.standing is None:
        return None if state.back is None else Route(vehicle_id, state.depart_s, state.visits, state.back)
    if state.status is Status.BROKEN:
        assert state.way is not None, "a vehicle that broke down on the street has a way there"
        return Route(vehicle_id, state.depart_s, state.visits, state.way)
    empty = RoutePlan(number, state.at_s, (), ())
    visits, back = _from_here(number, planned or empty, rest, rest.start_place[number], state.at_s, state.way)
    return Route(vehicle_id, state.depart_s, (*state.visits, *visits), back)


def _from_here(
    number: int, planned: RoutePlan, rest: Rest, here: int, ready_s: int, way: Leg | None
) -> tuple[tuple[Visit, ...], Leg]:
    built = rest.built
    slot = built.problem.vehicles[number]
    profile = built.profiles[slot.profile]
    seconds = built.problem.travel.seconds[slot.profile]
    visits = []
    for halt in halts_of(planned, built):
        spare_s = halt.start_s - ready_s - int(seconds[here, halt.place])
        leg = joined(way, planned_leg(profile, here, halt.place, spare_s))
        visits.append(Visit(halt.order_ids, leg, halt.start_s, halt.leave_s, halt.charge))
        here, ready_s, way = halt.place, halt.leave_s, None
    home_s = ready_s + int(seconds[here, slot.depot_place])
    back = planned_leg(profile, here, slot.depot_place, wait_s(home_s, slot.end_intervals))
    return tuple(visits), joined(way, back)


def joined(way: Leg | None, onward: Leg) -> Leg:
    """A leg that was begun, and how it goes on from the street on which it is."""
    if way is None:
        return onward
    streets = (*way.streets, *onward.streets[1:])
    shares = {"from_share": way.from_share, "to_share": onward.to_share}
    if onward.hold_s > 0:
        at = len(way.streets) - 1 + onward.hold_before
        waited_s = way.hold_s if way.hold_before == at else 0
        return Leg(streets, **shares, hold_s=onward.hold_s + waited_s, hold_before=at)
    before = min(way.hold_before, len(streets) - 1) if way.hold_s > 0 else onward.hold_before
    return replace(onward, streets=streets, **shares, hold_s=way.hold_s, hold_before=before)


def promised(earlier: Plan) -> Mapping[str, tuple[int, str]]:
    """Order -> (told start of service, vehicle) of everything that the earlier plan serves."""
    return {
        order_id: (visit.start_s, route.vehicle_id)
        for route in earlier.routes
        for visit in route.visits
        for order_id in visit.order_ids
    }
