"""Whether what is said of an order left out is true, worked out again without the code that says it.

A reason is tested as exactly the claim it makes (docs/explain.md): of the vehicle alone, of the vehicle with
the orders it has, or of the cost there. A change is applied and the day planned again: from nothing with
another seed than the one it was found with, on from the routes as they stand, and by trying everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from freight.build import Built, build, to_plan
from freight.build.windows import overlap, service_starts
from freight.check.check import check_plan
from freight.domain.fleet import Load
from freight.domain.plan import Solution
from freight.domain.problem import Problem, Reason, VehicleSlot
from freight.domain.scenario import Scenario
from freight.domain.travel import UNREACHABLE
from freight.explain.change import apply
from freight.explain.explain import Explanation, Way, explain
from freight.explain.order_changes import OrderSplit
from freight.explain.stand import Ground, stand_of
from freight.explain.why import ALONE, BESIDE, COST, Why
from freight.network.zones import split_at_zones
from freight.solve.search import solve
from freight.solve.tables import make_tables
from tests.exhaustive import cheapest, exact_micro, total_micro
from tests.explain_days import town

OTHER_SEED = 11
SCALE = {"kg": 1000, "m3": 1_000_000, "units": 1000}


@dataclass(frozen=True, eq=False)
class Planned:
    """A random day with its plan."""

    built: Built
    solution: Solution
    ground: Ground

    @property
    def problem(self) -> Problem:
        return self.built.problem

    def routes(self) -> dict[int, tuple[int, ...]]:
        return {route.vehicle: route.orders for route in self.solution.routes}

    def served(self) -> set[str]:
        return {self.problem.order_ids[order] for orders in self.routes().values() for order in orders}

    def sequences(self) -> dict[str, list[str]]:
        ids, slots = self.problem.order_ids, self.problem.vehicles
        return {slots[vehicle].id: [ids[o] for o in orders] for vehicle, orders in self.routes().items()}


def plan_day(scenario: Scenario, seed: int = 1, iterations: int = 1000) -> Planned:
    ground = Ground(split_at_zones(town().streets, scenario.zones), town().factors)
    built = build(scenario, ground.streets, ground.factors)
    return Planned(built, solve(built.problem, seed=seed, time_limit_s=None, iterations=iterations), ground)


def explained(day: Planned, order_id: str, most_ways: int) -> Explanation:
    stand = stand_of(day.built.scenario, day.ground, day.sequences(), day.built)
    return explain(stand, order_id, most_ways)


def untrue(day: Planned, found: Explanation) -> Iterator[str]:
    """Every stated reason that is not so."""
    named = [name for one in found.reasons for name in one.vehicle_ids]
    if sorted(named) != sorted(slot.id for slot in day.problem.vehicles):
        yield f"{found.order_id}: reasons for {named}, not for every vehicle once"
    order = day.problem.order_ids.index(found.order_id)
    for one in found.reasons:
        for name in one.vehicle_ids:
            vehicle = next(n for n, slot in enumerate(day.problem.vehicles) if slot.id == name)
            if not _claim(day, order, vehicle, one):
                yield f"{found.order_id}, {name}: {one}"


def _claim(day: Planned, order: int, vehicle: int, one: Why) -> bool:
    now = day.routes().get(vehicle, ())
    if one.scope == ALONE:
        alone = exact_micro(day.problem, make_tables(day.problem), vehicle, (order,))
        return alone is None and all(_alone(day, order, vehicle, reason) for reason in one.reasons)
    places = [_inserted(day.problem, vehicle, now, order, at) for at in range(len(now) + 1)]
    if one.scope == BESIDE:
        return all(micro is None for micro in places) and _beside(day, order, vehicle, one)
    before = exact_micro(day.problem, make_tables(day.problem), vehicle, now) if now else 0
    fits = [micro for micro in places if micro is not None]
    if one.scope != COST or not fits or before is None:
        return False
    over = min(fits) - before - int(day.problem.penalty_micro[order])
    return over >= 0 and abs((one.reasons[0].amount or 0) * 1e6 - over) < 1


def _inserted(problem: Problem, vehicle: int, now: tuple[int, ...], order: int, at: int) -> int | None:
    return exact_micro(problem, make_tables(problem), vehicle, (*now[:at], order, *now[at:]))


def _alone(day: Planned, number: int, vehicle: int, reason: Reason) -> bool:
    """Each rule by itself, from the scenario and the matrices."""
    scenario, problem = day.built.scenario, day.problem
    order, one, slot = scenario.orders[number], scenario.vehicles[vehicle], problem.vehicles[vehicle]
    kind, layer = scenario.vehicle_type(one.type_id), problem.travel.seconds[slot.profile]
    place, depot = int(problem.order_place[number]), slot.depot_place
    there, back = int(layer[depot, place]), int(layer[place, depot])
    starts = problem.start_windows[number][slot.profile]
    said = round((reason.amount or 0) * 60)
    match reason.rule:
        case "skills":
            lacking = sorted(order.skills - one.skills)
            return bool(lacking) and reason.text.endswith(", ".join(lacking))
        case "capacity":
            unit = Load._fields.index(reason.unit)
            over = order.load[unit] - kind.capacity[unit]
            return over > 0 and abs(over - (reason.amount or 0)) < 1e-9
        case "access":
            return max(there, back) >= UNREACHABLE
        case "hours":
            enough, less = (_meets(day, number, vehicle, by_s) for by_s in (said, said - 1))
            return not starts and (reason.amount is None or (enough and not less))
        case "windows":
            return slot.start_intervals[0][0] + there - starts[-1][1] == said > 0
        case "shift":
            if not slot.start_intervals or not slot.end_intervals:
                return reason.amount is None
            leaves = slot.start_intervals[0][0] + there
            begin = next(max(a, leaves) for a, b in starts if leaves <= b)
            return begin + order.service_s + back - slot.end_intervals[-1][1] == said > 0
        case "battery":
            return _short_wh(problem, vehicle, place) == round((reason.amount or 0) * 1000)
    return False


def _meets(day: Planned, number: int, vehicle: int, by_s: int) -> bool:
    """Whether the windows meet hours of the place during shifts when they are so much wider on either side."""
    problem, order = day.problem, day.built.scenario.orders[number]
    profile = day.built.profiles[problem.vehicles[vehicle].profile]
    place, (begin_s, end_s) = int(problem.order_place[number]), profile.hull
    wider = replace(order, windows=tuple((a - by_s, b + by_s) for a, b in order.windows))
    always = service_starts(replace(order, windows=((-(10**6), 10**6),)), profile, place)
    shifts = tuple((a, b) for a, b in always if a <= end_s and begin_s <= b)
    return bool(overlap(service_starts(wider, profile, place), shifts))


def _short_wh(problem: Problem, vehicle: int, place: int) -> int:
    """Without chargers: what there and back takes above the battery; with them: what the best way lacks."""
    slot, energy = problem.vehicles[vehicle], problem.travel.energy_wh[problem.vehicles[vehicle].profile]
    depot, level = slot.depot_place, slot.energy_wh or 0
    levels, homes = {depot: level}, {depot}
    sites = [s.place for s, curve in zip(problem.chargers, slot.charging, strict=False) if curve is not None]
    full = slot.full_wh or 0
    for _ in sites:
        for site in sites:
            if any(have >= energy[at, site] for at, have in levels.items()):
                levels[site] = max(full, levels.get(site, 0))
            if any(full >= energy[site, home] for home in homes):
                homes.add(site)
    left = max(have - int(energy[at, place]) for at, have in levels.items())
    return min(int(energy[place, home]) for home in homes) - left


def _beside(day: Planned, order: int, vehicle: int, one: Why) -> bool:
    """At the stated place: with all that is missing the route can be driven, with a little less of one not."""
    now = day.routes().get(vehicle, ())
    at = 0 if not one.after else now.index(day.problem.order_ids.index(one.after)) + 1
    charging = any(day.problem.vehicles[vehicle].charging)
    if any(reason.amount is None for reason in one.reasons) or (charging and len(one.reasons) > 1):
        return True
    enough = _relaxed(day, vehicle, one.reasons, None)
    if _inserted(enough, vehicle, now, order, at) is None:
        return False
    short = [_relaxed(day, vehicle, one.reasons, reason) for reason in one.reasons]
    return all(_inserted(less, vehicle, now, order, at) is None for less in short) or charging


def _relaxed(day: Planned, vehicle: int, reasons: tuple[Reason, ...], short: Reason | None) -> Problem:
    """The day with as much more as the reasons say is missing, of one of them a unit less."""
    problem, slot = day.problem, day.problem.vehicles[vehicle]
    starts = problem.start_windows
    for reason in reasons:
        less = 1 if reason is short else 0
        if reason.rule == "capacity":
            unit = list(SCALE).index(reason.unit)
            room = list(slot.capacity)
            room[unit] += round((reason.amount or 0) * SCALE[reason.unit]) - less
            slot = replace(slot, capacity=(room[0], room[1], room[2]))
        elif reason.rule == "battery":
            slot = replace(slot, energy_wh=(slot.energy_wh or 0) + round((reason.amount or 0) * 1000) - less)
        elif reason.rule == "max_stops":
            slot = replace(slot, max_stops=(slot.max_stops or 0) + round(reason.amount or 0) - less)
        elif reason.rule == "shift":
            slot = replace(
                slot, end_intervals=_later(slot.end_intervals, round((reason.amount or 0) * 60) - less)
            )
        elif reason.rule == "windows":
            by_s = round((reason.amount or 0) * 60) - less
            starts = tuple(tuple(_later(hours, by_s) for hours in by_profile) for by_profile in starts)
    return replace(
        problem,
        vehicles=_with(problem, vehicle, slot),
        start_windows=starts,
        may_serve=np.ones_like(problem.may_serve),
    )


def _with(problem: Problem, vehicle: int, slot: VehicleSlot) -> tuple[VehicleSlot, ...]:
    return (*problem.vehicles[:vehicle], slot, *problem.vehicles[vehicle + 1 :])


def _later(hours: tuple[tuple[int, int], ...], by_s: int) -> tuple[tuple[int, int], ...]:
    return (*hours[:-1], (hours[-1][0], hours[-1][1] + by_s)) if hours else ()


def failing(day: Planned, order_id: str, way: Way, *, exhaustive: bool = True) -> Iterator[str]:
    """Every manner of planning the changed day again that does not serve the order besides all others."""
    scenario = apply(way.changes, day.built.scenario)
    split = [change for change in way.changes if isinstance(change, OrderSplit)]
    wanted = day.served() | set(split[0].part_ids() if split else (order_id,))
    again = plan_day(scenario, OTHER_SEED, 3000)
    warm = solve(again.problem, seed=OTHER_SEED, time_limit_s=None, iterations=300, start=day.sequences())
    for how, solution in (("from nothing", again.solution), ("from the plan", warm)):
        planned = replace(again, solution=solution)
        if missing := wanted - planned.served():
            yield f"{order_id}: planned {how} after {way.text}, {sorted(missing)} left out"
        result = check_plan(to_plan(solution, again.built, ()), scenario, again.ground.streets, town().factors)
        if result.violations:
            yield f"{order_id}: after {way.text} the checker finds {result.violations}"
    if exhaustive:
        yield from _not_in_every_optimum(again.problem, wanted, f"{order_id}: {way.text}")


def _not_in_every_optimum(problem: Problem, wanted: set[str], what: str) -> Iterator[str]:
    """By trying everything: the cheapest plan that leaves one of the wanted out must be dearer."""
    must = sum(1 << problem.order_ids.index(one) for one in wanted)
    totals = {done: total_micro(problem, done, micro) for done, micro in cheapest(problem).items()}
    with_all = min((micro for done, micro in totals.items() if done & must == must), default=None)
    without = min((micro for done, micro in totals.items() if done & must != must), default=None)
    if with_all is None or (without is not None and without <= with_all):
        yield f"{what}: an optimum serves it not ({with_all} with, {without} without)"
