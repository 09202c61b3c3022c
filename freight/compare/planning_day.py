"""The planning days that a policy takes a study's day apart into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from freight.domain.fleet import Load, Vehicle, VehicleType
from freight.domain.scenario import Depot, Order, OrderKind, Scenario
from freight.inputs.study_model import CarrierBlock, FleetLine, HubBlock, StudyFile, VariantBlock

INBOUND, LAST_MILE = 1, 2
"""Echelons: goods to a hub (or between hubs), and goods to receivers."""


@dataclass(frozen=True, eq=False, slots=True)
class PlanningDay:
    """One ordinary planning day inside a variant: who drives, from where, with which orders."""

    id: str
    echelon: int
    carrier: str
    """Whose vehicles drive; empty for the neutral fleet and for shared ones."""
    scenario: Scenario
    hub: str = ""
    """The hub where its goods were handled before; empty when they come from a terminal."""
    bulk: Mapping[str, Bulk] = field(default_factory=dict)
    """What orders that are bulk hold; every other order is its own consignment."""

    def consignments(self, order_id: str) -> tuple[str, ...]:
        """Ids of the receivers' orders that ride in an order of this day."""
        return self.bulk[order_id].consignments if order_id in self.bulk else (order_id,)


@dataclass(frozen=True, slots=True)
class Bulk:
    """Goods that travel as one order between a terminal and a hub, or between two hubs."""

    place: str
    """The hub where the vehicle halts for it."""
    consignments: tuple[str, ...]
    handling_s: int | None = None
    """From being unloaded here until it can leave; None where nothing is left here (returns are fetched)."""


@dataclass(frozen=True, eq=False, slots=True)
class Setting:
    """What a policy arranges: the variant's day with the orders of the carriers that are looked at."""

    scenario: Scenario
    study: StudyFile
    variant: VariantBlock

    def depot(self, place: str) -> Depot:
        """The depot or place of that id."""
        return next(depot for depot in self.scenario.depots if depot.id == place)

    def hub(self, place: str) -> HubBlock:
        """The hub of that id."""
        return next(hub for hub in self.study.hubs if hub.id == place)

    def kind(self, type_id: str) -> VehicleType:
        """The type that drives where the study says `type_id`, after the variant's replacements."""
        return self.scenario.vehicle_type(self.variant.replace_types.get(type_id, type_id))

    def carriers(self) -> tuple[CarrierBlock, ...]:
        """Carriers that have orders, in the study's order."""
        active = {order.carrier for order in self.scenario.orders}
        return tuple(carrier for carrier in self.study.carriers if carrier.id in active)

    def vehicles(
        self, lines: Sequence[FleetLine], place: str, owner: str, not_before_s: int = 0
    ) -> tuple[Vehicle, ...]:
        """Vehicles of fleet lines at a place; a shift that is over by `not_before_s` gives none."""
        return tuple(
            Vehicle(
                id=f"{owner} {line.type}-{index}-{number}",
                type_id=self.kind(line.type).id,
                depot_id=place,
                shift_start_s=max(line.shift[0], not_before_s),
                shift_end_s=line.shift[1],
                skills=line.skills,
            )
            for index, line in enumerate(lines, start=1)
            for number in range(1, line.count + 1)
            if line.shift[1] > not_before_s
        )

    def day(
        self,
        day_id: str,
        orders: Iterable[Order],
        vehicles: Sequence[Vehicle],
        *,
        echelon: int = LAST_MILE,
        carrier: str = "",
        hub: str = "",
        bulk: Mapping[str, Bulk] | None = None,
        day_share: float = 1.0,
    ) -> PlanningDay:
        """A planning day of these orders and vehicles; vehicles cost `day_share` of their day."""
        kinds = self.scenario.vehicle_types
        if day_share != 1.0:
            kinds = tuple(replace(kind, cost_day_nok=kind.cost_day_nok * day_share) for kind in kinds)
        scenario = replace(
            self.scenario,
            name=f"{self.variant.name}: {day_id}",
            orders=tuple(orders),
            vehicles=tuple(vehicles),
            vehicle_types=kinds,
        )
        return PlanningDay(day_id, echelon, carrier, scenario, hub, dict(bulk or {}))


Arrange = Callable[[Setting], tuple[PlanningDay, ...]]
"""A policy: a variant's day to the planning days that the ordinary planner takes."""


def total_load(orders: Iterable[Order]) -> Load:
    """Sum in all three units."""
    loads = [order.load for order in orders]
    return Load(*(sum(parts) for parts in zip(*loads, strict=True))) if loads else Load()


def fits(load: Load, capacity: Load) -> bool:
    """Whether a load fits in all three units."""
    return all(part <= room for part, room in zip(load, capacity, strict=True))


def chunks(orders: Sequence[Order], capacity: Load) -> tuple[tuple[Order, ...], ...]:
    """Orders in the given sequence, cut where the next would not fit; a larger one stands alone."""
    cut: list[list[Order]] = []
    for order in orders:
        if cut and fits(total_load((*cut[-1], order)), capacity):
            cut[-1].append(order)
        else:
            cut.append([order])
    return tuple(tuple(part) for part in cut)


def bulk_orders(
    setting: Setting,
    orders: Sequence[Order],
    place: str,
    kind: OrderKind,
    wave: int,
    vehicles: Sequence[Vehicle],
) -> dict[str, tuple[Order, Bulk]]:
    """Orders that carry these orders' goods to a hub in one wave, or their returns from it while it is open.

    Each chunk fits every vehicle, so that any of them can take it.
    """
    hub, depot = setting.hub(place), setting.depot(place)
    bring = kind is OrderKind.DELIVERY
    window = (hub.opening[0], hub.latest_arrival[wave]) if bring else hub.opening
    rooms = [setting.scenario.vehicle_type(vehicle.type_id).capacity for vehicle in vehicles]
    room = Load(*(min(parts) for parts in zip(*rooms, strict=True)))
    handling_s = round(hub.handling_min * 60)
    made: dict[str, tuple[Order, Bulk]] = {}
    for number, part in enumerate(chunks(orders, room), start=1):
        name = f"{place}/{kind.value}/{wave + 1}/{number}/{part[0].carrier}"
        order = Order(
            id=name,
            name=depot.name,
            address="",
            lat=depot.lat,
            lon=depot.lon,
            kind=kind,
            load=total_load(part),
            windows=(window,),
            service_s=round(hub.unload_min * 60),
            skills=frozenset(),
            group="",
            carrier=part[0].carrier,
            priority=1,
            penalty_nok=sum(one.penalty_nok for one in part),
        )
        consignments = tuple(one.id for one in part)
        made[name] = (order, Bulk(place, consignments, handling_s if bring else None))
    return made
