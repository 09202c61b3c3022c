"""A vehicle loads anew at its own depot, no more often than it may, and stays until that is done."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.violation import Violation
from freight.check.wording import moment, span


def reloads(context: Context) -> Iterator[Violation]:
    """Count the reload halts of every route, the vehicle's own limit before its type's; look at each stay."""
    for driven in context.replays:
        who, own = driven.vehicle.id, driven.vehicle.reloads
        limit = driven.kind.reloads if own is None else own
        needed_s, made = driven.kind.reload_min * 60, 0
        for visit, halt in zip(driven.route.visits, driven.timeline.halts[1:-1], strict=True):
            if not visit.reload:
                continue
            made += 1
            short_s = needed_s - (visit.depart_s - visit.start_s)
            if visit.reload != driven.depot.id:
                text = f"{who} loads anew at {visit.reload}; its goods lie at depot {driven.depot.id}"
                yield Violation("reloads", text, who, halt.label, halt.start_s)
            if made == limit + 1:
                text = f"{who} loads anew for the {made}. time; it may do so {limit} times a day"
                yield Violation("reloads", text, who, halt.label, halt.start_s, float(made - limit), "times")
            if short_s > 0.5:
                left = f"{who} leaves {halt.label} at {moment(visit.depart_s)}"
                text = f"{left}, {span(short_s)} before it is loaded"
                yield Violation("reloads", text, who, halt.label, visit.depart_s, short_s, "s")
