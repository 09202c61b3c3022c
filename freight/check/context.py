"""Everything the rules look at: the plan, the inputs, the streets and the replay of every route."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from freight.check.aftermath import broken_vehicles, stuck_goods
from freight.check.laws import ZoneLaw, streets_inside, zone_laws
from freight.check.replay import Ground, RouteReplay, replay_route
from freight.check.signs import Signs, street_signs
from freight.check.views import Lookout
from freight.domain.plan import Charge, Plan
from freight.domain.scenario import Charger, Order, Scenario
from freight.domain.timeline import DrivenLeg, Halt
from freight.emissions.factors import Factors
from freight.network.access_conditional import Occasion
from freight.network.streets import Streets


@dataclass(frozen=True, eq=False, slots=True)
class Context:
    """What a rule may look at. Routes of vehicles that the scenario does not know have no replay."""

    plan: Plan
    scenario: Scenario
    streets: Streets
    laws: tuple[ZoneLaw, ...]
    signs: Mapping[str, Signs]
    """By vehicle type."""
    replays: tuple[RouteReplay, ...]
    orders: Mapping[str, Order]
    chargers: Mapping[str, Charger]

    def legs(self) -> Iterator[tuple[RouteReplay, int, DrivenLeg]]:
        """Every leg of every route with its index."""
        for driven in self.replays:
            for index, leg in enumerate(driven.timeline.legs):
                yield driven, index, leg

    def charging(self) -> Iterator[tuple[RouteReplay, Charge, Halt]]:
        """Every charging halt of every route: what it is for, and how it went."""
        for driven in self.replays:
            for visit, halt in zip(driven.route.visits, driven.timeline.halts[1:-1], strict=True):
                if visit.charge is not None:
                    yield driven, visit.charge, halt


def open_context(plan: Plan, scenario: Scenario, streets: Streets, factors: Factors) -> Context:
    """Replay every route of the plan. `streets` are already split at the scenario's zones."""
    within = streets_inside(scenario, streets)
    laws = zone_laws(scenario, within)
    chargers = {charger.id: charger for charger in scenario.chargers}
    orders = {order.id: order for order in scenario.orders}
    ground = Ground(orders, laws, within, chargers, stuck_goods(plan, scenario), broken_vehicles(scenario))
    vehicles = {vehicle.id: vehicle for vehicle in scenario.vehicles}
    depots = {depot.id: depot for depot in scenario.depots}
    lookout = Lookout(scenario, streets, factors)
    replays = []
    for route in plan.routes:
        vehicle = vehicles.get(route.vehicle_id)
        if vehicle is not None:
            kind = scenario.vehicle_type(vehicle.type_id)
            view = lookout.view(vehicle, kind)
            replays.append(replay_route(route, vehicle, kind, depots[vehicle.depot_id], view, ground))
    signs = {kind.id: street_signs(streets, Occasion(kind, scenario.day)) for kind in scenario.vehicle_types}
    return Context(plan, scenario, streets, laws, signs, tuple(replays), ground.orders, chargers)
