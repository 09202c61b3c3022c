"""Sockets that are fewer than vehicles, or unlike: CP-SAT chooses sockets and sessions.

It plans power too, in tenths of a kW and without charge curves, so that cap, prices and tariff have their say
in who stands where and when; the exact power comes from the linear program afterwards.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ortools.sat.python import cp_model

from freight.domain.scenario import Charger
from freight.domain.site import HOURS_A_DAY, Site
from freight.solve.site.stays import Grid, Place, Stay
from freight.units import SECONDS_PER_HOUR

MOST_PAIRS = 150
"""Vehicles times sockets; above, CP-SAT finds nothing better in its time."""
SEARCH_LIMIT = 3.0
"""CP-SAT's deterministic seconds: the same result on every machine."""
PER_KW = 10
"""Power in tenths of a kW."""
PER_NOK = 100_000
"""Money in thousandths of an øre."""

Socket = tuple[Charger, int]


class _Held(NamedTuple):
    """The variables of one stay."""

    start: cp_model.IntVar
    length: cp_model.IntVar
    end: cp_model.IntVar
    at: dict[tuple[str, int], cp_model.IntVar]
    on: list[cp_model.IntVar]
    power: list[cp_model.IntVar]
    """One for each step of the stay, tenths of a kW."""


def small_enough(stays: Sequence[Stay]) -> bool:
    """Whether the search is worth its time."""
    return sum(len(list(_sockets(stay))) for stay in stays) <= MOST_PAIRS


def choose_places(
    site: Site,
    stays: Sequence[Stay],
    grid: Grid,
    start: Sequence[Place | None],
    powers_kw: Sequence[Sequence[float]],
) -> list[Place | None]:
    """A socket and a session for each stay, beginning from known ones; None where it gets none."""
    model = cp_model.CpModel()
    held = [_stay_variables(model, stay, grid) for stay in stays]
    _one_vehicle_a_socket(model, stays, held, grid)
    peak = _site_power(model, site, stays, held, grid)
    cost = _cost(model, site, stays, held, grid)
    model.minimize(cp_model.LinearExpr.sum([*cost, peak * round(_peak_weight(site, grid))]))
    for stay, one, place, powers in zip(stays, held, start, powers_kw, strict=True):
        _hint(model, one, place, powers, stay.steps(grid.step_s).start)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = SEARCH_LIMIT
    if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return list(start)
    return [_place(solver, stay, one, grid) for stay, one in zip(stays, held, strict=True)]


def _sockets(stay: Stay) -> Iterator[Socket]:
    for charger in stay.chargers:
        for number in range(1, charger.sockets + 1):
            yield charger, number


def _stay_variables(model: cp_model.CpModel, stay: Stay, grid: Grid) -> _Held:
    """Session, socket and power of a stay; steps count from the stay's first whole step."""
    count = len(stay.steps(grid.step_s))
    start, end = model.new_int_var(0, count, ""), model.new_int_var(0, count, "")
    length = model.new_int_var(0, count, "")
    model.add(start + length == end)
    at = {(charger.id, number): model.new_bool_var("") for charger, number in _sockets(stay)}
    model.add_at_most_one(at.values())
    limits = {
        (charger.id, number): math.floor(stay.limit_kw(charger) * PER_KW) for charger, number in _sockets(stay)
    }
    switches, power = [], []
    for step in range(count):
        amount = model.new_int_var(0, max(limits.values()), "")
        on = model.new_bool_var("")
        model.add(amount == 0).only_enforce_if(on.negated())
        model.add(start <= step).only_enforce_if(on)
        model.add(end >= step + 1).only_enforce_if(on)
        model.add(amount <= sum(limits[key] * chosen for key, chosen in at.items()))
        power.append(amount)
        switches.append(on)
    return _Held(start, length, end, at, switches, power)


def _one_vehicle_a_socket(
    model: cp_model.CpModel, stays: Sequence[Stay], held: Sequence[_Held], grid: Grid
) -> None:
    """No two sessions at a socket at the same clock: each stands twice on the line, a day apart."""
    sockets: dict[tuple[str, int], list[cp_model.IntervalVar]] = {}
    for stay, one in zip(stays, held, strict=True):
        first = stay.steps(grid.step_s).start % grid.count
        for key, chosen in one.at.items():
            for offset in (first, first + grid.count):
                interval = model.new_optional_interval_var(
                    one.start + offset, one.length, one.end + offset, chosen, ""
                )
                sockets.setdefault(key, []).append(interval)
    for intervals in sockets.values():
        model.add_no_overlap(intervals)


def _site_power(
    model: cp_model.CpModel, site: Site, stays: Sequence[Stay], held: Sequence[_Held], grid: Grid
) -> cp_model.IntVar:
    """Keep the cap; gives the highest hour in tenths of a kW times steps."""
    drawn: list[list[cp_model.IntVar]] = [[] for _ in range(grid.count)]
    for stay, one in zip(stays, held, strict=True):
        for step, amount in zip(stay.steps(grid.step_s), one.power, strict=True):
            drawn[step % grid.count].append(amount)
    for step, amounts in enumerate(drawn):
        room = math.floor((site.cap_kw - site.base_kw[grid.hour_of(step)]) * PER_KW)
        model.add(sum(amounts) <= room)
    per_hour = SECONDS_PER_HOUR // grid.step_s
    highest = math.ceil(max(site.cap_kw, site.peak_so_far_kw) * PER_KW * per_hour)
    peak = model.new_int_var(math.ceil(site.peak_so_far_kw * PER_KW * per_hour), highest, "")
    for hour in range(HOURS_A_DAY):
        amounts = [one for step in range(per_hour) for one in drawn[hour * per_hour + step]]
        model.add(peak >= sum(amounts) + math.floor(site.base_kw[hour] * PER_KW * per_hour))
    return peak


def _peak_weight(site: Site, grid: Grid) -> float:
    return site.tariff_nok_per_kw * PER_NOK * grid.hours / PER_KW


def _cost(
    model: cp_model.CpModel, site: Site, stays: Sequence[Stay], held: Sequence[_Held], grid: Grid
) -> list[cp_model.LinearExprT]:
    """Energy, and far above it what is missing: of the route first, of the level asked for next."""
    prices = [round(price * PER_NOK * grid.hours / PER_KW) for price in site.price_nok_per_kwh]
    dear = 10 * (max(prices) + round(_peak_weight(site, grid)) + 1)
    parts: list[cp_model.LinearExprT] = []
    stored = grid.hours * site.efficiency_share / PER_KW
    for stay, one in zip(stays, held, strict=True):
        wanted = max(0, math.ceil((stay.target_kwh - stay.begin_kwh) / stored))
        vital = min(wanted, max(0, math.ceil((stay.needed_kwh - stay.begin_kwh) / stored)))
        vital_short, short = model.new_int_var(0, vital, ""), model.new_int_var(0, wanted, "")
        total = sum(one.power)
        model.add(total + vital_short >= vital)
        model.add(total + short >= wanted)
        model.add(total <= wanted)
        parts += [10 * dear * vital_short, dear * short, -1 * one.length]
        for step, amount in zip(stay.steps(grid.step_s), one.power, strict=True):
            parts.append(prices[grid.hour_of(step)] * amount)
    return parts


def _hint(
    model: cp_model.CpModel, one: _Held, place: Place | None, powers_kw: Sequence[float], first: int
) -> None:
    """Tell the search where a stay could be and what would flow; `first` is the stay's first step."""
    steps = place.steps if place else range(first, first)
    model.add_hint(one.start, steps.start - first)
    model.add_hint(one.length, len(steps))
    model.add_hint(one.end, steps.stop - first)
    for key, chosen in one.at.items():
        model.add_hint(chosen, place is not None and key == (place.charger.id, place.socket))
    known = {step - first: math.floor(kw * PER_KW) for step, kw in zip(steps, powers_kw, strict=True)}
    for step, (on, amount) in enumerate(zip(one.on, one.power, strict=True)):
        model.add_hint(amount, known.get(step, 0))
        model.add_hint(on, known.get(step, 0) > 0)


def _place(solver: cp_model.CpSolver, stay: Stay, one: _Held, grid: Grid) -> Place | None:
    first = stay.steps(grid.step_s).start
    steps = range(first + solver.value(one.start), first + solver.value(one.end))
    for charger, number in _sockets(stay):
        if solver.boolean_value(one.at[charger.id, number]) and len(steps) > 0:
            return Place(charger, number, steps, whole=False)
    return None
