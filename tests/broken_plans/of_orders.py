"""Broken in what is served, by whom and when: the twins of the solver's constraints.

Some rebuild what other planners have returned as a plan: loads above capacity (reinterpretcat/vrp#126), starts
that nobody can reach (google/or-tools#3138), starts before the vehicle is there, an order served by two.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from freight.domain.fleet import Load
from freight.domain.goods import GoodsRules
from freight.domain.plan import Unserved
from freight.domain.problem import Reason
from freight.domain.scenario import Ring, Zone
from tests.broken_plans.register import breaks
from tests.broken_plans.town import HOUR
from tests.broken_plans.world import World, checked, planned, with_leg, with_times


def unserved(world: World, *entries: Unserved) -> World:
    return replace(world, plan=replace(world.plan, unserved=entries))


def with_types(world: World, **changes: object) -> World:
    """The world with every vehicle type changed."""
    kinds = tuple(replace(kind, **changes) for kind in world.scenario.vehicle_types)  # type: ignore[arg-type]
    return replace(world, scenario=replace(world.scenario, vehicle_types=kinds))


@breaks("served_once")
def order_forgotten(world: World) -> World:
    return unserved(world)


@breaks("served_once")
def visit_dropped(world: World) -> World:
    return world.with_route(planned(world, "Van 1", ("early", "market", "court", "return")))


@breaks("served_once")
def served_and_listed_as_unserved(world: World) -> World:
    reason = (Reason("windows", "too late"),)
    return unserved(world, *world.plan.unserved, Unserved("early", reason))


@breaks("served_once")
def listed_as_unserved_twice(world: World) -> World:
    return unserved(world, *world.plan.unserved, *world.plan.unserved)


@breaks("served_once")
def served_by_two_vehicles(world: World) -> World:
    again = planned(world, "Van 2", ("early",))
    return replace(world, plan=replace(world.plan, routes=(*world.plan.routes, again)))


@breaks("served_once")
def served_twice_on_one_route(world: World) -> World:
    return world.with_route(planned(world, "Electric", ("quay", "harbour", "quay")))


@breaks("served_once")
def order_nobody_asked_for(world: World) -> World:
    return unserved(world, *world.plan.unserved, Unserved("phantom", (Reason("capacity", "too heavy"),)))


@breaks("served_once")
def vehicle_not_in_the_fleet(world: World) -> World:
    routes = tuple(replace(r, vehicle_id=r.vehicle_id.replace("Bike", "Bike 9")) for r in world.plan.routes)
    return replace(world, plan=replace(world.plan, routes=routes))


@breaks("served_once")
def vehicle_in_two_places(world: World) -> World:
    first, second = planned(world, "Electric", ("quay",)), planned(world, "Electric", ("harbour",))
    others = tuple(r for r in world.plan.routes if r.vehicle_id != "Electric")
    return replace(world, plan=replace(world.plan, routes=(*others, first, second)))


@breaks("served_once")
def halt_for_nothing(world: World) -> World:
    route = planned(world, "Electric", ("quay", "quay", "harbour"))
    visits = (route.visits[0], replace(route.visits[1], order_ids=()), route.visits[2])
    return world.with_route(replace(route, visits=visits))


@breaks("unserved_reason")
def no_reason(world: World) -> World:
    return unserved(world, Unserved("far", ()))


@breaks("unserved_reason")
def reason_that_says_nothing(world: World) -> World:
    return unserved(world, Unserved("far", (Reason("capacity", "  "),)))


@breaks("skills")
def without_the_lift(world: World) -> World:
    return world.with_vehicle("Van 1", skills=frozenset({"cooler"}))


@breaks("capacity")
def pickup_before_the_van_is_empty_enough(world: World) -> World:
    return world.with_route(planned(world, "Van 1", ("return", "early", "market", "court", "clean")))


@breaks("capacity")
def heavier_than_the_van(world: World) -> World:
    return world.with_order("early", load=Load(551.0, 1.5, 1.0))


@breaks("capacity")
def larger_than_the_bike(world: World) -> World:
    return world.with_order("green", load=Load(20.0, 1.4, 1.0))


@breaks("capacity")
def more_pieces_than_the_bike_holds(world: World) -> World:
    return world.with_order("green", load=Load(20.0, 0.1, 19.5))


@breaks("max_stops")
def one_stop_more_than_it_may(world: World) -> World:
    return world.with_vehicle("Van 1", max_stops=4)


@breaks("max_stops")
def more_stops_than_its_type_may(world: World) -> World:
    kinds = tuple(replace(kind, max_stops=4) for kind in world.scenario.vehicle_types)
    return replace(world, scenario=replace(world.scenario, vehicle_types=kinds))


@breaks("goods_apart")
def food_beside_paint(world: World) -> World:
    made = world.with_order("early", goods_class="food").with_order("clean", goods_class="paint")
    return with_goods(made, ("food", "paint"))


@breaks("goods_apart")
def waste_fetched_where_food_was_delivered(world: World) -> World:
    made = world.with_order("market", goods_class="food").with_order("return", goods_class="waste")
    return with_goods(made, ("paint", "waste"), ("waste", "food"))


@breaks("territories")
def served_outside_its_territory(world: World) -> World:
    return with_territory(world, "early")


@breaks("territories")
def served_in_the_hole_of_its_territory(world: World) -> World:
    at = next(order for order in world.scenario.orders if order.id == "early")
    return with_territory(world, "nobody", square(at.lon, at.lat))


def with_territory(world: World, but: str, *holes: Ring) -> World:
    """Van 1 serves an area that holds all its orders, but for one."""
    ids = {name for visit in world.route("Van 1").visits for name in visit.order_ids} - {but}
    squares = tuple((square(o.lon, o.lat),) for o in world.scenario.orders if o.id in ids)
    polygons = squares if not holes else ((square(10.2, 59.7, 1.0), *holes),)
    area = Zone("area", "Area", "scenario", polygons, ())
    made = world.with_vehicle("Van 1", territories=("area",))
    return replace(made, scenario=replace(made.scenario, zones=(*made.scenario.zones, area)))


def square(lon: float, lat: float, half: float = 0.0001) -> Ring:
    west, east, south, north = lon - half, lon + half, lat - half, lat + half
    return ((west, south), (east, south), (east, north), (west, north), (west, south))


def with_goods(world: World, *pairs: tuple[str, str]) -> World:
    rules = GoodsRules(("food", "paint", "waste"), pairs)
    return replace(world, scenario=replace(world.scenario, goods=rules))


def last_in_first_out(world: World) -> World:
    kinds = tuple(replace(kind, last_in_first_out=True) for kind in world.scenario.vehicle_types)
    return replace(world, scenario=replace(world.scenario, vehicle_types=kinds))


@breaks("last_in_first_out")
def delivers_from_behind_what_it_picked_up(world: World) -> World:
    return last_in_first_out(
        world.with_route(planned(world, "Van 1", ("early", "market", "court", "return", "clean")))
    )


@breaks("windows")
def opens_later(world: World) -> World:
    start_s = world.route("Van 1").visits[2].start_s
    return world.with_order("court", windows=((start_s + 2, 14 * HOUR),))


@breaks("windows")
def closes_during_the_service(world: World) -> World:
    start_s = world.route("Van 1").visits[2].start_s
    return world.with_order("court", windows=((7 * HOUR, start_s + 298),))


@breaks("windows")
def between_two_windows(world: World) -> World:
    start_s = world.route("Van 1").visits[2].start_s
    return world.with_order("court", windows=((6 * HOUR, start_s - 60), (start_s + 600, 14 * HOUR)))


@breaks("service")
def leaves_before_it_is_unloaded(world: World) -> World:
    visit = world.route("Van 1").visits[1]
    return world.with_route(with_times(world.route("Van 1"), 1, visit.start_s, visit.depart_s - 30))


@breaks("service")
def leaves_before_a_slower_type_is_done(world: World) -> World:
    return with_types(world, service_factor=1.2)


@breaks("service")
def leaves_out_the_extra_minutes_of_its_type(world: World) -> World:
    return with_types(world, service_extra_s=20)


@breaks("service")
def leaves_before_it_starts(world: World) -> World:
    route = planned(world, "Electric", ("quay", "harbour"))
    last = route.visits[-1]
    return world.with_route(with_times(route, 1, last.start_s + 300, last.start_s + 100))


@breaks("service")
def two_orders_in_the_time_of_one(world: World) -> World:
    route = world.route("Electric")
    lat_lon = {key: getattr(world.scenario.orders[5], key) for key in ("lat", "lon")}
    both = replace(route.visits[0], order_ids=("quay", "harbour"))
    home = planned(world, "Electric", ("quay",)).back
    moved = world.with_order("harbour", **lat_lon)
    return moved.with_route(replace(route, visits=(both,), back=home))


@breaks("shift")
def leaves_before_the_shift(world: World) -> World:
    return world.with_vehicle("Bike", shift_start_s=7 * HOUR + 2)


@breaks("shift")
def back_after_the_shift(world: World) -> World:
    return world.with_vehicle("Bike", shift_end_s=world.route("Bike").visits[-1].depart_s + 60)


@breaks("clock")
def windows_kept_on_paper_only(world: World) -> World:
    route = planned(world, "Van 1", ("early", "market", "court", "clean", "return"))
    visit = route.visits[1]
    return world.with_route(with_times(route, 1, visit.start_s - 60, visit.depart_s))


@breaks("clock")
def starts_before_leaving_the_last_stop(world: World) -> World:
    route = planned(world, "Electric", ("quay", "harbour"))
    first, second = route.visits
    return world.with_route(with_times(route, 1, first.start_s + 60, second.depart_s))


@breaks("clock")
def starts_before_it_is_set_up(world: World) -> World:
    return world.with_order("harbour", setup_s=1200)


@breaks("clock")
def waits_backwards(world: World) -> World:
    route = world.route("Van 1")
    return world.with_route(with_leg(route, 2, replace(route.visits[2].leg, hold_s=-120, hold_before=1)))


@breaks("clock")
def waits_before_a_street_it_does_not_drive(world: World) -> World:
    route = world.route("Van 1")
    return world.with_route(with_leg(route, 2, replace(route.visits[2].leg, hold_s=60, hold_before=9)))


@breaks("battery")
def one_watt_hour_into_the_reserve(world: World) -> World:
    used = 1.8 - (checked(world).timeline.routes[1].halts[-1].charge_kwh or 0.0)
    return world.with_vehicle("Electric", start_charge_share=(0.18 + used - 0.001) / 1.8)


@breaks("battery")
def starts_below_the_reserve(world: World) -> World:
    return world.with_vehicle("Bike", start_charge_share=0.05)


@breaks("inputs")
def plan_of_yesterday(world: World) -> World:
    return replace(world, plan=replace(world.plan, day=date(2026, 11, 22)))


@breaks("inputs")
def file_that_is_gone(world: World) -> World:
    return replace(world, plan=replace(world.plan, inputs=(("orders", "0" * 64),)))
