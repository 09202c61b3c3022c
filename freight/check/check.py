"""Replay a plan, test every rule, and count what it really costs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from freight.check.context import open_context
from freight.check.cost import CostParts, plan_cost
from freight.check.margin import Margin, margins
from freight.check.rules import RULES
from freight.check.site.check import SiteResult, site_violations
from freight.check.violation import Violation
from freight.check.workload import Workload, workload
from freight.domain.plan import Plan
from freight.domain.scenario import Scenario
from freight.domain.timeline import Timeline
from freight.emissions.factors import Factors
from freight.inputs.charging_file import read_charging
from freight.network.streets import Streets


@dataclass(frozen=True, eq=False, slots=True)
class CheckResult:
    """What the replay found. A plan is legal when `violations` is empty."""

    timeline: Timeline
    violations: tuple[Violation, ...]
    cost: CostParts
    margins: tuple[Margin, ...] = ()
    """One for every vehicle that drives on a battery."""
    sites: tuple[SiteResult, ...] = ()
    """Charging of the depots that have site data."""
    workload: Workload | None = None
    """How evenly the work is shared, where that was asked for."""


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
    cost = plan_cost(timeline, scenario, factors)
    return CheckResult(timeline, violations, cost, sure, workload=workload(timeline, scenario))


def with_sites(result: CheckResult, sites: tuple[SiteResult, ...]) -> CheckResult:
    """A replayed day with the charging of its depots; what that breaks, the day breaks."""
    broken = tuple(violation for one in sites for violation in one.violations)
    return replace(result, sites=sites, violations=(*result.violations, *broken))


def check_charging(path: Path, scenario: Scenario, result: CheckResult) -> CheckResult:
    """A replayed day with what the schedules of a charging.json break; as it is where there is no site data.

    Raises
    ------
    InputError
        When the file can not be read.
    """
    if not scenario.sites:
        return result
    schedules = read_charging(path, scenario.day, scenario.timezone)
    broken = tuple(
        violation
        for site in scenario.sites
        for violation in site_violations(site, schedules.get(site.depot_id), scenario, result.timeline)
    )
    return replace(result, violations=(*result.violations, *broken))
