"""Vehicles and small towns to look at through `build_view`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from freight.domain.fleet import EnergySource, Load, Mode, SimpleConsumption, VehicleType
from freight.domain.scenario import Interval, Zone
from freight.network.profiles import Conditions, build_view
from freight.network.streets import Streets
from freight.network.view import CLOSED, DESTINATION, THROUGH, StreetView
from tests.ascii_map import AsciiMap, ascii_map
from tests.timelines import vehicle_type

MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 22)
HULL: Interval = (5 * 3600, 17 * 3600)

VAN = vehicle_type("van", EnergySource.DIESEL, cost_km_nok=2.0)
ELECTRIC_VAN = vehicle_type("electric-van", EnergySource.ELECTRIC)
BIKE = vehicle_type("bike", EnergySource.ELECTRIC, Mode.CYCLE)
LORRY = vehicle_type(
    "lorry",
    EnergySource.DIESEL,
    hgv=True,
    gross_weight_kg=12_000.0,
    height_m=3.7,
    width_m=2.5,
    length_m=9.0,
    capacity=Load(5500.0, 36.0, 400.0),
    consumption=SimpleConsumption(2.0),
    speed_cap_kph=80.0,
)

RING = """
    A--B
    |  |
    D--C
"""


FREE_RING: dict[str, dict[str, str]] = {"AB": {}, "BC": {}, "CD": {}, "DA": {}}


def ring(tags: Mapping[str, str], nodes: Mapping[str, Mapping[str, str]] | None = None) -> AsciiMap:
    """Four free streets around a square, and the street B-D across it with the tags in question."""
    return ascii_map(RING, {**FREE_RING, "BD": tags}, nodes)


def see(
    town: AsciiMap | Streets,
    kind: VehicleType = VAN,
    *,
    day: date = MONDAY,
    hull: Interval = HULL,
    zones: tuple[Zone, ...] = (),
    conditions: Conditions | None = None,
    vehicle_id: str = "van-1",
) -> StreetView:
    """The view of one vehicle type."""
    return build_view(
        town.streets if isinstance(town, AsciiMap) else town,
        kind,
        profile_id=kind.id,
        vehicle_id=vehicle_id,
        zones=zones,
        day=day,
        hull=hull,
        conditions=conditions or Conditions(),
    )


def levels(
    town: AsciiMap, kind: VehicleType = VAN, street: str = "BD", *, day: date = MONDAY, hull: Interval = HULL
) -> tuple[int, int]:
    """Access to a street there and back."""
    view = see(town, kind, day=day, hull=hull)
    return int(view.access[town.street(street[0], street[1])]), int(
        view.access[town.street(street[1], street[0])]
    )


def hours(town: AsciiMap, view: StreetView, street: str = "BD") -> tuple[tuple[float, float], ...] | None:
    """Open hours of a street on the planning day, in clock hours; None when it has none."""
    index = int(view.hours[town.street(street[0], street[1])])
    if index < 0:
        return None
    return tuple((a / 3600, min(24.0, b / 3600)) for a, b in view.timetable[index] if a < 86_400)


def turns(view: StreetView, town: AsciiMap) -> set[str]:
    """Allowed turns as letters: ``ABC`` is from street A-B into B-C."""
    found = set()
    for street in range(view.streets.count):
        for to in view.turn_to[view.turn_start[street] : view.turn_start[street + 1]]:
            found.add(town.letters(street) + town.letters(int(to))[1])
    return found


OPEN, SHUT_BOTH, STOPS = (THROUGH, THROUGH), (CLOSED, CLOSED), (DESTINATION, DESTINATION)
"""Levels of a street there and back."""


def expect(tags: Mapping[str, str], **by_kind: tuple[int, int]) -> None:
    """Levels of the street across the ring for the van, the lorry and the bike."""
    kinds = {"van": VAN, "lorry": LORRY, "bike": BIKE}
    place = ring(tags)
    for name, wanted in by_kind.items():
        assert levels(place, kinds[name]) == wanted, (name, tags)
