"""A vehicle stays until the service is done."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.service import visit_s
from freight.check.violation import Violation
from freight.check.wording import moment, span


def service(context: Context) -> Iterator[Violation]:
    """Compare every stay with the service seconds of its orders together."""
    for driven in context.replays:
        for visit, halt in zip(driven.route.visits, driven.timeline.halts[1:-1], strict=True):
            short = visit_s(visit, context.orders, driven.kind) - (visit.depart_s - visit.start_s)
            if short > 0:
                text = (
                    f"{driven.vehicle.id} leaves {halt.label} at {moment(visit.depart_s)}, "
                    f"{span(short)} before its service is done"
                )
                yield Violation(
                    "service", text, driven.vehicle.id, halt.label, visit.depart_s, float(short), "s"
                )
