"""Sheets as HTML pages for A4 paper, one file without anything from outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from freight import __version__
from freight.files import write_atomically
from freight.network.streets import Streets
from freight.output.sheets.directions import step_text
from freight.output.sheets.gpx import charge_text, title
from freight.output.sheets.map_svg import picture
from freight.output.sheets.phone import PhoneLink, phone_links, qr_svg
from freight.output.sheets.sheet import Sheet, total
from freight.output.sheets.words import Words
from freight.units import clock

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True, slots=True)
class Entry:
    """One vehicle of the overview: its figures and the names of its files."""

    vehicle_id: str
    kind: str
    stops: int
    metres: float
    depart_s: float
    return_s: float
    files: tuple[tuple[str, str], ...]
    """(what it is, name)."""


def write_sheet(path: Path, sheet: Sheet, streets: Streets, words: Words) -> None:
    """Write one vehicle's sheet in one language, whole or not at all."""
    write_atomically(path, render_sheet(sheet, streets, words))


def render_sheet(sheet: Sheet, streets: Streets, words: Words) -> str:
    """One vehicle's sheet as an HTML page."""
    links = phone_links(sheet)
    return _template("sheet.html.j2").render(
        sheet=sheet,
        words=words,
        clock=clock,
        step_text=step_text,
        title=title,
        charge_text=charge_text,
        total=total,
        map=picture(sheet, streets),
        codes=[(part_name(link, words), link.url, qr_svg(link.url)) for link in links],
        schematic=streets.schematic,
        attribution="" if streets.schematic else streets.attribution,
        footer=css_string(f"{sheet.vehicle_id} · {words.date(sheet.day)} · {words('page')} "),
        version=__version__,
    )


def write_overview(path: Path, entries: Sequence[Entry], scenario: str, date: str, words: Words) -> None:
    """Write the page that leads to every sheet of the day."""
    page = _template("overview.html.j2").render(
        entries=entries, scenario=scenario, date=date, words=words, clock=clock
    )
    write_atomically(path, page)


def part_name(link: PhoneLink, words: Words) -> str:
    """Which stops a QR code leads to."""
    if not link.first:
        return words("phone_only_home")
    if link.home:
        return words("phone_home", first=link.first)
    if link.first == link.last:
        return words("phone_one", first=link.first)
    return words("phone_part", first=link.first, last=link.last)


def css_string(text: str) -> str:
    """Text that may stand in quotes in a style sheet: every sign that is no letter or digit as its number."""
    return "".join(sign if sign.isalnum() else f"\\{ord(sign):x} " for sign in text)


def _template(name: str) -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("freight.output.sheets", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
