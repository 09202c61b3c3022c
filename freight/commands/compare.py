"""Comparing the variants of a study."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from freight.commands.options import OutDirectory


def compare(
    study: Annotated[Path, typer.Argument(metavar="STUDY.yaml", help="The study file.")],
    out: OutDirectory = Path("out/study"),
    seeds: Annotated[
        int | None, typer.Option(min=1, help="Searches of each variant (default: as the study says).")
    ] = None,
    iterations: Annotated[
        int | None, typer.Option(min=1, help="Search steps an order (default: as the study says).")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, max=256, help="Processes on this machine (default: its cores).")
    ] = None,
    dask: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A dask scheduler, in place of own processes.")
    ] = None,
) -> None:
    """Compare the variants of a study over many seeds, with noise, accounts and shares of the gain."""
    from freight.run_compare import Effort, compare_study
    from freight.screen import print_compared, study_progress

    if workers is not None and dask is not None:
        raise typer.BadParameter("give --workers or --dask, not both", param_hint="--dask")
    effort = Effort(seeds, iterations, workers or os.cpu_count() or 1, dask)
    with study_progress() as (say, follow):
        compared = compare_study(study, out, effort, say, follow)
    print_compared(compared)
    if compared.failures:
        raise typer.Exit(1)
