"""The rest of a day that has begun, as a problem like any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from freight.build.amounts import load_up
from freight.build.goods import without_parted
from freight.build.layers import begun_elsewhere
from freight.build.present import Present, Starts, Status
from freight.build.problem import Built, build
from freight.build.rest_pairs import who_may_serve
from freight.build.windows import overlap
from freight.domain.fleet import VehicleType
from freight.domain.happened import Happened
from freight.domain.plan import Plan
from freight.domain.problem import Problem, VehicleSlot
from freight.domain.scenario import Order, OrderKind, Scenario
from freight.emissions.lookup import Factors
from freight.network.streets import Streets
from freight.units import HORIZON_S, WH_PER_KWH


def allowed_starts(scenario: Scenario, streets: Streets, factors: Factors) -> Starts:
    """When every vehicle may begin every order of a day, street and zone hours taken in."""
    problem = build(scenario, streets, factors).problem
    return {
        (slot.id, order_id): windows[slot.profile]
        for order_id, windows in zip(problem.order_ids, problem.start_windows, strict=True)
        for slot in problem.vehicles
    }


@dataclass(frozen=True, eq=False, slots=True)
class Rest:
    """What is left of the day."""

    built: Built
    """By the profiles of the streets; the last places are where vehicles are."""
    problem: Problem
    """For the engine: vehicles that are out have a layer of their own."""
    states: tuple[Present, ...]
    """In the order of the problem's vehicles."""
    start_place: tuple[int, ...]
    """By vehicle: where it goes on from, the depot for one that has not left."""
    homeward_s: tuple[int, ...]
    """By vehicle: the earliest return when it goes straight home; 0 for one that has not left."""


def rest_of_day(
    scenario: Scenario, streets: Streets, factors: Factors, states: Sequence[Present], earlier: Plan
) -> Rest:
    """The orders that are neither done nor under way, for the vehicles as they are.

    Parameters
    ----------
    scenario
        The day as it is now: its orders without the cancelled ones and with the new.
    states
        One for every vehicle of the scenario, in its order.
    """
    happened = scenario.happened
    assert happened is not None, "asked for the rest of a day of which nothing has happened"
    settled = {order_id for state in states for visit in state.visits for order_id in visit.order_ids}
    left = tuple(order for order in scenario.orders if order.id not in settled)
    standing = tuple(s.standing for s in states if s.status is Status.OUT and s.standing is not None)
    built = build(replace(scenario, orders=left), streets, factors, standing=standing)
    problem = built.problem
    places = problem.travel.seconds.shape[1]
    first = places - len(standing)
    place_of = {stands.vehicle_id: first + number for number, stands in enumerate(standing)}
    starts = tuple(place_of.get(slot.id, slot.depot_place) for slot in problem.vehicles)
    homeward_s = tuple(
        state.at_s + int(problem.travel.seconds[slot.profile, place, slot.depot_place])
        if state.status is Status.OUT
        else 0
        for slot, state, place in zip(problem.vehicles, states, starts, strict=True)
    )
    rest = Rest(built, problem, tuple(states), starts, homeward_s)
    return replace(rest, problem=_engine_problem(rest, scenario, happened, earlier))


def _engine_problem(rest: Rest, scenario: Scenario, happened: Happened, earlier: Plan) -> Problem:
    out = {
        number: rest.start_place[number]
        for number, state in enumerate(rest.states)
        if state.status is Status.OUT
    }
    problem = begun_elsewhere(rest.problem, out)
    orders = {order.id: order for order in (*scenario.orders, *happened.cancelled)}
    slots = tuple(_slot(slot, number, rest, orders, scenario) for number, slot in enumerate(problem.vehicles))
    may_serve, refusals = who_may_serve(rest.problem, rest.states, rest.homeward_s, scenario, earlier)
    left = replace(problem, vehicles=slots, may_serve=may_serve, refusals=refusals)
    return without_parted(left, rest.states, orders, scenario.goods)


def _slot(
    slot: VehicleSlot, number: int, rest: Rest, orders: Mapping[str, Order], scenario: Scenario
) -> VehicleSlot:
    state, happened = rest.states[number], scenario.happened
    if state.status in {Status.BACK, Status.BROKEN} or happened is None:
        return replace(slot, start_intervals=())
    if state.status is Status.AT_DEPOT:
        return replace(slot, start_intervals=overlap(((happened.now_s, HORIZON_S),), slot.start_intervals))
    closes = max(rest.homeward_s[number], slot.end_intervals[-1][1] if slot.end_intervals else 0)
    return replace(
        slot,
        start_intervals=((state.at_s, state.at_s),),
        end_intervals=slot.end_intervals if closes > rest.homeward_s[number] else ((0, closes),),
        capacity=_room(slot, state, orders, frozenset(rest.problem.order_ids)),
        energy_wh=_energy_wh(scenario.vehicle_type(slot.type_id), state, slot),
        day_micro=0,
        max_stops=_stops_left(slot, state),
        normal_s=max(0, slot.normal_s - (state.at_s - state.depart_s)),
    )


def _stops_left(slot: VehicleSlot, state: Present) -> int | None:
    served = sum(len(visit.order_ids) for visit in state.visits)
    return None if slot.max_stops is None else max(0, slot.max_stops - served)


def _room(
    slot: VehicleSlot, state: Present, orders: Mapping[str, Order], still: frozenset[str]
) -> tuple[int, int, int]:
    """What fits beside the pickups on board and goods that nobody waits for any more: these stay there."""
    served = [order_id for visit in state.visits for order_id in visit.order_ids]
    taken = [name for name in served if orders[name].kind is OrderKind.PICKUP]
    stuck = [name for name in state.loaded if name not in served and name not in still]
    amounts = [load_up(orders[name].load) for name in (*taken, *stuck)]
    kg, m3, units = (room - sum(amount[axis] for amount in amounts) for axis, room in enumerate(slot.capacity))
    return max(0, kg), max(0, m3), max(0, units)


def _energy_wh(kind: VehicleType, state: Present, slot: VehicleSlot) -> int | None:
    if slot.energy_wh is None or state.energy_kwh is None or kind.battery is None:
        return slot.energy_wh
    return max(0, int((state.energy_kwh - kind.battery.reserve_kwh) * WH_PER_KWH))
