"""The day as it would be if no battery ever ran out."""

from __future__ import annotations

from dataclasses import replace

from freight.build import Built
from freight.build.refusals import Pairing, refusal
from freight.domain.problem import Problem
from freight.domain.travel import BoolArray


def without_range_limits(built: Built) -> Problem:
    """The problem with unlimited batteries and no charging; who may serve what is asked anew without range."""
    problem = built.problem
    slots = tuple(replace(slot, energy_wh=None, full_wh=None, charging=()) for slot in problem.vehicles)
    return replace(problem, vehicles=slots, may_serve=_may_serve(built), chargers=())


def _may_serve(built: Built) -> BoolArray:
    """Shape (orders, vehicles): skills, size, streets and hours, but not range."""
    problem, may = built.problem, built.problem.may_serve.copy()
    for number, (vehicle, slot) in enumerate(zip(built.scenario.vehicles, problem.vehicles, strict=True)):
        if slot.energy_wh is None:
            continue
        for row, order in enumerate(built.scenario.orders):
            if not may[row, number]:
                place, starts = int(problem.order_place[row]), problem.start_windows[row][slot.profile]
                profile = built.profiles[slot.profile]
                zones = built.scenario.zones
                pair = Pairing(order, place, starts, vehicle, slot, profile, problem.travel, None, zones)
                may[row, number] = refusal(pair) is None
    return may
