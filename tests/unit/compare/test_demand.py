"""Demand days: another day of the same business."""

from __future__ import annotations

from collections import Counter

from freight.compare.demand import demand_day
from tests.studies import DRAMMEN, study

ORDERS = study(DRAMMEN).base.orders


def test_day_zero_is_the_orders_as_given() -> None:
    assert demand_day(ORDERS, 0) == ORDERS


def test_a_day_is_the_same_whoever_asks_and_other_days_differ() -> None:
    assert demand_day(ORDERS, 3) == demand_day(ORDERS, 3)
    assert demand_day(ORDERS, 3) != demand_day(ORDERS, 4)


def test_every_carrier_has_as_many_deliveries_and_pickups_as_it_has() -> None:
    for day in (1, 2):
        drawn = demand_day(ORDERS, day)
        assert Counter((order.carrier, order.kind) for order in drawn) == Counter(
            (order.carrier, order.kind) for order in ORDERS
        )
        assert len({order.id for order in drawn}) == len(drawn)


def test_a_carriers_day_does_not_depend_on_who_else_is_there() -> None:
    alone = tuple(order for order in ORDERS if order.carrier == "Carrier D")
    together = tuple(order for order in demand_day(ORDERS, 5) if order.carrier == "Carrier D")
    assert demand_day(alone, 5) == together
