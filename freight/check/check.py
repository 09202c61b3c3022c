"""Replay a plan, test every rule, and count what it really costs."""

from __future__ import annotations

from dataclasses import dataclass

from freight.check.context import open_context
from freight.check.cost import CostParts, plan_cost
from freight.check.margin import Margin, margins
from freight.check.rules import RULES
from freight.check.violation import Violation
from freight.domain.plan import Plan
from freight.domain.scenario import Scenario
from freight.domain.timeline import Timeline
from freight.emissions.factors import Factors
from freight.network.streets import Streets


@dataclass(frozen=True, eq=False, slots=True)
class CheckResult:
    """What the replay found. A plan is legal when `violations` is empty."""

    timeline: Timeline
    violations: tuple[Violation, ...]
    cost: CostParts
    margins: tuple[Margin, ...] = ()
    """One for every vehicle that drives on a battery."""


def check_plan(plan: Plan, scenario: Scenario, streets: Streets, factors: Factors) -> CheckResult:
    """Drive every route of a plan on the streets and test every rule.

    Parameters
    ----------
    plan
        From this program or from anywhere else; its street indices are those of `streets`.
    scenario
        The day's inputs, zones with their polygons.
    streets
        Already split at the scenario's zones.
    factors
        Fuel curves and heating values.

    Returns
    -------
    CheckResult
        Violations in the order of `RULES`. Routes of unknown vehicles are missing from the timeline.
    """
    context = open_context(plan, scenario, streets, factors)
    timeline = Timeline(tuple(driven.timeline for driven in context.replays))
    violations = tuple(violation for rule in RULES for violation in rule(context))
    sure = margins(context.replays, scenario, streets)
    return CheckResult(timeline, violations, plan_cost(timeline, scenario, factors), sure)
