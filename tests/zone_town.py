"""A town of two blocks, and zones around its nodes."""

from __future__ import annotations

from freight.domain.scenario import Ring, Zone, ZoneRule
from tests.ascii_map import AsciiMap, ascii_map

TOWN = """
    A-----B-----C
    |     |     |
    D-----E-----F
"""
BLOCKS: dict[str, dict[str, str]] = {name: {} for name in ("AB", "BC", "AD", "BE", "CF", "DE", "EF")}


def town(**changes: dict[str, str]) -> AsciiMap:
    return ascii_map(TOWN, {**BLOCKS, **changes})


def around(place: AsciiMap, letters: str, margin: float = 0.0005) -> Ring:
    """A rectangle around some nodes, `margin` degrees wider on every side."""
    points = [place.latlon(letter) for letter in letters]
    south, north = min(lat for lat, _ in points) - margin, max(lat for lat, _ in points) + margin
    west, east = min(lon for _, lon in points) - margin, max(lon for _, lon in points) + margin
    return ((west, south), (east, south), (east, north), (west, north), (west, south))


def zone(*rings: Ring, rules: tuple[ZoneRule, ...] = (), zone_id: str = "centre") -> Zone:
    return Zone(zone_id, "Centre", "scenario", tuple((ring,) for ring in rings), rules)
