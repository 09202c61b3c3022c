"""Plans of past days."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

days = typer.Typer(name="days", help="Keep plans of past days, compare and learn.", no_args_is_help=True)

StoreAddress = Annotated[
    str | None,
    typer.Option("--store", metavar="FILE|URL", help="SQLite file or postgresql://... (configs/store.yaml)."),
]
Key = Annotated[str, typer.Argument(metavar="DATE|ID", help="A number of the list, or a date: its last plan.")]


@days.command("add")
def days_add(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A folder with a plan.json.")],
    store: StoreAddress = None,
) -> None:
    """Replay a plan and keep it; the same plan twice is kept once."""
    _need_store()
    from freight.run_days import add_day
    from freight.screen import saying
    from freight.screen_days import print_added

    with saying() as say:
        added = add_day(directory, store, say)
    print_added(added)


@days.command("list")
def days_list(store: StoreAddress = None) -> None:
    """List the plans that are kept."""
    _need_store()
    from freight.run_days import list_days
    from freight.screen_days import print_lines

    print_lines(list_days(store))


@days.command("show")
def days_show(key: Key, store: StoreAddress = None) -> None:
    """Show the vehicles and stops of one plan."""
    _need_store()
    from freight.run_days import find_day
    from freight.screen_days import print_day

    print_day(find_day(key, store))


@days.command("actuals")
def days_actuals(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Actual times, .csv or .xlsx.")],
    store: StoreAddress = None,
) -> None:
    """Note actual arrivals and departures; a faulty file is told whole and nothing of it kept."""
    _need_store()
    from freight.run_days import import_actuals
    from freight.screen_days import print_noted

    print_noted(import_actuals(file, store))


@days.command("compare")
def days_compare(
    key: Key,
    store: StoreAddress = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.csv", help="Every stop as a table too.")
    ] = None,
) -> None:
    """Set what was done beside what was planned."""
    _need_store()
    from freight.run_days import compare_day
    from freight.screen_days import print_comparison

    print_comparison(compare_day(key, store, out), out)


@days.command("learn")
def days_learn(
    store: StoreAddress = None,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.csv", help="The file to write.")] = Path(
        "corrections.csv"
    ),
) -> None:
    """Learn corrections of service and travel times: medians with their counts."""
    _need_store()
    from freight.run_days import learn_days
    from freight.screen_days import print_corrections

    print_corrections(learn_days(store, out), out)


def _need_store() -> None:
    from freight.days import require_store

    require_store()
