"""A plan of a folder, read back and replayed, for work that only a plan without violations is good for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from freight.check.check import CheckResult, check_plan
from freight.domain.plan import Plan
from freight.errors import InputError, PlanRejectedError
from freight.explain.stand import Ground, Stand, stand_of
from freight.inputs.locks import locks_beside
from freight.inputs.plan_file import read_plan, read_sequences, scenario_path
from freight.run import PLAN_FILE, Day, Say, fingerprints, open_day


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
    day, plan = _read(directory, say)
    return day, plan, _driven(day, plan, refused, say)


def replayed_as_made(directory: Path, refused: str, say: Say) -> tuple[Day, Plan, CheckResult]:
    """As `replayed`, on the files, the locks and the reserve that the plan was made with.

    Raises
    ------
    InputError, NetworkError, PlanRejectedError
        As `replayed`, and when a file has changed since the plan was made.
    """
    day, plan = _read(directory, say)
    refuse_changed(plan, day, directory / PLAN_FILE)
    locks = locks_beside(directory, day.scenario)
    day = replace(day, scenario=replace(day.scenario, locks=locks, robust_share=plan.robust_share))
    return day, plan, _driven(day, plan, refused, say)


def _read(directory: Path, say: Say) -> tuple[Day, Plan]:
    say("Reading the plan and the street network")
    plan_file = directory / PLAN_FILE
    day = open_day(scenario_path(plan_file))
    return day, read_plan(plan_file, day.streets.street_id, day.scenario.timezone)


def _driven(day: Day, plan: Plan, refused: str, say: Say) -> CheckResult:
    say("Replaying every route street by street")
    result = check_plan(plan, day.scenario, day.streets, day.factors)
    if result.violations:
        lines = [f"  {violation.rule}: {violation.text}" for violation in result.violations]
        head = f"The plan breaks {len(lines)} rule(s); {refused}."
        raise PlanRejectedError("\n".join([head, *lines, "Plan the day again: freight plan."]))
    return result


def refuse_changed(plan: Plan, day: Day, plan_file: Path) -> None:
    """Raise when the plan was made from other files than those there are now.

    Raises
    ------
    InputError
        With every file that has changed.
    """
    now = dict(fingerprints(day.scenario))
    changed = [part for part, known in plan.inputs if now.get(part) != known]
    if changed:
        message = f"the file of {', '.join(changed)} has changed since the plan was made"
        raise InputError.one(str(plan_file), "inputs", None, message, "plan the day again")


def planned_stand(plan_file: Path, day: Day, plan: Plan) -> Stand:
    """The day with the routes of its plan.

    Raises
    ------
    InputError
        When a route is none that the planner could have made.
    """
    stand = stand_of(day.scenario, Ground(day.streets, day.factors), read_sequences(plan_file))
    placed = {one for route in plan.routes for visit in route.visits for one in visit.order_ids}
    lost = sorted(placed - stand.served())
    if lost:
        message = f"its routes can not be driven as planned: {', '.join(lost)} would be dropped"
        raise InputError.one(str(plan_file), "routes", None, message, "run freight check on its folder")
    return stand
