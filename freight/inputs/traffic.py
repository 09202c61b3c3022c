"""Speeds by the hour: a row says how much slower a class of streets is at some hours."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from freight.domain.fleet import Mode
from freight.domain.speed_change import SpeedChange
from freight.errors import Fault
from freight.inputs.explain import Problem
from freight.inputs.fields import NUMBER, FileModel, Note, OpenHours
from freight.inputs.tables import read_rows, row_fault

EVERY_CLASS = "*"
CLASSES = (
    "motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "living_street",
    "service", "pedestrian", "cycleway", "path", "track", "footway", "road",
)  # fmt: skip
"""Values of ``highway`` that a row may name; the links of a class belong to it."""


class TrafficRow(FileModel):
    """How fast the streets of a class are driven at some hours."""

    road_class: str = Field(description="highway value of OpenStreetMap, links included, or * for all others")
    hours: OpenHours = Field(description="When: Mo-Fr 07:00-09:00")
    speed_factor: Annotated[float, Field(ge=0.1, le=2), NUMBER] = Field(
        description="Share of the free speed: 0,6 means that a street takes 1/0,6 of its time"
    )
    mode: Literal["drive", "cycle"] = Field("drive", description="Whose speed: drive or cycle")
    source: Note = Field("", description="Where the factor comes from")


def read_traffic(path: Path, faults: list[Fault]) -> tuple[SpeedChange, ...]:
    """Speed changes of a table."""
    changes: list[SpeedChange] = []
    for row, cells in read_rows(path, TrafficRow, ("road_class", "hours", "speed_factor"), faults):
        if cells.road_class not in (*CLASSES, EVERY_CLASS):
            advice = f"one of {', '.join(CLASSES)}, or * for all that have no row of their own"
            faults.append(
                row_fault(path, row, Problem(("road_class",), cells.road_class, "is no class", advice))
            )
        named = "" if cells.road_class == EVERY_CLASS else cells.road_class
        changes.append(SpeedChange(Mode(cells.mode), named, cells.hours, cells.speed_factor))
    return tuple(changes)
