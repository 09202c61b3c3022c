"""What the planner is told besides the plan: what would make the day better."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from freight.advice.findings import FleetAdvice
from freight.build import Built
from freight.domain.plan import Solution
from freight.emissions.lookup import Factors
from freight.network.streets import Streets


@dataclass(frozen=True, eq=False, slots=True)
class Counsel:
    """Findings about a finished plan; each was tried before it is said."""

    fleet: FleetAdvice | None = None
    """Orders on fuel because of range; None where nothing is."""
    changes: Mapping[str, str] = field(default_factory=dict)
    """By order left out the cheapest change that would serve it."""


NOTHING_TO_SAY = Counsel()


def counsel_of(
    built: Built, solution: Solution, streets: Streets, factors: Factors, say: Callable[[str], None]
) -> Counsel:
    """What rides on fuel, and what would serve the orders left out; `say` is told what takes time."""
    from freight.advice.mixed_fleet import fleet_advice
    from freight.explain.after_planning import cheapest_changes

    changes = cheapest_changes(built, solution, streets, factors, say)
    return Counsel(fleet_advice(built, solution), changes)
