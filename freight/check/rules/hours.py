"""Streets with hours are driven only while they are open."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.aftermath import leaves_late
from freight.check.context import Context
from freight.check.motion import TOLERANCE_S
from freight.check.views import day_of
from freight.check.violation import Violation
from freight.check.wording import hours as hours_text
from freight.check.wording import moment, span, street_name
from freight.domain.scenario import Interval
from freight.network.hours import meets


def hours(context: Context) -> Iterator[Violation]:
    """Compare the seconds spent driving on every street with the hours on its signs.

    A street that never opens on the vehicle's day is the business of `access`. A vehicle that is late, and in
    such a street when that becomes known, may drive out.
    """
    for driven, index, leg in context.legs():
        signs, motion = context.signs[driven.kind.id], driven.motions[index]
        day, run = day_of(driven.route, driven.vehicle), -1
        for position, street in enumerate(leg.streets.tolist()):
            opens = signs(street).open
            on_s, off_s = float(motion.on_s[position]), float(motion.off_s[position])
            outside = closed_s(opens, on_s, off_s) if meets(opens, day) else 0.0
            run = -1 if outside <= TOLERANCE_S else position if run < 0 else run
            if run >= 0 and not leaves_late(context, driven, index, run):
                name = street_name(context.streets, street)
                text = (
                    f"{driven.vehicle.id} drives {name} from {moment(on_s)} to {moment(off_s)}, "
                    f"{span(outside)} outside its hours ({hours_text(opens, on_s)})"
                )
                yield Violation("hours", text, driven.vehicle.id, name, on_s, outside, "s")


def closed_s(opens: tuple[Interval, ...], begin_s: float, end_s: float) -> float:
    """Seconds by which a drive misses the open interval it fits best; 0 when it lies inside one."""
    return min(max(begin - begin_s, end_s - end, 0.0) for begin, end in opens)
