"""Travel times by the hour, from the tables of all profiles."""

from __future__ import annotations

import numpy as np

from freight.build.profiles import Profile
from freight.domain.traffic import MS, Traffic
from freight.domain.travel import UNREACHABLE
from freight.units import SECONDS_PER_DAY

ALL_DAY = ((-SECONDS_PER_DAY,), (0,))
"""One period with one pace: for profiles whose hours are all alike."""
ROUNDING = 1e-6
"""Of a millisecond: sums of binary fractions must not cost a whole one."""


def traffic_of(profiles: tuple[Profile, ...], places: int) -> Traffic | None:
    """Milliseconds of every leg at every pace; None where no profile knows hours that differ."""
    paces = [profile.view.pace for profile in profiles]
    if all(pace is None for pace in paces):
        return None
    most = max(len(profile.table.pace_s) for profile in profiles)
    ms = np.full((len(profiles), most, places, places), UNREACHABLE * MS, dtype=np.int64)
    for index, profile in enumerate(profiles):
        known = np.array(sorted(profile.row), dtype=np.int64)
        for number, seconds in enumerate(profile.table.pace_s or (profile.table.seconds,)):
            joined = np.isfinite(seconds)
            whole = np.where(joined, np.ceil(np.where(joined, seconds, 0.0) * MS - ROUNDING), UNREACHABLE * MS)
            ms[np.ix_(np.array([index]), np.array([number]), known, known)] = whole.astype(np.int64)
    periods = [ALL_DAY if pace is None else (pace.starts_s, pace.number) for pace in paces]
    starts, numbers = zip(*periods, strict=True)
    return Traffic(tuple(starts), tuple(numbers), ms)
