"""What the command line shows: progress, results, errors. Prints; computes nothing."""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.status import Status
from rich.table import Table

from freight.errors import FreightError
from freight.units import clock

if TYPE_CHECKING:
    from freight.build import Built
    from freight.network.info import NetworkInfo
    from freight.run import Outcome
    from freight.run_compare import Compared
    from freight.run_compare import Progress as StudyProgress
    from freight.solve.progress import Progress

INTERNAL_FAULT = 70
"""Exit code of a fault nobody foresaw (EX_SOFTWARE of sysexits.h)."""

Say = Callable[[str], None]
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def reporting_errors() -> Iterator[None]:
    """Print a known error as its text, without a traceback, and exit with its code."""
    try:
        yield
    except FreightError as error:
        err.print(f"[bold red]Stopped.[/] {escape(str(error))}")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        err.print("Interrupted. No file is half-written: each is the new one or the one from before.")
        sys.exit(130)
    except OSError as error:
        what = ": ".join(str(part) for part in (error.filename, error.strerror or error) if part)
        err.print(f"[bold red]Stopped.[/] {escape(what)}. Check the path and the free space on the disk.")
        sys.exit(2)
    except Exception:
        log = _keep_traceback(traceback.format_exc())
        err.print(f"[bold red]Stopped by a fault of the program itself.[/] Please report it with {escape(log)}")
        sys.exit(INTERNAL_FAULT)


def _keep_traceback(text: str) -> str:
    with tempfile.NamedTemporaryFile(
        "w", prefix="freight-fault-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(text)
    return file.name


@contextmanager
def saying() -> Iterator[Say]:
    """Steps of the work, each on its line while it runs."""
    with err.status("Starting") as status:
        yield _steps(status)


@contextmanager
def search_progress(limit_s: float | None) -> Iterator[tuple[Say, Callable[[Progress], None]]]:
    """Steps of planning, and a line that follows the search."""
    budget = f" of {limit_s:g} s" if limit_s is not None else ""
    with err.status("Starting") as status:

        def follow(progress: Progress) -> None:
            rate = progress.iterations_per_s
            status.update(
                f"Planning routes: {progress.elapsed_s:.0f} s{budget}, "
                f"best {progress.best_nok:,.0f} NOK, {progress.unserved} orders unserved"
                + (f", {rate:,.0f} iterations/s" if rate is not None else "")
            )

        yield _steps(status), follow


@contextmanager
def study_progress() -> Iterator[tuple[Say, Callable[[StudyProgress], None]]]:
    """Steps of a study, and a bar of its runs with the time left."""
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        TextColumn("left"), TimeRemainingColumn(),
    )  # fmt: skip
    with Bars(*columns, console=err) as bars:
        line = bars.add_task("Runs", total=None)

        def follow(now: StudyProgress) -> None:
            failed = f", {now.failed} failed" if now.failed else ""
            said = f"Runs ({now.from_before} from before{failed})" if now.from_before else f"Runs{failed}"
            bars.update(line, total=now.total, completed=now.done + now.failed, description=said)

        try:
            yield lambda text: err.print(f"· {escape(text)}"), follow
        except KeyboardInterrupt:
            err.print("Interrupted. Every finished run is kept: the same command goes on from there.")
            raise


def print_compared(compared: Compared) -> None:
    """How many runs there are, which failed and why, and where everything lies."""
    progress = compared.progress
    out.print(
        f"[bold green]Study written:[/] {progress.done} runs of {len(compared.study.file.variants)} variants, "
        f"every plan checked with 0 violations ({progress.from_before} runs were there before)"
    )
    for run, text in compared.failures[:20]:
        group = f", {' + '.join(run.coalition)}" if run.coalition else ""
        name = f"{run.variant}, seed {run.seed}, day {run.day}{group}"
        out.print(f"  [yellow]Failed: {escape(name)}:[/] {escape(text)}")
    if len(compared.failures) > 20:
        out.print(f"  [yellow]and {len(compared.failures) - 20} more, see study.json[/]")
    for file in compared.files:
        out.print(f"  {escape(str(file))}")


def _steps(status: Status) -> Say:
    def say(text: str) -> None:
        err.print(f"· {escape(text)}")
        status.update(escape(text))

    return say


def print_outcome(outcome: Outcome) -> None:
    """Key figures of a plan, the orders left out, and where everything lies."""
    timeline, cost = outcome.result.timeline, outcome.result.cost
    metres = sum(float(leg.length_m.sum()) for route in timeline.routes for leg in route.legs)
    unserved = outcome.plan.unserved
    served = sum(len(visit.order_ids) for route in outcome.plan.routes for visit in route.visits)
    out.print(f"[bold green]Plan written:[/] {served} orders served by {len(timeline.routes)} vehicles")
    left_out = f" ({cost.penalty_nok:,.0f} NOK of penalties not counted)" if cost.penalty_nok else ""
    nok = cost.total_nok - cost.penalty_nok
    out.print(f"  {metres / 1000:.1f} km, {nok:,.0f} NOK, {len(unserved)} unserved{left_out}")
    out.print(f"  Checked by an independent replay on the streets: {len(outcome.result.violations)} violations")
    if outcome.result.workload is not None:
        from freight.output.workload import work_line

        out.print(f"  {work_line(outcome.result.workload)}")
    _print_depots(outcome)
    if outcome.counsel.fleet is not None and outcome.counsel.fleet.cases:
        from freight.output.fleet_advice import advice_line

        out.print(f"  {escape(advice_line(outcome.counsel.fleet))}")
    _print_unserved(outcome)
    for file in outcome.files:
        if file.name in {"report.html", "plan.geojson"}:
            what = "Map and report" if file.suffix == ".html" else "GeoJSON"
            out.print(f"  {what}: {escape(str(file))}")


def _print_depots(outcome: Outcome) -> None:
    """Peak and bill of each depot that charges, and what is missing."""
    for one in outcome.result.sites:
        name, planned, at_once = escape(one.site.depot_id), one.account, one.at_once_account
        out.print(
            f"  Depot {name}: highest hour {planned.hour_kw:.1f} kW (charging at once {at_once.hour_kw:.1f}), "
            f"{planned.total_nok:,.0f} NOK (at once {at_once.total_nok:,.0f})"
        )
        for missing in one.planned.shortfalls:
            who = escape(missing.vehicle_id)
            out.print(f"  [yellow]Depot {name}: {who} lacks {missing.kwh:.2f} kWh of the level asked for[/]")


def _print_unserved(outcome: Outcome) -> None:
    if not outcome.plan.unserved:
        return
    for order in outcome.plan.unserved:
        why = "; ".join(reason.text for reason in order.reasons)
        out.print(f"  [yellow]Unserved {escape(order.order_id)}:[/] {escape(why)}")
        if order.order_id in outcome.counsel.changes:
            out.print(f"    Cheapest change: {escape(outcome.counsel.changes[order.order_id])}")


def print_check(outcome: Outcome) -> None:
    """The checker's findings as a table."""
    violations = outcome.result.violations
    _print_margins(outcome)
    if not violations:
        out.print("[bold green]Clean:[/] the replay on the streets breaks no rule.")
        return
    table = Table("Rule", "Vehicle", "Where", "What", title=f"{len(violations)} violations")
    for violation in violations:
        table.add_row(violation.rule, violation.vehicle_id, escape(violation.where), escape(violation.text))
    out.print(table)


def _print_margins(outcome: Outcome) -> None:
    if not outcome.result.margins:
        return
    from freight.output.wording import chance_text

    asked = outcome.plan.robust_share
    if asked is not None:
        out.print(f"The plan asks that every reserve is kept with {chance_text(asked)}; so it was tested.")
    table = Table("Vehicle", "Above the reserve", "Chance to keep it", "Tightest at", box=None)
    for margin in outcome.result.margins:
        where = f"{escape(margin.where)}, {clock(margin.at_s)}"
        table.add_row(escape(margin.vehicle_id), f"{margin.kwh:.2f} kWh", chance_text(margin.chance), where)
    out.print(table)


def print_valid(scenario: Path, built: Built) -> None:
    """What a valid scenario holds."""
    problem = built.problem
    out.print(
        f"[bold green]Valid:[/] {escape(str(scenario))}: {problem.first_reload} orders, "
        f"{len(problem.vehicles)} vehicles, every place on a street."
    )
    for order_id, may, reasons in zip(problem.order_ids, problem.may_serve, problem.refusals, strict=True):
        if not may.any():
            why = "; ".join(reason.text for reason in reasons)
            out.print(f"  [yellow]No vehicle can serve order {escape(order_id)}:[/] {escape(why)}")


def print_network(info: NetworkInfo) -> None:
    """Facts about a street network, a line each."""
    table = Table(box=None, show_header=False)
    for name, value in info.lines():
        table.add_row(name, escape(value))
    out.print(table)
