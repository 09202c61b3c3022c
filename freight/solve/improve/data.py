"""From a problem to the arrays of the engine."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from freight.domain.problem import UNITS, Problem, VehicleSlot
from freight.domain.scenario import Interval
from freight.domain.travel import UNREACHABLE, BoolArray, IntArray
from freight.errors import NoPlanError
from freight.solve.eligible import eligible, usable
from freight.solve.improve import columns as c
from freight.solve.improve.apart import apart_rows
from freight.solve.improve.arrays import DataArrays
from freight.solve.improve.charging_data import charging_arrays
from freight.solve.improve.lay_out import data_view
from freight.solve.improve.near import adjacent_orders, near_orders
from freight.solve.improve.settings import Settings, as_array
from freight.solve.improve.views import Data
from freight.solve.improve.warm import open_doors

MOST_ZONES = 62
"""Zones with a fee per day stand in the bits of one number."""
STOPS = len(UNITS)
"""The unit behind those of the goods."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """The arrays, and which vehicle of the problem each of their vehicles is."""

    arrays: DataArrays
    view: Data
    vehicles: tuple[int, ...]


def make_data(problem: Problem, settings: Settings | None = None) -> Compiled:
    """Write a problem as arrays; vehicles are sorted by kind, those without hours are left out.

    Raises
    ------
    NoPlanError
        When more zones have a fee per day, or more classes of goods are kept apart, than fit.
    """
    _refuse_many_zones(problem)
    settings = settings or Settings()
    allowed = eligible(problem)
    vehicles, kinds = _by_kind(problem, allowed)
    firsts = np.searchsorted(kinds, np.arange(kinds[-1] + 2))
    slots = [problem.vehicles[i] for i in vehicles]
    windows: list[Interval] = []
    goods, units = _goods(problem, slots)
    order = _order(problem, windows)
    vehicle = _vehicle(slots, kinds, units, problem.order_count, windows)
    _may_reload(problem, vehicle, vehicles)
    charging = charging_arrays(problem, slots, vehicle, windows)
    profile = int(np.bincount(vehicle[:, c.V_PROFILE]).argmax())
    arc = _arc(problem, slots)
    arrays = DataArrays(
        arc=arc,
        arc_into=_whole(arc.swapaxes(1, 2)),
        order=order,
        vehicle=vehicle,
        kind=_whole(np.stack([firsts[:-1], firsts[1:]], axis=1)),
        windows=_whole(windows),
        may=_may(problem, allowed, [vehicles[first] for first in firsts[:-1]]),
        goods=goods,
        fee=_whole([[fee.fee_micro[i] for fee in problem.day_fees] for i in vehicles]).reshape(len(slots), -1),
        near=near_orders(problem, profile, settings),
        adjacent=adjacent_orders(problem, profile),
        keys=_keys(problem, order, slots[0]),
        settings=as_array(settings),
        period=_period(problem),
        apart=apart_rows(problem),
        itself=np.zeros(len(Data._fields), dtype=np.int64),
        **charging,
    )
    open_doors(charging=bool((vehicle[:, c.V_ABILITY] != c.NO_ABILITY).any()))
    lasting = units.index(STOPS) if STOPS in units else -1
    return Compiled(arrays, data_view(arrays, problem.first_reload, lasting), vehicles)


def _refuse_many_zones(problem: Problem) -> None:
    if len(problem.day_fees) > MOST_ZONES:
        raise NoPlanError(
            f"{len(problem.day_fees)} zones have a fee per day, the engine knows up to {MOST_ZONES};"
            " join zones with equal rules in the zones file"
        )


def _may(problem: Problem, allowed: BoolArray, firsts: list[int]) -> IntArray:
    """Which kind may take which order, by the first vehicle of each kind; reload halts go by vehicle."""
    may = _whole(allowed[:, firsts])
    may[problem.first_reload :] = 1
    return may


def _may_reload(problem: Problem, rows: IntArray, vehicles: tuple[int, ...]) -> None:
    """Give the rows of vehicles their reload halts."""
    for row, i in zip(rows, vehicles, strict=True):
        own = _reloads(problem, i)
        row[[c.V_RELOAD, c.V_RELOADS]] = own[0] if own else 0, len(own)


def _by_kind(problem: Problem, allowed: BoolArray) -> tuple[tuple[int, ...], IntArray]:
    """Vehicles with hours, equal ones next to each other, and the number of the kind of each."""
    asked = allowed[: problem.first_reload]
    marks = {
        i: (*_mark(problem, i), asked[:, i].tobytes()) for i, v in enumerate(problem.vehicles) if usable(v)
    }
    numbers: dict[tuple[object, ...], int] = {}
    for mark in marks.values():
        numbers.setdefault(mark, len(numbers))
    vehicles = tuple(sorted(marks, key=lambda i: (numbers[marks[i]], i)))
    return vehicles, np.array([numbers[marks[i]] for i in vehicles], dtype=np.int64)


def _whole(values: object) -> IntArray:
    return np.ascontiguousarray(values, dtype=np.int64)


def _mark(problem: Problem, vehicle: int) -> tuple[object, ...]:
    """Equal for vehicles that can do the same at the same cost."""
    slot = problem.vehicles[vehicle]
    fees = tuple(fee.fee_micro[vehicle] for fee in problem.day_fees)
    money = (slot.day_micro, slot.second_micro, slot.over_micro, slot.normal_s)
    battery = (slot.energy_wh, slot.full_wh, slot.charging)
    reloads = tuple(int(problem.service_s[0, x]) for x in _reloads(problem, vehicle))
    holds = (slot.capacity, slot.max_stops, slot.last_in_first_out)
    return holds, battery, money, fees, _road(slot), slot.start_intervals, reloads


def _reloads(problem: Problem, vehicle: int) -> list[int]:
    """The reload halts of a vehicle, which lie next to each other."""
    return [problem.first_reload + at for at, halt in enumerate(problem.reloads) if halt.vehicle == vehicle]


def _road(slot: VehicleSlot) -> tuple[object, ...]:
    """Equal for vehicles that may take over the end of each other's route as it is."""
    return slot.profile, slot.depot_place, slot.end_intervals


def _arc(problem: Problem, slots: list[VehicleSlot]) -> IntArray:
    travel = problem.travel
    layers = [travel.cost_micro, travel.seconds]
    if travel.traffic is not None or any(slot.energy_wh is not None for slot in slots):
        layers.append(np.clip(travel.energy_wh, 0, UNREACHABLE))
    if travel.traffic is not None:
        layers += [travel.traffic.fastest_s(), *travel.traffic.ms.swapaxes(0, 1)]
    return _whole(np.stack(layers, axis=-1))


def _period(problem: Problem) -> IntArray:
    """Periods by profile; those that a profile lacks begin after every horizon."""
    traffic, profiles = problem.travel.traffic, problem.travel.seconds.shape[0]
    if traffic is None:
        return np.zeros((profiles, 0, c.PERIOD_COLUMNS), dtype=np.int64)
    rows = np.full((profiles, max(map(len, traffic.starts_s)), c.PERIOD_COLUMNS), UNREACHABLE, dtype=np.int64)
    for own, starts, paces in zip(rows, traffic.starts_s, traffic.paces, strict=True):
        own[: len(starts), c.P_START] = starts
        own[:, c.P_PACE] = c.PACES + paces[-1]
        own[: len(paces), c.P_PACE] = [c.PACES + pace for pace in paces]
    return rows


def _goods(problem: Problem, slots: list[VehicleSlot]) -> tuple[IntArray, list[int]]:
    """Deliveries and pickups of the units that can bind.

    The last unit is stops: every order delivers one, so that what leaves the depot is their number.
    """
    stop = (np.arange(problem.order_count) < problem.first_reload).astype(np.int64)[:, None]
    delivery, pickup = np.hstack([problem.delivery, stop]), np.hstack([problem.pickup, 0 * stop])
    total = (delivery + pickup).sum(axis=0)
    limits = [_limits(slot, problem.order_count) for slot in slots]
    units = [k for k in range(total.size) if total[k] > min(limit[k] for limit in limits)]
    return _whole(np.stack([delivery[:, units], pickup[:, units]], axis=-1)), units


def _limits(slot: VehicleSlot, orders: int) -> tuple[int, ...]:
    """How much of every unit a vehicle takes."""
    return *slot.capacity, orders if slot.max_stops is None else slot.max_stops


def _order(problem: Problem, windows: list[Interval]) -> IntArray:
    """Rows of orders by profile; their windows are appended to `windows`."""
    orders, profiles = problem.order_count, problem.travel.seconds.shape[0]
    rows = np.zeros((profiles * orders, c.ORDER_COLUMNS), dtype=np.int64)
    for profile in range(profiles):
        for x in range(orders):
            own = problem.start_windows[x][profile] or ((c.NEVER, -c.NEVER),)
            row = rows[profile * orders + x]
            row[[c.O_PLACE, c.O_SERVICE]] = problem.order_place[x], problem.service_s[profile, x]
            row[[c.O_OPENS, c.O_CLOSES]] = own[0][0], own[-1][1]
            row[[c.O_WINDOW, c.O_WINDOWS]] = len(windows), len(own)
            inside = [bool(fee.inside[profile, problem.order_place[x]]) for fee in problem.day_fees]
            row[c.O_ZONES] = sum(1 << z for z, is_inside in enumerate(inside) if is_inside)
            row[c.O_PENALTY], row[c.O_PICKS] = problem.penalty_micro[x], problem.pickup[x].any()
            windows.extend(own)
    return rows


def _vehicle(
    slots: list[VehicleSlot], kinds: IntArray, units: list[int], orders: int, windows: list[Interval]
) -> IntArray:
    """Rows of vehicles; their hours are appended to `windows`."""
    roads: dict[tuple[object, ...], int] = {}
    rows = np.zeros((len(slots), c.VEHICLE_COLUMNS), dtype=np.int64)
    for row, slot, kind in zip(rows, slots, kinds, strict=True):
        row[[c.V_PROFILE, c.V_DEPOT]] = slot.profile, slot.depot_place
        row[[c.V_DAY, c.V_SECOND]] = slot.day_micro, slot.second_micro
        row[[c.V_OVER, c.V_NORMAL]] = slot.over_micro, slot.normal_s
        row[c.V_LIFO] = slot.last_in_first_out
        row[c.V_ENERGY] = c.NEVER if slot.energy_wh is None else slot.energy_wh
        row[[c.V_KIND, c.V_ROAD]] = kind, roads.setdefault(_road(slot), len(roads))
        row[[c.V_OUT, c.V_OUTS]] = len(windows), len(slot.start_intervals)
        windows.extend(slot.start_intervals)
        row[[c.V_BACK, c.V_BACKS]] = len(windows), len(slot.end_intervals)
        windows.extend(slot.end_intervals)
        for at, k in enumerate(units):
            row[c.V_CAPACITY + at] = _limits(slot, orders)[k]
    return rows


def _keys(problem: Problem, order: IntArray, slot: VehicleSlot) -> IntArray:
    """What absent orders are sorted by."""
    first = order[slot.profile * problem.order_count :][: problem.order_count]
    load = problem.delivery + problem.pickup
    share = load / np.maximum(np.asarray(slot.capacity), 1)
    keys = np.zeros((problem.order_count, c.KEYS), dtype=np.int64)
    keys[:, c.DEMAND] = np.round(1e6 * share.max(axis=1))
    keys[:, c.FAR] = problem.travel.seconds[slot.profile, slot.depot_place, problem.order_place]
    keys[:, c.WIDTH] = first[:, c.O_CLOSES] - first[:, c.O_OPENS]
    keys[:, c.OPENS], keys[:, c.CLOSES] = first[:, c.O_OPENS], first[:, c.O_CLOSES]
    keys[:, c.WORTH] = problem.penalty_micro
    return keys
