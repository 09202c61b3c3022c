"""Goods that must not share a vehicle: classes of a problem's orders, and what a day has had on board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from freight.build.present import Present
from freight.domain.goods import GoodsApart, GoodsRules
from freight.domain.problem import Problem, Reason
from freight.domain.scenario import Order, Scenario


def with_goods(problem: Problem, scenario: Scenario) -> Problem:
    """The problem with the classes that are kept apart; itself where no two of its orders are."""
    wanted = _both_ways(scenario.goods)
    present = {order.goods_class for order in scenario.orders}
    pairs = {pair for pair in wanted if present.issuperset(pair)}
    if not pairs:
        return problem
    names = tuple(name for name in scenario.goods.classes if any(name in pair for pair in pairs))
    number = {name: at for at, name in enumerate(names)}
    classes = (number.get(order.goods_class, -1) for order in scenario.orders)
    apart = GoodsApart(
        names=names,
        of_order=(*classes, *(-1 for _ in problem.reloads)),
        pairs=frozenset((number[one], number[other]) for one, other in pairs),
    )
    return replace(problem, goods=apart)


def without_parted(
    problem: Problem, states: Sequence[Present], orders: Mapping[str, Order], rules: GoodsRules
) -> Problem:
    """The rest of a day in which no vehicle takes what must not ride with goods that it has had on board.

    Parameters
    ----------
    states
        One for every vehicle of the problem: what it did, and what it had loaded when it left.
    orders
        Of the whole day by id, those that are done or cancelled too.
    """
    wanted = _both_ways(rules)
    if not wanted:
        return problem
    may = np.array(problem.may_serve, copy=True)
    refusals = list(problem.refusals)
    for vehicle, state in enumerate(states):
        carried = [orders[name] for name in (*_served(state), *state.loaded)]
        for row, order_id in enumerate(problem.order_ids):
            own = orders[order_id]
            beside = next((o for o in carried if (own.goods_class, o.goods_class) in wanted), None)
            if beside is None or not may[row, vehicle]:
                continue
            may[row, vehicle] = False
            text = (
                f"{state.vehicle_id} carries {beside.id} ({beside.goods_class}) that day,"
                f" with which {own.goods_class} must not ride"
            )
            reason = Reason("goods_apart", text, problem.vehicles[vehicle].type_id, 1.0, "orders")
            refusals[row] = (*refusals[row], reason)
    return replace(problem, may_serve=may, refusals=tuple(refusals))


def _served(state: Present) -> list[str]:
    return [order_id for visit in state.visits for order_id in visit.order_ids]


def _both_ways(rules: GoodsRules) -> frozenset[tuple[str, str]]:
    return frozenset(pair for one, other in rules.keep_apart for pair in ((one, other), (other, one)))
