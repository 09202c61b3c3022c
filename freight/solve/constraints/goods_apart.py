"""Goods that must be kept apart are never on one route."""

from __future__ import annotations

from freight.domain.problem import Problem
from freight.solve.seam import RoutingSeam


def goods_apart(seam: RoutingSeam, problem: Problem) -> None:
    """Give orders the class of their goods as visit type, and bar every two classes from sharing a route.

    Visit types count from 0 without gaps: OR-Tools does not look whether a type that is named exists.
    """
    goods, routing = problem.goods, seam.routing
    if goods is None:
        return
    present = sorted(set(goods.of_order) - {-1})
    kind = {name: number for number, name in enumerate(present)}
    for number, order in enumerate(seam.orders):
        if goods.of_order[order] in kind:
            visit_type = kind[goods.of_order[order]]
            routing.SetVisitType(seam.index(number), visit_type, routing.TYPE_ADDED_TO_VEHICLE)
    for one, other in sorted(goods.pairs):
        if one < other and one in kind and other in kind:
            routing.AddHardTypeIncompatibility(kind[one], kind[other])
