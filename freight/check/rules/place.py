"""A vehicle halts where its order, charger or depot is, and goes on from where it halted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from freight.check.context import Context
from freight.check.ground import end_point, gap_m, near, start_point
from freight.check.replay import RouteReplay
from freight.check.violation import Violation
from freight.domain.plan import Visit

SAME_SPOT_M = 2.0
"""A vehicle that turns on the spot may go on this far from where it halted."""


def place(context: Context) -> Iterator[Violation]:
    """Measure from the end of every leg to its orders or charger, and to the start of the next leg."""
    for driven in context.replays:
        yield from _halts(context, driven)
        yield from _joints(context, driven)


def _halts(context: Context, driven: RouteReplay) -> Iterator[Violation]:
    for visit, halt in zip(driven.route.visits, driven.timeline.halts[1:-1], strict=True):
        point = end_point(context.streets, visit.leg)
        if point is None:
            continue
        for spot, does, what in _places(context, visit):
            away_m, limit_m = gap_m(point, spot), context.scenario.snap_limit_m
            if not near(away_m, limit_m):
                text = f"{driven.vehicle.id} {does} {away_m:.0f} m from {what}, farther than {limit_m:.0f} m"
                yield Violation("place", text, driven.vehicle.id, halt.label, halt.arrive_s, away_m, "m")


def _places(context: Context, visit: Visit) -> Iterator[tuple[tuple[float, float], str, str]]:
    """(position, what is done there, name) of what a visit is for, as far as known."""
    for order_id in visit.order_ids:
        order = context.orders.get(order_id)
        if order is not None:
            yield (order.lat, order.lon), "halts", f"order {order_id} ({order.name})"
    charger = context.chargers.get(visit.charge.charger_id) if visit.charge is not None else None
    if charger is not None:
        yield (charger.lat, charger.lon), "charges", f"charger {charger.id} ({charger.name})"
    for depot in context.scenario.depots:
        if depot.id == visit.reload:
            yield (depot.lat, depot.lon), "loads anew", f"depot {depot.id} ({depot.name})"


def _joints(context: Context, driven: RouteReplay) -> Iterator[Violation]:
    legs = [motion.leg for motion in driven.motions]
    for (before, after), halt in zip(pairwise(legs), driven.timeline.halts[1:-1], strict=True):
        end, start = end_point(context.streets, before), start_point(context.streets, after)
        if end is None or start is None:
            continue
        jump_m = gap_m(end, start)
        other_street = before.streets[-1] // 2 != after.streets[0] // 2
        if jump_m > SAME_SPOT_M or other_street:
            text = (
                f"{driven.vehicle.id} halts at {halt.label} and goes on from another "
                f"{'street' if other_street else 'point of the street'}, {jump_m:.0f} m away"
            )
            yield Violation("place", text, driven.vehicle.id, halt.label, halt.depart_s, jump_m, "m")
