"""The command line: parses and prints, decides nothing. A new command is a file and a line in `COMMANDS`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from freight import __version__
from freight.commands.compare import compare
from freight.commands.day import check, plan, schema, validate
from freight.commands.days import days
from freight.commands.explain import explain
from freight.commands.network import network
from freight.commands.order_list import import_
from freight.commands.replan import replan
from freight.commands.rules import rules
from freight.commands.sheets import print as print_sheets
from freight.commands.windows import windows

app = typer.Typer(
    help="Plan green goods transport on real streets: electric range, zones, checked plans, GeoJSON.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

COMMANDS: tuple[Callable[..., None], ...] = (
    import_,
    plan,
    check,
    explain,
    validate,
    rules,
    schema,
    print_sheets,
    compare,
    replan,
    windows,
)
GROUPS: tuple[typer.Typer, ...] = (network, days)

for command in COMMANDS:
    app.command(command.__name__.rstrip("_"))(command)
for group in GROUPS:
    app.add_typer(group)


def main() -> None:
    """Run the command line; turn every known error into its text and exit code."""
    from freight.screen import reporting_errors

    with reporting_errors():
        app()


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"freight {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
) -> None:
    """Plan green goods transport on real streets."""
