"""Territories that vehicles name: zones of the day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from freight.domain.fleet import Vehicle
from freight.domain.scenario import Zone
from freight.errors import Fault
from freight.inputs.explain import did_you_mean


def territory_faults(path: Path, vehicles: Sequence[Vehicle], zones: Sequence[Zone]) -> Iterator[Fault]:
    """Territories that are no zone of the day; each name once, at the first vehicle that has it."""
    known, told = [zone.id for zone in zones], set[str]()
    for vehicle in vehicles:
        for name in vehicle.territories:
            if name not in known and name not in told:
                told.add(name)
                advice = did_you_mean(name, known) if known else "name the file that draws it in zones"
                where = f"vehicle {vehicle.id}, territories"
                yield Fault(str(path), where, name, "is no zone of this day", advice)
