"""What a plan costs as driven: computed from the timeline alone, never taken from the solver."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from freight.domain.fleet import VehicleType
from freight.domain.scenario import Charger, Scenario
from freight.domain.timeline import ChargeDone, Halt, RouteTimeline, Timeline
from freight.emissions.factors import Factors
from freight.emissions.prices import dearer_nok_per_kwh, energy_nok_per_kwh
from freight.units import SECONDS_PER_HOUR


@dataclass(frozen=True, slots=True)
class CostParts:
    """Parts of a plan's cost in NOK, each already times its weight."""

    day_nok: float = 0.0
    km_nok: float = 0.0
    hour_nok: float = 0.0
    """Overtime included."""
    energy_nok: float = 0.0
    fee_nok: float = 0.0
    penalty_nok: float = 0.0
    charging_nok: float = 0.0
    """Sessions on the way, and by how much their energy is dearer than what `energy_nok` counts for it."""

    @property
    def total_nok(self) -> float:
        """All parts together, the number that the engine makes small."""
        return float(sum(astuple(self)))

    def __add__(self, other: CostParts) -> CostParts:
        return CostParts(*(mine + yours for mine, yours in zip(astuple(self), astuple(other), strict=True)))


def plan_cost(timeline: Timeline, scenario: Scenario, factors: Factors) -> CostParts:
    """Cost of all routes and of the orders that no route serves."""
    served = {order_id for route in timeline.routes for halt in route.halts for order_id in halt.order_ids}
    left_out = sum(order.penalty_nok for order in scenario.orders if order.id not in served)
    total = CostParts(penalty_nok=left_out * scenario.weights.penalty)
    for route in timeline.routes:
        total += route_cost(route, scenario, factors)
    return total


def route_cost(route: RouteTimeline, scenario: Scenario, factors: Factors) -> CostParts:
    """Cost of one vehicle's day; paid hours run from leaving the depot to the return, unpaid breaks left out.

    Energy is paid for at the reference load, as in the engine: a plan costs the same in search and replay.
    """
    kind = scenario.vehicle_type(route.type_id)
    weights = scenario.weights
    km = sum(float(leg.length_m.sum()) for leg in route.legs) / 1000
    hours = paid_hours(route, kind)
    over_nok = overtime_h(hours, kind) * kind.overtime_nok_per_h
    energy_kwh = sum(leg.priced_kwh for leg in route.legs)
    fees = sum(fee.nok for leg in route.legs for fee in leg.fees)
    return CostParts(
        day_nok=kind.cost_day_nok * weights.day,
        km_nok=km * kind.cost_km_nok * weights.km,
        hour_nok=(hours * kind.cost_hour_nok + over_nok) * weights.hour,
        energy_nok=energy_kwh * energy_nok_per_kwh(kind.energy, scenario, factors) * weights.energy,
        fee_nok=fees * weights.fee,
        charging_nok=sum(_session_nok(halt, scenario) for halt in route.halts) * weights.energy,
    )


def paid_hours(route: RouteTimeline, kind: VehicleType) -> float:
    """From leaving the depot to the return, unpaid breaks left out."""
    return (route.halts[-1].arrive_s - route.halts[0].depart_s - _unpaid_s(route, kind)) / SECONDS_PER_HOUR


def overtime_h(hours: float, kind: VehicleType) -> float:
    """How many of the paid hours are overtime."""
    return 0.0 if kind.overtime_after_h is None else max(0.0, hours - kind.overtime_after_h)


def _unpaid_s(route: RouteTimeline, kind: VehicleType) -> float:
    """Breaks under rules of which none has them paid."""
    if not kind.breaks or any(rule.paid for rule in kind.breaks):
        return 0.0
    return float(sum(one.end_s - one.begin_s for halt in route.halts for one in halt.breaks))


def _session_nok(halt: Halt, scenario: Scenario) -> float:
    charger = None if halt.charge is None else charger_of(halt.charge, scenario)
    if halt.charge is None or charger is None:
        return 0.0
    return charger.session_nok + halt.charge.kwh * dearer_nok_per_kwh(charger, scenario)


def charger_of(charge: ChargeDone, scenario: Scenario) -> Charger | None:
    """Where a session was; None when the scenario knows no such charger."""
    return next((charger for charger in scenario.chargers if charger.id == charge.charger_id), None)
