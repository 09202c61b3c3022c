"""The fleet: vehicle types and the vehicles of the day."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from freight.domain import fleet as domain
from freight.domain.fleet import EnergySource, Load, Mode
from freight.errors import Fault
from freight.inputs.explain import problems
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
    Share,
    Shift,
    SpeedKph,
    WeightKg,
    Words,
)
from freight.inputs.fleet_checks import fleet_problems
from freight.inputs.yaml_file import read_yaml

HGV_OVER_KG = 3500
"""Vehicles above this gross weight obey ``hgv`` tags and rules (category N2 begins there)."""


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


class SimpleBlock(FileModel):
    """Energy per km, whatever the street."""

    model: Literal["simple"]
    kwh_per_km: Annotated[float, Field(gt=0, le=20), NUMBER]
    cold_per_degree: Annotated[float, Field(ge=0, le=0.1), NUMBER] = Field(
        0.0, description="Extra share for every degree below 15"
    )


class DynamicsBlock(FileModel):
    """Longitudinal dynamics: rolling, drag, grade, stop and go, auxiliaries."""

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
    reference_load_share: Share = Field(0.5, description="Load at which the energy of a street is reckoned")
    factor_class: Note = Field("", description="Vehicle class of the emission factors")
    factor_euro: Note = Field("", description="Euro label of the emission factors")


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

    def ids(self) -> list[str]:
        """Ids of the vehicles."""
        prefix = self.prefix or self.type
        return self.names or [f"{prefix}-{number}" for number in range(1, (self.count or 0) + 1)]


class FleetFile(FileModel):
    """The whole file."""

    types: list[TypeBlock] = Field(min_length=1)
    vehicles: list[VehicleBlock] = Field(min_length=1)


Fleet = tuple[tuple[domain.VehicleType, ...], tuple[domain.Vehicle, ...]]


def read_fleet(path: Path, depots: frozenset[str] | None, faults: list[Fault]) -> Fleet | None:
    """Types and vehicles of a fleet file; None and faults when anything is wrong.

    Parameters
    ----------
    depots
        Known depot ids; None when the depots themselves could not be read.
    """
    file = read_yaml(path, faults)
    if file is None:
        return None
    try:
        content = FleetFile.model_validate(file.content)
    except ValidationError as error:
        found = problems(error, FleetFile, file.content)
    else:
        found = list(fleet_problems(content, depots))
        if not found:
            return _types(content), _vehicles(content)
    faults.extend(
        Fault(str(path), file.where(problem.where), problem.value, problem.message, problem.advice)
        for problem in found
    )
    return None


def _types(content: FleetFile) -> tuple[domain.VehicleType, ...]:
    return tuple(_type(block) for block in content.types)


def _type(block: TypeBlock) -> domain.VehicleType:
    values = block.model_dump(exclude={"capacity", "battery", "consumption"})
    battery = block.battery
    curve = block.consumption if isinstance(block.consumption, CurveBlock) else None
    values["hgv"] = block.gross_weight_kg > HGV_OVER_KG if block.hgv is None else block.hgv
    values["factor_class"] = block.factor_class or (curve.vehicle_class if curve else "")
    values["factor_euro"] = block.factor_euro or (curve.euro if curve else "")
    return domain.VehicleType(
        **values,
        capacity=Load(block.capacity.kg, block.capacity.m3, block.capacity.units),
        battery=domain.Battery(**battery.model_dump()) if battery else None,
        consumption=_consumption(block.consumption),
    )


_CONSUMPTION: Mapping[str, type[domain.Consumption]] = {
    "simple": domain.SimpleConsumption,
    "dynamics": domain.DynamicsConsumption,
    "curve": domain.CurveConsumption,
}


def _consumption(block: SimpleBlock | DynamicsBlock | CurveBlock) -> domain.Consumption:
    return _CONSUMPTION[block.model](**block.model_dump(exclude={"model"}))


def _vehicles(content: FleetFile) -> tuple[domain.Vehicle, ...]:
    return tuple(
        domain.Vehicle(
            id=name,
            type_id=block.type,
            depot_id=block.depot,
            shift_start_s=block.shift[0],
            shift_end_s=block.shift[1],
            start_charge_share=1.0 if block.start_charge_share is None else block.start_charge_share,
            skills=block.skills,
        )
        for block in content.vehicles
        for name in block.ids()
    )
