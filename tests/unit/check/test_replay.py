"""The replay's own clock, load, battery and fees, against numbers worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from freight.check.motion import drive, shares
from freight.check.replay import loads_on_board
from freight.domain.fleet import Load
from freight.domain.plan import Leg, Visit
from freight.domain.scenario import Effect, FeePer, Who, ZoneRule
from tests.broken_plans.town import HOUR
from tests.broken_plans.world import World, checked, errand, good_world, planned, table, with_leg, with_times


def toll_errand(world: World, *, per: FeePer, hours: str, depart_s: int = 9 * HOUR) -> World:
    """Van 2 to the port and back, with a fee there."""
    clean, port = world.scenario.zones
    rule = ZoneRule("toll", Who(), hours, Effect.FEE, fee_nok=30.0, per=per)
    priced = replace(world.scenario, zones=(clean, replace(port, rules=(rule,))))
    return errand(
        replace(world, scenario=priced), ("H", "I", 0.5), "ABCDEJOSRSOJIH", "HIJEDCBA", depart_s=depart_s
    )


def fees(world: World) -> list[float]:
    route = next(r for r in checked(world).timeline.routes if r.vehicle_id == "Van 2")
    return [fee.nok for leg in route.legs for fee in leg.fees]


def test_shares_of_a_leg_add_up_to_what_is_driven() -> None:
    assert shares(Leg((4, 5, 6), 0.25, 0.4)).tolist() == pytest.approx([0.75, 1.0, 0.4])
    assert shares(Leg((4,), 0.25, 0.4)).tolist() == pytest.approx([0.15])
    assert shares(Leg((4,), 0.4, 0.25)).tolist() == [0.0]
    assert shares(Leg((), 0.0, 1.0)).tolist() == []


def test_a_leg_takes_the_seconds_of_its_streets_turns_and_hold() -> None:
    world = good_world()
    view = table(world, "Van 1")[0].view
    streets = world.path("ABG")
    plain = drive(Leg(streets, 0.2, 0.5), 1000.0, view, 0.0)
    turn = plain.turn_s[1]
    expected = view.drive_s[streets[0]] * 0.8 + turn + view.drive_s[streets[1]] * 0.5
    assert plain.arrive_s - 1000.0 == pytest.approx(expected)
    assert turn > 0
    held = drive(Leg(streets, 0.2, 0.5, hold_s=90, hold_before=1), 1000.0, view, 0.0)
    assert held.arrive_s - plain.arrive_s == pytest.approx(90)
    assert held.enter_s[1] - held.off_s[0] == pytest.approx(90)


def test_the_clock_runs_on_without_gaps_but_the_hold() -> None:
    for route in checked(good_world()).timeline.routes:
        for leg, before, after in zip(route.legs, route.halts, route.halts[1:], strict=False):
            held = np.zeros(len(leg.streets))
            held[leg.hold_before] = leg.hold_s
            left = leg.enter_s + leg.drive_s
            assert leg.enter_s[1:] == pytest.approx(left[:-1] + held[1:])
            assert leg.depart_s == before.depart_s
            assert left[-1] == pytest.approx(leg.arrive_s)
            assert after.arrive_s == leg.arrive_s


def test_the_replay_agrees_with_the_matrices_to_the_second() -> None:
    world = good_world()
    for route in checked(world).timeline.routes:
        matrix, row = table(world, route.vehicle_id)
        places = ["depot", *(halt.order_ids[0] for halt in route.halts[1:-1]), "depot"]
        for leg, start, end in zip(route.legs, places, places[1:], strict=False):
            driven_s = leg.arrive_s - leg.depart_s - leg.hold_s
            assert driven_s == pytest.approx(matrix.seconds[row[start], row[end]], abs=1e-6)
            assert leg.length_m.sum() == pytest.approx(matrix.metres[row[start], row[end]])
            assert leg.energy_kwh.sum() == pytest.approx(matrix.energy_kwh[row[start], row[end]])


def test_deliveries_leave_and_pickups_stay_on_board() -> None:
    world = good_world()
    on_board = loads_on_board(world.route("Van 1"), {order.id: order for order in world.scenario.orders})
    assert [load.kg for load in on_board] == pytest.approx([750, 450, 250, 150, 0, 400])
    assert on_board[-1] == Load(400.0, 2.0, 1.0)


def test_an_unknown_order_weighs_nothing() -> None:
    world = good_world()
    visit = replace(world.route("Bike").visits[0], order_ids=("phantom",))
    route = replace(world.route("Bike"), visits=(visit,))
    broken = world.with_route(route)
    assert loads_on_board(route, {}) == (Load(), Load())
    assert {v.rule for v in checked(broken).violations} >= {"served_once"}


def test_the_replay_goes_on_from_the_later_time() -> None:
    world = good_world()
    route = planned(world, "Van 1", ("early", "market", "court", "clean", "return"))
    visit = route.visits[0]
    late = with_times(route, 0, visit.start_s - 20, visit.depart_s - 20)
    first, second = (checked(world.with_route(r)).timeline.routes[0] for r in (route, late))
    assert second.halts[1].start_s == pytest.approx(second.halts[1].arrive_s)
    assert second.halts[1].depart_s == pytest.approx(first.halts[1].arrive_s + 300)


def test_a_leg_without_streets_is_named_and_survived() -> None:
    world = good_world()
    broken = world.with_route(with_leg(world.route("Bike"), 1, Leg((), 0.0, 1.0)))
    texts = [v.text for v in checked(broken).violations if v.rule == "connected"]
    assert len(texts) == 1
    assert "has no street" in texts[0]


def test_energy_falls_by_what_the_legs_take() -> None:
    route = checked(good_world()).timeline.routes[1]
    used = [float(leg.energy_kwh.sum()) for leg in route.legs]
    levels = [halt.charge_kwh for halt in route.halts]
    assert levels[0] == pytest.approx(2.0 * 0.9)
    assert [levels[0] - sum(used[:i]) for i in range(4)] == pytest.approx(levels)


def test_fuel_has_no_charge() -> None:
    assert {halt.charge_kwh for halt in checked(good_world()).timeline.routes[0].halts} == {None}


def test_zone_metres_are_those_of_the_streets_inside() -> None:
    world = errand(good_world(), ("J", "O", 0.5), "ABCDEJO", "OJEDCBA")
    metres = dict(checked(world).timeline.routes[-1].legs[0].zone_m)
    assert metres == {"clean": pytest.approx(100 + 40, abs=1.5)}


@pytest.mark.parametrize(
    ("per", "hours", "paid"),
    [
        (FeePer.ENTRY, "Mo-Fr 06:00-18:00", [30.0]),
        (FeePer.DAY, "Mo-Fr 06:00-18:00", [30.0]),
        (FeePer.ENTRY, "Mo-Fr 12:00-18:00", []),
        (FeePer.DAY, "Mo-Fr 12:00-18:00", []),
        (FeePer.DAY, "Sa 06:00-18:00", []),
    ],
)
def test_a_fee_is_paid_at_the_clock_of_the_replay(per: FeePer, hours: str, paid: list[float]) -> None:
    assert fees(toll_errand(good_world(), per=per, hours=hours)) == paid


def test_a_second_entry_costs_again_and_a_second_hour_does_not() -> None:
    world = good_world()
    for per, times in ((FeePer.ENTRY, 2), (FeePer.DAY, 1)):
        once = toll_errand(world, per=per, hours="Mo-Fr 06:00-18:00")
        route = once.route("Van 2")
        there = route.visits[0].leg
        twice = replace(there, streets=world.path("ABCDEJOSRSOJOSRSOJIH"))
        assert len(fees(once.with_route(with_leg(route, 0, twice)))) == times


def test_a_rule_that_is_not_valid_yet_costs_nothing() -> None:
    world = toll_errand(good_world(), per=FeePer.ENTRY, hours="Mo-Fr 06:00-18:00")
    clean, port = world.scenario.zones
    later = replace(port.rules[0], valid_from=world.scenario.day.replace(year=2027))
    world = replace(world, scenario=replace(world.scenario, zones=(clean, replace(port, rules=(later,)))))
    assert fees(world) == []


def test_two_orders_of_one_visit_take_their_service_one_after_the_other() -> None:
    world = good_world()
    route = planned(world, "Electric", ("quay",))
    known = {order.id: order for order in world.scenario.orders}
    moved = world.with_order("harbour", lat=known["quay"].lat, lon=known["quay"].lon)
    visit = route.visits[0]
    both = Visit(("quay", "harbour"), visit.leg, visit.start_s, visit.start_s + 600)
    assert checked(moved.with_route(replace(route, visits=(both,)))).violations == ()
    tight = moved.with_order("harbour", windows=((visit.start_s, visit.start_s + 599),))
    violations = checked(tight.with_route(replace(route, visits=(both,)))).violations
    assert [(v.rule, v.amount) for v in violations] == [("windows", 1.0)]
