"""From classes and pairs of people to those of a problem, and what a vehicle had on board."""

from __future__ import annotations

from dataclasses import replace

from freight.build.goods import with_goods, without_parted
from freight.build.present import Present, Status
from freight.domain.goods import GoodsRules
from freight.domain.scenario import Order, Scenario
from tests.days import day, order, vehicle
from tests.problems import FOUR_PLACES_M, problem, streets, van
from tests.unit.explain.town import HERE, MAP

RULES = GoodsRules(("food", "paint", "waste"), (("food", "paint"), ("waste", "food")))


def orders(*classes: str) -> tuple[Order, ...]:
    return tuple(
        replace(order(MAP, f"order-{number}", HERE), goods_class=name) for number, name in enumerate(classes)
    )


def scenario(*classes: str) -> Scenario:
    return replace(day(MAP, orders(*classes), vehicles=(vehicle("van-0"),)), goods=RULES)


def test_only_classes_that_can_meet_are_known_to_the_solver() -> None:
    bare = problem(streets(FOUR_PLACES_M), (van(0),))
    made = with_goods(bare, scenario("paint", "", "food", "paint")).goods
    assert made is not None
    assert made.names == ("food", "paint")
    assert made.of_order == (1, -1, 0, 1)
    assert made.broken(range(4)) == ((0, 2), (2, 3))
    assert made.against(2, range(4)) == (0, 3)


def test_a_day_on_which_nothing_can_meet_is_as_without_the_rule() -> None:
    bare = problem(streets(FOUR_PLACES_M), (van(0),))
    assert with_goods(bare, scenario("paint", "waste", "", "")) is bare
    assert with_goods(bare, replace(scenario("paint", "food", "", ""), goods=GoodsRules())) is bare


def test_what_a_vehicle_left_with_bars_what_must_not_ride_with_it() -> None:
    day_orders = {one.id: one for one in orders("food", "paint", "", "waste")}
    bare = problem(streets(FOUR_PLACES_M), (van(0), van(1)))
    states = (Present("van-0", Status.OUT, loaded=("order-0",)), Present("van-1", Status.AT_DEPOT))
    made = without_parted(bare, states, day_orders, RULES)
    assert made.may_serve.tolist() == [[True, True], [False, True], [True, True], [False, True]]
    (reason,) = made.refusals[1]
    assert (reason.rule, reason.vehicle_type) == ("goods_apart", "van")
    assert reason.text == "van-0 carries order-0 (food) that day, with which paint must not ride"
    assert without_parted(bare, states, day_orders, GoodsRules()) is bare
