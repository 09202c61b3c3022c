"""Scenario and streets to the numbers the solver works on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from freight.build.profiles import Profile, Spot, build_profile, group_vehicles, spot_labels, used_depots
from freight.build.refusals import Pairing, distinct, refusal, unplaceable
from freight.build.windows import depot_ends, depot_starts, service_starts
from freight.domain.fleet import Load, Vehicle
from freight.domain.problem import DayFee, Problem, Reason, VehicleSlot
from freight.domain.scenario import Effect, FeePer, OrderKind, Scenario
from freight.domain.travel import UNREACHABLE, BoolArray, FloatArray, IntArray, TravelMatrices
from freight.emissions.lookup import Factors
from freight.errors import Fault, InputError
from freight.network.streets import Streets
from freight.units import KG_TO_G, M3_TO_CM3, MICRO, UNITS_TO_MILLI, nok_to_micro


@dataclass(frozen=True, eq=False, slots=True)
class Built:
    """The problem, and what is needed to turn its solution into streets again."""

    scenario: Scenario
    problem: Problem
    profiles: tuple[Profile, ...]


def build(scenario: Scenario, streets: Streets, factors: Factors) -> Built:
    """Turn one day into numbers. `streets` are already split at the scenario's zones.

    Raises
    ------
    InputError
        When an order or depot lies where no vehicle of the fleet can stop; lists all of them.
    """
    spots = tuple(dict.fromkeys(_spots(scenario)))
    place_of = {spot: index for index, spot in enumerate(spots)}
    groups = group_vehicles(scenario)
    profiles = tuple(build_profile(group, scenario, streets, factors, spots) for group in groups)
    _refuse_unplaceable(scenario, profiles, spots)
    travel = _matrices(profiles, len(spots), scenario)
    order_place = np.array([place_of[o.lat, o.lon] for o in scenario.orders], dtype=np.int64)
    slots = _slots(scenario, profiles, place_of)
    starts = tuple(
        tuple(
            service_starts(order, profile, int(place)) if place in profile.row else () for profile in profiles
        )
        for order, place in zip(scenario.orders, order_place, strict=True)
    )
    may_serve, refusals = _pairings(scenario, profiles, travel, order_place, slots, starts)
    deliveries, pickups = _loads(scenario)
    problem = Problem(
        order_ids=tuple(order.id for order in scenario.orders),
        order_place=order_place,
        delivery=deliveries,
        pickup=pickups,
        service_s=np.array([order.service_s for order in scenario.orders], dtype=np.int64),
        penalty_micro=np.array(
            [nok_to_micro(order.penalty_nok * scenario.weights.penalty) for order in scenario.orders],
            dtype=np.int64,
        ),
        start_windows=starts,
        vehicles=slots,
        may_serve=may_serve,
        refusals=refusals,
        travel=travel,
        day_fees=_day_fees(scenario, profiles, len(spots), slots),
    )
    return Built(scenario, problem, profiles)


def _spots(scenario: Scenario) -> list[Spot]:
    depots = [(depot.lat, depot.lon) for depot in used_depots(scenario)]
    return depots + [(order.lat, order.lon) for order in scenario.orders]


def _refuse_unplaceable(scenario: Scenario, profiles: tuple[Profile, ...], spots: tuple[Spot, ...]) -> None:
    lost = {
        spot: text
        for place, spot in enumerate(spots)
        if (text := unplaceable(scenario, profiles, place)) is not None
    }
    files = scenario.input_files
    depots_file = str(files.get("depots", files["scenario"]))
    faults = [
        Fault(depots_file, f"depot {d.id}", f"{d.lat}, {d.lon}", lost[d.lat, d.lon])
        for d in used_depots(scenario)
        if (d.lat, d.lon) in lost
    ]
    faults += [
        Fault(str(files["orders"]), f"row {o.row}, lat and lon", f"{o.lat}, {o.lon}", lost[o.lat, o.lon])
        for o in scenario.orders
        if (o.lat, o.lon) in lost
    ]
    if faults:
        raise InputError(faults)


def _matrices(profiles: tuple[Profile, ...], places: int, scenario: Scenario) -> TravelMatrices:
    shape = (len(profiles), places, places)
    seconds, metres, energy_wh = (np.full(shape, UNREACHABLE, dtype=np.int64) for _ in range(3))
    cost_micro = np.full(shape, UNREACHABLE, dtype=np.int64)
    for index, profile in enumerate(profiles):
        known = np.array(sorted(profile.row), dtype=np.int64)
        cells = np.ix_(np.array([index]), known, known)
        table, weights = profile.table, scenario.weights
        money = (
            table.metres / 1000 * profile.kind.cost_km_nok * weights.km
            + table.energy_kwh * profile.energy_nok_per_kwh * weights.energy
            + table.fee_nok * weights.fee
        )
        joined = np.isfinite(table.seconds)
        seconds[cells] = _whole(np.ceil(table.seconds), joined)
        metres[cells] = _whole(np.rint(table.metres), joined)
        energy_wh[cells] = _whole(np.ceil(table.energy_kwh * 1000), joined)
        cost_micro[cells] = _whole(np.rint(money * MICRO), joined)
    return TravelMatrices(seconds, metres, energy_wh, cost_micro)


def _whole(values: FloatArray, joined: BoolArray) -> IntArray:
    return np.where(joined, values, UNREACHABLE).astype(np.int64)


def scaled(load: Load) -> tuple[int, int, int]:
    """Grams, cm3 and thousandths of a unit."""
    return round(load.kg * KG_TO_G), round(load.m3 * M3_TO_CM3), round(load.units * UNITS_TO_MILLI)


def _loads(scenario: Scenario) -> tuple[IntArray, IntArray]:
    amounts = np.array([scaled(order.load) for order in scenario.orders], dtype=np.int64).reshape(-1, 3)
    picked = np.array([order.kind is OrderKind.PICKUP for order in scenario.orders])[:, None]
    return np.where(picked, 0, amounts), np.where(picked, amounts, 0)


def charge_above_reserve_wh(scenario: Scenario, vehicle: Vehicle) -> int | None:
    """Wh a vehicle may use on the day, rounded down; None for fuel."""
    battery = scenario.vehicle_type(vehicle.type_id).battery
    if battery is None:
        return None
    return max(0, int((battery.usable_kwh * vehicle.start_charge_share - battery.reserve_kwh) * 1000))


def _slots(
    scenario: Scenario, profiles: tuple[Profile, ...], place_of: Mapping[Spot, int]
) -> tuple[VehicleSlot, ...]:
    depots = {depot.id: place_of[depot.lat, depot.lon] for depot in used_depots(scenario)}
    profile_of = {vid: index for index, profile in enumerate(profiles) for vid in profile.vehicle_ids}
    slots = []
    for vehicle in scenario.vehicles:
        kind, index = scenario.vehicle_type(vehicle.type_id), profile_of[vehicle.id]
        place, profile = depots[vehicle.depot_id], profiles[index]
        shift = (vehicle.shift_start_s, vehicle.shift_end_s)
        here = place in profile.row
        slots.append(
            VehicleSlot(
                id=vehicle.id,
                type_id=kind.id,
                profile=index,
                depot_place=place,
                start_intervals=depot_starts(profile, place, shift) if here else (),
                end_intervals=depot_ends(profile, place, shift) if here else (),
                capacity=scaled(kind.capacity),
                energy_wh=charge_above_reserve_wh(scenario, vehicle),
                day_micro=nok_to_micro(kind.cost_day_nok * scenario.weights.day),
                second_micro=round(kind.cost_hour_nok * scenario.weights.hour * MICRO / 3600),
            )
        )
    return tuple(slots)


def _pairings(
    scenario: Scenario,
    profiles: tuple[Profile, ...],
    travel: TravelMatrices,
    order_place: IntArray,
    slots: tuple[VehicleSlot, ...],
    starts: tuple[tuple[tuple[tuple[int, int], ...], ...], ...],
) -> tuple[BoolArray, tuple[tuple[Reason, ...], ...]]:
    may_serve = np.zeros((len(scenario.orders), len(slots)), dtype=np.bool_)
    refusals: list[tuple[Reason, ...]] = []
    for row, order in enumerate(scenario.orders):
        found: list[Reason | None] = []
        for vehicle, slot in zip(scenario.vehicles, slots, strict=True):
            profile = profiles[slot.profile]
            pair = Pairing(
                order, int(order_place[row]), starts[row][slot.profile], vehicle, profile.kind,
                profile, slot.profile, slot.depot_place, slot.energy_wh, travel,
            )  # fmt: skip
            found.append(refusal(pair))
        may_serve[row] = [reason is None for reason in found]
        refusals.append(distinct(reason for reason in found if reason is not None))
    return may_serve, tuple(refusals)


def _day_fees(
    scenario: Scenario, profiles: tuple[Profile, ...], places: int, slots: tuple[VehicleSlot, ...]
) -> tuple[DayFee, ...]:
    fees = []
    for zone in scenario.zones:
        daily = [r for r in zone.rules if r.effect is Effect.FEE and r.per is FeePer.DAY]
        inside = np.zeros((len(profiles), places), dtype=np.bool_)
        for index, profile in enumerate(profiles):
            touched = profile.table.zones_touched.get(zone.id)
            if touched is not None:
                for place, row in profile.row.items():
                    inside[index, place] = touched[row]
        if not inside.any():
            continue
        amounts = tuple(
            nok_to_micro(scenario.weights.fee * sum(r.fee_nok for r in daily if r.who.meets(kind, slot.id)))
            if zone.id in profiles[slot.profile].view.day_fee_zones
            else 0
            for slot in slots
            for kind in (profiles[slot.profile].kind,)
        )
        fees.append(DayFee(zone.id, amounts, inside))
    return tuple(fees)


__all__ = ["Built", "build", "charge_above_reserve_wh", "scaled", "spot_labels"]
