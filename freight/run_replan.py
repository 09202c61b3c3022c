"""Planning the rest of a day again as one readable function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from freight.build.present import Status, present
from freight.build.rest import Rest, allowed_starts, rest_of_day
from freight.build.rest_plan import promised, whole_day
from freight.build.what_happened import day_again, read_what_happened, what_happened
from freight.check.check import CheckResult, check_plan
from freight.domain.fleet import most_reloads
from freight.domain.happened import EventKind, Happened
from freight.domain.lock import sequence
from freight.domain.plan import Plan, Solution
from freight.domain.scenario import Interval, Order, Scenario
from freight.errors import InputError, PlanRejectedError
from freight.files import all_or_none, why_unwritable, write_atomically
from freight.inputs.day_files import day_files
from freight.inputs.event_checks import Known
from freight.inputs.events import Told
from freight.inputs.locks import locks_beside
from freight.inputs.plan_file import read_plan, scenario_path
from freight.output.changes import Change, changes, write_changes
from freight.output.rejection import rejection_text
from freight.run import PLAN_FILE, Day, Outcome, Say, open_day, write_results
from freight.run_folder import INPUTS, fingerprints_with, with_files
from freight.units import nok_to_micro

TOLERANCE_S = 15 * 60
PROMISE_NOK = 400.0
MISSED_MICRO = nok_to_micro(5.0 / 60)
"""Of every second by which a broken promise is missed: 5 NOK a minute."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the planner asks for."""

    now_s: int
    tolerance_s: int = TOLERANCE_S
    """A promise is kept when the new start is off the told one by at most this."""
    promise_nok: float = PROMISE_NOK
    """What breaking a promise may cost: a change of the plan that saves less breaks none."""
    seed: int = 0
    repair_steps: int | None = None
    kernel_steps: int | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Replanned:
    """The new plan of the whole day, and what it changes for whom."""

    outcome: Outcome
    changes: tuple[Change, ...]
    happened: Happened


@dataclass(frozen=True, eq=False, slots=True)
class _Before:
    """The day as it was told."""

    day: Day
    plan: Plan
    result: CheckResult


def replan_day(directory: Path, events_file: Path, out: Path, wish: Wish, say: Say) -> Replanned:
    """Plan the rest of a day again after things have happened, and write the plan of the whole day.

    `out` then holds everything that the plan is made of, so that it can be checked and replanned by itself.

    Raises
    ------
    InputError, NetworkError
        When the plan, its files or the events can not be used; all faults of the events at once.
    PlanRejectedError
        When the checker finds a broken rule; the plan is then in ``out/rejected``, nowhere else.
    """
    if why := why_unwritable(out):
        message = f"results can not be written there: {why}"
        raise InputError.one(str(out), "", None, message, "name another folder after --out")
    say("Reading the plan, its files and the events")
    before = _told_before(directory)
    _refuse_breaks(before.day.scenario)
    _refuse_reloads(before.day.scenario)
    told, street_ids = read_what_happened(
        events_file, before.day.scenario, before.day.streets, before.plan, wish.now_s
    )
    happened = what_happened(
        Known(before.day.scenario, before.plan, wish.now_s, told),
        street_ids,
        before.day.streets,
        before.result.timeline,
        directory / PLAN_FILE,
        wish.tolerance_s,
    )
    files = _files(before.day.scenario, happened, told, out)
    day = replace(before.day, scenario=day_again(before.day.scenario, happened, told))
    say(f"Planning the rest of the day from {len(told)} events")
    solution, rest = plan_rest(day, before.plan, before.result, wish, say)
    plan = whole_day(solution, rest, before.plan, ())
    say("Replaying every route street by street")
    result = check_plan(plan, day.scenario, day.streets, day.factors)
    target = out if not result.violations else out / "rejected"
    day = replace(day, scenario=with_files(day.scenario, files, target / INPUTS))
    plan = replace(plan, inputs=fingerprints_with(day.scenario, files))
    found = changes(plan, day.scenario)
    with all_or_none():
        for name, content in files.items():
            write_atomically(target / INPUTS / name, content)
        outcome = write_results(target, plan, day, result)
        table = write_changes(target, found)
    if result.violations:
        raise PlanRejectedError(rejection_text(result, target))
    return Replanned(replace(outcome, files=(*outcome.files, table)), found, happened)


def _refuse_breaks(scenario: Scenario) -> None:
    """What was driven before `now` would have to count towards the breaks after it."""
    rules = sorted({rule.name for kind in scenario.vehicle_types for rule in kind.breaks})
    if rules:
        message = "the rest of a day with breaks can not be planned again yet"
        advice = "plan the day without break rules to be able to replan it"
        file = str(scenario.input_files["scenario"])
        raise InputError.one(file, "breaks", ", ".join(rules), message, advice)


def _refuse_reloads(scenario: Scenario) -> None:
    """What lies at the depot for a later section would have to be told from what is on board."""
    kinds = {kind.id: kind for kind in scenario.vehicle_types}
    able = [one.id for one in scenario.vehicles if most_reloads(kinds[one.type_id], one)]
    if able:
        message = "the rest of a day on which vehicles load anew can not be planned again yet"
        advice = "plan the day with reloads: 0 to be able to replan it"
        raise InputError.one(str(scenario.input_files["fleet"]), "reloads", ", ".join(able), message, advice)


def _told_before(directory: Path) -> _Before:
    plan_file = directory / PLAN_FILE
    day = open_day(scenario_path(plan_file))
    day = replace(day, scenario=replace(day.scenario, locks=locks_beside(directory, day.scenario)))
    plan = read_plan(plan_file, day.streets.street_id, day.scenario.timezone)
    return _Before(day, plan, check_plan(plan, day.scenario, day.streets, day.factors))


def _files(scenario: Scenario, happened: Happened, told: tuple[Told, ...], out: Path) -> dict[str, bytes]:
    new = [event.cells for event in told if event.new_order is not None]
    windows = {event.order_id: event.row.cells["windows"] for event in told if event.kind is EventKind.WINDOW}
    return day_files(scenario, happened, new, windows, out / INPUTS)


def lay_rest(day: Day, happened: Happened, earlier: Plan, told: CheckResult) -> Rest:
    """What is left of the day, with every vehicle where it is."""
    scenario = day.scenario
    orders = {order.id: order for order in (*scenario.orders, *happened.cancelled)}
    late = any(event.kind is EventKind.LATE for event in happened.fresh)
    starts = allowed_starts(scenario, day.streets, day.factors) if late else None
    states = present(earlier, told.timeline, happened, orders, scenario.kind_of_vehicle(), starts)
    return rest_of_day(scenario, day.streets, day.factors, states, earlier)


def plan_rest(day: Day, earlier: Plan, told: CheckResult, wish: Wish, say: Say) -> tuple[Solution, Rest]:
    """The rest of the day: its orders on the vehicles as they are, with as few broken promises as pay."""
    from freight.solve.replan.search import Effort, Standing, replan
    from freight.solve.replan.timing import Promises
    from freight.solve.search import prepare

    scenario, happened = day.scenario, day.scenario.happened
    assert happened is not None, "asked to replan a day of which nothing has happened"
    orders = {order.id: order for order in (*scenario.orders, *happened.cancelled)}
    rest = lay_rest(day, happened, earlier, told)
    prepare("hybrid", say)
    promises = Promises(
        _intervals(rest, earlier, orders, wish.tolerance_s), nok_to_micro(wish.promise_nok), MISSED_MICRO
    )
    effort = Effort(wish.seed)
    if wish.repair_steps is not None:
        effort = replace(effort, repair_steps=wish.repair_steps)
    if wish.kernel_steps is not None:
        effort = replace(effort, kernel_steps=wish.kernel_steps)
    sequences = {
        route.vehicle_id: tuple(name for visit in route.visits for name in visit.order_ids)
        for route in earlier.routes
    }
    first = {name: sequence(scenario.locks, name) for name in {lock.vehicle_id for lock in scenario.locks}}
    standing = Standing(sequences, homeward_micro(rest), happened.loaded, first)
    return replan(rest.problem, standing, promises, effort), rest


def _intervals(
    rest: Rest, earlier: Plan, orders: Mapping[str, Order], tolerance_s: int
) -> tuple[Interval | None, ...]:
    """By order of the problem: the starts that keep what was told; None where its windows have moved away."""
    told = promised(earlier)
    found: list[Interval | None] = []
    for name in rest.problem.order_ids:
        start_s = told[name][0] if name in told else None
        fits = start_s is not None and any(a <= start_s <= b for a, b in orders[name].windows)
        found.append((start_s - tolerance_s, start_s + tolerance_s) if fits and start_s is not None else None)
    return tuple(found)


def homeward_micro(rest: Rest) -> list[int]:
    """By vehicle: what going straight home costs; 0 for those that have not left."""
    costs = []
    for number, (slot, state) in enumerate(zip(rest.problem.vehicles, rest.states, strict=True)):
        here, home = rest.start_place[number], slot.depot_place
        profile = rest.built.problem.vehicles[number].profile
        travel = rest.built.problem.travel
        drive_s, money = int(travel.seconds[profile, here, home]), int(travel.cost_micro[profile, here, home])
        costs.append(money + slot.second_micro * drive_s if state.status is Status.OUT else 0)
    return costs
