"""The fleet: vehicle types and the vehicles of the day."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from freight.domain import fleet as domain
from freight.domain.fleet import Load
from freight.errors import Fault
from freight.inputs.explain import problems
from freight.inputs.fleet_checks import fleet_problems
from freight.inputs.fleet_model import (
    BatteryBlock,
    CurveBlock,
    DynamicsBlock,
    FleetFile,
    SimpleBlock,
    TypeBlock,
)
from freight.inputs.yaml_file import read_yaml

HGV_OVER_KG = 3500
"""Vehicles above this gross weight obey ``hgv`` tags and rules (category N2 begins there)."""

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
    values = block.model_dump(exclude={"capacity", "battery", "consumption", "breaks", "service_extra_min"})
    battery = block.battery
    curve = block.consumption if isinstance(block.consumption, CurveBlock) else None
    values["hgv"] = block.gross_weight_kg > HGV_OVER_KG if block.hgv is None else block.hgv
    values["factor_class"] = block.factor_class or (curve.vehicle_class if curve else "")
    values["factor_euro"] = block.factor_euro or (curve.euro if curve else "")
    return domain.VehicleType(
        **values,
        capacity=Load(block.capacity.kg, block.capacity.m3, block.capacity.units),
        battery=_battery(battery) if battery else None,
        consumption=_consumption(block.consumption),
        service_extra_s=round(block.service_extra_min * 60),
        break_names=None if block.breaks is None else tuple(block.breaks),
    )


def _battery(block: BatteryBlock) -> domain.Battery:
    """Without a curve the battery takes what the vehicle's own charger draws, at every level."""
    values, flat_kw = block.model_dump(exclude={"charge_curve"}), block.charge_kw
    flat = ((0.0, flat_kw), (1.0, flat_kw)) if flat_kw is not None else ()
    return domain.Battery(**values, charge_curve=tuple(block.charge_curve or flat))


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
            max_stops=block.max_stops,
            reloads=block.reloads,
            territories=tuple(block.territories),
        )
        for block in content.vehicles
        for name in block.ids()
    )
