"""Evening out of the work: which days can have it."""

from __future__ import annotations

from dataclasses import replace

from freight.domain.balance import Measure
from freight.domain.problem import Problem
from freight.domain.scenario import Scenario
from freight.errors import InputError


def with_balance(problem: Problem, scenario: Scenario) -> Problem:
    """The problem with what uneven work counts; as it is where the scenario asks for none.

    Raises
    ------
    InputError
        When hours are to be evened out of vehicles that charge on the way or have paid overtime: what their
        hours cost has rules of its own.
    """
    balance = scenario.balance
    if balance is None:
        return problem
    own = [slot.type_id for slot in problem.vehicles if slot.over_micro or slot.charging]
    if balance.measure is Measure.HOURS and own:
        message = "hours can not be evened out together with charging on the way or paid overtime yet"
        advice = "write measure: stops, or leave out charge_curve and overtime_after_h"
        where, value = str(scenario.input_files["scenario"]), ", ".join(sorted(set(own)))
        raise InputError.one(where, "balance.measure", value, message, advice)
    return replace(problem, balance=balance)
