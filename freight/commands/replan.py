"""Planning the rest of a day again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def replan(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A folder with plan.json.")],
    now: Annotated[str, typer.Option(metavar="HH:MM", help="When the new plan is told: 10:40.")],
    events: Annotated[Path, typer.Option(metavar="FILE", help="What happened, .csv or .xlsx.")],
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the new plan goes (default: DIR-HHMM beside DIR).")
    ] = None,
    tolerance: Annotated[
        float, typer.Option(metavar="MIN", min=0, max=240, help="A told time is kept within so many minutes.")
    ] = 15.0,
    promise_nok: Annotated[
        float, typer.Option(min=0, max=100_000, help="What it costs to break a told time.")
    ] = 400.0,
    seed: Annotated[int, typer.Option(min=0, help="Another seed, another walk through the plans.")] = 0,
) -> None:
    """Plan the rest of a day again after things have happened, changing as few told times as possible."""
    from freight.run_replan import Wish, replan_day
    from freight.screen import saying
    from freight.screen_replan import print_replanned
    from freight.units import clock, parse_clock

    try:
        now_s = parse_clock(now)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--now") from None
    target = (
        directory.parent / f"{directory.resolve().name}-{clock(now_s).replace(':', '')}" if out is None else out
    )
    wish = Wish(now_s, round(tolerance * 60), promise_nok, seed)
    with saying() as say:
        replanned = replan_day(directory, events, target, wish, say)
    print_replanned(replanned)
