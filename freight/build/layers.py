"""Vehicles that do not begin at their depot, as a problem like any other.

The engine knows one place where a vehicle begins and ends its day. A vehicle that begins elsewhere gets a copy
of its profile's matrices in which the way *from* the depot is the way from where it is. Nothing else of the
engine has to know that a day can begin on the street.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from freight.domain.problem import Problem
from freight.domain.travel import IntArray, TravelMatrices


def begun_elsewhere(problem: Problem, place_of: Mapping[int, int]) -> Problem:
    """The problem with a layer of its own for every vehicle that begins at another place than its depot.

    Parameters
    ----------
    place_of
        Vehicle -> the place it begins at.
    """
    own = sorted(place_of)
    base = [problem.vehicles[number].profile for number in own]
    count = problem.travel.seconds.shape[0]
    layer_of = {number: count + row for row, number in enumerate(own)}

    def with_own(matrix: IntArray) -> IntArray:
        made = [matrix[profile].copy() for profile in base]
        for layer, number in zip(made, own, strict=True):
            layer[problem.vehicles[number].depot_place] = layer[place_of[number]]
        return np.concatenate([matrix, np.array(made, dtype=np.int64).reshape(-1, *matrix.shape[1:])])

    travel, per_t = problem.travel, problem.travel.energy_wh_per_t
    return replace(
        problem,
        vehicles=tuple(
            replace(slot, profile=layer_of.get(number, slot.profile))
            for number, slot in enumerate(problem.vehicles)
        ),
        service_s=np.concatenate([problem.service_s, problem.service_s[base]]),
        start_windows=tuple((*hours, *(hours[profile] for profile in base)) for hours in problem.start_windows),
        travel=TravelMatrices(
            with_own(travel.seconds),
            with_own(travel.metres),
            with_own(travel.energy_wh),
            with_own(travel.cost_micro),
            None if per_t is None else with_own(per_t),
        ),
        day_fees=tuple(
            replace(fee, inside=np.concatenate([fee.inside, fee.inside[base]])) for fee in problem.day_fees
        ),
    )
