"""Sheets for drivers, promised times for receivers."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class SheetLanguage(StrEnum):
    """Languages of the sheets."""

    NO = "no"
    EN = "en"
    BOTH = "both"


def print(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A folder with a plan.json.")],
    lang: Annotated[SheetLanguage, typer.Option(help="Language of the sheets.")] = SheetLanguage.BOTH,
    pdf: Annotated[bool, typer.Option("--pdf", help="PDF files too, by Chromium or Chrome.")] = False,
) -> None:
    """Write the drivers' sheets of a plan, with maps, turn lists, GPX, calendars and promised times."""
    from freight.run_print import print_day
    from freight.screen import saying
    from freight.screen_sheets import print_sheets

    languages = ("no", "en") if lang is SheetLanguage.BOTH else (lang.value,)
    with saying() as say:
        printed = print_day(directory, languages, pdf, say)
    print_sheets(printed)
