"""What a kilowatt-hour costs, by what the vehicle runs on."""

from __future__ import annotations

from freight.domain.fleet import EnergySource
from freight.domain.scenario import Charger, Scenario
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


def charged_nok_per_kwh(charger: Charger, scenario: Scenario) -> float:
    """NOK per kWh that arrives in the battery: what is lost on the way into it is paid too.

    Without a price of its own the charger sells at the scenario's electricity price, which is already a price
    at the battery.
    """
    if charger.price_nok_per_kwh is None:
        return scenario.prices.electricity_nok_per_kwh
    return charger.price_nok_per_kwh / charger.efficiency


def dearer_nok_per_kwh(charger: Charger, scenario: Scenario) -> float:
    """By how much a kWh charged on the way is dearer than one from the depot; never negative.

    The legs of a route pay the depot's price for all that they use, and what was charged on the way need not be
    charged at the depot again. A cheaper charger counts like the depot: a bargain is no reason to drive there.
    """
    return max(0.0, charged_nok_per_kwh(charger, scenario) - scenario.prices.electricity_nok_per_kwh)
