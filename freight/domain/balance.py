"""How evenly the day's work is to be shared between those who drive."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What is counted as work."""

    HOURS = "hours"
    """From leaving the depot to the return, unpaid breaks left out."""
    STOPS = "stops"
    """Orders served."""


@dataclass(frozen=True, slots=True)
class Balance:
    """What the plan may cost more for work that is shared more evenly."""

    measure: Measure
    nok: float
    """What an hour, or a stop, counts that a vehicle has more than the mean of those that drive."""
