"""Service starts and ends inside one of the order's windows."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.service import order_s
from freight.check.violation import Violation
from freight.check.wording import hours, moment, span
from freight.domain.scenario import Interval


def windows(context: Context) -> Iterator[Violation]:
    """Test every order; several orders of one visit are served one after the other without a pause."""
    for driven in context.replays:
        for halt in driven.timeline.halts:
            begin_s = halt.start_s
            for order_id in halt.order_ids:
                order = context.orders.get(order_id)
                if order is None:
                    continue
                end_s = begin_s + order_s(order, driven.kind)
                off_s = outside_s(order.windows, begin_s, end_s)
                if off_s > 0:
                    text = (
                        f"order {order_id} is served from {moment(begin_s)} to {moment(end_s)} by "
                        f"{driven.vehicle.id}, {span(off_s)} outside {hours(order.windows, begin_s)}"
                    )
                    yield Violation("windows", text, driven.vehicle.id, halt.label, begin_s, off_s, "s")
                begin_s = end_s


def outside_s(windows: tuple[Interval, ...], begin_s: float, end_s: float) -> float:
    """Seconds by which a service misses the window it fits best; 0 when it lies inside one."""
    return min(max(opens - begin_s, end_s - closes, 0.0) for opens, closes in windows)
