"""Broken in the breaks of drivers: an electric van with two stops, and rules as long as its legs."""

from __future__ import annotations

from dataclasses import replace

from freight.domain.breaks import Break, BreakRule, Counts, Per
from freight.domain.plan import Route
from tests.broken_plans.of_charging import charging
from tests.broken_plans.register import breaks
from tests.broken_plans.world import World, checked

LONG_S, SHORT_S = 600, 300
SPLIT = BreakRule(
    "split", Counts.DRIVING, Per.STRETCH, 1, LONG_S + SHORT_S, (SHORT_S, LONG_S), True, True, False
)
WHOLE = BreakRule("whole", Counts.WORK, Per.STRETCH, 1, LONG_S, (), False, True, False)
DAILY = BreakRule("daily", Counts.WORK, Per.DAY, 60, LONG_S, (SHORT_S,), True, True, True)


def under(world: World, *rules: BreakRule) -> World:
    """The electric vans under some rules."""
    kinds = tuple(
        replace(kind, breaks=rules) if kind.id == "evan" else kind for kind in world.scenario.vehicle_types
    )
    return replace(world, scenario=replace(world.scenario, vehicle_types=kinds))


def resting(world: World, *lengths_s: int) -> World:
    """The van stays so much longer at each of its stops, on a break; what follows is as much later."""
    route, later_s, visits = world.route("Electric"), 0, []
    for visit, length_s in zip(route.visits, lengths_s, strict=True):
        ready_s = visit.depart_s + later_s
        taken = (Break(ready_s, ready_s + length_s),) if length_s else ()
        start_s = visit.start_s + later_s
        later_s += length_s
        visits.append(replace(visit, start_s=start_s, depart_s=ready_s + length_s, breaks=taken))
    return world.with_route(replace(route, visits=tuple(visits)))


def _driven_s(world: World) -> list[float]:
    timeline = checked(world).timeline
    route = next(one for one in timeline.routes if one.vehicle_id == "Electric")
    return [float(leg.drive_s.sum()) for leg in route.legs]


def _split_rule(world: World) -> BreakRule:
    """Both stops together are in time for it, and the way home is not."""
    first, second, home = _driven_s(world)
    return replace(SPLIT, over_s=int(first + second + home / 2))


def _whole_rule(world: World) -> BreakRule:
    """The first stop is in time for it, the second is not."""
    route = world.route("Electric")
    first, second = route.visits
    done_s = (first.depart_s + second.depart_s) // 2 - route.depart_s
    return replace(WHOLE, over_s=done_s)


def split_break(world: World) -> World:
    """A good plan: first the short part, then the long one."""
    return resting(under(world, _split_rule(world)), SHORT_S, LONG_S)


def whole_break(world: World) -> World:
    """A good plan: the break in one piece at the first stop."""
    return resting(under(world, _whole_rule(world)), LONG_S, 0)


def daily_breaks(world: World) -> World:
    """A good plan: two breaks that are long enough together."""
    return resting(under(world, DAILY), SHORT_S, SHORT_S)


def break_while_charging(world: World) -> World:
    """A good plan: the driver rests while current flows."""
    made = under(charging(world), replace(WHOLE, over_s=24 * 3600, break_s=120))
    return _with_breaks(made, 1, _flow(made.route("Electric")))


def _flow(route: Route) -> Break:
    halt = route.visits[1]
    return Break(halt.start_s + 60, halt.start_s + 180)


def _with_breaks(world: World, visit: int, *taken: Break) -> World:
    route = world.route("Electric")
    visits = list(route.visits)
    visits[visit] = replace(visits[visit], breaks=taken)
    return world.with_route(replace(route, visits=tuple(visits)))


@breaks("breaks")
def no_break_at_all(world: World) -> World:
    return _with_breaks(whole_break(world), 0)


@breaks("breaks")
def break_of_nine_minutes_in_place_of_ten(world: World) -> World:
    (taken,) = whole_break(world).route("Electric").visits[0].breaks
    return _with_breaks(whole_break(world), 0, Break(taken.begin_s, taken.end_s - 60))


@breaks("breaks")
def break_taken_too_late(world: World) -> World:
    return resting(under(world, _whole_rule(world)), 0, LONG_S)


@breaks("breaks")
def parts_in_the_wrong_order(world: World) -> World:
    return resting(under(world, _split_rule(world)), LONG_S, SHORT_S)


@breaks("breaks")
def second_part_too_short(world: World) -> World:
    return resting(under(world, _split_rule(world)), SHORT_S, LONG_S - 60)


@breaks("breaks")
def breaks_of_the_day_too_short_together(world: World) -> World:
    return resting(under(world, DAILY), SHORT_S, SHORT_S - 30)


@breaks("breaks")
def break_during_the_service(world: World) -> World:
    made = whole_break(world)
    (taken,) = made.route("Electric").visits[0].breaks
    return _with_breaks(made, 0, Break(taken.begin_s - 60, taken.end_s))


@breaks("breaks")
def break_while_it_drives(world: World) -> World:
    made = whole_break(world)
    (taken,) = made.route("Electric").visits[0].breaks
    return _with_breaks(made, 0, Break(taken.begin_s + 60, taken.end_s + 60))


@breaks("breaks")
def break_that_runs_backwards(world: World) -> World:
    made = whole_break(world)
    (taken,) = made.route("Electric").visits[0].breaks
    return _with_breaks(made, 0, taken, Break(taken.end_s, taken.end_s))


@breaks("breaks")
def two_breaks_at_once(world: World) -> World:
    made = whole_break(world)
    (taken,) = made.route("Electric").visits[0].breaks
    return _with_breaks(made, 0, taken, Break(taken.begin_s + 60, taken.end_s))


@breaks("breaks")
def break_in_waiting_that_is_work(world: World) -> World:
    made = under(world, replace(WHOLE, over_s=24 * 3600, break_s=60))
    start_s = made.route("Electric").visits[0].start_s
    return _with_breaks(made, 0, Break(start_s - 60, start_s))


@breaks("breaks")
def break_in_charging_that_is_work(world: World) -> World:
    made = break_while_charging(world)
    return under(made, replace(WHOLE, over_s=24 * 3600, break_s=120, charging_free=False))


@breaks("breaks")
def break_while_the_plug_is_set(world: World) -> World:
    made = break_while_charging(world)
    halt = made.route("Electric").visits[1]
    return _with_breaks(made, 1, Break(halt.start_s, halt.start_s + 120))
