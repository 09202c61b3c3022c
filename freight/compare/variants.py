"""A variant's patch on the base scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from freight.compare.demand import demand_day
from freight.compare.planning_day import PlanningDay, Setting
from freight.compare.policies import arrange
from freight.domain.scenario import OrderKind, Scenario
from freight.domain.travel import BoolArray
from freight.emissions.factors import Factors
from freight.inputs.study_model import StudyFile, VariantBlock
from freight.network.streets import Streets

Chain = Mapping[tuple[str, OrderKind, float, float], float]


@dataclass(frozen=True, eq=False, slots=True)
class Ground:
    """Everything the runs of a study share: sent to every worker once."""

    token: str
    """Tells one study's inputs from another's, for what a process keeps between runs."""
    study: StudyFile
    base: Scenario
    """Zones with their polygons."""
    streets: Streets
    """Split at the base's zones: their polygons stay whatever rules a variant has in force."""
    factors: Factors
    in_zone: BoolArray
    """Shape (streets,): inside the study's zone."""
    chain_km: Chain
    """(carrier, kind, lat, lon) -> shortest feasible distance between the carrier's terminal and the place, the
    same in every variant."""

    def variant(self, variant_id: str) -> VariantBlock:
        """The variant of that id."""
        return next(variant for variant in self.study.variants if variant.id == variant_id)


def patched(base: Scenario, variant: VariantBlock) -> Scenario:
    """The base scenario with the variant's zones, date, prices and weather; vehicles are left to the policy."""
    zones = base.zones
    if variant.zones is not None:
        zones = tuple(zone if zone.id in variant.zones else replace(zone, rules=()) for zone in zones)
    prices = base.prices
    if variant.prices is not None:
        prices = replace(prices, **variant.prices.model_dump(exclude_none=True))
    temperature_c = base.temperature_c if variant.temperature_c is None else variant.temperature_c
    return replace(
        base,
        day=variant.date or base.day,
        zones=zones,
        prices=prices,
        temperature_c=temperature_c,
        vehicles=(),
        sites=(),
    )


def planning_days(
    ground: Ground, variant_id: str, day: int, coalition: tuple[str, ...] = ()
) -> tuple[PlanningDay, ...]:
    """Planning days of a variant on a demand day.

    Parameters
    ----------
    coalition
        Only the orders of these carriers, as if there were no others; empty: all carriers.
    """
    variant = ground.variant(variant_id)
    orders = demand_day(ground.base.orders, day)
    if coalition:
        orders = tuple(order for order in orders if order.carrier in coalition)
    scenario = replace(patched(ground.base, variant), orders=orders)
    return arrange(Setting(scenario, ground.study, variant))
