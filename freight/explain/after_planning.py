"""The cheapest change of every order left out, as soon as the plan is made."""

from __future__ import annotations

from collections.abc import Mapping

from freight.build import Built
from freight.domain.plan import Solution
from freight.explain.explain import explain
from freight.explain.stand import Ground, Stand, with_routes
from freight.explain.words import cheapest
from freight.solve.eligible import usable
from freight.solve.tables import make_tables

MOST_EXPLAINED = 5
"""When more orders than this are left out, only those asked for by name are looked into."""


def cheapest_changes(built: Built, solution: Solution, ground: Ground) -> Mapping[str, str]:
    """By order left out its cheapest change in words; empty when none or too many are left out."""
    if not 0 < len(solution.unserved) <= MOST_EXPLAINED:
        return {}
    vehicles = enumerate(built.problem.vehicles)
    idle = Stand(ground, built, make_tables(built.problem), {v: () for v, slot in vehicles if usable(slot)})
    stand = with_routes(idle, solution.routes)
    return {one.order_id: cheapest(explain(stand, one.order_id, 1)) for one in solution.unserved}
