"""A vehicle that broke down goes nowhere afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.violation import Violation
from freight.check.wording import moment


def stranded(context: Context) -> Iterator[Violation]:
    """Look for visits that end, and streets that are entered, after the breakdown."""
    happened = context.scenario.happened
    if happened is None:
        return
    for driven in context.replays:
        broken_s = happened.broken_s(driven.vehicle.id)
        if broken_s is None:
            continue
        moments = [float(visit.depart_s) for visit in driven.route.visits]
        moments += [float(at_s) for motion in driven.motions for at_s in motion.enter_s.tolist()]
        late = max(moments) - broken_s
        if late > 0:
            text = (
                f"{driven.vehicle.id} is still on its way at {moment(max(moments))}; "
                f"it broke down at {moment(broken_s)}"
            )
            yield Violation("stranded", text, driven.vehicle.id, at_s=max(moments), amount=late, unit="s")
