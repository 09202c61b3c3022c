"""Which visits of a route owe a set-up."""

from __future__ import annotations

from freight.check.setup import setups_s
from freight.domain.plan import Leg, Route, Visit
from freight.domain.scenario import Depot
from tests.ascii_map import ascii_map
from tests.days import order

TOWN = ascii_map("A--B--C", {"ABC": {}})
SHOP, DEPOT, OTHER = ("B", "C", 0.5), ("A", "B", 0.5), ("B", "C", 0.2)
ORDERS = {
    one.id: one
    for one in (
        order(TOWN, "a", SHOP, setup_s=120),
        order(TOWN, "b", SHOP, setup_s=180),
        order(TOWN, "c", OTHER),
        order(TOWN, "home", DEPOT, setup_s=60),
    )
}
LEG = Leg((0,), 0.0, 1.0)


def owed(*visits: tuple[str, ...]) -> tuple[int, ...]:
    route = Route("v", 0, tuple(Visit(ids, LEG, 0, 0) for ids in visits), LEG)
    return setups_s(route, Depot("D", "Depot", *TOWN.between(*DEPOT)), ORDERS, {})


def test_orders_in_a_row_at_an_address_owe_it_once() -> None:
    assert owed(("a",), ("b",)) == (120, 0)


def test_a_visit_of_several_orders_owes_the_longest() -> None:
    assert owed(("a", "b"), ("c",)) == (180, 0)


def test_coming_back_owes_it_again() -> None:
    assert owed(("a",), ("c",), ("a",)) == (120, 0, 120)


def test_an_order_at_the_depot_owes_none_at_first() -> None:
    assert owed(("home",), ("c",), ("home",)) == (0, 0, 60)
