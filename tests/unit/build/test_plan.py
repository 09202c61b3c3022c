"""A solution back on the streets: legs, and waiting at the gate."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from freight.build import Built, to_plan
from freight.check.check import check_plan
from freight.domain.plan import Plan, RoutePlan, Solution, Unserved
from freight.domain.problem import Reason
from freight.domain.scenario import Effect, Who, ZoneRule
from freight.network.zones import split_at_zones
from tests.ascii_map import AsciiMap, ascii_map
from tests.days import HOUR, built, day, factors, order
from tests.zone_town import BLOCKS, TOWN, around, zone

MAP = ascii_map(TOWN, BLOCKS)
MARKET = {"motor_vehicle": "no", "motor_vehicle:conditional": "delivery @ (Mo-Fr 09:00-11:00)"}
WITH_MARKET = ascii_map(TOWN, {**BLOCKS, "CF": MARKET})
FAR, NEAR = order(MAP, "far", ("C", "F", 0.5)), order(MAP, "near", ("A", "D", 0.5))


def made(built_day: Built, *starts: tuple[int, int], depart_s: int) -> Plan:
    """The plan of one vehicle that serves (order, start) in turn."""
    route = RoutePlan(0, depart_s, tuple(o for o, _ in starts), tuple(s for _, s in starts))
    served = set(route.orders)
    left = tuple(
        Unserved(name, (Reason("cost", "too dear"),))
        for number, name in enumerate(built_day.problem.order_ids)
        if number not in served
    )
    return to_plan(Solution((route,), left, 7, "hand", 3), built_day, (("orders", "0" * 64),))


def violations(town: AsciiMap, plan: Plan, built_day: Built) -> list[str]:
    scenario = built_day.scenario
    result = check_plan(
        replace(plan, inputs=()), scenario, split_at_zones(town.streets, scenario.zones), factors()
    )
    return [violation.rule for violation in result.violations]


def test_legs_join_end_to_end_and_the_day_is_named() -> None:
    known = built(MAP, day(MAP, (FAR, NEAR)))
    seconds = known.problem.travel.seconds[0]
    leave, first = 7 * HOUR, 7 * HOUR + int(seconds[0, 1])
    plan = made(known, (0, first), (1, first + 300 + int(seconds[1, 2])), depart_s=leave)
    (route,) = plan.routes
    legs = [visit.leg for visit in route.visits] + [route.back]
    assert [visit.order_ids for visit in route.visits] == [("far",), ("near",)]
    assert [visit.depart_s - visit.start_s for visit in route.visits] == [300, 300]
    for before, after in pairwise(legs):
        assert before.streets[-1] // 2 == after.streets[0] // 2
    assert (plan.day, plan.engine, plan.seed, plan.objective_micro) == (known.scenario.day, "hand", 3, 7)
    assert plan.inputs == (("orders", "0" * 64),)
    assert violations(MAP, plan, known) == []


def test_waiting_where_streets_have_no_hours_is_at_the_stop() -> None:
    known = built(MAP, day(MAP, (FAR,)))
    plan = made(known, (0, 9 * HOUR), depart_s=7 * HOUR)
    assert plan.routes[0].visits[0].leg.hold_s == 0
    assert violations(MAP, plan, known) == []


def test_waiting_for_a_street_with_hours_is_before_its_gate() -> None:
    known = built(WITH_MARKET, day(WITH_MARKET, (FAR,)))
    arrive_s = 7 * HOUR + int(known.problem.travel.seconds[0, 0, 1])
    start_s = known.problem.start_windows[0][0][0][0]
    plan = made(known, (0, start_s), depart_s=7 * HOUR)
    leg = plan.routes[0].visits[0].leg
    assert leg.hold_s == start_s - arrive_s
    market = {WITH_MARKET.street("C", "F"), WITH_MARKET.street("F", "C")}
    assert leg.streets[leg.hold_before] in market
    assert not market & set(leg.streets[: leg.hold_before])
    assert violations(WITH_MARKET, plan, known) == []
    early = made(known, (0, start_s - 2), depart_s=7 * HOUR)
    assert violations(WITH_MARKET, early, known) == ["hours"]


def test_the_gate_of_a_zone_is_its_boundary() -> None:
    ban = ZoneRule("r", Who(), "Mo-Fr 06:00-09:00", Effect.BAN)
    known = built(MAP, day(MAP, (FAR,), zones=(zone(around(MAP, "CF"), rules=(ban,)),)))
    start_s = known.problem.start_windows[0][0][0][0]
    plan = made(known, (0, start_s), depart_s=7 * HOUR)
    leg = plan.routes[0].visits[0].leg
    inside = known.profiles[0].view.zone_inside["centre"]
    assert leg.hold_s > HOUR
    assert [bool(inside[street]) for street in leg.streets] == [
        number >= leg.hold_before for number in range(len(leg.streets))
    ]
    assert violations(MAP, plan, known) == []


def test_a_punctual_vehicle_does_not_wait() -> None:
    known = built(WITH_MARKET, day(WITH_MARKET, (FAR,)))
    start_s = known.problem.start_windows[0][0][0][0]
    leave = start_s - int(known.problem.travel.seconds[0, 0, 1])
    plan = made(known, (0, start_s), depart_s=leave)
    assert plan.routes[0].visits[0].leg.hold_s == 0
    assert violations(WITH_MARKET, plan, known) == []


def test_the_last_possible_start_still_leaves_in_time() -> None:
    known = built(WITH_MARKET, day(WITH_MARKET, (FAR,)))
    last_s = known.problem.start_windows[0][0][-1][1]
    assert violations(WITH_MARKET, made(known, (0, last_s), depart_s=10 * HOUR), known) == []
    assert violations(WITH_MARKET, made(known, (0, last_s + 3), depart_s=10 * HOUR), known) == ["hours"]
