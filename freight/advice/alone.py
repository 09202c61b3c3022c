"""One vehicle by itself on one sequence, with the battery and the chargers that are asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from freight.build import Built
from freight.build.charge_function import charge_function, full_wh
from freight.build.charge_reach import reach_of
from freight.build.charging import usable_chargers
from freight.build.range_wh import charge_above_reserve_wh
from freight.domain.fleet import Battery
from freight.domain.plan import RoutePlan
from freight.domain.problem import ChargerSlot, DayFee, Problem, VehicleSlot
from freight.domain.travel import TravelMatrices
from freight.solve.charging import Charged
from freight.solve.route_rules import route_cost, route_schedule
from freight.solve.schedule import Schedule
from freight.solve.sessions import session_nodes
from freight.solve.tables import make_tables


@dataclass(frozen=True, slots=True)
class Driven:
    """A sequence that can be driven, and for how much."""

    schedule: Schedule | Charged
    micro: int
    charged_wh: tuple[int, ...] = ()
    """What each session gives."""


def slot_with(built: Built, vehicle: int, battery: Battery, start_share: float) -> VehicleSlot:
    """A vehicle of the day with another battery or another level on leaving the depot."""
    slot, kind = built.problem.vehicles[vehicle], built.profiles[built.problem.vehicles[vehicle].profile].kind
    one = replace(built.scenario.vehicles[vehicle], start_charge_share=start_share)
    made = replace(slot, energy_wh=charge_above_reserve_wh(replace(kind, battery=battery), one))
    if not slot.charging:
        return made
    powers = [charger.power_kw * charger.efficiency for charger in usable_chargers(built.scenario)]
    charging = tuple(
        None if curve is None else charge_function(battery, kw)
        for curve, kw in zip(slot.charging, powers, strict=True)
    )
    return replace(made, full_wh=full_wh(battery), charging=charging)


def drive_alone(
    problem: Problem, vehicle: int, slot: VehicleSlot, orders: Sequence[int], sites: Sequence[ChargerSlot]
) -> Driven | None:
    """The cheapest way to drive a sequence with this vehicle; 0 for none; None when it can not be driven.

    Parameters
    ----------
    vehicle
        Whose fees per day are due.
    slot
        What it has; its `charging` goes with `sites`.
    """
    if not orders:
        return Driven(Schedule(0, (), 0), 0)
    if any(_out_of_reach(problem, slot, order, sites) for order in orders):
        return None
    alone = _alone(problem, vehicle, slot, orders, sites)
    tables, sequence = make_tables(alone), tuple(range(len(orders)))
    schedule = route_schedule(tables, 0, sequence)
    if schedule is None:
        return None
    charges = schedule.charges if isinstance(schedule, Charged) else ()
    route = RoutePlan(0, schedule.depart_s, sequence, schedule.start_s, charges)
    given = tuple(node.charged_wh for node in session_nodes(alone, (route,)))
    return Driven(schedule, route_cost(tables, 0, sequence, schedule), given)


def _out_of_reach(problem: Problem, slot: VehicleSlot, order: int, sites: Sequence[ChargerSlot]) -> bool:
    """Whether the day is built without this pair.

    The way there and back is asked by itself, and the cheapest ways of a sequence may take a little less.
    """
    energy_wh = problem.travel.energy_wh[slot.profile]
    reach = reach_of(slot, sites, energy_wh)
    return reach is not None and reach.short_wh(int(problem.order_place[order]), energy_wh) > 0


def _alone(
    problem: Problem, vehicle: int, slot: VehicleSlot, orders: Sequence[int], sites: Sequence[ChargerSlot]
) -> Problem:
    """The day of one vehicle and these orders, on their places only."""
    rows = list(orders)
    halts = problem.order_place[rows].tolist()
    places = list(dict.fromkeys([slot.depot_place, *halts, *(site.place for site in sites)]))
    at = {place: number for number, place in enumerate(places)}
    travel = problem.travel
    cells = np.ix_([slot.profile], places, places)
    fees = tuple(
        DayFee(fee.zone_id, (fee.fee_micro[vehicle],), fee.inside[np.ix_([slot.profile], places)])
        for fee in problem.day_fees
    )
    return Problem(
        order_ids=tuple(problem.order_ids[row] for row in rows),
        order_place=np.array([at[place] for place in halts], dtype=np.int64),
        delivery=problem.delivery[rows],
        pickup=problem.pickup[rows],
        service_s=problem.service_s[np.ix_([slot.profile], rows)],
        penalty_micro=problem.penalty_micro[rows],
        start_windows=tuple((problem.start_windows[row][slot.profile],) for row in rows),
        vehicles=(replace(slot, profile=0, depot_place=at[slot.depot_place]),),
        may_serve=np.ones((len(rows), 1), dtype=np.bool_),
        refusals=((),) * len(rows),
        travel=TravelMatrices(
            travel.seconds[cells], travel.metres[cells], travel.energy_wh[cells], travel.cost_micro[cells]
        ),
        day_fees=fees,
        chargers=tuple(replace(site, place=at[site.place]) for site in sites),
        stays=tuple((problem.stays[row][slot.profile],) for row in rows) if problem.stays else (),
    )
