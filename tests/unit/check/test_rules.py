"""What the rules say, and where exactly they draw the line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from freight.check import wording
from freight.check.ground import gap_m, near, point_on
from freight.check.rules import RULES
from freight.check.rules.hours import closed_s
from freight.check.rules.windows import outside_s
from freight.domain.fleet import Load
from freight.files import fingerprint
from freight.network.streets import TurnRestriction
from tests.broken_plans import of_orders, of_streets
from tests.broken_plans.town import HOUR
from tests.broken_plans.world import World, checked, errand, good_world, planned, with_leg, with_times

SAYS = {
    "diesel_in_the_zone_after_noon": ("Van 2", "inside Clean quarter", "rule noon", "12:00-18:00"),
    "market_after_hours": ("Van 2", "Market", "outside its hours (06:00-11:00)"),
    "under_the_low_bridge": ("Van 2", "Under the Railway", "closed to a diesel van"),
    "against_the_one_way_street": ("Van 2", "Narrow Lane", "against its one-way direction"),
    "pickup_before_the_van_is_empty_enough": ("Van 1", "1150 kg", "150 kg more than it holds (1000)"),
    "one_watt_hour_into_the_reserve": ("Electric", "0.001 kWh are missing"),
    "closes_during_the_service": ("court", "2 s outside"),
    "leaves_before_it_is_unloaded": ("Van 1", "30 s before its service is done"),
    "halts_a_block_away": ("Van 1", "from order court", "farther than 60 m"),
    "without_the_lift": ("court", "asks for lift", "Van 1"),
    "served_by_two_vehicles": ("early", "2 times", "Van 1, Van 2"),
    "not_the_prescribed_way": ("another way is prescribed", "restriction 1004"),
}


def broken(name: str) -> World:
    return (getattr(of_orders, name, None) or getattr(of_streets, name))(good_world())


def rules(world: World) -> list[str]:
    return [violation.rule for violation in checked(world).violations]


@pytest.mark.parametrize("name", SAYS)
def test_a_violation_says_who_where_and_by_how_much(name: str) -> None:
    texts = [violation.text for violation in checked(broken(name)).violations]
    assert any(all(part in text for part in SAYS[name]) for text in texts), texts


def test_a_second_of_rounding_is_forgiven_and_two_are_not() -> None:
    world = good_world()
    route = planned(world, "Electric", ("quay", "harbour"))
    arrive_s = checked(world.with_route(route)).timeline.routes[1].halts[2].arrive_s
    for early_s, found in ((0.9, []), (2.0, ["clock"])):
        start_s = int(arrive_s - early_s) + (0 if early_s > 1 else 1)
        assert rules(world.with_route(with_times(route, 1, start_s, route.visits[1].depart_s))) == found


def test_one_gram_too_much_is_rounding_and_a_kilo_is_not() -> None:
    world = good_world()
    assert rules(world.with_order("early", load=Load(550.001, 1.5, 1.0))) == []
    assert rules(world.with_order("early", load=Load(551.0, 1.5, 1.0))) == ["capacity"]


def test_the_reserve_itself_may_be_reached() -> None:
    world = good_world()
    used = 1.8 - (checked(world).timeline.routes[1].halts[-1].charge_kwh or 0.0)
    assert rules(world.with_vehicle("Electric", start_charge_share=(0.18 + used) / 1.8)) == []


def test_a_changed_input_file_is_named(tmp_path: Path) -> None:
    world = good_world()
    orders = tmp_path / "orders.csv"
    orders.write_text("id\n1\n", encoding="utf-8")
    planned_from = replace(world.plan, inputs=(("orders", fingerprint(orders)),))
    world = replace(world, plan=planned_from, scenario=replace(world.scenario, input_files={"orders": orders}))
    assert rules(world) == []
    orders.write_text("id\n2\n", encoding="utf-8")
    found = checked(world).violations
    assert [v.rule for v in found] == ["inputs"]
    assert "orders.csv" in found[0].text
    orders.unlink()
    assert rules(world) == ["inputs"]


def test_a_rule_that_meets_somebody_else_bars_nobody() -> None:
    world = errand(
        good_world(), ("J", "O", 0.5), "ABCDEJO", "OJEDCBA", depart_s=13 * HOUR, vehicle_id="Electric 2"
    )
    assert rules(world) == []


def test_an_exempt_vehicle_is_not_barred() -> None:
    world = broken("diesel_in_the_zone_after_noon")
    clean, port = world.scenario.zones
    rule = clean.rules[0]
    exempt = replace(rule, who=replace(rule.who, exempt_vehicles=frozenset({"Van 2"})))
    zones = (replace(clean, rules=(exempt,)), port)
    assert rules(replace(world, scenario=replace(world.scenario, zones=zones))) == []


def test_standing_in_a_zone_is_not_driving() -> None:
    world = errand(good_world(), ("J", "O", 0.5), "ABCDEJO", "OJEDCBA", depart_s=11 * HOUR + 2700)
    route = world.route("Van 2")
    stays = with_times(route, 0, route.visits[0].start_s, 15 * HOUR)
    clean, port = world.scenario.zones
    short = replace(clean.rules[0], hours="Mo-Fr 12:00-14:00")
    zones = (replace(clean, rules=(short,)), port)
    assert rules(replace(world.with_route(stays), scenario=replace(world.scenario, zones=zones))) == []


def test_every_broken_rule_is_listed_at_once() -> None:
    world = broken("van_on_the_cycleway")
    route = world.route("Van 2")
    both = with_leg(with_times(route, 0, route.visits[0].start_s, route.visits[0].start_s + 10), -1, route.back)
    late = world.with_route(both).with_vehicle("Van 2", shift_end_s=9 * HOUR)
    assert set(rules(late)) == {"access", "service", "shift"}


def test_of_two_prescribed_ways_either_will_do() -> None:
    world = broken("not_the_prescribed_way")
    into, onto = world.path("IN")[-1], world.path("NO")[0]
    other = TurnRestriction((into, onto), True, frozenset(), "", "", 9)
    streets = replace(world.streets, restrictions=(*world.streets.restrictions, other))
    assert rules(replace(world, streets=streets)) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, ["turn"]),
        ({"exempt": frozenset({"goods"})}, []),
        ({"exempt": frozenset({"bicycle"})}, ["turn"]),
        ({"only_for": "hgv"}, []),
        ({"only_for": "goods"}, ["turn"]),
        ({"condition": "Mo-Fr 15:00-17:00"}, []),
        ({"condition": "weight>3"}, ["turn"]),
        ({"condition": "weight>7.5"}, []),
    ],
)
def test_a_turn_restriction_binds_whom_and_when_it_says(changes: dict[str, object], found: list[str]) -> None:
    world = broken("banned_right_turn")
    first, *others = world.streets.restrictions
    changed = replace(first, **changes)  # type: ignore[arg-type]  # fields by name
    assert rules(replace(world, streets=replace(world.streets, restrictions=(changed, *others)))) == found


def test_every_rule_is_explained_in_the_docs() -> None:
    page = (Path(__file__).parents[3] / "docs" / "checks.md").read_text(encoding="utf-8")
    assert [rule.__name__ for rule in RULES if f"| `{rule.__name__}` |" not in page] == []


def test_the_best_window_counts() -> None:
    assert outside_s(((100, 200), (300, 400)), 250, 290) == 50
    assert outside_s(((100, 200), (300, 400)), 310, 390) == 0
    assert closed_s(((100, 200), (300, 400)), 190, 205) == 5


def test_points_and_distances_on_the_ground() -> None:
    world = good_world()
    street = world.path("AB")[0]
    a, b = world.map.latlon("A"), world.map.latlon("B")
    assert gap_m(a, b) == pytest.approx(300, rel=0.005)
    assert gap_m(point_on(world.streets, street, 0.25), world.map.between("A", "B", 0.25)) < 0.5
    assert near(60.9, 60.0)
    assert not near(62.0, 60.0)


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.4, "0.4 s"), (45, "45 s"), (600, "10 min"), (7500, "2 h 05 min")]
)
def test_spans_are_said_as_people_say_them(seconds: float, said: str) -> None:
    assert wording.span(seconds) == said


def test_moments_pass_midnight() -> None:
    assert wording.moment(25 * HOUR + 61.4) == "25:01:01"
    assert wording.moment(-30) == "23:59:30 the day before"
    assert wording.hours((), 0) == "never"
    assert wording.hours(((6 * HOUR, 11 * HOUR), (30 * HOUR, 35 * HOUR)), 8 * HOUR) == "06:00-11:00"
