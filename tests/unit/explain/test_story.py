"""A served order: who, when, with what on board, and what it would cost elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from freight.build import to_plan
from freight.domain.fleet import Load
from freight.domain.scenario import OrderKind, Scenario
from freight.explain.stand import Ground, Stand, stand_of
from freight.explain.story import Story, story
from freight.explain.words import story_data, story_lines
from freight.network.zones import split_at_zones
from freight.solve.search import solve
from tests.days import BIKE, VAN, factors, order, vehicle
from tests.unit.explain.town import MAP, THERE, a_day, an_order


def told(scenario: Scenario, order_id: str) -> tuple[Stand, Story]:
    ground = Ground(split_at_zones(MAP.streets, scenario.zones), factors())
    empty = stand_of(scenario, ground, {})
    solution = solve(empty.built.problem, seed=0, time_limit_s=None, iterations=100)
    routes = {route.vehicle: route.orders for route in solution.routes}
    stand = replace(empty, routes=empty.routes | routes)
    return stand, story(stand, to_plan(solution, empty.built, ()), order_id)


DEAR = replace(VAN, id="dear", name="Dear van", cost_day_nok=VAN.cost_day_nok + 1000.0)
DAY = a_day(
    an_order(load=Load(300.0, 0.1, 1.0)),
    order(MAP, "return", THERE, kind=OrderKind.PICKUP, load=Load(50.0, 0.2, 1.0)),
    vehicles=(vehicle("van-1"), vehicle("dear-1", DEAR), vehicle("bike-1", BIKE)),
    kinds=(VAN, DEAR, replace(BIKE, capacity=Load(200.0, 1.0, 40.0))),
)


def test_it_costs_more_elsewhere_by_what_the_plan_then_costs() -> None:
    stand, found = told(DAY, "o")
    assert found.vehicle_id == "van-1"
    (other,) = found.elsewhere
    moved = {"van-1": [one for one in stand.sequences()["van-1"] if one != "o"], "dear-1": ["o"]}
    elsewhere = stand_of(stand.scenario, stand.ground, moved, stand.built)
    assert other.vehicle_id == "dear-1"
    assert other.more_nok * 1e6 == pytest.approx(elsewhere.cost_micro() - stand.cost_micro())
    (unable,) = found.others
    assert unable.vehicle_ids == ("bike-1",)
    assert "100 kg more" in unable.text()


def test_what_is_on_board_on_the_way_there() -> None:
    stand, found = told(DAY, "o")
    sequence = stand.sequences()["van-1"]
    place = sequence.index("o")
    assert (found.stop, found.stops) == (place + 1, 3)
    later = 10.0 if sequence.index("easy") > place else 0.0
    picked = 50.0 if sequence.index("return") < place else 0.0
    assert found.load.kg == 300.0 + later + picked


def test_words_and_data() -> None:
    stand, found = told(DAY, "o")
    lines = list(story_lines(found))
    assert lines[0].startswith("Order o is served by van-1 (van) from 0")
    assert any(line.startswith("  dear-1: ") and line.endswith("NOK more") for line in lines)
    data = story_data(found, stand.scenario)
    assert (data["order"], data["served"], data["vehicle_id"]) == ("o", True, "van-1")
    assert data["elsewhere"][0]["vehicle_id"] == "dear-1"


def test_on_board_is_what_was_loaded_for_this_part_of_the_route() -> None:
    small = replace(VAN, capacity=Load(305.0, 10.0, 100.0), reloads=1)
    scenario = a_day(an_order(load=Load(300.0, 0.1, 1.0)), kinds=(small,))
    _, found = told(scenario, "o")
    assert (found.stops, found.load.kg, found.capacity.kg) == (2, 300.0, 305.0)
    assert told(scenario, "easy")[1].load.kg == 10.0
