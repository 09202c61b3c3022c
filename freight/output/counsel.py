"""What the planner is told besides the plan: what would make the day better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from freight.advice.findings import FleetAdvice


@dataclass(frozen=True, eq=False, slots=True)
class Counsel:
    """Findings about a finished plan; each was tried before it is said."""

    fleet: FleetAdvice | None = None
    """Orders on fuel because of range; None where nothing is."""
    changes: Mapping[str, str] = field(default_factory=dict)
    """By order left out the cheapest change that would serve it."""


NOTHING_TO_SAY = Counsel()
