"""What a plan costs as driven: computed from the timeline alone, never taken from the solver."""

from __future__ import annotations

from dataclasses import dataclass

from freight.domain.scenario import Scenario
from freight.domain.timeline import RouteTimeline, Timeline
from freight.emissions.factors import Factors
from freight.emissions.prices import energy_nok_per_kwh
from freight.units import SECONDS_PER_HOUR


@dataclass(frozen=True, slots=True)
class CostParts:
    """Parts of a plan's cost in NOK, each already times its weight."""

    day_nok: float = 0.0
    km_nok: float = 0.0
    hour_nok: float = 0.0
    energy_nok: float = 0.0
    fee_nok: float = 0.0
    penalty_nok: float = 0.0

    @property
    def total_nok(self) -> float:
        """All parts together, the number that the engine makes small."""
        return self.day_nok + self.km_nok + self.hour_nok + self.energy_nok + self.fee_nok + self.penalty_nok

    def __add__(self, other: CostParts) -> CostParts:
        return CostParts(
            self.day_nok + other.day_nok,
            self.km_nok + other.km_nok,
            self.hour_nok + other.hour_nok,
            self.energy_nok + other.energy_nok,
            self.fee_nok + other.fee_nok,
            self.penalty_nok + other.penalty_nok,
        )


def plan_cost(timeline: Timeline, scenario: Scenario, factors: Factors) -> CostParts:
    """Cost of all routes and of the orders that no route serves."""
    served = {order_id for route in timeline.routes for halt in route.halts for order_id in halt.order_ids}
    left_out = sum(order.penalty_nok for order in scenario.orders if order.id not in served)
    total = CostParts(penalty_nok=left_out * scenario.weights.penalty)
    for route in timeline.routes:
        total += route_cost(route, scenario, factors)
    return total


def route_cost(route: RouteTimeline, scenario: Scenario, factors: Factors) -> CostParts:
    """Cost of one vehicle's day; paid hours run from leaving the depot to the return.

    Energy is paid for at the reference load, as in the engine: a plan costs the same in search and replay.
    """
    kind = scenario.vehicle_type(route.type_id)
    weights = scenario.weights
    km = sum(float(leg.length_m.sum()) for leg in route.legs) / 1000
    hours = (route.halts[-1].arrive_s - route.halts[0].depart_s) / SECONDS_PER_HOUR
    energy_kwh = sum(leg.priced_kwh for leg in route.legs)
    fees = sum(fee.nok for leg in route.legs for fee in leg.fees)
    return CostParts(
        day_nok=kind.cost_day_nok * weights.day,
        km_nok=km * kind.cost_km_nok * weights.km,
        hour_nok=hours * kind.cost_hour_nok * weights.hour,
        energy_nok=energy_kwh * energy_nok_per_kwh(kind.energy, scenario, factors) * weights.energy,
        fee_nok=fees * weights.fee,
    )
