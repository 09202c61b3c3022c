"""A plan that the checker refused, in words."""

from __future__ import annotations

from pathlib import Path

from freight.check.check import CheckResult


def rejection_text(result: CheckResult, where: Path) -> str:
    """What the planner is told of a plan that broke a rule."""
    lines = [f"  {violation.rule}: {violation.text}" for violation in result.violations]
    rules = {violation.rule for violation in result.violations}
    advice = "This is a fault of the program: please report it with these files."
    if rules == {"inputs"}:
        advice = "Plan the day again."
    elif rules == {"depot_ready"}:
        advice = "Give the depot more power, sockets or time (sites file), or its vehicles less to do."
    return "\n".join(
        [
            f"The plan breaks {len(lines)} rule(s) in the replay and was not written as a plan.",
            *lines,
            f"It lies in {where} for study. {advice}",
        ]
    )
