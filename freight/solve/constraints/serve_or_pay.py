"""Every order is served once, or its penalty is paid."""

from __future__ import annotations

from freight.domain.problem import Problem
from freight.solve.seam import RoutingSeam


def serve_or_pay(seam: RoutingSeam, problem: Problem) -> None:
    """Every order may be left out at its penalty, a charging session for nothing."""
    for number, order in enumerate(seam.orders):
        seam.routing.AddDisjunction([seam.index(number)], int(problem.penalty_micro[order]))
    for number in range(len(seam.sessions)):
        seam.routing.AddDisjunction([seam.session_index(number)], 0)
