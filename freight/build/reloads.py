"""Halts at the depot to load anew, as the last entries of everything that goes by order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from freight.build.profiles import Profile
from freight.build.windows import halt_hours, overlap
from freight.domain.fleet import most_reloads, reload_s
from freight.domain.plan import reload_id
from freight.domain.problem import Problem, ReloadHalt
from freight.domain.scenario import Interval, Scenario
from freight.domain.travel import IntArray


def with_reloads(problem: Problem, scenario: Scenario, profiles: tuple[Profile, ...]) -> Problem:
    """The problem with the reload halts that its vehicles may make; as it is where they may make none.

    Every halt belongs to one vehicle: it is open to nobody else.
    """
    halts = [
        (number, reload_id(vehicle.id, turn))
        for number, vehicle in enumerate(scenario.vehicles)
        for turn in range(1, most_reloads(scenario.vehicle_type(vehicle.type_id), vehicle) + 1)
    ]
    if not halts:
        return problem
    docks = {depot.id: depot.docks for depot in scenario.depots}
    owners = [number for number, _ in halts]
    places = [problem.vehicles[number].depot_place for number in owners]
    lasts_s = [reload_s(scenario.vehicle_type(problem.vehicles[number].type_id)) for number in owners]
    nothing = np.zeros((len(halts), 3), dtype=np.int64)
    own = np.arange(len(problem.vehicles)) == np.array(owners)[:, None]
    starts = tuple(
        _starts(problem, profiles, number, lasts) for number, lasts in zip(owners, lasts_s, strict=True)
    )
    return replace(
        problem,
        order_ids=(*problem.order_ids, *(name for _, name in halts)),
        order_place=_more(problem.order_place, places),
        delivery=np.concatenate([problem.delivery, nothing]),
        pickup=np.concatenate([problem.pickup, nothing]),
        service_s=np.hstack([problem.service_s, np.tile(lasts_s, (len(problem.service_s), 1))]),
        penalty_micro=_more(problem.penalty_micro, [0] * len(halts)),
        start_windows=(*problem.start_windows, *starts),
        may_serve=np.concatenate([problem.may_serve, own]),
        refusals=(*problem.refusals, *(() for _ in halts)),
        stays=(*problem.stays, *starts) if problem.stays else (),
        reloads=tuple(ReloadHalt(number, docks[scenario.vehicles[number].depot_id]) for number in owners),
    )


def _more(values: IntArray, more: list[int]) -> IntArray:
    return np.concatenate([values, np.array(more, dtype=np.int64)])


def _starts(
    problem: Problem, profiles: tuple[Profile, ...], vehicle: int, lasts_s: int
) -> tuple[tuple[Interval, ...], ...]:
    """[profile] -> when loading may begin: inside the shift, and the streets there open before and after."""
    slot = problem.vehicles[vehicle]
    profile = profiles[slot.profile]
    if slot.depot_place not in profile.row or not slot.start_intervals or not slot.end_intervals:
        return tuple(() for _ in profiles)
    shift = (slot.start_intervals[0][0], slot.end_intervals[-1][1])
    present = ((a, b - lasts_s) for a, b in overlap((shift,), halt_hours(profile, slot.depot_place)))
    hours = tuple((a, b) for a, b in present if a <= b)
    return tuple(hours if number == slot.profile else () for number in range(len(profiles)))
