"""Steps of a turn list in words."""

from __future__ import annotations

from freight.output.sheets.turns import Move, Step
from freight.output.sheets.words import Words
from freight.units import clock

KEEPS_NAME = frozenset(
    {
        Move.SLIGHT_LEFT,
        Move.SLIGHT_RIGHT,
        Move.LEFT,
        Move.RIGHT,
        Move.SHARP_LEFT,
        Move.SHARP_RIGHT,
    }
)
"""Moves that are said another way where the street keeps its name."""


def step_text(step: Step, words: Words) -> str:
    """One line of the turn list, without its distance."""
    street = words.street(*step.street)
    if step.move is Move.START:
        heading = words(f"heading_{round(step.heading_deg / 45.0) % 8}")
        return words("start", heading=heading, street=street)
    if step.move is Move.ROUNDABOUT:
        return words("roundabout" if step.exit else "into_roundabout", exit=step.exit, street=street)
    if step.move is Move.HOLD:
        return words("hold", clock=clock(step.until_s), street=street)
    key = f"same_{step.move}" if step.same_street and step.move in KEEPS_NAME else str(step.move)
    return words(key, street=street)
