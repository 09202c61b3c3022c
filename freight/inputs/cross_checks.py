"""What files can get wrong against each other: zones against the fleet, shifts against the date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from freight.domain.scenario import Depot, Order, Zone
from freight.errors import Fault
from freight.inputs.explain import did_you_mean
from freight.inputs.fleet import Fleet
from freight.units import HORIZON_S, SECONDS_PER_HOUR, clock, to_iso


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


def setup_faults(
    path: Path, orders: Sequence[Order], depots: Sequence[Depot], *, timed: bool
) -> Iterator[Fault]:
    """Set-up minutes where they can not be told from the way home, or from a way whose speed changes.

    Parameters
    ----------
    timed
        Whether speeds change by the hour.
    """
    at_depot = {(depot.lat, depot.lon): depot.id for depot in depots}
    for order in orders:
        if order.setup_s == 0:
            continue
        field, minutes = f"row {order.row}, column setup_min", f"{order.setup_s / 60:g}"
        depot_id = at_depot.get((order.lat, order.lon))
        if depot_id is not None:
            message = f"order {order.id} is at depot {depot_id}, where vehicles arrive without a set-up"
            yield Fault(str(path), field, minutes, message, "leave it empty and count it in service_min")
        elif timed:
            message = f"order {order.id} has a set-up on a day whose speeds change by the hour (traffic)"
            yield Fault(str(path), field, minutes, message, "count it in service_min, or leave traffic out")


def clock_faults(fleet: Fleet, path: Path, day: date, timezone: str) -> Iterator[Fault]:
    """Shifts over the hour in which the clocks are moved: times in it are skipped, or come twice."""
    for moved_s in range(0, HORIZON_S, SECONDS_PER_HOUR):
        offsets = [to_iso(day, at_s, timezone)[-6:] for at_s in (moved_s, moved_s + SECONDS_PER_HOUR)]
        if offsets[0] == offsets[1]:
            continue
        for vehicle in fleet[1]:
            if vehicle.shift_start_s < moved_s + SECONDS_PER_HOUR and moved_s < vehicle.shift_end_s:
                value = f"{clock(vehicle.shift_start_s)}-{clock(vehicle.shift_end_s)}"
                message = f"the clocks are moved at {clock(moved_s)} of {day.isoformat()}, within the shift"
                advice = f"end it by {clock(moved_s)} or begin at {clock(moved_s + SECONDS_PER_HOUR)}"
                yield Fault(str(path), f"vehicle {vehicle.id}, shift", value, message, advice)
