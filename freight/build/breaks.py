"""Break rules of the fleet, and where vehicles may stand while a driver is on a break."""

from __future__ import annotations

from dataclasses import replace

from freight.build.profiles import Profile
from freight.build.windows import halt_hours
from freight.domain.problem import Problem
from freight.domain.scenario import Scenario


def with_breaks(problem: Problem, scenario: Scenario, profiles: tuple[Profile, ...]) -> Problem:
    """The problem with what drivers' breaks need; as it is where no rule is named."""
    rules = {kind.id: kind.breaks for kind in scenario.vehicle_types}
    if not any(rules[slot.type_id] for slot in problem.vehicles):
        return problem
    slots = tuple(replace(slot, breaks=rules[slot.type_id]) for slot in problem.vehicles)
    stays = tuple(
        tuple(halt_hours(profile, place) if place in profile.row else () for profile in profiles)
        for place in problem.order_place.tolist()
    )
    return replace(problem, vehicles=slots, stays=stays)
