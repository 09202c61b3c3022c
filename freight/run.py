"""Planning a day as one readable function, and its parts that can be asked for alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from freight.build import Built, build, to_plan
from freight.build.laid import laid_on
from freight.check.check import CheckResult, check_charging, check_plan, with_sites
from freight.check.site.check import check_site
from freight.domain.plan import Plan, Solution
from freight.domain.scenario import Scenario
from freight.emissions.account import Account, account
from freight.emissions.factors import load_factors
from freight.emissions.lookup import Factors
from freight.errors import Fault, InputError, PlanRejectedError
from freight.files import all_or_none, fingerprint, why_unwritable
from freight.inputs.load import load_scenario
from freight.inputs.locks import locks_beside, read_locks, write_locks
from freight.inputs.plan_file import read_plan, read_sequences, scenario_path, write_plan
from freight.network.store import open_network
from freight.network.streets import Streets
from freight.network.zones import polygon_faults, resolve, split_at_zones
from freight.output.check_report import write_check
from freight.output.counsel import NOTHING_TO_SAY, Counsel, counsel_of
from freight.output.rejection import rejection_text
from freight.output.write import CHARGING_FILE, write_all
from freight.units import MICRO

if TYPE_CHECKING:
    from freight.solve.progress import Progress

Say = Callable[[str], None]
"""Told what happens next, for the screen."""

PLAN_FILE = "plan.json"


@dataclass(frozen=True, slots=True)
class Budget:
    """How to search and how long: seconds for people, iterations for the same plan on every machine."""

    seed: int = 0
    time_limit_s: float | None = 30.0
    iterations: int | None = None
    engine: str = "hybrid"
    threads: int = 1
    start: Path | None = None
    """A folder with an earlier plan of the same fleet to begin from."""


@dataclass(frozen=True, eq=False, slots=True)
class Day:
    """One planning day, read and laid on its streets."""

    scenario: Scenario
    streets: Streets
    factors: Factors


@dataclass(frozen=True, eq=False, slots=True)
class Outcome:
    """A checked plan with its replay, its account and the files it was written to."""

    plan: Plan
    result: CheckResult
    account: Account
    files: tuple[Path, ...]
    counsel: Counsel = NOTHING_TO_SAY


def plan_day(
    scenario_file: Path,
    directory: Path,
    budget: Budget,
    say: Say,
    on_progress: Callable[[Progress], None] | None = None,
    robust_share: float | None = None,
    lock_file: Path | None = None,
) -> Outcome:
    """Plan one day and write everything people and programs need into `directory`.

    `robust_share`: every battery keeps its reserve with that probability; `lock_file`: what is decided already.

    Raises
    ------
    InputError, NetworkError
        When the files, the plan to begin from or the streets can not be used.
    NoPlanError
        When nothing can be planned.
    PlanRejectedError
        When the checker finds a broken rule; the plan is then in ``directory/rejected``, nowhere else.
    """
    if why := why_unwritable(directory):
        message = f"results can not be written there: {why}"
        raise InputError.one(str(directory), "", None, message, "name another folder after --out")
    say("Reading the files and the street network")
    day = open_day(scenario_file)
    locks = read_locks(lock_file, day.scenario) if lock_file is not None else ()
    day = replace(day, scenario=replace(day.scenario, robust_share=robust_share, locks=locks))
    inputs = fingerprints(day.scenario)
    start = None if budget.start is None else read_sequences(budget.start / PLAN_FILE)
    say(f"Travel times for {len(day.scenario.orders)} orders and {len(day.scenario.vehicles)} vehicles")
    built = build(day.scenario, day.streets, day.factors)
    solution = _search(built, budget, start, say, on_progress)
    if solution.bound_micro is not None:
        say(f"Proven: no plan costs less than {solution.bound_micro / MICRO:,.0f} NOK")
    plan = to_plan(solution, built, inputs)
    say("Replaying every route street by street")
    result = check_plan(plan, day.scenario, day.streets, day.factors)
    result = charge_depots(day.scenario, result, say)
    if result.violations:
        write_results(directory / "rejected", plan, day, result)
        raise PlanRejectedError(rejection_text(result, directory / "rejected"))
    return write_results(
        directory, plan, day, result, counsel_of(built, solution, day.streets, day.factors, say)
    )


def _search(
    built: Built,
    budget: Budget,
    start: Mapping[str, Sequence[str]] | None,
    say: Say,
    on_progress: Callable[[Progress], None] | None,
) -> Solution:
    from freight.solve.locked import solve_locked
    from freight.solve.search import prepare, solve

    prepare(budget.engine, say)
    say("Planning routes")
    search = partial(
        solve,
        seed=budget.seed,
        time_limit_s=budget.time_limit_s,
        iterations=budget.iterations,
        progress=on_progress,
        engine=budget.engine,
        threads=budget.threads,
        start=start,
    )
    return solve_locked(built.problem, built.scenario.locks, search)


def charge_depots(scenario: Scenario, result: CheckResult, say: Say) -> CheckResult:
    """A clean day with the charging of its depots scheduled and tested."""
    if result.violations or not scenario.sites:
        return result
    from freight.solve.site.schedule import schedule_site

    say("Charging at the depots")
    timeline = result.timeline
    pairs = [(site, schedule_site(site, scenario, timeline)) for site in scenario.sites]
    return with_sites(result, tuple(check_site(site, *pair, scenario, timeline) for site, pair in pairs))


def open_day(scenario_file: Path) -> Day:
    """Read the scenario, open its network and split the streets at the zones.

    Raises
    ------
    InputError
        With every fault of every file.
    NetworkError
        When the network can not be read.
    """
    scenario = load_scenario(scenario_file)
    factors = load_factors(scenario.factors_file)
    streets = open_network(scenario.network, scenario_file.parent)
    zones_file = _zones_file(scenario)
    zones = resolve(scenario.zones, streets, zones_file)
    faults = polygon_faults(zones, zones_file)
    if faults:
        raise InputError((*faults, *_place_faults(replace(scenario, zones=()), streets, factors)))
    streets = split_at_zones(streets, zones)
    return Day(laid_on(replace(scenario, zones=zones), streets), streets, factors)


def validate_day(scenario_file: Path) -> Built:
    """Read everything and place everything on the streets, without planning.

    Raises
    ------
    InputError, NetworkError
        As `open_day`, and for places where no vehicle can stop.
    """
    day = open_day(scenario_file)
    return build(day.scenario, day.streets, day.factors)


def check_directory(directory: Path) -> Outcome:
    """Replay the plan of a directory and write what was found to ``check.json`` there.

    Raises
    ------
    InputError, NetworkError
        When the plan or one of its inputs can not be read.
    """
    plan_file = directory / PLAN_FILE
    day = open_day(scenario_path(plan_file))
    day = replace(day, scenario=replace(day.scenario, locks=locks_beside(directory, day.scenario)))
    plan = read_plan(plan_file, day.streets.street_id, day.scenario.timezone)
    day = replace(day, scenario=replace(day.scenario, robust_share=plan.robust_share))
    result = check_plan(plan, day.scenario, day.streets, day.factors)
    result = check_charging(directory / CHARGING_FILE, day.scenario, result)
    emitted = account(result.timeline, day.scenario, day.factors)
    return Outcome(plan, result, emitted, (write_check(directory, result, plan.robust_share),))


def write_results(
    directory: Path, plan: Plan, day: Day, result: CheckResult, counsel: Counsel = NOTHING_TO_SAY
) -> Outcome:
    """Write plan, map, tables and the checker's findings: all of them whole, or none."""
    emitted = account(result.timeline, day.scenario, day.factors)
    plan_file = directory / PLAN_FILE
    with all_or_none():
        write_plan(plan, day.scenario, day.streets.street_id, plan_file)
        write_locks(directory, day.scenario.locks)
        written = write_all(
            directory,
            plan=plan,
            scenario=day.scenario,
            streets=day.streets,
            result=result,
            account=emitted,
            counsel=counsel,
        )
        files = (plan_file, *written, write_check(directory, result, plan.robust_share))
        return Outcome(plan, result, emitted, files, counsel)


def fingerprints(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """(part, sha256) of every file the scenario was read from."""
    return tuple((part, fingerprint(path)) for part, path in sorted(scenario.input_files.items()))


def _zones_file(scenario: Scenario) -> str:
    return str(scenario.input_files.get("zones", scenario.input_files["scenario"]))


def _place_faults(scenario: Scenario, streets: Streets, factors: Factors) -> tuple[Fault, ...]:
    try:
        build(scenario, streets, factors)
    except InputError as error:
        return error.faults
    return ()
