"""Planning, checking and validating one day."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from freight.commands.options import OutDirectory, ScenarioFile


def plan(
    scenario: ScenarioFile,
    out: OutDirectory = Path("out"),
    engine: Annotated[str, typer.Option(help="The engine: hybrid, or ortools alone.")] = "hybrid",
    time_limit: Annotated[float | None, typer.Option(min=0.1, help="Seconds to search (default 30).")] = None,
    iterations: Annotated[
        int | None, typer.Option(min=1, help="Search steps instead of seconds: the same plan every time.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Another seed, another walk through the plans.")] = 0,
    threads: Annotated[int, typer.Option(min=1, max=64, help="Searches of the hybrid engine at once.")] = 1,
    start: Annotated[
        Path | None, typer.Option("--from", metavar="DIR", help="Begin from the plan in this folder.")
    ] = None,
    robust: Annotated[
        float | None,
        typer.Option(
            metavar="P", min=0.5, max=0.9999, help="Keep every battery's reserve with this probability."
        ),
    ] = None,
    lock: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Orders and routes that are decided beforehand.")
    ] = None,
) -> None:
    """Plan one day, check the plan on the streets, write map, GeoJSON and tables."""
    from freight.run import Budget, plan_day
    from freight.screen import print_outcome, search_progress

    if engine not in {"hybrid", "ortools"}:
        raise typer.BadParameter(
            f"{engine!r} is no engine; there are hybrid and ortools", param_hint="--engine"
        )
    if engine == "ortools" and threads > 1:
        raise typer.BadParameter("OR-Tools alone searches with one thread", param_hint="--threads")
    if iterations is not None and time_limit is not None:
        raise typer.BadParameter("give --time-limit or --iterations, not both", param_hint="--iterations")
    limit_s = None if iterations is not None else (time_limit or 30.0)
    with search_progress(limit_s) as (say, on_progress):
        budget = Budget(seed, limit_s, iterations, engine, threads, start)
        outcome = plan_day(scenario, out, budget, say, on_progress, robust, lock)
    print_outcome(outcome)


def check(directory: Annotated[Path, typer.Argument(metavar="DIR", help="A folder with plan.json.")]) -> None:
    """Replay an existing plan on the streets; exit 1 when a rule is broken."""
    from freight.run import check_directory
    from freight.screen import print_check

    outcome = check_directory(directory)
    print_check(outcome)
    if outcome.result.violations:
        raise typer.Exit(1)


def validate(scenario: ScenarioFile) -> None:
    """List every fault of every input file at once."""
    from freight.run import validate_day
    from freight.screen import print_valid

    print_valid(scenario, validate_day(scenario))


def schema(
    name: Annotated[str | None, typer.Argument(help="scenario, orders, fleet, zones, plan, ...")] = None,
) -> None:
    """Print a JSON Schema, so that editors can complete and check files; without a name, the names."""
    import json

    from freight.inputs.schema import NAMES
    from freight.inputs.schema import schema as schema_of

    if name is None:
        typer.echo("\n".join(NAMES))
    elif name in NAMES:
        typer.echo(json.dumps(schema_of(name), indent=2, ensure_ascii=False))
    else:
        raise typer.BadParameter(f"{name!r} is none of {', '.join(NAMES)}", param_hint="NAME")
