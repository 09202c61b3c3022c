"""A good plan, changed at random, is always caught or truly harmless.

Whether it is harmless is decided here, from the travel matrices and the orders alone; the checker sees only
streets. Where the matrices can not tell (close to the hours of a street), nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from freight.check.motion import TOLERANCE_S
from freight.domain.fleet import Load
from freight.domain.plan import Leg, Plan, Route, Unserved, Visit
from freight.domain.problem import Reason
from tests.broken_plans.town import HOUR
from tests.broken_plans.world import World, checked, good_world, planned, table, with_times
from tests.property.plan_oracle import Verdict, oracle

Mutation = Callable[[World, st.DataObject], World]


def reroute(world: World, route: Route, orders: list[str], data: st.DataObject) -> World:
    """The route anew over these orders, with some spare time at each."""
    row = table(world, route.vehicle_id)[1]
    assume(orders and all(order_id in row for order_id in orders))
    spare_s = data.draw(st.integers(0, 120), label="spare_s")
    return world.with_route(planned(world, route.vehicle_id, orders, depart_s=route.depart_s, spare_s=spare_s))


def some_route(world: World, data: st.DataObject) -> Route:
    return world.plan.routes[data.draw(st.integers(0, len(world.plan.routes) - 1), label="route")]


def orders_of(route: Route) -> list[str]:
    return [visit.order_ids[0] for visit in route.visits]


def swap(world: World, data: st.DataObject) -> World:
    """Other sequence, legs and times anew."""
    route = some_route(world, data)
    return reroute(world, route, list(data.draw(st.permutations(orders_of(route)))), data)


def drop(world: World, data: st.DataObject) -> World:
    """A visit less, with or without a word about it."""
    route = some_route(world, data)
    gone = data.draw(st.sampled_from(orders_of(route)), label="dropped")
    listed = data.draw(st.booleans(), label="listed")
    entry = (Unserved(gone, (Reason("cost", "dearer than its penalty"),)),) if listed else ()
    shorter = reroute(world, route, [i for i in orders_of(route) if i != gone], data)
    return replace(shorter, plan=replace(shorter.plan, unserved=(*world.plan.unserved, *entry)))


def delay(world: World, data: st.DataObject) -> World:
    """Everything from a visit on later or earlier; the whole day when it is the first."""
    route = some_route(world, data)
    first = data.draw(st.integers(0, len(route.visits) - 1), label="from visit")
    by_s = data.draw(st.one_of(st.integers(-600, 600), st.integers(-2 * HOUR, 8 * HOUR)), label="by_s")
    visits = [
        replace(visit, start_s=visit.start_s + by_s, depart_s=visit.depart_s + by_s) if i >= first else visit
        for i, visit in enumerate(route.visits)
    ]
    depart_s = route.depart_s + by_s if first == 0 and data.draw(st.booleans()) else route.depart_s
    return world.with_route(replace(route, depart_s=depart_s, visits=tuple(visits)))


def overload(world: World, data: st.DataObject) -> World:
    """An order heavier or lighter than planned."""
    order_id = data.draw(st.sampled_from(orders_of(some_route(world, data))), label="order")
    kg = data.draw(st.integers(1, 1200), label="kg")
    return world.with_order(order_id, load=Load(float(kg), kg / 200, 1.0))


def wrong_vehicle(world: World, data: st.DataObject) -> World:
    """The same orders by a vehicle that was to stay at home."""
    route = some_route(world, data)
    used = {r.vehicle_id for r in world.plan.routes}
    spare = [v.id for v in world.scenario.vehicles if v.id not in used]
    other = replace(route, vehicle_id=data.draw(st.sampled_from(spare), label="vehicle"))
    routes = tuple(other if r is route else r for r in world.plan.routes)
    return reroute(replace(world, plan=replace(world.plan, routes=routes)), other, orders_of(route), data)


def hurry(world: World, data: st.DataObject) -> World:
    """A visit shorter than its service, or longer."""
    route = some_route(world, data)
    position = data.draw(st.integers(0, len(route.visits) - 1), label="visit")
    visit = route.visits[position]
    stay_s = data.draw(st.integers(200, 400), label="stay_s")
    return world.with_route(with_times(route, position, visit.start_s, visit.start_s + stay_s))


def other_window(world: World, data: st.DataObject) -> World:
    """An order that wants another time of the day."""
    order_id = data.draw(st.sampled_from(orders_of(some_route(world, data))), label="order")
    opens = data.draw(st.integers(6 * HOUR, 12 * HOUR), label="opens")
    return world.with_order(order_id, windows=((opens, opens + data.draw(st.integers(HOUR, 6 * HOUR))),))


def flat_battery(world: World, data: st.DataObject) -> World:
    """An electric van that was not charged over night."""
    return world.with_vehicle("Electric", start_charge_share=data.draw(st.floats(0.0, 1.0), label="charge"))


MUTATIONS: tuple[Mutation, ...] = (
    swap, drop, delay, overload, wrong_vehicle, hurry, other_window, flat_battery
)  # fmt: skip
QUIET = (HealthCheck.too_slow, HealthCheck.filter_too_much)


@settings(max_examples=250, deadline=None, suppress_health_check=QUIET, derandomize=True)
@given(st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=3), st.data())
def test_a_mutated_plan_is_caught_or_truly_harmless(mutations: list[Mutation], data: st.DataObject) -> None:
    world = good_world()
    for mutate in mutations:
        world = mutate(world, data)
    verdict = oracle(world)
    texts = [f"{violation.rule}: {violation.text}" for violation in checked(world).violations]
    if verdict is Verdict.BROKEN:
        assert texts, "broken, and nobody noticed"
    elif verdict is Verdict.HARMLESS:
        assert not texts


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.data())
def test_orders_swapped_without_their_ways_are_caught_by_place(data: st.DataObject) -> None:
    world = good_world()
    route = some_route(world, data)
    mixed = data.draw(st.permutations(orders_of(route)))
    assume(list(mixed) != orders_of(route))
    visits = tuple(replace(v, order_ids=(i,)) for v, i in zip(route.visits, mixed, strict=True))
    assert "place" in {v.rule for v in checked(world.with_route(replace(route, visits=visits))).violations}


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(11 * HOUR, 13 * HOUR))
def test_nobody_barred_is_in_the_zone_at_noon(depart_s: int) -> None:
    """Served at ten to noon or later, a diesel van can not be out of the zone in time."""
    base = good_world()
    route = planned(base, "Van 1", ("clean",), depart_s=depart_s)
    others = tuple(r for r in base.plan.routes if r.vehicle_id != "Van 1")
    world = replace(base, plan=replace(base.plan, routes=(*others, route)))
    found = {violation.rule for violation in checked(world).violations}
    matrix, row = table(world, "Van 1")
    out_s = route.visits[0].depart_s + float(matrix.way_out_s[row["clean"]])
    if out_s > 12 * HOUR + 2:
        assert "zone_ban" in found
    if out_s < 12 * HOUR:
        assert "zone_ban" not in found


def test_the_oracle_finds_the_good_plan_harmless() -> None:
    assert oracle(good_world()) is Verdict.HARMLESS


SHARES = st.floats(-0.5, 1.5)
CLOCKS = st.integers(-HOUR, 40 * HOUR)


@st.composite
def nonsense(draw: st.DrawFn) -> Plan:
    """Streets, shares, times, orders and vehicles at random."""
    world = good_world()
    street = st.integers(0, world.streets.count - 1)
    leg = st.builds(
        Leg, st.lists(street, max_size=6).map(tuple), SHARES, SHARES, st.integers(-99, 999), st.integers(-2, 9)
    )
    order_ids = st.lists(st.sampled_from([*(o.id for o in world.scenario.orders), "phantom"]), max_size=3)
    visits = st.lists(st.builds(Visit, order_ids.map(tuple), leg, CLOCKS, CLOCKS), max_size=3).map(tuple)
    names = st.sampled_from([*(v.id for v in world.scenario.vehicles), "ghost"])
    routes = draw(st.lists(st.builds(Route, names, CLOCKS, visits, leg), max_size=3))
    return replace(world.plan, routes=tuple(routes))


@settings(max_examples=80, deadline=None, derandomize=True)
@given(nonsense())
def test_a_plan_of_nonsense_is_refused_and_never_crashes_the_checker(plan: Plan) -> None:
    result = checked(replace(good_world(), plan=plan))
    assert result.violations
    for route in result.timeline.routes:
        clocks = [moment for halt in route.halts for moment in (halt.arrive_s, halt.start_s, halt.depart_s)]
        # A start within the second counts as planned, so the clock may step back by that much.
        assert all(later >= earlier - TOLERANCE_S for earlier, later in pairwise(clocks))
        levels = [halt.charge_kwh for halt in route.halts if halt.charge_kwh is not None]
        assert levels == sorted(levels, reverse=True)
