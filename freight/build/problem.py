"""Scenario and streets to the numbers the solver works on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from freight.build.amounts import load_up, room_down
from freight.build.balance import with_balance
from freight.build.breaks import with_breaks
from freight.build.charging import charger_slots, usable_chargers, with_charging
from freight.build.goods import with_goods
from freight.build.locked import with_locks
from freight.build.lost_places import refuse_lost
from freight.build.money import day_fees, home_fee_nok, leg_nok
from freight.build.overtime import with_overtime
from freight.build.pairings import StartWindows, pairings
from freight.build.profiles import Profile, Spot, Standing, build_profile, group_vehicles, used_depots
from freight.build.range_wh import charge_above_reserve_wh, full_load_wh
from freight.build.reloads import with_reloads
from freight.build.reuse import Group, reuse_profiles
from freight.build.service import service_table
from freight.build.setup import one_setup_each, with_setup
from freight.build.traffic import traffic_of
from freight.build.windows import depot_ends, depot_starts, service_starts
from freight.domain.fleet import Vehicle, most_stops
from freight.domain.problem import Problem, VehicleSlot
from freight.domain.scenario import OrderKind, Scenario
from freight.domain.travel import UNREACHABLE, IntArray, TravelMatrices, whole
from freight.emissions.lookup import Factors
from freight.network.streets import Streets
from freight.units import MICRO, SECONDS_PER_HOUR, nok_to_micro


@dataclass(frozen=True, eq=False, slots=True)
class Built:
    """The problem, and what is needed to turn its solution into streets again."""

    scenario: Scenario
    problem: Problem
    profiles: tuple[Profile, ...]


def build(
    scenario: Scenario,
    streets: Streets,
    factors: Factors,
    like: Built | None = None,
    standing: tuple[Standing, ...] = (),
) -> Built:
    """Turn one day into numbers. `streets` are already split at the scenario's zones.

    `like` is a day on the same streets that differs a little: what has not changed is taken from it. The last
    places of the problem are those of `standing`, in this order; with any, nothing is taken from elsewhere.

    Raises
    ------
    InputError
        When an order or depot lies where no vehicle of the fleet could ever stop; lists all of them.
    NetworkError
        When no vehicle of the fleet has a street to drive on.
    """
    scenario = one_setup_each(scenario)
    spots = tuple(dict.fromkeys(_spots(scenario)))
    place_of = {spot: index for index, spot in enumerate(spots)}
    make = partial(
        build_profile, scenario=scenario, streets=streets, factors=factors, spots=spots, standing=standing
    )
    profiles = _profiles(scenario, spots, make, None if standing else like)
    refuse_lost(scenario, profiles, spots)
    travel = with_setup(_matrices(profiles, len(spots) + len(standing), scenario), scenario, place_of)
    orders, weight = scenario.orders, scenario.weights.penalty
    order_place = np.array([place_of[order.lat, order.lon] for order in orders], dtype=np.int64)
    slots = _slots(scenario, profiles, place_of)
    sites, users = charger_slots(scenario, profiles, place_of)
    slots = with_charging(slots, profiles, scenario, users, sites, travel.seconds)
    starts = _start_windows(scenario, profiles, order_place)
    may_serve, refusals = pairings(scenario, profiles, travel, order_place, slots, starts, sites)
    deliveries, pickups = _loads(scenario)
    problem = Problem(
        order_ids=tuple(order.id for order in orders),
        order_place=order_place,
        delivery=deliveries,
        pickup=pickups,
        service_s=service_table(orders, [profile.kind for profile in profiles]),
        penalty_micro=np.array([nok_to_micro(order.penalty_nok * weight) for order in orders], dtype=np.int64),
        start_windows=starts,
        vehicles=slots,
        may_serve=may_serve,
        refusals=refusals,
        travel=travel,
        day_fees=day_fees(scenario, profiles, travel.seconds.shape[-1], slots),
        chargers=sites,
    )
    return Built(scenario, _with_the_rest(problem, scenario, profiles), profiles)


def _with_the_rest(problem: Problem, scenario: Scenario, profiles: tuple[Profile, ...]) -> Problem:
    """The problem with what only some days have."""
    problem = with_breaks(with_locks(with_overtime(problem, scenario), scenario.locks), scenario, profiles)
    return with_goods(with_balance(with_reloads(problem, scenario, profiles), scenario), scenario)


def _profiles(
    scenario: Scenario, spots: tuple[Spot, ...], make: Callable[[Group], Profile], like: Built | None
) -> tuple[Profile, ...]:
    groups = group_vehicles(scenario)
    if like is not None and tuple(dict.fromkeys(_spots(like.scenario))) == spots:
        return reuse_profiles(groups, scenario, like.profiles, like.scenario, make)
    return tuple(make(group) for group in groups)


def _spots(scenario: Scenario) -> list[Spot]:
    depots = [(depot.lat, depot.lon) for depot in used_depots(scenario)]
    chargers = [(charger.lat, charger.lon) for charger in usable_chargers(scenario)]
    return depots + [(order.lat, order.lon) for order in scenario.orders] + chargers


def _start_windows(scenario: Scenario, profiles: tuple[Profile, ...], order_place: IntArray) -> StartWindows:
    return tuple(
        tuple(service_starts(order, profile, place) if place in profile.row else () for profile in profiles)
        for order, place in zip(scenario.orders, order_place.tolist(), strict=True)
    )


def _matrices(profiles: tuple[Profile, ...], places: int, scenario: Scenario) -> TravelMatrices:
    shape = (len(profiles), places, places)
    seconds, metres, energy_wh, cost_micro = (np.full(shape, UNREACHABLE, dtype=np.int64) for _ in range(4))
    for index, profile in enumerate(profiles):
        known = np.array(sorted(profile.row), dtype=np.int64)
        cells = np.ix_(np.array([index]), known, known)
        table = profile.table
        joined = np.isfinite(table.seconds)
        seconds[cells] = whole(np.ceil(table.seconds), joined)
        metres[cells] = whole(np.rint(table.metres), joined)
        energy_wh[cells] = whole(full_load_wh(profile), joined)
        cost_micro[cells] = whole(np.rint(leg_nok(profile, scenario) * MICRO), joined)
    traffic = traffic_of(profiles, places)
    return TravelMatrices(seconds, metres, energy_wh, cost_micro, traffic=traffic)


def _loads(scenario: Scenario) -> tuple[IntArray, IntArray]:
    amounts = np.array([load_up(order.load) for order in scenario.orders], dtype=np.int64).reshape(-1, 3)
    picked = np.array([order.kind is OrderKind.PICKUP for order in scenario.orders])[:, None]
    return np.where(picked, 0, amounts), np.where(picked, amounts, 0)


def _slots(
    scenario: Scenario, profiles: tuple[Profile, ...], place_of: Mapping[Spot, int]
) -> tuple[VehicleSlot, ...]:
    depots = {depot.id: place_of[depot.lat, depot.lon] for depot in used_depots(scenario)}
    profile_of = {vid: index for index, profile in enumerate(profiles) for vid in profile.vehicle_ids}
    return tuple(
        _slot(vehicle, depots[vehicle.depot_id], profile_of[vehicle.id], profiles, scenario)
        for vehicle in scenario.vehicles
    )


def _slot(
    vehicle: Vehicle, place: int, index: int, profiles: tuple[Profile, ...], scenario: Scenario
) -> VehicleSlot:
    profile, kind, weights = profiles[index], profiles[index].kind, scenario.weights
    shift = (vehicle.shift_start_s, vehicle.shift_end_s)
    here = place in profile.row
    return VehicleSlot(
        id=vehicle.id,
        type_id=kind.id,
        profile=index,
        depot_place=place,
        start_intervals=depot_starts(profile, place, shift) if here else (),
        end_intervals=depot_ends(profile, place, shift) if here else (),
        capacity=room_down(kind.capacity),
        energy_wh=charge_above_reserve_wh(kind, vehicle),
        day_micro=nok_to_micro(kind.cost_day_nok * weights.day + home_fee_nok(profile, place) * weights.fee),
        second_micro=nok_to_micro(kind.cost_hour_nok * weights.hour / SECONDS_PER_HOUR),
        max_stops=most_stops(kind, vehicle),
        last_in_first_out=kind.last_in_first_out,
    )
