"""The arrays of charging: chargers, charge functions, and which chargers are worth a look on which leg."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from freight.domain.problem import ChargeFunction, Problem, VehicleSlot
from freight.domain.scenario import Interval
from freight.domain.travel import IntArray
from freight.solve.improve import columns as c
from freight.solve.stations import Ability, Stations, all_stations
from freight.solve.stations import ability as ability_of


def charging_arrays(
    problem: Problem, slots: Sequence[VehicleSlot], vehicle: IntArray, windows: list[Interval]
) -> dict[str, IntArray]:
    """The fields of `DataArrays` that charging needs, by name.

    The abilities of vehicles are written into their rows; hours and scratch are appended to `windows`.
    """
    stations = all_stations(problem)
    vehicle[:, c.V_ABILITY] = [ability_row(stations, slot) for slot in slots]
    vehicle[:, c.V_FULL] = [slot.full_wh or 0 for slot in slots]
    vehicle[:, c.V_CHARGE] = [_least_charge(slot) for slot in slots]
    charger = charger_rows(problem, windows)
    curve, ability = curve_rows(problem, stations)
    windows.extend([(0, 0)] * scratch_rows(problem))
    between = between_rows(problem, stations)
    detour = detour_rows(problem, stations)
    return {"charger": charger, "curve": curve, "ability": ability, "between": between, "detour": detour}


def _least_charge(slot: VehicleSlot) -> int:
    """Millionths of a second that a Wh takes where a curve is steepest, rounded down; 0 without any."""
    steps = [
        10**6 * (seconds[1] - seconds[0]) // (levels[1] - levels[0])
        for curve in slot.charging
        if curve is not None
        for seconds, levels in zip(pairwise(curve.second), pairwise(curve.level_wh), strict=True)
        if levels[1] > levels[0]
    ]
    return min(steps, default=0)


def charger_rows(problem: Problem, windows: list[Interval]) -> IntArray:
    """Rows of the chargers; their hours are appended to `windows`."""
    rows = np.zeros((len(problem.chargers), c.CHARGER_COLUMNS), dtype=np.int64)
    for row, site in zip(rows, problem.chargers, strict=True):
        row[[c.C_PLACE, c.C_SETUP, c.C_SESSION]] = site.place, site.setup_s, site.session_micro
        row[[c.C_PRICE, c.C_FILL]] = site.micro_per_wh, site.fill
        row[[c.C_WINDOW, c.C_WINDOWS]] = len(windows), len(site.open)
        windows.extend(site.open)
    return rows


def scratch_rows(problem: Problem) -> int:
    """Windows that the sessions of the longest route may need: two sessions a leg, each in all hours."""
    longest = max((len(site.open) for site in problem.chargers), default=0)
    return 2 * longest * (problem.order_count + 2)


def curve_rows(problem: Problem, stations: dict[Ability, Stations]) -> tuple[IntArray, IntArray]:
    """Points of all charge functions, and where those of each ability and charger begin."""
    points: list[tuple[int, int]] = []
    known: dict[ChargeFunction, int] = {}
    rows = np.zeros((len(stations), len(problem.chargers), c.ABILITY_COLUMNS), dtype=np.int64)
    for row, found in zip(rows, stations.values(), strict=True):
        row[:, c.A_FEE], row[:, c.A_PEER] = found.fee_micro, found.peer
        for charger, curve in enumerate(found.slot.charging):
            if curve is None:
                continue
            if curve not in known:
                known[curve] = len(points)
                points.extend(zip(curve.second, curve.level_wh, strict=True))
            row[charger, [c.A_FIRST, c.A_POINTS]] = known[curve], len(curve.second)
    return np.array(points, dtype=np.int64).reshape(-1, 2), rows


def between_rows(problem: Problem, stations: dict[Ability, Stations]) -> IntArray:
    """Shape (abilities, places, places, k)."""
    places = problem.travel.seconds.shape[1]
    width = max((found.between.shape[2] for found in stations.values()), default=0)
    rows = np.full((len(stations), places, places, width), -1, dtype=np.int64)
    for row, found in zip(rows, stations.values(), strict=True):
        row[:, :, : found.between.shape[2]] = found.between
    return rows


def detour_rows(problem: Problem, stations: dict[Ability, Stations]) -> IntArray:
    """Shape (abilities, places, places, 3)."""
    places = problem.travel.seconds.shape[1]
    rows = np.full((len(stations), places, places, 3), c.NO_CHARGING, dtype=np.int64)
    for row, found in zip(rows, stations.values(), strict=True):
        money = problem.travel.cost_micro[found.slot.profile]
        for number in found.usable:
            site, fee = found.place[number], problem.chargers[number].session_micro
            out, back = money[:, site], money[site]
            ways = out[:, None] + back + fee - money, back[:, None] + money - back, money + out - out[:, None]
            for layer, way in zip((c.D_CHARGER, c.D_FROM, c.D_TO), ways, strict=True):
                np.minimum(row[..., layer], way, out=row[..., layer])
    return rows


def ability_row(stations: dict[Ability, Stations], slot: VehicleSlot) -> int:
    """Row of the vehicle's ability, or NO_ABILITY."""
    return list(stations).index(ability_of(slot)) if ability_of(slot) in stations else c.NO_ABILITY
