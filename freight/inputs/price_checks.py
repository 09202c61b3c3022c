"""Prices that the fleet needs and the scenario does not give."""

from __future__ import annotations

from pathlib import Path

from freight.domain.fleet import EnergySource
from freight.errors import Fault
from freight.inputs.fleet import Fleet
from freight.inputs.scenario_file import ScenarioFile

_PRICE_FIELDS = {
    EnergySource.DIESEL: "diesel_nok_per_l",
    EnergySource.PETROL: "petrol_nok_per_l",
    EnergySource.GAS: "gas_nok_per_kwh",
    EnergySource.ELECTRIC: "electricity_nok_per_kwh",
}


def price_faults(path: Path, settings: ScenarioFile, fleet: Fleet | None) -> list[Fault]:
    """One fault for each kind of energy that the fleet runs on and that has no price."""
    used = {kind.energy for kind in fleet[0]} if fleet else set()
    given = settings.prices.model_dump()
    return [
        Fault(str(path), f"prices.{field}", "", f"the fleet runs on {energy}, whose price is missing", "add it")
        for energy, field in _PRICE_FIELDS.items()
        if energy in used and given[field] is None
    ]
