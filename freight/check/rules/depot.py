"""A route starts and ends at the vehicle's depot; one of a vehicle that broke down ends on the street."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.ground import end_point, gap_m, near, start_point
from freight.check.replay import BROKEN_DOWN
from freight.check.violation import Violation


def depot(context: Context) -> Iterator[Violation]:
    """Measure from the first point of the first leg, and the last of the last, to the depot."""
    limit_m = context.scenario.snap_limit_m
    for driven in context.replays:
        home, halts = driven.depot, driven.timeline.halts
        ends = (
            ("starts", start_point(context.streets, driven.motions[0].leg), halts[0].depart_s),
            ("ends", end_point(context.streets, driven.motions[-1].leg), halts[-1].arrive_s),
        )
        for verb, point, at_s in ends:
            if point is None or (verb == "ends" and halts[-1].label == BROKEN_DOWN):
                continue
            away_m = gap_m(point, (home.lat, home.lon))
            if not near(away_m, limit_m):
                text = f"{driven.vehicle.id} {verb} its day {away_m:.0f} m from depot {home.id} ({home.name})"
                yield Violation("depot", text, driven.vehicle.id, f"depot {home.id}", at_s, away_m, "m")
