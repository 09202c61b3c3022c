"""What follows for a day from what happened in it, read here from the earlier plan and the events alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from freight.domain.happened import EventKind, Happened
from freight.domain.plan import Plan, Route, Visit
from freight.domain.scenario import Order, Scenario

if TYPE_CHECKING:
    from freight.check.context import Context
    from freight.check.replay import RouteReplay


class Settled(NamedTuple):
    """A vehicle that had left when the day was planned again."""

    earlier: Route
    until_s: int
    """Up to this moment of its earlier route it has surely come, and what it began by then stands."""
    over_s: int
    """When it decided anew: now, or its breakdown."""


def settled(happened: Happened | None) -> Iterator[Settled]:
    """Every vehicle that was on the street, or back, when the new plan was told."""
    if happened is None or happened.earlier is None:
        return
    for route in happened.earlier.routes:
        broken_s = happened.broken_s(route.vehicle_id)
        over_s = happened.now_s if broken_s is None else broken_s
        until_s = over_s - happened.late_s(route.vehicle_id)
        if route.depart_s <= until_s:
            yield Settled(route, until_s, over_s)


def begun(one: Settled, *, broken: bool) -> tuple[Visit, ...]:
    """Visits that stand: those whose service had begun; of a vehicle that broke down, those that were over."""
    return tuple(
        visit for visit in one.earlier.visits if (visit.depart_s if broken else visit.start_s) <= one.until_s
    )


def stuck_goods(plan: Plan, scenario: Scenario) -> dict[str, tuple[Order, ...]]:
    """By vehicle: what was loaded and is not delivered by it, cancelled orders among it."""
    happened = scenario.happened
    if happened is None:
        return {}
    orders = {order.id: order for order in (*happened.cancelled, *scenario.orders)}
    served = {
        route.vehicle_id: {order_id for visit in route.visits for order_id in visit.order_ids}
        for route in plan.routes
    }
    return {
        vehicle_id: tuple(
            orders[name] for name in names if name in orders and name not in served.get(vehicle_id, ())
        )
        for vehicle_id, names in happened.loaded.items()
    }


def broken_vehicles(scenario: Scenario) -> frozenset[str]:
    """Vehicles whose day ends on the street."""
    happened = scenario.happened
    if happened is None:
        return frozenset()
    names = {event.vehicle_id for event in happened.events}
    return frozenset(name for name in names if name and happened.broken_s(name) is not None)


def straight_home(context: Context, driven: RouteReplay) -> bool:
    """Whether a vehicle that was out does nothing after `now` but end what it was doing and go home."""
    happened = context.scenario.happened
    one = next((s for s in settled(happened) if s.earlier.vehicle_id == driven.vehicle.id), None)
    if happened is None or one is None:
        return False
    visits, told = driven.route.visits, one.earlier.visits
    started = sum(visit.start_s <= happened.now_s for visit in visits)
    ahead = visits[started:]
    under_way = told[started].order_ids if started < len(told) else ()
    return not ahead or (len(ahead) == 1 and bool(under_way) and ahead[0].order_ids == under_way)


def leaves_late(context: Context, driven: RouteReplay, index: int, first: int) -> bool:
    """Whether a late vehicle was, when that became known, past the street where a stretch of a leg begins.

    It can not help being where it should no longer be; it may drive out of there.
    """
    happened = context.scenario.happened
    for event in happened.events if happened is not None else ():
        if event.kind is not EventKind.LATE or event.vehicle_id != driven.vehicle.id:
            continue
        visits, motion = driven.route.visits, driven.motions[index]
        before_s = visits[index - 1].start_s if index else driven.route.depart_s
        from_s = max(float(event.told_s), motion.depart_s)
        if before_s <= event.told_s < motion.arrive_s and motion.enter_s[first] <= from_s:
            return True
    return False
