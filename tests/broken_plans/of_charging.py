"""Broken in what is charged on the way: an electric van that charges at the quay after serving it."""

from __future__ import annotations

from dataclasses import replace

from freight.domain.fleet import Mode
from freight.domain.plan import Charge, Route, Visit
from freight.domain.scenario import Charger
from tests.broken_plans.register import breaks
from tests.broken_plans.town import ELECTRIC, PLACES
from tests.broken_plans.world import World, checked, planned, table, with_times

SESSION_S = 240
GOAL_KWH = 1.2
CURVE = ((0.0, 20.0), (0.8, 20.0), (1.0, 5.0))


def charging(world: World) -> World:
    """A good plan: the van starts with half a battery and charges to two thirds at the only socket."""
    assert ELECTRIC.battery is not None
    battery = replace(ELECTRIC.battery, charge_curve=CURVE)
    kinds = tuple(
        replace(kind, battery=battery) if kind.id == "evan" else kind for kind in world.scenario.vehicle_types
    )
    lat, lon = world.map.between(*PLACES["quay"])
    site = Charger(
        "C1", "Quay charger", lat, lon, 22.0, 1, frozenset({Mode.DRIVE}), 4.0, 10.0, "Mo-Fr 06:00-10:00", 60
    )
    known = replace(world, scenario=replace(world.scenario, vehicle_types=kinds, chargers=(site,)))
    known = known.with_vehicle("Electric", start_charge_share=0.5)
    return known.with_route(_with_session(known, planned(known, "Electric", ("quay", "harbour"))))


def _with_session(world: World, route: Route) -> Route:
    matrix, row = table(world, "Electric")
    first, second = route.visits
    begin_s = first.depart_s
    leg = matrix.leg(row["quay"], row["quay"])
    halt = Visit((), leg, begin_s, begin_s + SESSION_S, Charge("C1", GOAL_KWH))
    later = replace(second, start_s=second.start_s + SESSION_S, depart_s=second.depart_s + SESSION_S)
    return replace(route, visits=(first, halt, later))


def with_charge(world: World, **changes: object) -> World:
    """Another decision at the charging halt."""
    route = world.route("Electric")
    first, halt, later = route.visits
    assert halt.charge is not None
    changed = replace(halt, charge=replace(halt.charge, **changes))  # type: ignore[arg-type]  # by name
    return world.with_route(replace(route, visits=(first, changed, later)))


def with_charger(world: World, **changes: object) -> World:
    """Another charger at the quay."""
    (site,) = world.scenario.chargers
    made = replace(site, **changes)  # type: ignore[arg-type]  # fields by name
    return replace(world, scenario=replace(world.scenario, chargers=(made,)))


def full_at_the_start(world: World) -> World:
    """As `charging`, but with energy enough for the day without it."""
    return charging(world).with_vehicle("Electric", start_charge_share=1.0)


@breaks("charger")
def unknown_charger(world: World) -> World:
    return with_charge(full_at_the_start(world), charger_id="C9")


@breaks("charger")
def charger_for_bikes_only(world: World) -> World:
    return with_charger(full_at_the_start(world), modes=frozenset({Mode.CYCLE}))


@breaks("charger")
def van_that_can_not_charge(world: World) -> World:
    made = full_at_the_start(world)
    return replace(made, scenario=replace(made.scenario, vehicle_types=world.scenario.vehicle_types))


@breaks("charger_hours")
def charger_that_closes_before_the_van_leaves(world: World) -> World:
    return with_charger(charging(world), hours="Mo-Fr 06:00-08:06")


@breaks("charger_hours")
def charger_that_is_closed_on_mondays(world: World) -> World:
    return with_charger(charging(world), hours="Tu-Fr 06:00-10:00")


@breaks("sockets")
def two_vans_on_one_socket(world: World) -> World:
    made = charging(world)
    matrix, row = table(made, "Electric 2")
    begin_s = made.route("Electric").visits[1].start_s
    there, back = matrix.leg(row["depot"], row["quay"]), matrix.leg(row["quay"], row["depot"])
    halt = Visit((), there, begin_s + SESSION_S - 1, begin_s + 2 * SESSION_S, Charge("C1", 1.5))
    other = Route("Electric 2", begin_s - 900, (halt,), back)
    return replace(made, plan=replace(made.plan, routes=(*made.plan.routes, other)))


@breaks("charge_level")
def more_than_the_curve_gives_in_that_time(world: World) -> World:
    made = charging(world)
    halt = checked(made).timeline.routes[1].halts[2]
    assert halt.charge_kwh is not None
    gained_kwh = 22.0 * 0.9 * (SESSION_S - 60) / 3600
    return with_charge(made, level_kwh=min(halt.charge_kwh + gained_kwh, 0.8 * 1.8) + 0.3)


@breaks("charge_level")
def fuller_than_full(world: World) -> World:
    return with_charge(charging(world), level_kwh=1.9)


@breaks("place")
def charger_across_the_town(world: World) -> World:
    lat, lon = world.map.between(*PLACES["early"])
    return with_charger(charging(world), lat=lat, lon=lon)


@breaks("clock")
def plugged_in_before_the_service_is_done(world: World) -> World:
    route = charging(world).route("Electric")
    halt = route.visits[1]
    return charging(world).with_route(with_times(route, 1, halt.start_s - 60, halt.depart_s))
