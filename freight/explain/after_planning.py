"""The cheapest change of every order left out, as soon as the plan is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from freight.build import Built
from freight.domain.plan import Solution
from freight.emissions.lookup import Factors
from freight.explain.explain import explain
from freight.explain.stand import Ground, Stand, with_routes
from freight.explain.words import cheapest
from freight.network.streets import Streets
from freight.solve.eligible import usable
from freight.solve.tables import make_tables

MOST_EXPLAINED = 5
"""When more orders than this are left out, only those asked for by name are looked into."""


def cheapest_changes(
    built: Built, solution: Solution, streets: Streets, factors: Factors, say: Callable[[str], None]
) -> Mapping[str, str]:
    """By order left out its cheapest change in words; empty when none or too many are left out.

    Changes are tried with the hybrid engine, so they are looked for after its plans only.
    """
    if not 0 < len(solution.unserved) <= MOST_EXPLAINED or solution.engine != "hybrid":
        return {}
    say(f"What would serve the {len(solution.unserved)} orders left out")
    ground = Ground(streets, factors)
    vehicles = enumerate(built.problem.vehicles)
    idle = Stand(ground, built, make_tables(built.problem), {v: () for v, slot in vehicles if usable(slot)})
    stand = with_routes(idle, solution.routes)
    return {one.order_id: cheapest(explain(stand, one.order_id, 1)) for one in solution.unserved}
