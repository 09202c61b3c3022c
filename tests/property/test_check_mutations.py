"""A good plan, changed at random, is always caught or truly harmless.

Whether it is harmless is decided here, from the travel matrices and the orders alone; the checker sees only
streets. Where the matrices can not tell (close to the hours of a street), nothing is claimed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import Enum
from itertools import pairwise

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from freight.domain.fleet import Load
from freight.domain.plan import Route, Unserved
from freight.domain.problem import Reason
from freight.domain.scenario import Interval, OrderKind
from tests.broken_plans.town import HOUR
from tests.broken_plans.world import World, checked, good_world, planned, table, with_times

Mutation = Callable[[World, st.DataObject], World]


class Verdict(Enum):
    HARMLESS = "harmless"
    BROKEN = "broken"
    UNSURE = "unsure"


MARGIN_S = 1.5
"""Within this of a limit of time the two clocks may differ: no claim."""


def late(seconds: float) -> Verdict:
    """What it means to be so many seconds beyond a limit of time, one second of tolerance counted."""
    if seconds > 1.0 + MARGIN_S:
        return Verdict.BROKEN
    return Verdict.HARMLESS if seconds <= 0 else Verdict.UNSURE


def sure(broken: bool) -> Verdict:
    return Verdict.BROKEN if broken else Verdict.HARMLESS


def oracle(world: World) -> Verdict:
    """Whether the plan breaks a rule, from matrices and orders."""
    found = set(_served(world))
    for route in world.plan.routes:
        found |= {*_times(world, route), *_hours(world, route), *_loads(world, route), *_vehicle(world, route)}
    return next(v for v in (Verdict.BROKEN, Verdict.UNSURE, Verdict.HARMLESS) if v in found)


def _served(world: World) -> Iterator[Verdict]:
    served = Counter(i for route in world.plan.routes for visit in route.visits for i in visit.order_ids)
    listed = Counter(entry.order_id for entry in world.plan.unserved)
    yield sure(any(served[o.id] + listed[o.id] != 1 for o in world.scenario.orders))


def _arrivals(world: World, route: Route) -> list[float]:
    matrix, row = table(world, route.vehicle_id)
    here, leaves, arrivals = row["depot"], float(route.depart_s), []
    for visit in route.visits:
        there = row[visit.order_ids[0]]
        arrivals.append(leaves + matrix.seconds[here, there] + visit.leg.hold_s)
        here, leaves = there, float(visit.depart_s)
    return [*arrivals, leaves + matrix.seconds[here, row["depot"]]]


def _times(world: World, route: Route) -> Iterator[Verdict]:
    vehicle = next(v for v in world.scenario.vehicles if v.id == route.vehicle_id)
    arrivals = _arrivals(world, route)
    known = {order.id: order for order in world.scenario.orders}
    for visit, arrive_s in zip(route.visits, arrivals, strict=False):
        order = known[visit.order_ids[0]]
        yield late(arrive_s - visit.start_s)
        yield sure(visit.depart_s - visit.start_s < order.service_s)
        yield sure(not _inside(order.windows, visit.start_s, visit.start_s + order.service_s))
    yield sure(route.depart_s < vehicle.shift_start_s)
    yield late(arrivals[-1] - vehicle.shift_end_s)


def _inside(intervals: tuple[Interval, ...], begin: float, end: float) -> bool:
    return any(a <= begin and end <= b for a, b in intervals)


def _hours(world: World, route: Route) -> Iterator[Verdict]:
    """The vehicle drives in the stop's own street on arrival and on leaving, and near by before and after."""
    matrix, row = table(world, route.vehicle_id)
    for visit, arrive_s in zip(route.visits, _arrivals(world, route), strict=False):
        place = row[visit.order_ids[0]]
        begin, end = arrive_s - matrix.way_in_s[place], visit.depart_s + matrix.way_out_s[place]
        if _inside(matrix.open[place], begin, end):
            continue
        own = int(matrix.view.hours[matrix.places[place].positions[0].street])
        opens = matrix.view.timetable[own] if own >= 0 else ((0, 48 * HOUR),)
        shut = [min(max(a - at, at - b) for a, b in opens) for at in (arrive_s, float(visit.depart_s))]
        yield Verdict.BROKEN if max(shut) > 1.0 + MARGIN_S else Verdict.UNSURE
    yield Verdict.HARMLESS


def _loads(world: World, route: Route) -> Iterator[Verdict]:
    known = {order.id: order for order in world.scenario.orders}
    orders = [known[i] for visit in route.visits for i in visit.order_ids]
    vehicle = next(v for v in world.scenario.vehicles if v.id == route.vehicle_id)
    capacity = world.scenario.vehicle_type(vehicle.type_id).capacity
    for unit, room in enumerate(capacity):
        for stop in range(len(orders) + 1):
            still = sum(o.load[unit] for o in orders[stop:] if o.kind is OrderKind.DELIVERY)
            picked = sum(o.load[unit] for o in orders[:stop] if o.kind is OrderKind.PICKUP)
            over = still + picked - room
            yield Verdict.UNSURE if 0 < over < 0.1 else sure(over > 0)


def _vehicle(world: World, route: Route) -> Iterator[Verdict]:
    vehicle = next(v for v in world.scenario.vehicles if v.id == route.vehicle_id)
    kind = world.scenario.vehicle_type(vehicle.type_id)
    known = {order.id: order for order in world.scenario.orders}
    matrix, row = table(world, route.vehicle_id)
    stops = ["depot", *(visit.order_ids[0] for visit in route.visits), "depot"]
    yield sure(any(known[i].skills - vehicle.skills for i in stops[1:-1]))
    if kind.battery is not None:
        used = sum(matrix.energy_kwh[row[a], row[b]] for a, b in pairwise(stops))
        left = kind.battery.usable_kwh * vehicle.start_charge_share - kind.battery.reserve_kwh - used
        yield Verdict.UNSURE if abs(left) < 1e-6 else sure(left < 0)


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
