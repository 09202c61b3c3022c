"""What was done before the day was planned again stays as it was, and nothing new lies in the past."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.aftermath import Settled, begun, settled
from freight.check.context import Context
from freight.check.motion import TOLERANCE_S
from freight.check.replay import RouteReplay
from freight.check.violation import Violation
from freight.check.wording import moment, visit_label
from freight.domain.plan import Leg, Route, Visit


def done(context: Context) -> Iterator[Violation]:
    """Hold every route beside the one that was told before, up to the moment of planning again."""
    happened = context.scenario.happened
    if happened is None:
        return
    replays = {driven.vehicle.id: driven for driven in context.replays}
    had_left = set()
    for one in settled(happened):
        vehicle_id = one.earlier.vehicle_id
        had_left.add(vehicle_id)
        driven = replays.get(vehicle_id)
        if driven is None:
            text = f"{vehicle_id} left at {moment(one.earlier.depart_s)} and has no route any more"
            yield Violation("done", text, vehicle_id, at_s=one.earlier.depart_s)
            continue
        broken = happened.broken_s(vehicle_id) is not None
        yield from _changed(context, one, driven, broken=broken)
        yield from _backdated(context, driven, len(begun(one, broken=broken)), one.over_s)
    for driven in context.replays:
        early = happened.now_s - driven.route.depart_s
        if driven.vehicle.id not in had_left and early > 0:
            text = f"{driven.vehicle.id} leaves at {moment(driven.route.depart_s)}, before the plan was made"
            yield Violation("done", text, driven.vehicle.id, at_s=driven.route.depart_s, amount=early, unit="s")


def _changed(context: Context, one: Settled, driven: RouteReplay, *, broken: bool) -> Iterator[Violation]:
    told, route = one.earlier, driven.route
    if route.depart_s != told.depart_s:
        text = f"{told.vehicle_id} left at {moment(told.depart_s)}, not at {moment(route.depart_s)}"
        yield Violation("done", text, told.vehicle_id, at_s=told.depart_s)
    stands = begun(one, broken=broken)
    for number, visit in enumerate(stands):
        if number >= len(route.visits) or not _same(visit, route.visits[number], one.until_s):
            label = visit_label(visit, context.orders)
            text = (
                f"{told.vehicle_id} was at {label} from {moment(visit.start_s)} on; the plan has it otherwise"
            )
            yield Violation("done", text, told.vehicle_id, label, visit.start_s)
            return
    yield from _other_way(one, driven, len(stands))


def _same(told: Visit, now: Visit, until_s: int) -> bool:
    over = told.depart_s <= until_s
    ends = now.depart_s == told.depart_s if over else now.depart_s >= told.depart_s
    same_way = (told.leg.streets, told.leg.to_share) == (now.leg.streets, now.leg.to_share)
    return (
        (told.order_ids, told.charge, told.start_s) == (now.order_ids, now.charge, now.start_s)
        and ends
        and same_way
    )


def _other_way(one: Settled, driven: RouteReplay, number: int) -> Iterator[Violation]:
    """Streets of the leg under way that had been driven by then, where the plan has others."""
    motion = driven.motions[number]
    told = leg_of(one.earlier, number).streets
    for at, (street, enter_s) in enumerate(zip(motion.streets.tolist(), motion.enter_s.tolist(), strict=True)):
        if enter_s > one.over_s:
            return
        if at >= len(told) or told[at] != street:
            text = f"{driven.vehicle.id} was on another street at {moment(enter_s)} than the plan has it now"
            yield Violation("done", text, driven.vehicle.id, driven.timeline.legs[number].to_label, enter_s)
            return


def leg_of(route: Route, number: int) -> Leg:
    """The leg to a visit, or back to the depot after the last."""
    return route.visits[number].leg if number < len(route.visits) else route.back


def _backdated(context: Context, driven: RouteReplay, first: int, over_s: int) -> Iterator[Violation]:
    for visit in driven.route.visits[first:]:
        early = over_s - visit.start_s
        if early > TOLERANCE_S:
            label = visit_label(visit, context.orders)
            text = (
                f"{driven.vehicle.id} is said to have been at {label} at {moment(visit.start_s)}, which is over"
            )
            yield Violation("done", text, driven.vehicle.id, label, visit.start_s, early, "s")
