"""What zone files can get wrong against each other and against the fleet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from freight.domain.scenario import Zone
from freight.errors import Fault
from freight.inputs.explain import did_you_mean
from freight.inputs.fleet import Fleet


def zone_faults(zones: Sequence[tuple[Path, Zone]], fleet: Fleet | None) -> Iterator[Fault]:
    """Zone ids that stand twice, and names of the fleet in rules that the fleet does not have.

    Parameters
    ----------
    fleet
        None when it could not be read; its names are then not looked for.
    """
    seen: set[str] = set()
    for path, zone in zones:
        if zone.id in seen:
            yield Fault(
                str(path), f"zone {zone.id}", zone.id, "the id stands twice", "every zone has its own id"
            )
        seen.add(zone.id)
        if fleet is not None:
            yield from _unknown_names(path, zone, fleet)


def _unknown_names(path: Path, zone: Zone, fleet: Fleet) -> Iterator[Fault]:
    types = [kind.id for kind in fleet[0]]
    vehicles = [vehicle.id for vehicle in fleet[1]]
    for rule in zone.rules:
        fields: tuple[tuple[str, Iterable[str], list[str]], ...] = (
            ("vehicle_types", rule.who.vehicle_types or (), types),
            ("exempt_vehicle_types", rule.who.exempt_vehicle_types, types),
            ("exempt_vehicles", rule.who.exempt_vehicles, vehicles),
        )
        for field, names, known in fields:
            for name in sorted(set(names) - set(known)):
                where = f"zone {zone.id}, rule {rule.id}, who.{field}"
                yield Fault(str(path), where, name, "is not in the fleet", did_you_mean(name, known))
