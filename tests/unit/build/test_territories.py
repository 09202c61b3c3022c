"""Vehicles with territories: who may serve what, and what is said of the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from freight.build.territories import outside_territories
from freight.domain.relax import without_territories, without_zones
from freight.domain.scenario import Effect, Scenario, Who, ZoneRule
from freight.network.territories import metres_outside, zones_at
from tests.ascii_map import ascii_map
from tests.days import built, day, order, vehicle
from tests.zone_town import BLOCKS, TOWN, around, zone

MAP = ascii_map(TOWN, BLOCKS)
MARGIN = 0.0005
WEST = replace(zone(around(MAP, "AD", MARGIN), zone_id="west"), name="West")
EAST = replace(zone(around(MAP, "CF", MARGIN), zone_id="east"), name="East")
ORDERS = (order(MAP, "a", ("A", "D", 0.5)), order(MAP, "b", ("B", "E", 0.5)), order(MAP, "c", ("C", "F", 0.5)))


def a_day(*territories: tuple[str, ...]) -> Scenario:
    vans = tuple(vehicle(f"van-{n}", territories=names) for n, names in enumerate(territories, 1))
    return day(MAP, ORDERS, vans, zones=(WEST, EAST))


def test_a_vehicle_serves_what_lies_in_any_of_its_territories_and_one_without_serves_all() -> None:
    made = built(MAP, a_day(("west",), ("west", "east"), ()))
    assert made.problem.may_serve.tolist() == [[True, True, True], [False, False, True], [False, True, True]]


def test_the_reason_says_how_far_outside_and_where_the_order_lies() -> None:
    (reason,) = built(MAP, a_day(("west",))).problem.refusals[2]
    assert (reason.rule, reason.unit) == ("territories", "m")
    assert reason.text.startswith("van-1 serves West only, the order lies ")
    assert reason.text.endswith(" m outside, in East")
    (nowhere,) = built(MAP, a_day(("west", "east"))).problem.refusals[1]
    assert nowhere.text.startswith("van-1 serves West, East only")
    assert nowhere.text.endswith(", in no zone")


def test_distance_is_that_to_the_nearest_border() -> None:
    lat, lon = MAP.latlon("A")
    east_m = 2 * MARGIN * 111_195.0
    assert metres_outside((WEST,), lat + 3 * MARGIN, lon) == pytest.approx(east_m, rel=1e-6)
    assert metres_outside((WEST,), lat + MARGIN, lon) == pytest.approx(0.0, abs=1e-6)
    assert metres_outside((WEST,), lat, lon) == 0.0
    assert metres_outside((), lat, lon) == float("inf")
    assert zones_at((WEST, EAST), lat, lon) == (WEST,)


def test_a_hole_is_outside() -> None:
    lat, lon = MAP.latlon("A")
    hollow = replace(WEST, polygons=((WEST.polygons[0][0], around(MAP, "A", MARGIN / 5)),))
    assert metres_outside((hollow,), lat, lon) > 1.0
    assert outside_territories(vehicle("van-1"), ORDERS[0], (hollow,)) is None


def test_without_zones_territories_still_say_where() -> None:
    ban = ZoneRule("noon", Who(), "always", Effect.BAN)
    scenario = replace(a_day(("west",)), zones=(replace(WEST, rules=(ban,)), EAST))
    assert without_zones(scenario).zones == (WEST,)
    assert built(MAP, without_zones(scenario)).problem.may_serve.tolist() == [[True], [False], [False]]
    assert built(MAP, without_territories(a_day(("west",)))).problem.may_serve.all()
