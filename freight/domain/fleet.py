"""Vehicle types, vehicles and what is known of their energy use."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from freight.domain.breaks import BreakRule


class Mode(StrEnum):
    """Which street network a vehicle sees."""

    DRIVE = "drive"
    CYCLE = "cycle"


class EnergySource(StrEnum):
    """What the vehicle runs on; zone rules and emission factors are keyed by it."""

    DIESEL = "diesel"
    PETROL = "petrol"
    GAS = "gas"
    ELECTRIC = "electric"


class Load(NamedTuple):
    """A quantity of goods in the three units of capacity."""

    kg: float = 0.0
    m3: float = 0.0
    units: float = 0.0


@dataclass(frozen=True, slots=True)
class Battery:
    """Battery of an electric vehicle; usable energy is `capacity_kwh * usable_share`.

    `reserve_share` of the usable energy must still be there at every moment of the day.
    """

    capacity_kwh: float
    usable_share: float
    reserve_share: float
    charge_kw: float | None = None
    """What its own (AC) charger draws from a depot's socket at most; None: as much as the socket gives."""
    charge_curve: tuple[tuple[float, float], ...] = ()
    """(share of the usable energy, kW that the battery takes there), straight between, never rising, from the
    reserve or below to 1; empty: no limit at a depot, and no charging on the way."""

    @property
    def usable_kwh(self) -> float:
        """Energy between empty and full as the driver sees it."""
        return self.capacity_kwh * self.usable_share

    @property
    def reserve_kwh(self) -> float:
        """Energy that must never be used."""
        return self.usable_kwh * self.reserve_share


@dataclass(frozen=True, slots=True)
class SimpleConsumption:
    """Energy per km for people without parameters, times `1 + cold_per_degree * max(0, 15 - T)`."""

    kwh_per_km: float
    """At the reference load."""
    cold_per_degree: float = 0.0
    kwh_per_tonne_km: float = 0.0
    """More for every 1000 kg above the reference load, less below it."""


@dataclass(frozen=True, slots=True)
class DynamicsConsumption:
    """Parameters of longitudinal dynamics, see `freight.network.dynamics`."""

    kerb_mass_kg: float
    drag_coefficient: float
    frontal_area_m2: float
    rolling_coefficient: float
    drive_efficiency: float
    regeneration_efficiency: float
    auxiliary_w: float
    heating_w_per_degree: float = 0.0
    cold_per_degree: float = 0.0
    """The drive loses this much more for every degree below 15: cold battery and gears, stiff tyres."""


@dataclass(frozen=True, slots=True)
class CurveConsumption:
    """Fuel energy by mean speed from a Tier 3 curve of the EMEP/EEA guidebook; keys of the factor table."""

    vehicle_class: str
    euro: str


Consumption = SimpleConsumption | DynamicsConsumption | CurveConsumption


@dataclass(frozen=True, slots=True)
class VehicleType:
    """A class of vehicles that are alike in access, size, capacity, energy and cost."""

    id: str
    name: str
    mode: Mode
    energy: EnergySource
    euro_class: int | None
    emission_class: str
    kerb_weight_kg: float
    gross_weight_kg: float
    height_m: float
    width_m: float
    length_m: float
    capacity: Load
    speed_cap_kph: float
    battery: Battery | None
    consumption: Consumption
    cost_day_nok: float
    cost_km_nok: float
    cost_hour_nok: float
    hgv: bool
    reference_load_share: float = 0.5
    factor_class: str = ""
    """Vehicle class in the table of emission factors (``van_diesel_n1_iii``)."""
    factor_euro: str = ""
    """Euro label in the table of emission factors (``euro6d``)."""
    break_names: tuple[str, ...] | None = None
    """Break rules that the fleet names for the type; None: those of the scenario."""
    breaks: tuple[BreakRule, ...] = ()
    """The rows of these rules."""
    max_stops: int | None = None
    """Most orders one of them serves in a day; None without a limit."""
    service_factor: float = 1.0
    """The stated service of every order is multiplied by this."""
    service_extra_s: int = 0
    """Then added to the service of every order; below zero where it takes less."""
    reloads: int = 0
    """How often one of them may come back to its depot in a day to load anew."""
    reload_min: float = 15.0
    """What that takes."""
    last_in_first_out: bool = False
    """Nothing is unloaded from behind what was picked up: it picks up only once everything is delivered."""
    overtime_after_h: float | None = None
    """Hours from leaving the depot to the return that are paid as normal ones; None: all."""
    overtime_nok_per_h: float = 0.0
    """What an hour beyond them costs more."""


@dataclass(frozen=True, slots=True)
class Vehicle:
    """One vehicle with its shift on the planning day."""

    id: str
    type_id: str
    depot_id: str
    shift_start_s: int
    shift_end_s: int
    start_charge_share: float = 1.0
    skills: frozenset[str] = field(default_factory=frozenset)
    max_stops: int | None = None
    """As of the type, whose limit it takes the place of; None where the type's holds."""
    reloads: int | None = None
    """As of the type; None where the type's number holds."""
    territories: tuple[str, ...] = ()
    """Ids of the zones in which alone it serves orders; empty: anywhere."""


def most_stops(kind: VehicleType, vehicle: Vehicle) -> int | None:
    """Most orders a vehicle serves in a day: its own limit, else its type's; None without any."""
    return kind.max_stops if vehicle.max_stops is None else vehicle.max_stops


def most_reloads(kind: VehicleType, vehicle: Vehicle) -> int:
    """How often a vehicle may load anew in a day: its own number, else its type's."""
    return kind.reloads if vehicle.reloads is None else vehicle.reloads


def reload_s(kind: VehicleType) -> int:
    """Seconds that loading anew takes."""
    return round(kind.reload_min * 60)
