"""What a rule says when a plan breaks it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: a sentence for people, and its parts for programs."""

    rule: str
    """Name of the rule, as listed in docs/checks.md."""
    text: str
    """Where, when and by how much, in one sentence."""
    vehicle_id: str = ""
    where: str = ""
    """Street, stop or order."""
    at_s: float | None = None
    """Clock of the replay, seconds since local midnight."""
    amount: float | None = None
    """By how much, in `unit`."""
    unit: str = ""
