"""Routes of a run with what the accounts need: kilometres, amounts, money, and whose goods ride."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from freight.check.cost import CostParts, route_cost
from freight.compare.execute import DayDone
from freight.compare.planning_day import PlanningDay
from freight.domain.fleet import VehicleType
from freight.domain.scenario import Order, Weights
from freight.domain.timeline import RouteTimeline
from freight.emissions.account import RouteAccount, account
from freight.emissions.factors import Factors

WAVE_MARK = " #"
"""Before the number of the wave, in the id of a bike that leaves a micro-hub once a wave."""


@dataclass(frozen=True, eq=False, slots=True)
class RouteDone:
    """One vehicle's route of a planning day, as driven."""

    day: PlanningDay
    timeline: RouteTimeline
    kind: VehicleType
    amounts: Mapping[str, RouteAccount]
    """By bound of the factors."""
    cost: CostParts
    """Unweighted."""
    tonne_km: Mapping[str, float]
    """Consignment -> mass times shortest feasible distance between the depot and the halt."""
    first_use: bool
    """Whether the vehicle was not out before on this day: its day is paid once."""

    @property
    def km(self) -> float:
        """Kilometres driven."""
        return math.fsum(float(leg.length_m.sum()) for leg in self.timeline.legs) / 1000.0

    def zone_km(self, zone_id: str) -> float:
        """Kilometres inside a zone."""
        inside = (m for leg in self.timeline.legs for name, m in leg.zone_m if name == zone_id)
        return math.fsum(inside) / 1000.0


def routes_of(
    done: Sequence[DayDone], orders: Mapping[str, Order], factors: Mapping[str, Factors]
) -> tuple[RouteDone, ...]:
    """Every route of a run, in the order of its planning days.

    Parameters
    ----------
    orders
        Consignments by id.
    factors
        By bound, from `bounds.bounded`.

    Raises
    ------
    InputError
        When the table lacks a factor of a vehicle type that drives.
    """
    busy: dict[str, list[tuple[float, float]]] = {}
    return tuple(route for one in done for route in _routes_of_day(one, orders, factors, busy))


def _routes_of_day(
    one: DayDone,
    orders: Mapping[str, Order],
    factors: Mapping[str, Factors],
    busy: dict[str, list[tuple[float, float]]],
) -> Iterator[RouteDone]:
    if one.result is None:
        return
    scenario, timeline = one.day.scenario, one.result.timeline
    accounts = {bound: account(timeline, scenario, table) for bound, table in factors.items()}
    plain = replace(scenario, weights=Weights())
    for number, line in enumerate(timeline.routes):
        yield RouteDone(
            one.day,
            line,
            scenario.vehicle_type(line.type_id),
            {bound: found.routes[number] for bound, found in accounts.items()},
            route_cost(line, plain, factors["mid"]),
            _tonne_km(one, line, orders),
            _first_use(line, busy),
        )


def _tonne_km(one: DayDone, line: RouteTimeline, orders: Mapping[str, Order]) -> dict[str, float]:
    return {
        name: orders[name].load.kg / 1000.0 * one.sfd_m[line.vehicle_id, order_id] / 1000.0
        for halt in line.halts
        for order_id in halt.order_ids
        for name in one.day.consignments(order_id)
    }


def _first_use(line: RouteTimeline, busy: dict[str, list[tuple[float, float]]]) -> bool:
    """Whether this needs a vehicle that was not out yet; two routes at one time need two vehicles.

    The routes of one vehicle of a fleet, from any planning day, are told by its id without the wave.
    """
    name = line.vehicle_id.split(WAVE_MARK)[0]
    span = (line.halts[0].depart_s, line.halts[-1].arrive_s)
    before = busy.setdefault(name, [])
    apart = all(span[0] >= ended or span[1] <= began for began, ended in before)
    before.append(span)
    return len(before) == 1 or not apart
