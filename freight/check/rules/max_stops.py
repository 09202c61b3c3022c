"""A vehicle serves no more orders in a day than it may."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.violation import Violation


def max_stops(context: Context) -> Iterator[Violation]:
    """Count the orders of every route, each one a stop; the vehicle's own limit comes before its type's."""
    for driven in context.replays:
        own, of_type = driven.vehicle.max_stops, driven.kind.max_stops
        limit = of_type if own is None else own
        if limit is None:
            continue
        stops = [halt for halt in driven.timeline.halts for _ in halt.order_ids]
        if len(stops) > limit:
            over, first = len(stops) - limit, stops[limit]
            text = f"{driven.vehicle.id} makes {len(stops)} stops, {over} more than it may ({limit})"
            yield Violation(
                "max_stops", text, driven.vehicle.id, first.label, first.start_s, float(over), "stops"
            )
