"""All files of the sheets of a day, in one folder that holds nothing of an earlier printing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from freight.domain.plan import Plan
from freight.domain.scenario import Scenario
from freight.domain.timeline import Timeline
from freight.files import all_or_none, write_atomically
from freight.network.streets import Streets
from freight.output.sheets.browser import print_pdf
from freight.output.sheets.gpx import write_gpx
from freight.output.sheets.ics import write_ics
from freight.output.sheets.junctions import Junctions
from freight.output.sheets.page import Entry, write_overview, write_sheet
from freight.output.sheets.promise import write_promises
from freight.output.sheets.sheet import Sheet, sheets
from freight.output.sheets.words import LANGUAGES

FOLDER = "sheets"
MANIFEST = "files.json"
PROMISES, OVERVIEW = "promised.csv", "index.html"


def write_sheets(
    directory: Path,
    *,
    plan: Plan,
    scenario: Scenario,
    streets: Streets,
    timeline: Timeline,
    languages: Sequence[str],
    pdf: bool = False,
) -> tuple[Path, ...]:
    """Write sheet, GPX and calendar of every vehicle, the promised windows and the overview; all or none.

    Parameters
    ----------
    languages
        Keys of `LANGUAGES`; the first is that of GPX, calendar and overview.
    pdf
        Whether `write_pdfs` follows: the overview leads to the PDF files too.

    Returns
    -------
    tuple of Path
        The sheets, in the order of the plan; what an earlier call wrote and this one did not is removed.
    """
    folder = directory / FOLDER
    made = sheets(plan, scenario, timeline, Junctions.of(streets))
    names = file_names(sheet.vehicle_id for sheet in made)
    words = LANGUAGES[languages[0]]
    pages: list[Path] = []
    with all_or_none():
        for sheet, name in zip(made, names, strict=True):
            for language in languages:
                pages.append(folder / f"{name}.{language}.html")
                write_sheet(pages[-1], sheet, streets, LANGUAGES[language])
            write_gpx(folder / f"{name}.gpx", sheet, streets, words)
            write_ics(folder / f"{name}.ics", sheet, words)
        write_promises(folder / PROMISES, timeline, scenario)
        entries = [_entry(sheet, name, languages, pdf=pdf) for sheet, name in zip(made, names, strict=True)]
        write_overview(folder / OVERVIEW, entries, scenario.name, words.date(scenario.day), words)
        kept = [*(file for entry in entries for _, file in entry.files), PROMISES, OVERVIEW]
        stale = _stale(folder, kept)
        write_atomically(folder / MANIFEST, json.dumps({"files": kept}, indent=2, ensure_ascii=False) + "\n")
    for path in stale:
        path.unlink(missing_ok=True)
    return tuple(pages)


def write_pdfs(browser: str, pages: Sequence[Path]) -> tuple[Path, ...]:
    """Print sheets to PDF files beside them.

    Raises
    ------
    NoPdfError
        When the browser fails; no PDF is left half done.
    """
    pdfs = tuple(page.with_suffix(".pdf") for page in pages)
    with all_or_none():
        for page, made in zip(pages, pdfs, strict=True):
            print_pdf(browser, page, made)
    return pdfs


def file_names(vehicle_ids: Iterable[str]) -> list[str]:
    """A file name for every vehicle: its id without signs that a file system or a link minds, no two alike."""
    names: list[str] = []
    for vehicle_id in vehicle_ids:
        plain = re.sub(r"[^\w-]+", "-", vehicle_id).strip("-_")[:60] or "vehicle"
        name, count = plain, 1
        while name.casefold() in {other.casefold() for other in names} | {"index", "promised", "files"}:
            count += 1
            name = f"{plain}-{count}"
        names.append(name)
    return names


def _entry(sheet: Sheet, name: str, languages: Sequence[str], *, pdf: bool) -> Entry:
    kinds = ("html", "pdf") if pdf else ("html",)
    pages = tuple(
        (f"{kind.upper()} {language}", f"{name}.{language}.{kind}") for kind in kinds for language in languages
    )
    return Entry(
        vehicle_id=sheet.vehicle_id,
        kind=sheet.kind.name,
        stops=len(sheet.stops),
        metres=sheet.metres,
        depart_s=sheet.depart_s,
        return_s=sheet.return_s,
        files=(*pages, ("GPX", f"{name}.gpx"), ("ICS", f"{name}.ics")),
    )


def _stale(folder: Path, kept: Iterable[str]) -> list[Path]:
    """Files of an earlier printing that this one does not replace: no driver shall find yesterday's sheet."""
    paths = (folder / name for name in _listed(folder / MANIFEST) if name not in set(kept))
    return [path for path in paths if path.is_file()]


def _listed(manifest: Path) -> list[str]:
    """File names in a manifest; nothing outside its folder is ever named by it."""
    try:
        files = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [name for name in files if isinstance(name, str) and Path(name).name == name]
