"""The cheapest power for sessions at their sockets: a linear program, solved exactly.

First what is missing and the money, then, among all schedules of that cost, the one with the lowest moment of
power and the steadiest currents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from ortools.linear_solver import pywraplp

from freight.domain.site import HOURS_A_DAY, Site
from freight.errors import FreightError
from freight.solve.site.curve import lines
from freight.solve.site.stays import Grid, Place, Stay

CAP_HAIR_KW = 1e-5
"""The solver's tolerance: it stays this far below the cap."""
DEAR = 10.0
"""A missing kWh is this many times dearer than the dearest kWh that could be drawn."""
SLACK_SHARE = 1e-7
"""By how much of the cost the second pass may leave the cheapest."""
TOP_WEIGHT, LATE_WEIGHT = 1000.0, 1e-3
"""Second pass: the top of the curve first, then steady currents, then early ones."""


class Powers(NamedTuple):
    """Power of each stay in each step of its place, kW from the grid; empty without a place."""

    kw: list[list[float]]
    cost: float
    """In kroner, with what is missing far above the money."""


@dataclass(slots=True)
class _Program:
    """The linear program as it grows."""

    site: Site
    grid: Grid
    solver: pywraplp.Solver
    powers: list[list[pywraplp.Variable]] = field(default_factory=list)
    """[stay][step of its place], kW from the grid."""
    missing: list[pywraplp.LinearExpr] = field(default_factory=list)
    """Weighted kWh."""


def cheapest_powers(site: Site, stays: Sequence[Stay], chosen: Sequence[Place | None], grid: Grid) -> Powers:
    """The cheapest powers of sessions whose sockets are chosen."""
    program = _Program(site, grid, pywraplp.Solver.CreateSolver("GLOP"))
    for stay, place in zip(stays, chosen, strict=True):
        _add_stay(program, stay, place)
    drawn = _by_clock(program, chosen)
    top = _add_cap(program, drawn)
    cost = _money(program, drawn)
    for extra in program.missing:
        cost += extra
    solver = program.solver
    solver.Minimize(cost)
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        raise FreightError(f"the charging of depot {site.depot_id} could not be scheduled")
    best, found = solver.Objective().Value(), _values(program)
    solver.Add(cost <= best + SLACK_SHARE * max(1.0, abs(best)))
    solver.Minimize(_unrest(program, top))
    if solver.Solve() == pywraplp.Solver.OPTIMAL:
        found = _values(program)
    return Powers(found, best)


def _values(program: _Program) -> list[list[float]]:
    return [[float(power.solution_value()) for power in powers] for powers in program.powers]


def _add_stay(program: _Program, stay: Stay, place: Place | None) -> None:
    """Power of one stay: never over its limits or the target, and what is missing at the end."""
    solver, site = program.solver, program.site
    stored_h = program.grid.hours * site.efficiency_share
    wanted = max(0.0, stay.target_kwh - stay.begin_kwh)
    vital = min(wanted, max(0.0, stay.needed_kwh - stay.begin_kwh))
    limit = stay.limit_kw(place.charger) if place and wanted else 0.0
    powers = [solver.NumVar(0.0, limit, "") for _ in (place.steps if place else ())]
    program.powers.append(powers)
    gained = stored_h * solver.Sum(powers)
    vital_short, short = solver.NumVar(0.0, vital, ""), solver.NumVar(0.0, wanted, "")
    solver.Add(gained <= wanted)
    solver.Add(gained + vital_short >= vital)
    solver.Add(gained + short >= wanted)
    dear = DEAR * (max(site.price_nok_per_kwh) + site.tariff_nok_per_kw + 1.0) / site.efficiency_share
    program.missing.append(dear * short + DEAR * dear * vital_short)
    if wanted:
        _add_curve(program, stay, powers)


def _add_curve(program: _Program, stay: Stay, powers: Sequence[pywraplp.Variable]) -> None:
    """Hold the power under the charge curve at both ends of each step, and so between them."""
    straight = lines(stay.battery)
    if not straight:
        return
    solver, share = program.solver, program.site.efficiency_share
    levels = [solver.NumVar(0.0, stay.battery.usable_kwh, "") for _ in range(len(powers) + 1)]
    solver.Add(levels[0] == stay.begin_kwh)
    for power, (before, after) in zip(powers, pairwise(levels), strict=True):
        solver.Add(after == before + program.grid.hours * share * power)
        for line in straight:
            for level in (before, after):
                solver.Add(share * power <= line.at_zero_kw + line.per_kwh * level)


def _by_clock(program: _Program, chosen: Sequence[Place | None]) -> list[list[pywraplp.Variable]]:
    """Powers that flow in each step of the repeating day."""
    drawn: list[list[pywraplp.Variable]] = [[] for _ in range(program.grid.count)]
    for place, powers in zip(chosen, program.powers, strict=True):
        for step, power in zip(place.steps if place else (), powers, strict=True):
            drawn[step % program.grid.count].append(power)
    return drawn


def _add_cap(program: _Program, drawn: Sequence[Sequence[pywraplp.Variable]]) -> pywraplp.Variable:
    """Keep the site under its cap; gives its highest moment."""
    site, solver = program.site, program.solver
    top = solver.NumVar(0.0, max(site.cap_kw - CAP_HAIR_KW, *site.base_kw), "")
    for step, powers in enumerate(drawn):
        if powers:
            solver.Add(solver.Sum(powers) + site.base_kw[program.grid.hour_of(step)] <= top)
    return top


def _money(program: _Program, drawn: Sequence[Sequence[pywraplp.Variable]]) -> pywraplp.LinearExpr:
    """Energy by the hour, and the tariff on what the highest hour rises above the month's."""
    site, solver, hours = program.site, program.solver, program.grid.hours
    before = max(site.peak_so_far_kw, *site.base_kw)
    rise = solver.NumVar(0.0, solver.infinity(), "")
    terms = [site.tariff_nok_per_kw * rise]
    per_hour = program.grid.count // HOURS_A_DAY
    for hour in range(HOURS_A_DAY):
        powers = [one for step in range(per_hour) for one in drawn[hour * per_hour + step]]
        if powers:
            terms.append(site.price_nok_per_kwh[hour] * hours * solver.Sum(powers))
            solver.Add(hours * solver.Sum(powers) + site.base_kw[hour] <= before + rise)
    return solver.Sum(terms)


def _unrest(program: _Program, top: pywraplp.Variable) -> pywraplp.LinearExpr:
    """Top of the curve, changes of current, lateness."""
    solver = program.solver
    terms = [TOP_WEIGHT * top]
    for powers in program.powers:
        for before, after in pairwise((0.0, *powers)):
            change = solver.NumVar(0.0, solver.infinity(), "")
            solver.Add(change >= after - before)
            terms.append(change)
        terms += [LATE_WEIGHT * step * power for step, power in enumerate(powers)]
    return solver.Sum(terms)
