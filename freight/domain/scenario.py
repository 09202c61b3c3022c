"""Everything people's files say about one day, validated and in the program's own units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from freight.domain.balance import Balance
from freight.domain.energy_doubt import EnergyDoubt
from freight.domain.fleet import EnergySource, Load, Mode, Vehicle, VehicleType
from freight.domain.goods import GoodsRules
from freight.domain.happened import Happened
from freight.domain.lock import Lock
from freight.domain.site import Site
from freight.domain.speed_change import SpeedChange

Interval = tuple[int, int]
"""Closed interval of seconds since local midnight."""
Ring = tuple[tuple[float, float], ...]
"""(lon, lat) pairs, first equal to last."""
EMBEDDED = "drammen"
"""Name of the embedded schematic network."""


class OrderKind(StrEnum):
    """Delivery from the depot, or pickup to the depot."""

    DELIVERY = "delivery"
    PICKUP = "pickup"


@dataclass(frozen=True, slots=True)
class Order:
    """One consignment at one place."""

    id: str
    name: str
    address: str
    lat: float
    lon: float
    kind: OrderKind
    load: Load
    windows: tuple[Interval, ...]
    """When service may start and must have ended, in ascending order; never empty."""
    service_s: int
    skills: frozenset[str]
    group: str
    carrier: str
    priority: int
    penalty_nok: float
    """Cost of leaving the order unserved; the loader fills it from `priority` when the file is silent."""
    row: int = 0
    """Row in the orders file, for messages."""
    learned_s: int = 0
    """What of `service_s` was learned from past days and not stated; below zero where it takes less."""
    setup_s: int = 0
    """Between arriving from another address and starting service; several orders in a row pay it once."""
    goods_class: str = ""
    """In small letters, what its goods are (food, chemicals); empty: may ride with anything."""


@dataclass(frozen=True, slots=True)
class Depot:
    """Where vehicles start and end their day."""

    id: str
    name: str
    lat: float
    lon: float
    docks: int | None = None
    """How many vehicles can load anew there at once; None without a limit."""


@dataclass(frozen=True, slots=True)
class Charger:
    """A charging site on the way; `power_kw` is what one socket delivers and bills."""

    id: str
    name: str
    lat: float
    lon: float
    power_kw: float
    sockets: int
    modes: frozenset[Mode]
    price_nok_per_kwh: float | None = None
    """Of energy delivered; None where it costs what it costs at the depot."""
    session_nok: float = 0.0
    hours: str = "24/7"
    """When a vehicle may be plugged in, in the grammar of OpenStreetMap's opening_hours."""
    setup_s: int = 120
    """From halting until current flows."""
    efficiency: float = 0.9
    """Share of the energy delivered that arrives in the battery."""


class Effect(StrEnum):
    """What a zone rule does to those it meets."""

    BAN = "ban"
    FEE = "fee"


class FeePer(StrEnum):
    """How often a zone fee is paid."""

    ENTRY = "entry"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a zone rule meets: all stated conditions together; an unstated one (None) meets everybody."""

    energy: frozenset[EnergySource] | None = None
    euro_below: int | None = None
    """Meets combustion vehicles of a lower Euro class (or unknown class); electric ones never."""
    emission_class: frozenset[str] | None = None
    gross_weight_over_kg: float | None = None
    mode: frozenset[Mode] | None = None
    vehicle_types: frozenset[str] | None = None
    exempt_vehicle_types: frozenset[str] = field(default_factory=frozenset)
    exempt_vehicles: frozenset[str] = field(default_factory=frozenset)

    def meets(self, kind: VehicleType, vehicle_id: str) -> bool:
        """Whether a vehicle of this type and id falls under the rule."""
        if vehicle_id in self.exempt_vehicles or kind.id in self.exempt_vehicle_types:
            return False
        burns = kind.energy is not EnergySource.ELECTRIC
        return (
            (self.energy is None or kind.energy in self.energy)
            and (self.euro_below is None or (burns and (kind.euro_class or 0) < self.euro_below))
            and (self.emission_class is None or kind.emission_class in self.emission_class)
            and (self.gross_weight_over_kg is None or kind.gross_weight_kg > self.gross_weight_over_kg)
            and (self.mode is None or kind.mode in self.mode)
            and (self.vehicle_types is None or kind.id in self.vehicle_types)
        )


@dataclass(frozen=True, slots=True)
class ZoneRule:
    """One rule of a zone: who, when, what."""

    id: str
    who: Who
    hours: str
    """When the rule is in force, in the grammar of OpenStreetMap's opening_hours (``Mo-Fr 07:00-17:00``)."""
    effect: Effect
    valid_from: date | None = None
    valid_to: date | None = None
    fee_nok: float = 0.0
    per: FeePer = FeePer.ENTRY


@dataclass(frozen=True, slots=True)
class Zone:
    """A polygon and its rules; `polygons` is empty while it waits for the geometry of `osm_name`."""

    id: str
    name: str
    status: str
    """scenario | proposed | adopted | in force; only the last two are law."""
    polygons: tuple[tuple[Ring, ...], ...]
    rules: tuple[ZoneRule, ...]
    osm_name: str = ""
    """Take the polygon from the network's `boundary=low_emission_zone` of this name."""


@dataclass(frozen=True, slots=True)
class Prices:
    """Energy prices without VAT."""

    diesel_nok_per_l: float
    petrol_nok_per_l: float
    gas_nok_per_kwh: float
    electricity_nok_per_kwh: float


@dataclass(frozen=True, slots=True)
class Weights:
    """Factors on the parts of the cost; 1 everywhere means the plan is cheapest in kroner."""

    day: float = 1.0
    km: float = 1.0
    hour: float = 1.0
    energy: float = 1.0
    fee: float = 1.0
    penalty: float = 1.0


@dataclass(frozen=True, slots=True)
class Scenario:
    """One planning day: what is to be delivered, by whom, on which streets, under which rules."""

    name: str
    day: date
    timezone: str
    network: str
    """`EMBEDDED`, or the path of a built network or an OSM file."""
    orders: tuple[Order, ...]
    vehicle_types: tuple[VehicleType, ...]
    vehicles: tuple[Vehicle, ...]
    depots: tuple[Depot, ...]
    zones: tuple[Zone, ...]
    chargers: tuple[Charger, ...]
    temperature_c: float
    prices: Prices
    snap_limit_m: float
    """A place farther than this from any usable street is an error."""
    urban_factor: float
    """Free-flow speeds are multiplied by this; see docs/speeds.md for its source."""
    weights: Weights
    factors_file: Path
    input_files: Mapping[str, Path]
    """Every file that was read, by part: scenario, orders, fleet, depots, zones, chargers, factors, ..."""
    sites: tuple[Site, ...] = ()
    """Depots whose charging is scheduled."""
    energy_doubt: EnergyDoubt = field(default_factory=EnergyDoubt)
    traffic: tuple[SpeedChange, ...] = ()
    """Speeds by the hour; without any, every hour is like every other."""
    robust_share: float | None = None
    """Keep every reserve with this probability; None: as reckoned."""
    happened: Happened | None = None
    """Of a day that was planned again after it had begun."""
    locks: tuple[Lock, ...] = ()
    """Decided before planning; kept beside the plan."""
    goods: GoodsRules = field(default_factory=GoodsRules)
    """Which goods must not share a vehicle."""
    balance: Balance | None = None
    """Work to be shared evenly; None: the cheapest plan whoever does it."""

    def vehicle_type(self, type_id: str) -> VehicleType:
        """The vehicle type of that id."""
        return next(kind for kind in self.vehicle_types if kind.id == type_id)

    def kind_of_vehicle(self) -> dict[str, VehicleType]:
        """Type of every vehicle, by the vehicle's id."""
        return {vehicle.id: self.vehicle_type(vehicle.type_id) for vehicle in self.vehicles}
