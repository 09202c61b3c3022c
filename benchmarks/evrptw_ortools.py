"""OR-Tools alone on an electric instance: what its model can do without charging, then insertion with charging.

The model follows energy but plans no sessions. So it serves what lies within the range of a battery and leaves
out the rest; that is then inserted order by order where charging makes it possible, opening routes.
"""

from __future__ import annotations

from schneider import ElectricInstance, to_problem

from freight.solve.insertion import Routes, insert_paying
from freight.solve.ortools_search import left_out
from freight.solve.ortools_search import search as search_ortools
from freight.solve.tables import make_tables
from freight.units import HORIZON_S


def search(instance: ElectricInstance, policy: str, seconds: float, seed: int) -> Routes:
    """Routes by vehicle; times are coarser than for the kernel: the model's clock ends after two days."""
    coarse = to_problem(instance, policy, fine=int(HORIZON_S // instance.columns[0, 2]))
    routes = search_ortools(
        coarse, make_tables(coarse), None, seed=seed, time_limit_s=seconds, iterations=None, follow=None
    )
    exact = make_tables(to_problem(instance, policy))
    return insert_paying(exact, routes, left_out(exact, routes))
