"""Overtime: hours of a route that cost more than the others."""

from __future__ import annotations

from dataclasses import replace

from freight.domain.problem import Problem, VehicleSlot
from freight.domain.scenario import Scenario
from freight.errors import InputError
from freight.units import SECONDS_PER_HOUR, nok_to_micro


def with_overtime(problem: Problem, scenario: Scenario) -> Problem:
    """The problem with what overtime costs; as it is where no type has any.

    Raises
    ------
    InputError
        When a vehicle with overtime charges on the way: which of two charging plans is cheaper would depend on
        hours that are not known before the end of the route.
    """
    if all(kind.overtime_after_h is None for kind in scenario.vehicle_types):
        return problem
    slots = tuple(_with_overtime(slot, scenario) for slot in problem.vehicles)
    both = sorted({slot.type_id for slot in slots if slot.over_micro and slot.charging})
    if both:
        message = "overtime can not be planned together with charging on the way yet"
        advice = "leave out its charge_curve and charge_kw, or its overtime"
        raise InputError.one(
            str(scenario.input_files["fleet"]), "overtime_after_h", ", ".join(both), message, advice
        )
    return replace(problem, vehicles=slots)


def _with_overtime(slot: VehicleSlot, scenario: Scenario) -> VehicleSlot:
    kind = scenario.vehicle_type(slot.type_id)
    if kind.overtime_after_h is None:
        return slot
    over_micro = nok_to_micro(kind.overtime_nok_per_h * scenario.weights.hour / SECONDS_PER_HOUR)
    return replace(slot, over_micro=over_micro, normal_s=round(kind.overtime_after_h * SECONDS_PER_HOUR))
