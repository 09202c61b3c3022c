"""Broken on the way: places, turns, access, hours and zones."""

from __future__ import annotations

from dataclasses import replace

from freight.domain.plan import Leg
from tests.broken_plans.register import breaks
from tests.broken_plans.town import HOUR
from tests.broken_plans.world import World, errand, with_leg


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
    return errand(world, ("H", "I", 0.5), "ABCHI", "HIJEDCBA", vehicle_id="Electric 2")


@breaks("destination_only")
def through_the_market_in_delivery_hours(world: World) -> World:
    return errand(world, ("H", "I", 0.5), "ABCDIH", "HIJEDCBA", vehicle_id="Electric 2")


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
