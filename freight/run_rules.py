"""What each rule of a day costs: the day planned again with the rule switched off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from freight.build import build, to_plan
from freight.check.check import CheckResult, check_plan
from freight.domain.plan import Plan, halt_ids
from freight.domain.relax import Relaxation, relaxation
from freight.domain.scenario import Scenario
from freight.emissions.account import account
from freight.errors import InputError, PlanRejectedError
from freight.files import why_unwritable
from freight.network.store import open_network
from freight.output.rule_costs import RuleCost, write_rule_costs
from freight.output.totals import pair, totals
from freight.run import Budget, Day, Say, fingerprints, open_day

if TYPE_CHECKING:
    from freight.solve.progress import Progress

OnProgress = Callable[["Progress"], None]


@dataclass(frozen=True, eq=False, slots=True)
class RulesOutcome:
    """The plan under all rules, what it costs without each of some, and the file that says so."""

    rows: tuple[RuleCost, ...]
    """The first is the day under all its rules."""
    file: Path


def cost_of_rules(
    scenario_file: Path,
    names: Sequence[str],
    directory: Path,
    budget: Budget,
    say: Say,
    on_progress: OnProgress | None = None,
) -> RulesOutcome:
    """Plan the day, then again without each named rule, beginning from the plan under all rules.

    No plan is written: a plan that breaks a rule of the day must not lie where drivers could take it for one.

    Raises
    ------
    InputError, NetworkError, NoPlanError
        As `freight.run.plan_day`.
    PlanRejectedError
        When the checker finds a broken rule that was not switched off.
    """
    if why := why_unwritable(directory):
        message = f"results can not be written there: {why}"
        raise InputError.one(str(directory), "", None, message, "name another folder after --out")
    from freight.solve.search import prepare

    say("Reading the files and the street network")
    day = open_day(scenario_file)
    prepare(budget.engine, say)
    say("Planning under all rules")
    plan, first = _planned(day, budget, None, on_progress)
    rows = [first]
    start = {
        route.vehicle_id: halt_ids(route.vehicle_id, ((v.order_ids, v.reload) for v in route.visits))
        for route in plan.routes
    }
    for name in names:
        rule = relaxation(name)
        say(f"Planning without {rule.name}: {rule.text}")
        _, row = _planned(_relaxed(day, rule), budget, start, on_progress, rule)
        rows.append(row)
    return RulesOutcome(tuple(rows), write_rule_costs(directory, day.scenario, rows))


def _relaxed(day: Day, rule: Relaxation) -> Day:
    scenario = rule.of(day.scenario)
    if scenario.zones == day.scenario.zones:
        return replace(day, scenario=scenario)
    # Streets that were split at the zones would still carry their gates.
    streets = open_network(scenario.network, scenario.input_files["scenario"].parent)
    return replace(day, scenario=scenario, streets=streets)


def _planned(
    day: Day,
    budget: Budget,
    start: dict[str, tuple[str, ...]] | None,
    on_progress: OnProgress | None,
    rule: Relaxation | None = None,
) -> tuple[Plan, RuleCost]:
    from freight.solve.search import solve

    built = build(day.scenario, day.streets, day.factors)
    solution = solve(
        built.problem,
        seed=budget.seed,
        time_limit_s=budget.time_limit_s,
        iterations=budget.iterations,
        progress=on_progress,
        engine=budget.engine,
        threads=budget.threads,
        start=start,
    )
    plan = to_plan(solution, built, fingerprints(day.scenario))
    result = check_plan(plan, day.scenario, day.streets, day.factors)
    if result.violations:
        raise PlanRejectedError(_rejection(rule, result))
    return plan, _row(plan, result, day.scenario, day, rule)


def _rejection(rule: Relaxation | None, result: CheckResult) -> str:
    under = "under all rules" if rule is None else f"without {rule.name}"
    lines = "\n".join(f"  {violation.rule}: {violation.text}" for violation in result.violations)
    return f"The plan {under} breaks a rule that is on:\n{lines}\nPlease report it with these files."


def _row(plan: Plan, result: CheckResult, scenario: Scenario, day: Day, rule: Relaxation | None) -> RuleCost:
    emitted = account(result.timeline, scenario, day.factors)
    sums = totals(pair(result.timeline, emitted), scenario)
    return RuleCost(
        without="" if rule is None else rule.name,
        text="" if rule is None else rule.text,
        cost_nok=result.cost.total_nok - result.cost.penalty_nok,
        penalty_nok=result.cost.penalty_nok,
        km=sums.km,
        hours=sums.hours,
        vehicles=sums.vehicles,
        unserved=len(plan.unserved),
    )
