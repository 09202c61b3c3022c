"""Where the last in is the first out nothing is delivered once something was picked up."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.violation import Violation
from freight.domain.scenario import OrderKind


def last_in_first_out(context: Context) -> Iterator[Violation]:
    """Follow every section of a route; at one stop deliveries go out before pickups come in."""
    for driven in context.replays:
        if not driven.kind.last_in_first_out:
            continue
        first = ""
        for halt in driven.timeline.halts:
            kinds = {name: context.orders[name].kind for name in halt.order_ids if name in context.orders}
            if halt.reload:
                first = ""
            for name, kind in kinds.items():
                if first and kind is OrderKind.DELIVERY:
                    text = f"{driven.vehicle.id} delivers {name} from behind {first}, which it picked up before"
                    yield Violation("last_in_first_out", text, driven.vehicle.id, halt.label, halt.start_s)
            picked = [name for name, kind in kinds.items() if kind is OrderKind.PICKUP]
            first = first or (picked[0] if picked else "")
