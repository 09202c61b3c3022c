"""The form of a fleet file: vehicle types, and the vehicles of the day."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from freight.domain.fleet import EnergySource, Mode
from freight.inputs.fields import (
    NUMBER,
    BatteryKwh,
    Capacity,
    Count,
    EuroClass,
    FileModel,
    Id,
    Metres,
    Name,
    Nok,
    Note,
    PositiveShare,
    PowerKw,
    ReloadMin,
    Reloads,
    ServiceExtraMin,
    ServiceFactor,
    Share,
    Shift,
    SpeedKph,
    WeightKg,
    Words,
    WorkHours,
)


class Size(FileModel):
    """What a vehicle can carry; `unlimited` where a unit never binds."""

    kg: Capacity
    m3: Capacity
    units: Capacity


class BatteryBlock(FileModel):
    """Battery of an electric vehicle."""

    capacity_kwh: BatteryKwh = Field(description="Nominal capacity")
    usable_share: PositiveShare = Field(description="Share of it between empty and full on the display")
    reserve_share: Share = Field(description="Share of the usable energy that must never be used")
    charge_curve: list[tuple[Share, PowerKw]] | None = Field(
        None,
        description="[[share of the usable energy, kW that the battery takes there], ...], linear between, "
        "never rising, from the reserve or below to 1; silent: on the way charge_kw at every level",
        min_length=2,
        max_length=100,
    )
    charge_kw: PowerKw | None = Field(
        None,
        description="Most that its own AC charger draws at a depot, and on the way without a curve; "
        "with neither this nor a curve it is not charged on the way",
    )


class SimpleBlock(FileModel):
    """Energy per km, whatever the street."""

    model: Literal["simple"]
    kwh_per_km: Annotated[float, Field(gt=0, le=20), NUMBER]
    cold_per_degree: Annotated[float, Field(ge=0, le=0.1), NUMBER] = Field(
        0.0, description="Extra share for every degree below 15"
    )
    kwh_per_tonne_km: Annotated[float, Field(ge=0, le=1), NUMBER] = Field(
        0.0, description="More for every 1000 kg above the reference load, less below it"
    )


class DynamicsBlock(FileModel):
    """Longitudinal dynamics: rolling, climbing, drag, stop and go, auxiliaries."""

    model: Literal["dynamics"]
    kerb_mass_kg: WeightKg
    drag_coefficient: Annotated[float, Field(gt=0, le=3), NUMBER]
    frontal_area_m2: Annotated[float, Field(gt=0, le=15), NUMBER]
    rolling_coefficient: Annotated[float, Field(gt=0, le=0.1), NUMBER]
    drive_efficiency: PositiveShare = Field(description="Battery or fuel to wheel")
    regeneration_efficiency: Share = Field(description="Wheel to battery and back to the wheel")
    auxiliary_w: Annotated[float, Field(ge=0, le=50_000), NUMBER]
    heating_w_per_degree: Annotated[float, Field(ge=0, le=2_000), NUMBER] = Field(
        0.0, description="Extra power for every degree below 15"
    )
    cold_per_degree: Annotated[float, Field(ge=0, le=0.1), NUMBER] = Field(
        0.0, description="Extra loss of battery, drive and tyres for every degree below 15"
    )


class CurveBlock(FileModel):
    """Fuel by mean speed, from a curve of the factor table."""

    model: Literal["curve"]
    vehicle_class: Name
    euro: Name


class TypeBlock(FileModel):
    """A class of vehicles alike in access, size, capacity, energy and cost."""

    id: Id
    name: Name
    mode: Mode = Field(description="Street network: drive or cycle")
    energy: EnergySource
    euro_class: EuroClass | None = Field(None, description="Euro class of a combustion engine, 0 to 7")
    emission_class: Note = Field("", description="Free label that zone rules can name")
    kerb_weight_kg: WeightKg
    gross_weight_kg: WeightKg
    height_m: Metres
    width_m: Metres
    length_m: Metres
    capacity: Size
    speed_cap_kph: SpeedKph
    battery: BatteryBlock | None = None
    consumption: Annotated[SimpleBlock | DynamicsBlock | CurveBlock, Field(discriminator="model")]
    cost_day_nok: Nok
    cost_km_nok: Nok = Field(description="Without energy, which is priced by itself")
    cost_hour_nok: Nok
    hgv: bool | None = Field(None, description="Obeys hgv tags; silent: gross weight over 3500 kg")
    reference_load_share: Share = Field(
        0.5, description="Load at which energy is paid for and paths are chosen"
    )
    factor_class: Note = Field("", description="Vehicle class of the emission factors")
    factor_euro: Note = Field("", description="Euro label of the emission factors")
    breaks: list[Id] | None = Field(
        None, description="Break rules of its drivers; silent: those of the scenario; []: none", max_length=10
    )
    max_stops: Count | None = Field(None, description="Most orders a vehicle serves in a day; silent: no limit")
    service_factor: ServiceFactor = Field(
        1.0, description="Service minutes of every order are multiplied by this; silent: 1"
    )
    service_extra_min: ServiceExtraMin = Field(
        0.0, description="Then minutes more for every order, or fewer below 0; silent: 0"
    )
    reloads: Reloads = Field(0, description="How often a vehicle may come back in a day to load anew")
    reload_min: ReloadMin = Field(15.0, description="Minutes that loading anew takes")
    last_in_first_out: bool = Field(
        False, description="Picks up only when all it has on board is delivered: the last in is the first out"
    )
    overtime_after_h: WorkHours | None = Field(
        None, description="Hours of a route that are no overtime; silent: all"
    )
    overtime_nok_per_h: Nok = Field(0.0, description="What an hour of overtime costs more than cost_hour_nok")


class VehicleBlock(FileModel):
    """One or more vehicles alike: a count, or names."""

    type: Id
    depot: Id
    shift: Shift = Field(description="07:00-15:30")
    count: Count | None = Field(None, description="How many; their ids are prefix-1, prefix-2, ...")
    prefix: Id | None = Field(None, description="Silent: the id of the type")
    names: list[Id] | None = Field(None, description="The ids themselves, in place of count", min_length=1)
    start_charge_share: PositiveShare | None = Field(None, description="Of the usable energy; silent: full")
    skills: Words = frozenset()
    max_stops: Count | None = Field(None, description="Most orders each serves in a day; silent: as the type")
    reloads: Reloads | None = Field(None, description="How often each may load anew; silent: as the type")
    territories: list[Id] = Field(
        [], description="Zones in which alone each serves orders; silent: anywhere", max_length=100
    )

    def ids(self) -> list[str]:
        """Ids of the vehicles."""
        prefix = self.prefix or self.type
        return self.names or [f"{prefix}-{number}" for number in range(1, (self.count or 0) + 1)]


class FleetFile(FileModel):
    """The whole file."""

    types: list[TypeBlock] = Field(min_length=1)
    vehicles: list[VehicleBlock] = Field(min_length=1)
