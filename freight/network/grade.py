"""Heights of street ends, where the map has them."""

from __future__ import annotations

import numpy as np

from freight.domain.travel import BoolArray, FloatArray
from freight.network.streets import Streets

STEEPEST_SHARE = 0.25
"""Steeper than any street that vehicles are sent up; more than this is a slip in the map's heights."""


def known_grade(streets: Streets) -> BoolArray:
    """Shape (streets,): both ends have a height."""
    if not len(streets.node_ele_m):
        return np.zeros(streets.count, dtype=np.bool_)
    known = np.isfinite(streets.node_ele_m)
    return np.asarray(known[streets.from_node] & known[streets.to_node])


def rise_m(streets: Streets) -> FloatArray:
    """Shape (streets,): height of the far end above the near end, 0 where one of them is not known."""
    rise = np.zeros(streets.count)
    known = known_grade(streets)
    rise[known] = streets.node_ele_m[streets.to_node[known]] - streets.node_ele_m[streets.from_node[known]]
    limit_m = STEEPEST_SHARE * streets.length_m
    return np.clip(rise, -limit_m, limit_m)
