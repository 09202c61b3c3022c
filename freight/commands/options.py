"""Arguments that more than one command takes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ScenarioFile = Annotated[Path, typer.Argument(metavar="SCENARIO.yaml", help="The day to plan.")]
OutDirectory = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the results go.")]
