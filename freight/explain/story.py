"""Why a served order goes with its vehicle: what it costs there, and what it would cost elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace

from freight.domain.fleet import Load
from freight.domain.plan import Plan, Route, Visit
from freight.domain.scenario import OrderKind
from freight.explain.change import find_order
from freight.explain.stand import Stand, distinct_vehicles, fit
from freight.explain.why import ALONE, BESIDE, Why, why
from freight.solve.insertion import cost_of
from freight.units import MICRO


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What the plan would cost more with the order on another vehicle, its other orders in their sequence."""

    vehicle_id: str
    more_nok: float


@dataclass(frozen=True, slots=True)
class Story:
    """A served order in its route."""

    order_id: str
    vehicle_id: str
    type_id: str
    stop: int
    """Which of the route's stops, from 1; charging halts are not counted."""
    stops: int
    start_s: int
    depart_s: int
    load: Load
    """On board between the stop before and this one."""
    capacity: Load
    costs_nok: float
    """What the vehicle's route costs more than without the order, in the same sequence."""
    penalty_nok: float
    elsewhere: tuple[Elsewhere, ...]
    """The cheapest first."""
    others: tuple[Why, ...]
    """Vehicles that could not take it."""


def story(stand: Stand, plan: Plan, order_id: str) -> Story:
    """Where an order goes, and what it would cost elsewhere."""
    route = next(one for one in plan.routes if any(order_id in visit.order_ids for visit in one.visits))
    visits = [visit for visit in route.visits if visit.order_ids]
    stop = next(number for number, visit in enumerate(visits) if order_id in visit.order_ids)
    number, vehicle = stand.order(order_id), stand.vehicle(route.vehicle_id)
    without = replace(
        stand, routes=stand.routes | {vehicle: tuple(o for o in stand.routes[vehicle] if o != number)}
    )
    costs_micro = _cost(stand, vehicle) - _cost(without, vehicle)
    kind = stand.scenario.vehicle_type(stand.slot(vehicle).type_id)
    fits = [
        (found.extra_micro - costs_micro, stand.slot(other).id)
        for other in distinct_vehicles(without)
        if other != vehicle and (found := fit(without, number, other)) is not None
    ]
    taking = {name for _, name in fits} | {route.vehicle_id}
    return Story(
        order_id=order_id,
        vehicle_id=route.vehicle_id,
        type_id=kind.id,
        stop=stop + 1,
        stops=len(visits),
        start_s=visits[stop].start_s,
        depart_s=visits[stop].depart_s,
        load=_on_board(stand, route, order_id),
        capacity=kind.capacity,
        costs_nok=costs_micro / MICRO,
        penalty_nok=find_order(stand.scenario, order_id).penalty_nok,
        elsewhere=tuple(Elsewhere(name, more / MICRO) for more, name in sorted(fits)),
        others=tuple(
            one for one in why(without, order_id) if one.scope in _UNABLE and not taking & set(one.vehicle_ids)
        ),
    )


_UNABLE = (ALONE, BESIDE)


def _cost(stand: Stand, vehicle: int) -> int:
    return cost_of(stand.tables, vehicle, stand.routes[vehicle])


def _on_board(stand: Stand, route: Route, order_id: str) -> Load:
    """Load on the way to an order: deliveries still to come, this one included, and pickups already made.

    What is loaded later, or has been unloaded where the vehicle loaded anew, is not among it.
    """
    parts: list[list[Visit]] = [[]]
    for visit in route.visits:
        if visit.reload:
            parts.append([])
        elif visit.order_ids:
            parts[-1].append(visit)
    visits = next(part for part in parts if any(order_id in visit.order_ids for visit in part))
    stop = next(number for number, visit in enumerate(visits) if order_id in visit.order_ids)
    total = [0.0, 0.0, 0.0]
    for place, visit in enumerate(visits):
        for order in (find_order(stand.scenario, name) for name in visit.order_ids):
            if (place >= stop) == (order.kind is OrderKind.DELIVERY):
                total = [have + more for have, more in zip(total, order.load, strict=True)]
    return Load(*(round(value, 6) for value in total))
