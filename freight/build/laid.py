"""What happened, laid on the streets: the earlier plan, and the streets that are closed."""

from __future__ import annotations

from dataclasses import replace

from freight.domain.happened import Closure, EventKind, Happened
from freight.domain.scenario import Scenario
from freight.errors import InputError
from freight.inputs.plan_file import read_plan
from freight.network.streets import Streets


def laid_on(scenario: Scenario, streets: Streets) -> Scenario:
    """The scenario with its earlier plan read and its closures as street numbers.

    Raises
    ------
    InputError
        When the earlier plan can not be read, or a closed street is not in the network.
    """
    happened = scenario.happened
    if happened is None:
        return scenario
    earlier = read_plan(happened.earlier_file, streets.street_id, scenario.timezone)
    return replace(
        scenario, happened=replace(happened, earlier=earlier, closures=closures(scenario, happened, streets))
    )


def closures(scenario: Scenario, happened: Happened, streets: Streets) -> tuple[Closure, ...]:
    """One for every closed street or area among the events.

    Raises
    ------
    InputError
        When the network has no such street.
    """
    number = {name: index for index, name in enumerate(streets.street_id)}
    found = []
    for event in happened.events:
        if event.kind is not EventKind.CLOSED:
            continue
        unknown = next((name for name in event.street_ids if name not in number), None)
        if unknown is not None:
            file = str(scenario.input_files.get("replan", "events"))
            message = "is no street of the network"
            raise InputError.one(file, f"event {event.id}", unknown, message, "plan the day again")
        closed = frozenset(number[name] for name in event.street_ids)
        found.append(Closure(event.id, closed, event.at_s, event.until_s))
    return tuple(found)
