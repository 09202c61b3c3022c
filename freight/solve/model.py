"""The OR-Tools routing model of a problem, grown from an ordered list of rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from freight.domain.plan import RoutePlan
from freight.domain.problem import Problem
from freight.solve.constraints.access import access
from freight.solve.constraints.battery import battery
from freight.solve.constraints.capacity import capacity
from freight.solve.constraints.cost import cost
from freight.solve.constraints.day_fee import day_fee
from freight.solve.constraints.goods_apart import goods_apart
from freight.solve.constraints.last_in_first_out import last_in_first_out
from freight.solve.constraints.max_stops import max_stops
from freight.solve.constraints.serve_or_pay import serve_or_pay
from freight.solve.constraints.shift_hours import shift_hours
from freight.solve.constraints.time_windows import time_windows
from freight.solve.seam import RoutingSeam, make_seam
from freight.solve.sessions import SessionNode

Constraint = Callable[[RoutingSeam, Problem], None]
CONSTRAINTS: tuple[Constraint, ...] = (
    serve_or_pay,
    access,
    capacity,
    max_stops,
    goods_apart,
    last_in_first_out,
    shift_hours,
    time_windows,
    battery,
    day_fee,
    cost,
)
"""Order matters once: shift_hours makes the clock that time_windows and cost read."""


def build_model(
    problem: Problem,
    seed: int = 0,
    sessions: tuple[SessionNode, ...] = (),
    driven: Sequence[RoutePlan] = (),
) -> RoutingSeam:
    """The whole routing model; `seed` draws the numbering of its nodes.

    Charging is possible in `sessions` only; without any, every route must keep to its battery. Where speeds
    change by the hour, legs take what they take in the slowest, but those of the routes `driven`.

    The problem must have at least one vehicle with hours that day.
    """
    seam = make_seam(problem, seed, sessions, driven)
    for add in CONSTRAINTS:
        add(seam, problem)
    return seam
