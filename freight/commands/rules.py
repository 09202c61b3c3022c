"""What each rule of a day costs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from freight.commands.options import OutDirectory, ScenarioFile

if TYPE_CHECKING:
    from freight.run_rules import RulesOutcome


def rules(
    scenario: ScenarioFile,
    out: OutDirectory = Path("out"),
    without: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RULE",
            help="windows, capacity, shift, skills, zones, battery, breaks, max_stops, goods_apart, "
            "territories or last_in_first_out; several times for several; each of them when none is named.",
        ),
    ] = None,
    time_limit: Annotated[
        float | None, typer.Option(min=0.1, help="Seconds to search, each time (default 10).")
    ] = None,
    iterations: Annotated[int | None, typer.Option(min=1, help="Search steps instead of seconds.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Another seed, another walk through the plans.")] = 0,
) -> None:
    """Plan the day again with one rule at a time switched off, to see what the rule costs."""
    from freight.domain.relax import RELAXATIONS
    from freight.run import Budget
    from freight.run_rules import cost_of_rules
    from freight.screen import search_progress

    known = [rule.name for rule in RELAXATIONS]
    names = list(dict.fromkeys(without or known))
    if strange := [name for name in names if name not in known]:
        said = ", ".join(repr(name) for name in strange)
        raise typer.BadParameter(f"no such rule: {said}; there are {', '.join(known)}", param_hint="--without")
    if iterations is not None and time_limit is not None:
        raise typer.BadParameter("give --time-limit or --iterations, not both", param_hint="--iterations")
    limit_s = None if iterations is not None else (time_limit or 10.0)
    with search_progress(limit_s) as (say, on_progress):
        outcome = cost_of_rules(scenario, names, out, Budget(seed, limit_s, iterations), say, on_progress)
    _show(outcome)


def _show(outcome: RulesOutcome) -> None:
    from rich.markup import escape
    from rich.table import Table

    from freight.screen import out

    base = outcome.rows[0]
    table = Table("Without", "Total NOK", "Rule costs NOK", "km", "Hours", "Vehicles", "Unserved", box=None)
    for row in outcome.rows:
        table.add_row(
            row.without or "(all rules)",
            f"{row.total_nok:,.0f}",
            f"{round(row.saves_nok(base)):,}" if row.without else "",
            f"{row.km:.1f}",
            f"{row.hours:.1f}",
            str(row.vehicles),
            str(row.unserved),
        )
    out.print(table)
    out.print("Total NOK counts the penalties of orders left out. A rule costs at least what was found here.")
    out.print(f"Written: {escape(str(outcome.file))}")
