"""Broken where vehicles load anew: bike and electric van come back to the only dock between two stops."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from freight.domain.fleet import Load
from freight.domain.plan import Route, Visit
from tests.broken_plans.of_orders import with_goods
from tests.broken_plans.register import breaks
from tests.broken_plans.town import ELECTRIC
from tests.broken_plans.world import World, planned, table, with_times

RELOAD_MIN = 5
RELOAD_S = RELOAD_MIN * 60


def reloading(world: World) -> World:
    """A good plan: the bike is full twice, and the van loads at the dock when the bike has left it."""
    assert ELECTRIC.battery is not None
    changes: dict[str, dict[str, Any]] = {
        "bike": {"capacity": Load(30.0, 1.5, 20.0)},
        "evan": {"battery": replace(ELECTRIC.battery, capacity_kwh=6.0)},
        "van": {"reloads": 0},
    }
    kinds = tuple(
        replace(kind, **{"reloads": 1, "reload_min": RELOAD_MIN} | changes[kind.id])
        for kind in world.scenario.vehicle_types
    )
    depots = (replace(world.scenario.depots[0], docks=1), *world.scenario.depots[1:])
    known = replace(world, scenario=replace(world.scenario, vehicle_types=kinds, depots=depots))
    known = known.with_order("south", load=Load(25.0, 0.5, 2.0)).with_order("green", load=Load(28.0, 0.5, 2.0))
    bike = _with_reload(known, planned(known, "Bike", ("south", "green")))
    known = known.with_route(bike)
    van = planned(known, "Electric", ("quay", "harbour"))
    return known.with_route(_with_reload(known, van, from_s=bike.visits[1].depart_s))


def _with_reload(world: World, route: Route, from_s: int = 0) -> Route:
    """Back to the depot between its two stops, no earlier than `from_s`, and on."""
    matrix, row = table(world, route.vehicle_id)
    first, second = route.visits
    here, home, there = row[first.order_ids[0]], row["depot"], row[second.order_ids[0]]
    start_s = max(first.depart_s + math.ceil(matrix.seconds[here, home]), from_s)
    halt = Visit((), matrix.leg(here, home), start_s, start_s + RELOAD_S, reload=world.scenario.depots[0].id)
    after_s = start_s + RELOAD_S + math.ceil(matrix.seconds[home, there])
    lasts_s = second.depart_s - second.start_s
    later = replace(second, leg=matrix.leg(home, there), start_s=after_s, depart_s=after_s + lasts_s)
    return replace(route, visits=(first, halt, later))


def with_halt(world: World, vehicle_id: str, **changes: object) -> World:
    """Another reload halt."""
    route = world.route(vehicle_id)
    first, halt, later = route.visits
    changed = replace(halt, **changes)  # type: ignore[arg-type]  # fields by name
    return world.with_route(replace(route, visits=(first, changed, later)))


@breaks("reloads")
def more_often_than_it_may(world: World) -> World:
    return reloading(world).with_vehicle("Bike", reloads=0)


@breaks("reloads")
def leaves_half_loaded(world: World) -> World:
    made = reloading(world)
    halt = made.route("Bike").visits[1]
    return with_halt(made, "Bike", depart_s=halt.depart_s - 60)


@breaks("reloads")
def loads_where_its_goods_do_not_lie(world: World) -> World:
    return with_halt(reloading(world), "Bike", reload="elsewhere")


@breaks("docks")
def both_at_the_only_dock(world: World) -> World:
    made = reloading(world)
    begin_s = made.route("Bike").visits[1].depart_s - 1
    return made.with_route(with_times(made.route("Electric"), 1, begin_s, begin_s + RELOAD_S))


@breaks("capacity")
def too_much_for_one_of_the_two_loads(world: World) -> World:
    return reloading(world).with_order("green", load=Load(30.5, 0.5, 2.0))


@breaks("capacity")
def full_twice_without_coming_back(world: World) -> World:
    made = reloading(world)
    route = planned(made, "Bike", ("south", "green"))
    return made.with_route(route)


@breaks("goods_apart")
def loading_anew_does_not_part_food_from_paint(world: World) -> World:
    made = reloading(world).with_order("south", goods_class="food").with_order("green", goods_class="paint")
    return with_goods(made, ("food", "paint"))


@breaks("place")
def loads_anew_at_the_last_stop(world: World) -> World:
    made = reloading(world)
    matrix, row = table(made, "Bike")
    first, halt, later = made.route("Bike").visits
    stays = replace(halt, leg=matrix.leg(row["south"], row["south"]))
    onward = replace(later, leg=matrix.leg(row["south"], row["green"]))
    return made.with_route(replace(made.route("Bike"), visits=(first, stays, onward)))


@breaks("clock")
def loads_before_it_is_back(world: World) -> World:
    made = reloading(world)
    depots = tuple(replace(depot, docks=2) for depot in made.scenario.depots)
    start_s = made.route("Bike").visits[1].start_s - 120
    return with_halt(replace(made, scenario=replace(made.scenario, depots=depots)), "Bike", start_s=start_s)


@breaks("shift")
def comes_back_too_late_for_it_all(world: World) -> World:
    made = reloading(world)
    return made.with_vehicle("Bike", shift_end_s=made.route("Bike").visits[2].depart_s + 5)
