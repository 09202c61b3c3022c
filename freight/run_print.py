"""Printing the sheets of a plan: read, replayed, refused when a rule is broken, written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from freight.output.sheets.browser import ADVICE, NoPdfError, find_browser
from freight.output.sheets.write import write_pdfs, write_sheets
from freight.run import Say
from freight.run_replayed import replayed


@dataclass(frozen=True, slots=True)
class Printed:
    """What was written."""

    sheets: tuple[Path, ...]
    pdfs: tuple[Path, ...]
    no_pdf: str
    """Why PDFs that were asked for are missing, and what to do; empty otherwise."""
    unserved: tuple[str, ...]
    """Orders that nobody was promised a time for."""


def print_day(directory: Path, languages: Sequence[str], pdf: bool, say: Say) -> Printed:
    """Write the sheets of the plan in `directory` to its folder ``sheets``.

    Raises
    ------
    InputError, NetworkError
        When the plan or one of its inputs can not be read.
    PlanRejectedError
        When the replay finds a broken rule: no driver is sent out with such a plan.
    """
    day, plan, result = replayed(directory, "no sheets were written", say)
    browser = find_browser() if pdf else None
    parts: dict[str, Any] = {"plan": plan, "scenario": day.scenario, "streets": day.streets}
    parts |= {"timeline": result.timeline, "languages": languages}
    say("Writing the sheets")
    pages = write_sheets(directory, **parts, pdf=browser is not None)
    pdfs: tuple[Path, ...] = ()
    no_pdf = f"no Chromium or Chrome was found; {ADVICE}" if pdf and browser is None else ""
    if browser is not None:
        say(f"Printing {len(pages)} sheets to PDF")
        try:
            pdfs = write_pdfs(browser, pages)
        except NoPdfError as error:
            no_pdf = f"{error}; {ADVICE}"
            write_sheets(directory, **parts)
    return Printed(pages, pdfs, no_pdf, tuple(left_out.order_id for left_out in plan.unserved))
