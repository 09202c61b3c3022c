"""The energy model beside published consumption.

``python -m benchmarks.consumption`` prints the tables of docs/energy.md; a test holds the page to them.
Published figures seldom name a speed or a temperature: each is put beside the drive it comes nearest to. Their
sources, and what had to be derived, stand on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from freight.domain.fleet import DynamicsConsumption, VehicleType
from freight.inputs.fleet import read_fleet
from freight.network.dynamics import Driving
from freight.network.energy import reference_payload_kg, street_energy

FLEET = Path(__file__).parents[1] / "configs" / "fleet.yaml"
MILD_C, COLD_C = 15.0, -10.0
STAND_S = 10.0
"""Seconds of standing at each full stop."""
CHARGING_EFFICIENCY = 0.9
"""Plug to battery, as in configs/factors.csv."""
CAR_LOSS_AT = ((1.0, 0.194), (-32.0, 0.38))
"""Mean loss of range at a temperature: winter tests of the Norwegian automobile federation, 2025 and 2026."""
CAR = DynamicsConsumption(1900, 0.27, 2.4, 0.010, 0.86, 0.54, 400, 80, 0.004)
"""An electric passenger car, for the tests above; parameters from memory."""


@dataclass(frozen=True, slots=True)
class Drive:
    """How a vehicle goes along: km/h while rolling, and full stops a km."""

    kph: float
    stops_per_km: float


TOWN, STREET, ROAD = Drive(30, 3), Drive(50, 1), Drive(80, 0.2)
BIKE_DRIVES = (Drive(12, 4), Drive(16, 3), Drive(18, 2))


@dataclass(frozen=True, slots=True)
class Published:
    """Consumption by others at the battery, kWh/km, by drive: mild, and how much more in the cold."""

    type_id: str
    mild: dict[Drive, float]
    cold_factor: float | None


def winter_factor(temperature_c: float) -> float:
    """Consumption over that of a mild day, between the two winter tests."""
    (mild_c, small), (cold_c, large) = CAR_LOSS_AT
    loss = small + (large - small) * (mild_c - temperature_c) / (mild_c - cold_c)
    return 1 / (1 - loss)


PUBLISHED = (
    Published("van_electric", {TOWN: 0.309, STREET: 0.309, ROAD: 0.219}, winter_factor(COLD_C)),
    Published("truck_electric", {TOWN: 1 / 0.9, STREET: 250 / 270, ROAD: 1 / 1.2}, 1.25),
    Published("cargo_bike", dict.fromkeys(BIKE_DRIVES, 0.020 * CHARGING_EFFICIENCY), None),
)


def reference_types() -> dict[str, VehicleType]:
    """The vehicle types of `configs/fleet.yaml`."""
    fleet = read_fleet(FLEET, None, [])
    if fleet is None:
        raise ValueError(f"{FLEET} has faults: run freight validate configs/scenarios/day.yaml")
    return {kind.id: kind for kind in fleet[0]}


def kwh_per_km(kind: VehicleType, drive: Drive, temperature_c: float, payload_kg: float | None = None) -> float:
    """One km on the flat, at the reference load where no payload is given."""
    one = np.ones(1)
    seconds = 3600 / drive.kph + drive.stops_per_km * STAND_S
    driving = Driving(1000 * one, drive.kph * one, seconds * one, drive.stops_per_km * one, 0 * one)
    energy = street_energy(kind, driving, temperature_c=temperature_c, fuel_kwh_per_km=None)
    return float(energy.at(reference_payload_kg(kind) if payload_kg is None else payload_kg)[0])


def comparison() -> Iterator[str]:
    """Rows of the table: type, drive, then model, published and deviation, mild and cold."""
    kinds = reference_types()
    yield "| | km/h | stops/km | model 15 °C | published | deviation | model −10 °C | published | deviation |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for row in PUBLISHED:
        kind = kinds[row.type_id]
        for drive, mild in row.mild.items():
            cold = None if row.cold_factor is None else mild * row.cold_factor
            cells = [kind.name, f"{drive.kph:g}", f"{drive.stops_per_km:g}"]
            for degrees, known in ((MILD_C, mild), (COLD_C, cold)):
                cells += _cells(kwh_per_km(kind, drive, degrees), known)
            yield "| " + " | ".join(cells) + " |"


def _cells(model: float, known: float | None) -> list[str]:
    digits = 4 if model < 0.1 else 3
    if known is None:
        return [f"{model:.{digits}f}", "none found", ""]
    return [f"{model:.{digits}f}", f"{known:.{digits}f}", _percent(model / known - 1)]


def loads() -> Iterator[str]:
    """Rows of the table of loads: 15 °C, empty, half and full, and what a tonne adds."""
    yield "| | km/h | empty | half | full | a tonne more |"
    yield "|---|---|---|---|---|---|"
    for row in PUBLISHED:
        kind = reference_types()[row.type_id]
        drive = next(iter(row.mild))
        empty, half, full = (kwh_per_km(kind, drive, MILD_C, share * kind.capacity.kg) for share in (0, 0.5, 1))
        per_tonne = (full - empty) / kind.capacity.kg * 1000
        digits = 4 if full < 0.1 else 3
        values = " | ".join(f"{value:.{digits}f}" for value in (empty, half, full, per_tonne))
        yield f"| {kind.name} | {drive.kph:g} | {values} |"


def winter() -> Iterator[str]:
    """Rows of the table of winter tests: loss of range by the tests and by the model's passenger car."""
    car = replace(reference_types()["van_electric"], consumption=CAR)
    mild = kwh_per_km(car, Drive(70, 0.2), 20.0, 100.0)
    yield "| | test | model |"
    yield "|---|---|---|"
    for degrees, loss in CAR_LOSS_AT:
        model = 1 - mild / kwh_per_km(car, Drive(70, 0.2), degrees, 100.0)
        yield f"| {degrees:+.0f} °C | {_percent(-loss)} | {_percent(-model)} |".replace("| -", "| −")


def _percent(share: float) -> str:
    return f"{100 * share:+.0f} %".replace("-", "−")


def tables() -> dict[str, list[str]]:
    """Every table of docs/energy.md that this file computes, by name."""
    return {"comparison": list(comparison()), "loads": list(loads()), "winter": list(winter())}


if __name__ == "__main__":
    for name, rows in tables().items():
        print(f"\n{name}", *rows, sep="\n")
