"""Links that open a route in the map app of a phone, and their QR codes.

A link is one of Google's Maps URLs, which Android and iPhone open in the app or else in the browser. The route
starts where the phone is. The app plans its own way between the stops.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from freight.domain.fleet import Mode
from freight.output.sheets.sheet import Sheet

WAYPOINTS = 9
"""A link takes so many places between the start and the destination (Maps URLs, "waypoints")."""
TRAVEL_MODE = {Mode.DRIVE: "driving", Mode.CYCLE: "bicycling"}
DIGITS = 5
"""Decimals of a degree: about a metre."""

Place = tuple[float, float]
"""(lat, lon)."""


@dataclass(frozen=True, slots=True)
class PhoneLink:
    """One link; several of them make a long route."""

    first: int
    """Sequence of its first stop; 0 where it leads to the depot alone."""
    last: int
    home: bool
    """Whether it ends at the depot."""
    url: str


def phone_links(sheet: Sheet) -> tuple[PhoneLink, ...]:
    """Links over all stops and back to the depot, as few as the limit of the app allows."""
    places: list[tuple[int, Place]] = [(stop.sequence, (stop.halt.lat, stop.halt.lon)) for stop in sheet.stops]
    places.append((0, (sheet.depot.lat, sheet.depot.lon)))
    size = WAYPOINTS + 1
    parts = [places[i : i + size] for i in range(0, len(places), size)]
    return tuple(_link(part, TRAVEL_MODE[sheet.kind.mode]) for part in parts)


def _link(part: Sequence[tuple[int, Place]], travel_mode: str) -> PhoneLink:
    numbers = [number for number, _ in part if number]
    *between, goal = [f"{lat:.{DIGITS}f},{lon:.{DIGITS}f}" for _, (lat, lon) in part]
    query = {"api": "1", "destination": goal, "travelmode": travel_mode, "dir_action": "navigate"}
    if between:
        query["waypoints"] = "|".join(between)
    url = "https://www.google.com/maps/dir/?" + urlencode(query, safe=",")
    return PhoneLink(min(numbers, default=0), max(numbers, default=0), part[-1][0] == 0, url)


def qr_svg(text: str) -> str:
    """A QR code as an SVG element that fills its box; error correction M."""
    import segno

    code = segno.make(text, error="m", micro=False)
    return str(code.svg_inline(border=2, omitsize=True, svgclass="qr"))
