"""A vehicle is plugged in only while the charger is open."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.motion import TOLERANCE_S
from freight.check.violation import Violation
from freight.check.wording import hours, moment, span
from freight.network.hours import open_intervals


def charger_hours(context: Context) -> Iterator[Violation]:
    """Compare every session, from plugging in to leaving, with the hours of its charger."""
    for driven, charge, halt in context.charging():
        site = context.chargers.get(charge.charger_id)
        if site is None:
            continue
        opens = open_intervals(site.hours, context.scenario.day)
        stay_s = halt.depart_s - halt.start_s
        outside = min((max(a - halt.start_s, halt.depart_s - b, 0.0) for a, b in opens), default=stay_s)
        if outside > TOLERANCE_S:
            text = (
                f"{driven.vehicle.id} charges at {site.id} from {moment(halt.start_s)} to "
                f"{moment(halt.depart_s)}, {span(outside)} outside its hours ({hours(opens, halt.start_s)})"
            )
            yield Violation("charger_hours", text, driven.vehicle.id, halt.label, halt.start_s, outside, "s")
