"""Every broken plan is caught by its own rule and by nothing else; the good plans by none."""

from __future__ import annotations

import pytest

from freight.check.rules import RULES
from freight.domain.lock import Lock
from tests.broken_plans import of_breaks, of_charging, of_orders, of_reloads, of_replanning, of_streets
from tests.broken_plans.register import CASES
from tests.broken_plans.town import HOUR
from tests.broken_plans.world import World, checked, errand, good_world

FILES = (of_orders, of_streets, of_charging, of_replanning, of_breaks, of_reloads)

GOOD = {
    "plain": lambda world: world,
    "as many stops as it may": lambda world: world.with_vehicle("Van 1", max_stops=5),
    "types that serve faster": lambda world: of_orders.with_types(
        world, service_factor=0.9, service_extra_s=-20
    ),
    "food and paint in two vehicles": lambda world: of_orders.with_goods(
        world.with_order("early", goods_class="food").with_order("quay", goods_class="paint"), ("food", "paint")
    ),
    "all of its orders in its territory": lambda world: of_orders.with_territory(world, "nobody"),
    "deliveries first, then the pickup": of_orders.last_in_first_out,
    "replanned": of_replanning.replanned,
    "locked as planned": lambda world: of_replanning.locked(
        world, Lock("Van 1", "early", 1), Lock("Van 1", "market", 2), Lock("Electric", "harbour")
    ),
    "charging at the quay": of_charging.charging,
    "a break in two parts": of_breaks.split_break,
    "a break in one piece": of_breaks.whole_break,
    "breaks of a day": of_breaks.daily_breaks,
    "a break while charging": of_breaks.break_while_charging,
    "loading anew at the only dock": of_reloads.reloading,
    "errand": lambda world: errand(world, ("L", "Q", 0.5), "ABGLQ", "QLGBA"),
    "market in delivery hours": lambda world: errand(world, ("D", "I", 0.5), "ABCDI", "IDCBA"),
    "right turn in the morning": lambda world: errand(world, ("F", "G", 0.5), "ABGF", "GFAB"),
    "diesel in the zone before noon": lambda world: errand(world, ("J", "O", 0.5), "ABCDEJO", "OJEDCBA"),
    "no ban on Saturday's hours": lambda world: errand(
        world, ("J", "O", 0.5), "ABCDEJO", "OJEDCBA", depart_s=11 * HOUR, wait_s=600
    ),
    "turning round in a dead end": lambda world: errand(world, ("L", "M", 0.5), "ABGLML", "MLGBA"),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_plan_breaks_nothing(name: str) -> None:
    result = checked(GOOD[name](good_world()))
    assert [violation.text for violation in result.violations] == []


@pytest.mark.parametrize("name", CASES)
def test_a_broken_plan_is_caught_by_its_own_rule(name: str) -> None:
    rule, make = CASES[name]
    violations = checked(make(good_world())).violations
    assert {violation.rule for violation in violations} == {rule}, [v.text for v in violations]
    assert all(violation.text for violation in violations)


def test_every_rule_has_a_broken_plan() -> None:
    assert {rule for rule, _ in CASES.values()} == {rule.__name__ for rule in RULES}


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 28
    assert {make.__module__ for _, make in CASES.values()} == {file.__name__ for file in FILES}


def test_the_good_world_is_not_changed_by_breaking_it() -> None:
    before: World = good_world()
    for _, make in CASES.values():
        make(before)
    assert checked(before).violations == ()
