"""Broken against what happened: at 07:25 Van 1 serves `court`, Electric and Bike drive to a first stop."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from freight.domain.happened import Closure, Event, EventKind, Happened
from freight.domain.lock import Lock
from freight.domain.plan import Plan
from tests.broken_plans.register import breaks
from tests.broken_plans.town import HOUR
from tests.broken_plans.world import World, planned, with_leg, with_times

NOW_S = 7 * HOUR + 25 * 60
LOADED = {
    "Van 1": ("early", "market", "court", "clean"),
    "Electric": ("quay", "harbour"),
    "Bike": ("south", "green"),
}


def replanned(world: World, earlier: Plan | None = None, **changes: object) -> World:
    """A good plan made again at 07:25, which changes nothing."""
    happened = Happened(
        now_s=NOW_S,
        tolerance_s=900,
        events=(),
        loaded=LOADED,
        cancelled=(),
        earlier_file=Path("earlier-plan.json"),
        earlier=earlier or world.plan,
    )
    happened = replace(happened, **changes)  # type: ignore[arg-type]  # fields by name
    return replace(world, scenario=replace(world.scenario, happened=happened))


def without(plan: Plan, vehicle_id: str) -> Plan:
    return replace(plan, routes=tuple(route for route in plan.routes if route.vehicle_id != vehicle_id))


@breaks("done")
def served_stop_that_is_moved(world: World) -> World:
    made = replanned(world)
    first = made.route("Van 1").visits[0]
    return made.with_route(with_times(made.route("Van 1"), 0, first.start_s - 60, first.depart_s - 60))


@breaks("done")
def departure_that_is_moved(world: World) -> World:
    made = replanned(world)
    route = made.route("Van 1")
    return made.with_route(replace(route, depart_s=route.depart_s - 60))


@breaks("done")
def vehicle_that_is_said_to_have_left(world: World) -> World:
    loaded = {name: ids for name, ids in LOADED.items() if name != "Electric"}
    return replanned(world, without(world.plan, "Electric"), loaded=loaded)


@breaks("done")
def other_way_to_where_it_stands(world: World) -> World:
    """Told of another street of the same length, it can not have been on this one."""
    told = world.route("Electric")
    leg = told.visits[0].leg
    other = replace(leg, streets=(leg.streets[0], leg.streets[1] + 2, *leg.streets[2:]))
    return replanned(world, world.with_route(with_leg(told, 0, other)).plan)


@breaks("on_board")
def goods_of_another_vehicle(world: World) -> World:
    made = replanned(world)
    handed = planned(made, "Van 2", ("clean",), depart_s=8 * HOUR, spare_s=180)
    made = made.with_route(planned(made, "Van 1", ("early", "market", "court", "return"), spare_s=180))
    return replace(made, plan=replace(made.plan, routes=(*made.plan.routes, handed)))


@breaks("on_board")
def goods_that_are_missing_in_the_list(world: World) -> World:
    return replanned(world, loaded={**LOADED, "Van 1": ("early", "market", "court")})


@breaks("on_board")
def goods_that_were_not_loaded(world: World) -> World:
    told = world.with_route(planned(world, "Electric", ("quay",), spare_s=180)).plan
    return replanned(world, told, loaded={**LOADED, "Electric": ("quay",)})


@breaks("stranded")
def broken_vehicle_that_goes_on(world: World) -> World:
    event = Event("E1", EventKind.BREAKDOWN, NOW_S - 60, NOW_S, vehicle_id="Electric")
    return replanned(world, events=(event,))


@breaks("closed_street")
def closed_street_that_is_driven(world: World) -> World:
    shut = world.streets.street_id.index("105.1+")
    event = Event("E1", EventKind.CLOSED, NOW_S, NOW_S, street_ids=("105.1+",), until_s=9 * HOUR)
    closure = Closure("E1", frozenset({shut}), NOW_S, 9 * HOUR)
    return replanned(world, events=(event,), closures=(closure,))


def locked(world: World, *locks: Lock) -> World:
    return replace(world, scenario=replace(world.scenario, locks=locks))


@breaks("locks")
def locked_order_in_another_vehicle(world: World) -> World:
    return locked(world, Lock("Electric 2", "quay"))


@breaks("locks")
def locked_stops_in_another_order(world: World) -> World:
    return locked(world, Lock("Van 1", "market", 1), Lock("Van 1", "early", 2))


@breaks("locks")
def stop_beside_a_locked_route(world: World) -> World:
    return locked(world, Lock("Bike", "south", 1, True))
