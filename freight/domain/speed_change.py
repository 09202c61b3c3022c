"""How the speed of streets changes with the hour."""

from __future__ import annotations

from dataclasses import dataclass

from freight.domain.fleet import Mode


@dataclass(frozen=True, slots=True)
class SpeedChange:
    """At some hours the streets of a class are driven slower, or faster, than when they are free."""

    mode: Mode
    road_class: str
    """Value of ``highway`` in OpenStreetMap, its links included; empty for every class not named apart."""
    hours: str
    """In the grammar of OpenStreetMap's opening_hours."""
    speed_factor: float
    """The free speed is multiplied by this."""
