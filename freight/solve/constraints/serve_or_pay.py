"""Every order is served once, or its penalty is paid once."""

from __future__ import annotations

from freight.domain.problem import Problem
from freight.solve.seam import RoutingSeam


def serve_or_pay(seam: RoutingSeam, problem: Problem) -> None:
    """All nodes of an order share one disjunction, of which at most one is visited."""
    indices: dict[int, list[int]] = {}
    for number, node in enumerate(seam.nodes):
        indices.setdefault(node.order, []).append(seam.index(number))
    for order, members in indices.items():
        seam.routing.AddDisjunction(members, int(problem.penalty_micro[order]), 1)
