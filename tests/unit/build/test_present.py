"""Where vehicles are at a moment of a told plan, on the town of the broken plans."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from freight.build.course import course, delayed
from freight.build.present import Present, Status, present
from freight.build.rest_plan import joined
from freight.domain.happened import Closure, Event, EventKind, Happened
from freight.domain.plan import Leg
from tests.broken_plans.town import HOUR
from tests.broken_plans.world import World, checked, good_world

LEAVES_S = 7 * HOUR


def at(now_s: int, vehicle_id: str = "Van 1", world: World | None = None, **changes: object) -> Present:
    world = world or good_world()
    happened = Happened(now_s, 900, (), {}, (), Path("plan.json"), world.plan)
    happened = replace(happened, **changes)  # type: ignore[arg-type]  # fields by name
    orders = {order.id: order for order in (*world.scenario.orders, *happened.cancelled)}
    kinds = {vehicle_id: world.scenario.kind_of_vehicle()[vehicle_id]}
    (state,) = present(world.plan, checked(world).timeline, happened, orders, kinds)
    return state


def served(state: Present) -> list[str]:
    return [order_id for visit in state.visits for order_id in visit.order_ids]


def late(vehicle_id: str, minutes: int, now_s: int) -> tuple[Event, ...]:
    return (Event("E1", EventKind.LATE, now_s, now_s, vehicle_id=vehicle_id, late_s=minutes * 60),)


def test_before_it_leaves_everything_is_free() -> None:
    state = at(LEAVES_S - 60)
    assert (state.status, state.visits, state.loaded) == (Status.AT_DEPOT, (), ())


def test_a_vehicle_without_a_route_is_at_its_depot() -> None:
    assert at(9 * HOUR, "Van 2").status is Status.AT_DEPOT


def test_what_it_serves_is_done_when_it_is_done() -> None:
    visit = good_world().route("Van 1").visits[2]
    state = at(visit.start_s + 10)
    assert (state.status, served(state), state.at_s) == (
        Status.OUT,
        ["early", "market", "court"],
        visit.depart_s,
    )
    assert state.loaded == ("early", "market", "court", "clean"), "pickups are not loaded at the depot"
    assert state.standing is not None and state.standing.both_ways and state.way is None


def test_a_visit_under_way_is_made() -> None:
    visit = good_world().route("Van 1").visits[0]
    assert served(at(LEAVES_S + 5)) == ["early"]
    assert at(LEAVES_S + 5).at_s == visit.depart_s


def test_a_cancelled_visit_under_way_is_left_at_the_end_of_the_street() -> None:
    world = good_world()
    gone = next(order for order in world.scenario.orders if order.id == "early")
    state = at(LEAVES_S + 5, cancelled=(gone,))
    told = world.route("Van 1").visits[0].leg
    assert state.visits == () and state.way is not None and state.standing is not None
    assert state.way.streets == told.streets[: len(state.way.streets)]
    assert state.standing.position.street == state.way.streets[-1]
    assert not state.standing.both_ways and state.at_s >= LEAVES_S + 5


def test_a_way_into_a_closed_street_is_left() -> None:
    world = good_world()
    told = world.route("Bike").visits[0]
    shut = Closure("E1", frozenset({told.leg.streets[-1]}), LEAVES_S, 9 * HOUR)
    assert served(at(LEAVES_S + 1, "Bike")) == ["south"]
    assert served(at(LEAVES_S + 1, "Bike", closures=(shut,))) == []


def test_a_vehicle_that_is_home_stays_there() -> None:
    state = at(12 * HOUR)
    assert (state.status, state.back) == (Status.BACK, good_world().route("Van 1").back)


def test_a_broken_vehicle_stands_on_its_street_and_has_served_what_was_over() -> None:
    visits = good_world().route("Van 1").visits
    broken_s = visits[1].depart_s + 2
    event = Event("E1", EventKind.BREAKDOWN, broken_s, 8 * HOUR, vehicle_id="Van 1")
    state = at(8 * HOUR, events=(event,))
    assert (state.status, served(state)) == (Status.BROKEN, ["early", "market"])
    assert state.way is not None and state.way.streets[0] == visits[2].leg.streets[0]


def test_a_vehicle_that_breaks_down_while_it_serves_has_not_served() -> None:
    visit = good_world().route("Van 1").visits[1]
    event = Event("E1", EventKind.BREAKDOWN, visit.start_s + 1, 8 * HOUR, vehicle_id="Van 1")
    state = at(8 * HOUR, events=(event,))
    assert (served(state), state.way) == (["early"], visit.leg)


def test_a_late_service_takes_longer() -> None:
    visit = good_world().route("Van 1").visits[1]
    now_s = visit.start_s + 600 + 10
    state = at(now_s, events=late("Van 1", 10, now_s))
    assert served(state) == ["early", "market"]
    assert state.visits[-1].start_s == visit.start_s
    assert state.at_s == visit.depart_s + 600


def test_a_late_vehicle_may_not_even_have_left() -> None:
    assert at(LEAVES_S + 60, events=late("Van 1", 5, LEAVES_S + 60)).status is Status.AT_DEPOT


@pytest.mark.parametrize("late_s", [120, 1800])
def test_a_delay_on_the_way_is_a_hold_and_spare_time_takes_it_up(late_s: int) -> None:
    world = good_world()
    told = course(world.route("Electric"), checked(world).timeline.routes[1])
    moment_s = LEAVES_S + 10
    slow = delayed(told, moment_s + late_s, late_s)
    spare_s = told.visits[0].start_s - float(told.drives[0].off_s[-1])
    assert slow.drives[0].leg.hold_s == late_s
    assert slow.drives[0].off_s[-1] == pytest.approx(told.drives[0].off_s[-1] + late_s)
    assert slow.visits[0].start_s - told.visits[0].start_s == pytest.approx(max(0.0, late_s - spare_s), abs=1)


def test_a_leg_goes_on_where_it_was_left() -> None:
    driven = Leg((1, 2, 3), 0.25, 1.0, hold_s=60, hold_before=1)
    assert joined(driven, Leg((3, 7, 8), 1.0, 0.5)) == Leg((1, 2, 3, 7, 8), 0.25, 0.5, 60, 1)
    assert joined(None, driven) is driven
    onward = Leg((3, 7, 8), 1.0, 0.5, hold_s=30, hold_before=1)
    assert joined(replace(driven, hold_s=0), onward) == Leg((1, 2, 3, 7, 8), 0.25, 0.5, 30, 3)
