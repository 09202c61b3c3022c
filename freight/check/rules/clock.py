"""Nobody starts before arriving, and no wait runs backwards."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.motion import TOLERANCE_S
from freight.check.violation import Violation
from freight.check.wording import moment, span


def clock(context: Context) -> Iterator[Violation]:
    """Compare the planned starts with the arrivals of the replay, and look at the waits on the way."""
    for driven in context.replays:
        for visit, halt in zip(driven.route.visits, driven.timeline.halts[1:-1], strict=True):
            late = halt.arrive_s + halt.setup_s - visit.start_s
            if late > TOLERANCE_S:
                setup = f" and needs {span(halt.setup_s)} to set up" if halt.setup_s else ""
                text = (
                    f"{driven.vehicle.id} starts at {halt.label} at {moment(visit.start_s)} by the plan, "
                    f"but arrives at {moment(halt.arrive_s)}{setup}, {span(late)} later"
                )
                yield Violation("clock", text, driven.vehicle.id, halt.label, halt.arrive_s, late, "s")
        for motion, driven_leg in zip(driven.motions, driven.timeline.legs, strict=True):
            leg = motion.leg
            if leg.hold_s < 0 or (leg.hold_s > 0 and not 0 <= leg.hold_before < len(leg.streets)):
                text = (
                    f"{driven.vehicle.id} waits {leg.hold_s} s before street {leg.hold_before + 1} of "
                    f"{len(leg.streets)} on the way to {driven_leg.to_label}, which can not be done"
                )
                yield Violation(
                    "clock", text, driven.vehicle.id, driven_leg.to_label, motion.depart_s, leg.hold_s, "s"
                )
