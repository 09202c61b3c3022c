"""A vehicle halts where its order or charger is, and goes on from where it halted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from freight.check.context import Context
from freight.check.ground import end_point, gap_m, near, start_point
from freight.check.replay import RouteReplay
from freight.check.violation import Violation

SAME_SPOT_M = 2.0
"""A vehicle that turns on the spot may go on this far from where it halted."""


def place(context: Context) -> Iterator[Violation]:
    """Measure from the end of every leg to its orders or charger, and to the start of the next leg."""
    for driven in context.replays:
        yield from _halts(context, driven)
        yield from _at_chargers(context, driven)
        yield from _joints(context, driven)


def _halts(context: Context, driven: RouteReplay) -> Iterator[Violation]:
    limit_m = context.scenario.snap_limit_m
    for visit, halt in zip(driven.route.visits, driven.timeline.halts[1:-1], strict=True):
        point = end_point(context.streets, visit.leg)
        for order_id in visit.order_ids:
            order = context.orders.get(order_id)
            if order is None or point is None:
                continue
            away_m = gap_m(point, (order.lat, order.lon))
            if not near(away_m, limit_m):
                text = (
                    f"{driven.vehicle.id} halts {away_m:.0f} m from order {order_id} ({order.name}), "
                    f"farther than {limit_m:.0f} m"
                )
                yield Violation("place", text, driven.vehicle.id, halt.label, halt.arrive_s, away_m, "m")


def _at_chargers(context: Context, driven: RouteReplay) -> Iterator[Violation]:
    limit_m = context.scenario.snap_limit_m
    for visit, halt in zip(driven.route.visits, driven.timeline.halts[1:-1], strict=True):
        point = end_point(context.streets, visit.leg)
        charger = context.chargers.get(visit.charge.charger_id) if visit.charge is not None else None
        if charger is None or point is None:
            continue
        away_m = gap_m(point, (charger.lat, charger.lon))
        if not near(away_m, limit_m):
            text = (
                f"{driven.vehicle.id} charges {away_m:.0f} m from charger {charger.id} ({charger.name}), "
                f"farther than {limit_m:.0f} m"
            )
            yield Violation("place", text, driven.vehicle.id, halt.label, halt.arrive_s, away_m, "m")


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
