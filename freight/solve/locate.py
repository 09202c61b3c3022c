"""Which hubs to open: a p-median with a price for every pair of carrier and hub, by CP-SAT."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ortools.sat.python import cp_model

from freight.domain.travel import IntArray
from freight.errors import NoPlanError


class Located(NamedTuple):
    """What to open, and who is served from where."""

    opened: tuple[int, ...]
    """Candidates, ascending."""
    hub_of: tuple[int, ...]
    """[order] -> candidate."""
    cost_micro: int


def locate(serve_micro: IntArray, bring_micro: IntArray, carrier_of: Sequence[int], choose: int) -> Located:
    """Open at most `choose` candidates so that serving all orders costs least.

    Parameters
    ----------
    serve_micro
        Shape (candidates, orders): cost of serving an order from a candidate, millionths of a krone.
    bring_micro
        Shape (candidates, carriers): cost of a carrier's bulk leg to a candidate, paid where at least one
        of its orders is served from there.
    carrier_of
        [order] -> carrier.

    Raises
    ------
    NoPlanError
        When CP-SAT finds no choice; with costs in range there always is one.

    References
    ----------
    .. [1] Hakimi, S. L. (1964). Optimum locations of switching centers and the absolute centers and medians of
       a graph. Operations Research 12(3), 450-459.
    """
    model = cp_model.CpModel()
    candidates, orders = serve_micro.shape
    opened = [model.new_bool_var(f"open{hub}") for hub in range(candidates)]
    used = {
        (hub, carrier): model.new_bool_var(f"use{hub}_{carrier}")
        for hub in range(candidates)
        for carrier in range(bring_micro.shape[1])
    }
    from_hub = [[model.new_bool_var(f"x{hub}_{order}") for order in range(orders)] for hub in range(candidates)]
    model.add(sum(opened) <= choose)
    for order in range(orders):
        model.add_exactly_one(from_hub[hub][order] for hub in range(candidates))
        for hub in range(candidates):
            model.add_implication(from_hub[hub][order], used[hub, carrier_of[order]])
    for (hub, _), use in used.items():
        model.add_implication(use, opened[hub])
    serving = sum(
        int(serve_micro[hub, order]) * from_hub[hub][order]
        for hub in range(candidates)
        for order in range(orders)
    )
    model.minimize(serving + sum(int(bring_micro[hub, one]) * use for (hub, one), use in used.items()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    if solver.solve(model) != cp_model.OPTIMAL:
        raise NoPlanError(f"the choice of hubs has no answer (CP-SAT says {solver.status_name()})")
    hub_of = tuple(
        next(hub for hub in range(candidates) if solver.boolean_value(from_hub[hub][order]))
        for order in range(orders)
    )
    return Located(tuple(sorted(set(hub_of))), hub_of, round(solver.objective_value))
