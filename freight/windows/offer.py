"""What a promised window does to the plan, as the checker drives it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from freight.build import to_plan
from freight.check.check import CheckResult, check_plan
from freight.domain.plan import Plan, Route, Solution
from freight.domain.scenario import Interval, Order, Scenario
from freight.domain.timeline import Halt, RouteTimeline, Timeline
from freight.emissions.account import account
from freight.emissions.lookup import Factors
from freight.units import SECONDS_PER_HOUR
from freight.windows.place import Placed, Standing, cheapest


@dataclass(frozen=True, slots=True)
class Extra:
    """What the plan with the order has more than the plan without; negative where it has less."""

    nok: float
    km: float
    hours: float
    """From leaving the depot to being back, all vehicles."""
    kwh: float
    """Drawn from batteries, and net calorific energy of fuel."""
    co2e_kg: float
    """Well to wheel."""


LEAST_MOVED_S = 60
"""Times are told in minutes: a smaller change is none."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A told start of service that changes by a minute or more."""

    order_id: str
    told_s: int
    new_s: int


@dataclass(frozen=True, eq=False, slots=True)
class Offer:
    """A window that can be promised, and the checked plan that keeps it."""

    window: Interval
    vehicle_id: str
    type_id: str
    new_vehicle: bool
    """Stays at home without the order."""
    arrive_s: float
    start_s: int
    done_s: float
    extra: Extra
    moved: tuple[Moved, ...]
    """In the order of the new route."""
    scenario: Scenario
    """The day with the order in this window."""
    plan: Plan
    result: CheckResult

    @property
    def spare_s(self) -> float:
        """By how much service may begin later and still end inside the window."""
        return self.window[1] - self.done_s

    @property
    def room_s(self) -> float:
        """Distance of the service to the nearer end of the window."""
        return min(self.spare_s, self.start_s - self.window[0])


@dataclass(frozen=True, slots=True)
class Refused:
    """A window that can not be promised, and why."""

    window: Interval
    reason: str


@dataclass(frozen=True, eq=False, slots=True)
class Base:
    """The day before the order, as the checker drives it."""

    scenario: Scenario
    plan: Plan
    result: CheckResult
    factors: Factors


def offer(base: Base, standing: Standing, window: Interval) -> Offer | Refused:
    """Place the order for one window, and let the checker drive and count what comes of it."""
    placed = cheapest(standing, window)
    if isinstance(placed, str):
        return Refused(window, placed)
    order = replace(standing.order, windows=(window,))
    scenario = replace(base.scenario, orders=(*base.scenario.orders, order))
    plan = _inserted(base, standing, placed)
    ground = standing.stand.ground
    result = check_plan(plan, scenario, ground.streets, ground.factors)
    if result.violations:
        return Refused(window, f"the replay finds: {result.violations[0].text}")
    return _offer(base, order, scenario, plan, result)


def _inserted(base: Base, standing: Standing, placed: Placed) -> Plan:
    """The plan with one route changed or added, in the order of the fleet; the others as they are."""
    alone = Solution((placed.route,), (), placed.extra_micro, base.plan.engine, base.plan.seed)
    (route,) = to_plan(alone, standing.stand.built, ()).routes
    routes = {one.vehicle_id: one for one in (*base.plan.routes, route)}
    fleet = [vehicle.id for vehicle in base.scenario.vehicles]
    return replace(
        base.plan,
        routes=tuple(routes[name] for name in fleet if name in routes),
        objective_micro=base.plan.objective_micro + placed.extra_micro,
    )


def _offer(base: Base, order: Order, scenario: Scenario, plan: Plan, result: CheckResult) -> Offer:
    route = next(one for one in plan.routes if any(order.id in visit.order_ids for visit in one.visits))
    now, before = _driven(result, route.vehicle_id), _driven(base.result, route.vehicle_id)
    halt = _halt(now, order.id)
    was = next((one for one in base.plan.routes if one.vehicle_id == route.vehicle_id), None)
    return Offer(
        window=order.windows[0],
        vehicle_id=route.vehicle_id,
        type_id=now[0].type_id,
        new_vehicle=was is None,
        arrive_s=halt.arrive_s,
        start_s=round(halt.start_s),
        done_s=halt.done_s,
        extra=_extra(base, result, scenario, now, before),
        moved=_moved(was, route),
        scenario=scenario,
        plan=plan,
        result=result,
    )


def _driven(result: CheckResult, vehicle_id: str) -> tuple[RouteTimeline, ...]:
    return tuple(one for one in result.timeline.routes if one.vehicle_id == vehicle_id)


def _halt(routes: tuple[RouteTimeline, ...], order_id: str) -> Halt:
    return next(halt for route in routes for halt in route.halts if order_id in halt.order_ids)


def _extra(
    base: Base,
    result: CheckResult,
    scenario: Scenario,
    now: tuple[RouteTimeline, ...],
    before: tuple[RouteTimeline, ...],
) -> Extra:
    """Differences of the one route that changes; money of the whole plans."""
    more = [_figures(now, scenario, base.factors), _figures(before, base.scenario, base.factors)]
    km, hours, kwh, co2e_kg = (new - old for new, old in zip(*more, strict=True))
    return Extra(result.cost.total_nok - base.result.cost.total_nok, km, hours, kwh, co2e_kg)


def _figures(
    routes: tuple[RouteTimeline, ...], scenario: Scenario, factors: Factors
) -> tuple[float, float, float, float]:
    total = account(Timeline(routes), scenario, factors).total
    km = sum(float(leg.length_m.sum()) for route in routes for leg in route.legs) / 1000
    seconds = sum(route.halts[-1].arrive_s - route.halts[0].depart_s for route in routes)
    return km, seconds / SECONDS_PER_HOUR, total.battery_kwh + total.fuel_kwh, total.co2e_wtw_kg


def _moved(was: Route | None, now: Route) -> tuple[Moved, ...]:
    if was is None:
        return ()
    told = {name: visit.start_s for visit in was.visits for name in visit.order_ids}
    starts = ((name, visit.start_s) for visit in now.visits for name in visit.order_ids)
    return tuple(
        Moved(name, told[name], start_s)
        for name, start_s in starts
        if abs(start_s - told.get(name, start_s)) >= LEAST_MOVED_S
    )
