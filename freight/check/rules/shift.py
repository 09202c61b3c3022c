"""A vehicle's day lies inside its shift."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.aftermath import straight_home
from freight.check.context import Context
from freight.check.motion import TOLERANCE_S
from freight.check.violation import Violation
from freight.check.wording import moment, span


def shift(context: Context) -> Iterator[Violation]:
    """Compare leaving the depot and the return with the shift.

    A vehicle that goes straight home from what it was doing when things changed may be late.
    """
    for driven in context.replays:
        vehicle, halts = driven.vehicle, driven.timeline.halts
        early = vehicle.shift_start_s - halts[0].depart_s
        late = halts[-1].arrive_s - vehicle.shift_end_s
        if early > 0:
            text = (
                f"{vehicle.id} leaves at {moment(halts[0].depart_s)}, "
                f"{span(early)} before its shift starts at {moment(vehicle.shift_start_s)}"
            )
            yield Violation("shift", text, vehicle.id, halts[0].label, halts[0].depart_s, early, "s")
        if late > TOLERANCE_S and not straight_home(context, driven):
            text = (
                f"{vehicle.id} is back at {moment(halts[-1].arrive_s)}, "
                f"{span(late)} after its shift ends at {moment(vehicle.shift_end_s)}"
            )
            yield Violation("shift", text, vehicle.id, halts[-1].label, halts[-1].arrive_s, late, "s")
