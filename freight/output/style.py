"""How vehicles are told apart: by colour, and by dash and marker for those who can not use colour."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, pi, sin
from typing import NamedTuple

COLOURS = (
    "#0b5fa5", "#c2410c", "#0f766e", "#9d174d", "#6d28d9", "#4d7c0f", "#b45309", "#1e3a8a", "#be123c",
    "#334155",
)  # fmt: skip
"""Dark enough for white text: contrast 4.5 or better."""
DASHES = ("solid", "dash", "dot", "dashdot")
DASH_ARRAYS = {"solid": "none", "dash": "7 4", "dot": "2 3", "dashdot": "7 3 2 3"}
"""The same dashes for SVG."""
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


def symbol_path(symbol: str) -> str:
    """Points of a marker in a box of 14 by 14, for an SVG polygon."""
    corners, turn = {
        "circle": (24, 0.0),
        "square": (4, pi / 4.0),
        "diamond": (4, 0.0),
        "triangle-up": (3, 0.0),
        "pentagon": (5, 0.0),
        "hexagon": (6, pi / 6.0),
        "triangle-down": (3, pi),
    }[symbol]
    angles = [turn + 2.0 * pi * k / corners for k in range(corners)]
    return " ".join(f"{7.0 + 6.0 * sin(angle):.2f},{7.0 - 6.0 * cos(angle):.2f}" for angle in angles)
