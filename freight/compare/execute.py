"""One run: every planning day of a variant built, planned, driven again by the checker, and held together."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from freight.build import Built, build, to_plan
from freight.check.check import CheckResult, check_plan
from freight.compare.planning_day import PlanningDay
from freight.compare.variants import Ground, planning_days
from freight.domain.plan import Plan
from freight.domain.travel import UNREACHABLE
from freight.errors import NoPlanError, PlanRejectedError
from freight.units import clock

KEPT_BUILDS = 64
"""Planning days whose matrices a process keeps: seeds of a variant and day come one after the other."""
_builds: OrderedDict[Hashable, Built] = OrderedDict()


@dataclass(frozen=True, eq=False, slots=True)
class DayDone:
    """A planning day as planned and driven; without a plan when nobody could serve anything."""

    day: PlanningDay
    plan: Plan | None
    result: CheckResult | None
    sfd_m: Mapping[tuple[str, str], float]
    """(vehicle id, order id) -> shortest feasible distance between its depot and the order, metres."""

    @property
    def unserved(self) -> tuple[str, ...]:
        """Ids of the consignments that were not served."""
        if self.plan is None:
            left_out = [order.id for order in self.day.scenario.orders]
        else:
            left_out = [one.order_id for one in self.plan.unserved]
        return tuple(name for order_id in left_out for name in self.day.consignments(order_id))


def run_days(
    ground: Ground, variant_id: str, day: int, coalition: tuple[str, ...], seed: tuple[int, ...]
) -> tuple[DayDone, ...]:
    """Plan and check all planning days of a variant.

    Parameters
    ----------
    seed
        Numbers that seed the search; each planning day gets its own seed from them.

    Raises
    ------
    PlanRejectedError
        When a plan breaks a rule, or goods would leave a hub before they are there.
    InputError, NetworkError
        When a place can not be reached by the vehicles that must stop there.
    """
    done = []
    for number, planned in enumerate(planning_days(ground, variant_id, day, coalition)):
        built = built_day(ground, (variant_id, day, coalition, planned.id), planned)
        child = int(np.random.default_rng([*seed, number]).integers(2**31))
        done.append(_plan_day(ground, planned, built, child))
    if late := unsynchronised(done):
        raise PlanRejectedError("\n".join(["Goods leave a hub before they are there.", *late]))
    return tuple(done)


def built_day(ground: Ground, key: Hashable, planned: PlanningDay) -> Built:
    """Matrices of a planning day, from this process's store when a run with another seed made them."""
    whole = (ground.token, key)
    if whole in _builds:
        _builds.move_to_end(whole)
        return _builds[whole]
    built = build(planned.scenario, ground.streets, ground.factors)
    _builds[whole] = built
    while len(_builds) > KEPT_BUILDS:
        _builds.popitem(last=False)
    return built


def _plan_day(ground: Ground, planned: PlanningDay, built: Built, seed: int) -> DayDone:
    from freight.solve.search import solve

    steps = ground.study.iterations * built.problem.order_count
    try:
        solution = solve(built.problem, seed=seed, time_limit_s=None, iterations=steps)
    except NoPlanError:
        return DayDone(planned, None, None, {})
    plan = to_plan(solution, built, ())
    result = check_plan(plan, planned.scenario, ground.streets, ground.factors)
    if result.violations:
        lines = [f"  {one.rule}: {one.text}" for one in result.violations]
        raise PlanRejectedError("\n".join([f"{planned.id}: the plan breaks {len(lines)} rule(s)", *lines]))
    return DayDone(planned, plan, result, _sfd_m(built, plan))


def _sfd_m(built: Built, plan: Plan) -> dict[tuple[str, str], float]:
    """Metres from a vehicle's depot to each order it serves (from pickups to the depot), by its best path."""
    problem = built.problem
    slots = {slot.id: slot for slot in problem.vehicles}
    row = {order_id: index for index, order_id in enumerate(problem.order_ids)}
    found: dict[tuple[str, str], float] = {}
    for route in plan.routes:
        slot = slots[route.vehicle_id]
        metres = problem.travel.metres[slot.profile]
        for order_id in (name for visit in route.visits for name in visit.order_ids):
            place = int(problem.order_place[row[order_id]])
            ends = (slot.depot_place, place)
            if problem.pickup[row[order_id]].any():
                ends = (place, slot.depot_place)
            length_m = int(metres[ends])
            found[route.vehicle_id, order_id] = float(length_m if length_m < UNREACHABLE else 0)
    return found


def unsynchronised(done: list[DayDone]) -> list[str]:
    """Routes that leave a hub with goods that were not there and handled, one line each."""
    ready_s: dict[tuple[str, str], float] = {}
    for one in done:
        for name, (place, at_s) in _unloaded(one).items():
            ready_s[place, name] = at_s
    lines = []
    for one in done:
        if one.result is None or not one.day.hub:
            continue
        pickups = {order.id for order in one.day.scenario.orders if order.kind.value == "pickup"}
        for route in one.result.timeline.routes:
            leaves_s = route.halts[0].depart_s
            for order_id in (name for halt in route.halts for name in halt.order_ids if name not in pickups):
                for name in one.day.consignments(order_id):
                    there_s = ready_s.get((one.day.hub, name))
                    if there_s is None or there_s > leaves_s:
                        there = "is never brought" if there_s is None else f"can leave at {clock(there_s)}"
                        lines.append(
                            f"  {route.vehicle_id}, {clock(leaves_s)} from {one.day.hub}: {name} {there}"
                        )
    return lines


def _unloaded(one: DayDone) -> dict[str, tuple[str, float]]:
    """Consignment -> hub and when it can leave there: unloaded as driven, plus handling."""
    if one.result is None:
        return {}
    found = {}
    for route in one.result.timeline.routes:
        for halt in route.halts:
            for bulk in (one.day.bulk[name] for name in halt.order_ids if name in one.day.bulk):
                if bulk.handling_s is not None:
                    for name in bulk.consignments:
                        found[name] = (bulk.place, halt.depart_s + bulk.handling_s)
    return found
