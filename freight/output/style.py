"""How vehicles are told apart: by colour, and by dash and marker for those who can not use colour."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

COLOURS = (
    "#0b5fa5", "#c2410c", "#0f766e", "#9d174d", "#6d28d9", "#4d7c0f", "#b45309", "#1e3a8a", "#be123c",
    "#334155",
)  # fmt: skip
"""Dark enough for white text: contrast 4.5 or better."""
DASHES = ("solid", "dash", "dot", "dashdot")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "pentagon", "hexagon", "triangle-down")


class Style(NamedTuple):
    """Look of one vehicle on map and charts."""

    colour: str
    dash: str
    symbol: str


def styles(vehicle_ids: Iterable[str]) -> dict[str, Style]:
    """A look for every vehicle, in the order given; no two of the first 140 are alike."""
    return {
        vehicle: Style(COLOURS[i % len(COLOURS)], DASHES[i % len(DASHES)], SYMBOLS[i % len(SYMBOLS)])
        for i, vehicle in enumerate(vehicle_ids)
    }
