"""What a kilowatt-hour costs, by what the vehicle runs on."""

from __future__ import annotations

from freight.domain.fleet import EnergySource
from freight.domain.scenario import Scenario
from freight.emissions.lookup import Factors


def energy_nok_per_kwh(source: EnergySource, scenario: Scenario, factors: Factors) -> float:
    """NOK per kWh; liquid fuels are bought by the litre and counted by their heating value."""
    prices = scenario.prices
    if source is EnergySource.ELECTRIC:
        return prices.electricity_nok_per_kwh
    if source is EnergySource.GAS:
        return prices.gas_nok_per_kwh
    per_litre = prices.diesel_nok_per_l if source is EnergySource.DIESEL else prices.petrol_nok_per_l
    return per_litre / factors.kwh_per_litre(source)
