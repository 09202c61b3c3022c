"""OR-Tools alone on an electric instance: proven on small ones, else the routing model and then insertion.

Small instances are what `freight plan --engine ortools` solves with CP-SAT, sessions included. On larger ones
the routing model follows energy but plans no sessions: it serves what lies within the range of a battery; the
rest is inserted order by order where charging makes it possible, opening routes.
"""

from __future__ import annotations

from schneider import ElectricInstance, to_problem

from freight.domain.plan import RoutePlan
from freight.solve.exact.search import small_enough
from freight.solve.insertion import Routes, insert_paying
from freight.solve.ortools_search import left_out
from freight.solve.ortools_search import search as search_ortools
from freight.solve.search import solve
from freight.solve.tables import make_tables
from freight.units import HORIZON_S

UNIT = 10**6


def search(instance: ElectricInstance, policy: str, seconds: float, seed: int) -> tuple[Routes, float | None]:
    """Routes by vehicle, and the least distance proven where the vehicles are as few as proven.

    Times are coarser than for the kernel, rounded up: the model's clock ends after two days.
    """
    coarse = to_problem(instance, policy, fine=int(HORIZON_S // instance.columns[0, 2]))
    exact = make_tables(to_problem(instance, policy))
    if small_enough(make_tables(coarse)):
        found = solve(coarse, seed=seed, time_limit_s=seconds, iterations=None, engine="ortools")
        return _routes(found.routes), _bound(found.bound_micro, len(found.routes), coarse.vehicles[0].day_micro)
    routes = search_ortools(
        coarse, make_tables(coarse), None, seed=seed, time_limit_s=seconds, iterations=None, follow=None
    )
    return insert_paying(exact, routes, left_out(exact, routes)), None


def _routes(plans: tuple[RoutePlan, ...]) -> Routes:
    return {plan.vehicle: plan.orders for plan in plans}


def _bound(bound_micro: int | None, vehicles: int, day_micro: int) -> float | None:
    if bound_micro is None or bound_micro < vehicles * day_micro:
        return None
    return (bound_micro - vehicles * day_micro) / UNIT
