"""A plan of a folder, replayed, for work that only a plan without violations is good for."""

from __future__ import annotations

from pathlib import Path

from freight.check.check import CheckResult, check_plan
from freight.domain.plan import Plan
from freight.errors import PlanRejectedError
from freight.inputs.plan_file import read_plan, scenario_path
from freight.run import PLAN_FILE, Day, Say, open_day


def replayed(directory: Path, refused: str, say: Say) -> tuple[Day, Plan, CheckResult]:
    """The day, the plan and its replay, which breaks no rule.

    Parameters
    ----------
    refused
        What is not done with a plan that breaks a rule: ``no sheets were written``.

    Raises
    ------
    InputError, NetworkError
        When the plan or one of its inputs can not be read.
    PlanRejectedError
        When the replay finds a broken rule.
    """
    say("Reading the plan and the street network")
    plan_file = directory / PLAN_FILE
    day = open_day(scenario_path(plan_file))
    plan = read_plan(plan_file, day.streets.street_id, day.scenario.timezone)
    say("Replaying every route street by street")
    result = check_plan(plan, day.scenario, day.streets, day.factors)
    if result.violations:
        lines = [f"  {violation.rule}: {violation.text}" for violation in result.violations]
        head = f"The plan breaks {len(lines)} rule(s); {refused}."
        raise PlanRejectedError("\n".join([head, *lines, "Plan the day again: freight plan."]))
    return day, plan, result
