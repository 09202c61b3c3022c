"""Why orders are left out, and why others go where they go."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def explain(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A folder with plan.json.")],
    order: Annotated[str | None, typer.Argument(metavar="ORDER", help="Silent: every order left out.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as JSON.")] = False,
) -> None:
    """Say why an order is left out and the cheapest change that serves it, or why it goes where it goes."""
    import json

    from freight.run_explain import explain_directory
    from freight.screen import saying

    with saying() as say:
        told = explain_directory(directory, order, say)
    if as_json:
        typer.echo(json.dumps([one.data for one in told], indent=2, ensure_ascii=False))
    elif told:
        typer.echo("\n\n".join("\n".join(one.lines) for one in told))
    else:
        typer.echo("Every order is served. Name one to see why it goes where it goes.")
