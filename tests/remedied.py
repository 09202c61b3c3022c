"""A planned day on which a case of the fleet advice is carried out, with a remedy applied to the inputs."""

from __future__ import annotations

from dataclasses import replace

from freight.advice.findings import FullerStart, MoreBattery, NewCharger, RangeCase, Remedy
from freight.build import Built, build, to_plan
from freight.check.check import CheckResult, check_plan
from freight.domain.plan import Solution
from freight.domain.scenario import Charger, Scenario
from freight.emissions.lookup import Factors
from freight.network.streets import Streets
from freight.solve.insertion import Routes
from freight.solve.read_back import objective_micro
from freight.solve.sockets import share_sockets
from freight.solve.tables import make_tables


def remedied(scenario: Scenario, case: RangeCase, remedy: Remedy) -> Scenario:
    """The inputs with the remedy, as a planner would change the files."""
    takers = {taker.vehicle_id for taker in case.takers}
    if isinstance(remedy, FullerStart):
        vehicles = tuple(
            replace(one, start_charge_share=max(one.start_charge_share, remedy.start_share))
            if one.id in takers
            else one
            for one in scenario.vehicles
        )
        return replace(scenario, vehicles=vehicles)
    if isinstance(remedy, NewCharger):
        modes = frozenset(kind.mode for kind in scenario.vehicle_types)
        site = Charger("further", "Further", remedy.lat, remedy.lon, remedy.power_kw, sockets=1, modes=modes)
        return replace(scenario, chargers=(*scenario.chargers, site))
    return with_battery(scenario, case, remedy.capacity_kwh)


def with_battery(scenario: Scenario, case: RangeCase, capacity_kwh: float) -> Scenario:
    """Another battery for the type of the takers."""
    type_id = next(one.type_id for one in scenario.vehicles if one.id == case.takers[0].vehicle_id)
    kinds = tuple(
        replace(kind, battery=replace(kind.battery, capacity_kwh=capacity_kwh))
        if kind.id == type_id and kind.battery is not None
        else kind
        for kind in scenario.vehicle_types
    )
    return replace(scenario, vehicle_types=kinds)


def routes_of(built: Built, solution: Solution, case: RangeCase | None) -> Routes:
    """The planned routes, or those in which the takers of a case have its orders."""
    ids = [slot.id for slot in built.problem.vehicles]
    routes: Routes = dict.fromkeys(range(len(ids)), ())
    routes |= {route.vehicle: route.orders for route in solution.routes}
    if case is None:
        return routes
    number = {order_id: order for order, order_id in enumerate(built.problem.order_ids)}
    gone = {number[order_id] for order_id in case.order_ids}
    giver = ids.index(case.vehicle_id)
    routes[giver] = tuple(order for order in routes[giver] if order not in gone)
    for taker in case.takers:
        routes[ids.index(taker.vehicle_id)] = tuple(number[order_id] for order_id in taker.sequence)
    return routes


def checked(
    scenario: Scenario, streets: Streets, factors: Factors, solution: Solution, case: RangeCase | None
) -> CheckResult:
    """The day as the independent checker drives it, after the change of a case if any."""
    built = build(scenario, streets, factors)
    tables = make_tables(built.problem)
    _, plans, dropped = share_sockets(tables, routes_of(built, solution, case))
    assert dropped == ()
    objective = objective_micro(built.problem, plans)
    made = Solution(plans, solution.unserved, objective, "test", 0)
    return check_plan(to_plan(made, built, ()), scenario, streets, factors)


def smaller_battery(scenario: Scenario, case: RangeCase, remedy: MoreBattery, less_kwh: float) -> Scenario:
    """The battery of the remedy without so much usable energy."""
    share = remedy.usable_kwh / remedy.capacity_kwh
    return with_battery(scenario, case, (remedy.usable_kwh - less_kwh) / share)
