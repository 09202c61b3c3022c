"""Broken plans: what was done to a good one, and the one rule that must catch it.

Some rebuild what other planners have returned as a plan: loads above capacity (reinterpretcat/vrp#126), starts
that nobody can reach (google/or-tools#3138), starts before the vehicle is there, an order served by two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from freight.domain.fleet import Load
from freight.domain.plan import Leg, Route, Unserved
from freight.domain.problem import Reason
from tests.broken_plans.town import HOUR, World, checked, errand, planned, with_leg, with_times

Break = Callable[[World], World]
CASES: dict[str, tuple[str, Break]] = {}


def breaks(rule: str) -> Callable[[Break], Break]:
    """Register a broken plan under the rule that must catch it."""

    def register(make: Break) -> Break:
        CASES[make.__name__] = (rule, make)
        return make

    return register


def unserved(world: World, *entries: Unserved) -> World:
    return replace(world, plan=replace(world.plan, unserved=entries))


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
def waits_backwards(world: World) -> World:
    route = world.route("Van 1")
    return world.with_route(with_leg(route, 2, replace(route.visits[2].leg, hold_s=-120, hold_before=1)))


@breaks("clock")
def waits_before_a_street_it_does_not_drive(world: World) -> World:
    route = world.route("Van 1")
    return world.with_route(with_leg(route, 2, replace(route.visits[2].leg, hold_s=60, hold_before=9)))


@breaks("depot")
def starts_at_home(world: World) -> World:
    route = world.route("Van 1")
    return world.with_route(with_leg(route, 0, replace(route.visits[0].leg, from_share=0.6)))


@breaks("depot")
def stops_short_of_the_depot(world: World) -> World:
    route = world.route("Van 1")
    return world.with_route(with_leg(route, -1, replace(route.back, to_share=0.4)))


@breaks("place")
def halts_a_block_away(world: World) -> World:
    route = world.route("Van 1")
    there = replace(route.visits[2].leg, to_share=0.1)
    on = replace(route.visits[3].leg, from_share=0.9)
    return world.with_route(with_leg(with_leg(route, 2, there), 3, on))


@breaks("place")
def goes_on_from_elsewhere(world: World) -> World:
    route = world.route("Van 1")
    return world.with_route(with_leg(route, 1, replace(route.visits[1].leg, from_share=0.6)))


@breaks("place")
def orders_swapped_but_not_the_ways(world: World) -> World:
    first, second = world.route("Electric").visits
    visits = (replace(first, order_ids=("harbour",)), replace(second, order_ids=("quay",)))
    return world.with_route(replace(world.route("Electric"), visits=visits))


@breaks("connected")
def flies_over_a_block(world: World) -> World:
    broken = errand(world, ("L", "Q", 0.5), "ABGLQ", "QLGBA")
    leg = broken.route("Van 2").visits[0].leg
    return broken.with_route(
        with_leg(broken.route("Van 2"), 0, replace(leg, streets=leg.streets[:1] + leg.streets[2:]))
    )


@breaks("connected")
def reverses_along_the_street(world: World) -> World:
    broken = errand(world, ("A", "B", 0.05), "AB", "AB")
    assert broken.route("Van 2").visits[0].leg.to_share < broken.route("Van 2").visits[0].leg.from_share
    return broken


@breaks("connected")
def goes_beyond_the_end_of_the_street(world: World) -> World:
    broken = errand(world, ("L", "Q", 1.0), "ABGLQ", "QLGBA")
    leg = broken.route("Van 2").visits[0].leg
    return broken.with_route(with_leg(broken.route("Van 2"), 0, replace(leg, to_share=1.3)))


@breaks("access")
def against_the_one_way_street(world: World) -> World:
    return errand(world, ("G", "L", 0.5), "ABCDEJIHGL", "LGBA")


@breaks("access")
def under_the_low_bridge(world: World) -> World:
    return errand(world, ("L", "M", 0.5), "ABGHML", "MLGBA")


@breaks("access")
def van_on_the_cycleway(world: World) -> World:
    return errand(world, ("L", "M", 0.5), "ABCDEJONML", "MLGBA")


@breaks("barrier")
def through_the_bollard(world: World) -> World:
    return errand(world, ("L", "Q", 0.5), "BAFKPYQL", "QLGBA")


@breaks("turn")
def banned_right_turn(world: World) -> World:
    return errand(world, ("G", "L", 0.5), "BAFGL", "LGBA")


@breaks("turn")
def banned_over_a_via_way(world: World) -> World:
    return errand(world, ("K", "L", 0.5), "BAFKL", "KLGBA")


@breaks("turn")
def banned_in_the_afternoon(world: World) -> World:
    return errand(world, ("F", "G", 0.5), "ABGF", "GFAB", depart_s=15 * HOUR + 60)


@breaks("turn")
def not_the_prescribed_way(world: World) -> World:
    return errand(world, ("H", "I", 0.5), "ABCDEJINOJIH", "HIJEDCBA")


@breaks("turn")
def turns_round_in_mid_street(world: World) -> World:
    return errand(world, ("B", "C", 0.5), "ABCDCB", "CBA")


@breaks("destination_only")
def through_the_courtyard(world: World) -> World:
    return errand(world, ("H", "I", 0.5), "ABCHI", "HIJEDCBA")


@breaks("destination_only")
def through_the_market_in_delivery_hours(world: World) -> World:
    return errand(world, ("H", "I", 0.5), "ABCDIH", "HIJEDCBA")


@breaks("hours")
def market_after_hours(world: World) -> World:
    return errand(world, ("D", "I", 0.5), "ABCDI", "IDCBA", depart_s=11 * HOUR + 60)


@breaks("hours")
def market_left_too_late(world: World) -> World:
    return errand(world, ("D", "I", 0.5), "ABCDI", "IDCBA", depart_s=10 * HOUR + 2400)


@breaks("hours")
def market_before_hours(world: World) -> World:
    early = errand(world, ("D", "I", 0.5), "ABCDI", "IDCBA", depart_s=6 * HOUR - 300)
    return early.with_vehicle("Van 2", shift_start_s=5 * HOUR)


@breaks("zone_ban")
def diesel_in_the_zone_after_noon(world: World) -> World:
    return errand(world, ("J", "O", 0.5), "ABCDEJO", "OJEDCBA", depart_s=12 * HOUR + 600)


@breaks("zone_ban")
def diesel_in_the_zone_at_noon_on_the_way_out(world: World) -> World:
    return errand(world, ("J", "O", 0.5), "ABCDEJO", "OJEDCBA", depart_s=11 * HOUR + 2700)


@breaks("zone_ban")
def diesel_through_the_zone_without_a_stop(world: World) -> World:
    return errand(world, ("H", "I", 0.5), "ABCDEJIH", "HIJEDCBA", depart_s=14 * HOUR)


@breaks("zone_ban")
def waits_in_the_zone_and_drives_on(world: World) -> World:
    late = errand(world, ("I", "N", 0.5), "ABCDEJIN", "NIDCBA", depart_s=11 * HOUR + 3000, wait_s=1800)
    leg = late.route("Van 2").visits[0].leg
    held = replace(leg, hold_s=900, hold_before=len(leg.streets) - 3)
    home = Leg(world.path("NIJEDCBA"), late.route("Van 2").back.from_share, late.route("Van 2").back.to_share)
    return late.with_route(replace(with_leg(late.route("Van 2"), 0, held), back=home))


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
