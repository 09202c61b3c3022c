"""Legs as driven, made from streets alone, for tests of turn lists and sheets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from freight.domain.fleet import Load
from freight.domain.timeline import DrivenLeg
from freight.network.streets import Streets

SPEED_MPS = 5.0


def driven_leg(
    streets: Streets,
    path: Sequence[int],
    from_share: float = 0.0,
    to_share: float = 1.0,
    *,
    depart_s: float = 8 * 3600.0,
    hold_s: float = 0.0,
    hold_before: int = 0,
) -> DrivenLeg:
    """Drive the streets at 18 km/h, the first and the last cut at their shares."""
    length = streets.length_m[list(path)].astype(float)
    if len(path) == 1:
        length = length * (to_share - from_share)
    else:
        length[0] *= 1.0 - from_share
        length[-1] *= to_share
    seconds = length / SPEED_MPS
    enter = depart_s + np.concatenate([[0.0], np.cumsum(seconds)[:-1]])
    enter[hold_before:] += hold_s
    return DrivenLeg(
        "from", "to", np.array(path), from_share, to_share, length, enter, seconds, np.zeros(len(path)), 0.0,
        depart_s, float(depart_s + seconds.sum() + hold_s), hold_s, hold_before, Load(), (), (),
    )  # fmt: skip
