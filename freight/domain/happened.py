"""What happened since an earlier plan was told, and what of that plan can no longer be changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from freight.units import HORIZON_S

if TYPE_CHECKING:
    from collections.abc import Mapping

    from freight.domain.plan import Plan, Route
    from freight.domain.scenario import Order


class EventKind(StrEnum):
    """What can happen in the course of a day."""

    BREAKDOWN = "vehicle_broken_down"
    LATE = "vehicle_late"
    CANCELLED = "order_cancelled"
    NEW = "new_order"
    WINDOW = "window_changed"
    CLOSED = "street_closed"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; fields that do not belong to its kind are empty."""

    id: str
    kind: EventKind
    at_s: int
    """When it happened; of a closed street: from when on."""
    told_s: int
    """The `now` of the replanning that took it in."""
    vehicle_id: str = ""
    order_id: str = ""
    late_s: int = 0
    street_ids: tuple[str, ...] = ()
    until_s: int = HORIZON_S
    """Of a closed street."""
    text: str = ""
    """For people."""


@dataclass(frozen=True, slots=True)
class Closure:
    """Streets that nobody may enter for a time; who is in them when it begins may drive out."""

    event_id: str
    streets: frozenset[int]
    from_s: int
    until_s: int


@dataclass(frozen=True, eq=False, slots=True)
class Happened:
    """Why a day was planned again, and from what; the checker reads it beside the plan."""

    now_s: int
    """When the new plan is told to the drivers: earlier decisions stand."""
    tolerance_s: int
    """A promise is the told start of service, and is kept when the new one differs by at most this."""
    events: tuple[Event, ...]
    """Of this replanning and of those before it on the same day."""
    loaded: Mapping[str, tuple[str, ...]]
    """Vehicle -> deliveries that were on board when it left its depot; only of vehicles that have left."""
    cancelled: tuple[Order, ...]
    earlier_file: Path
    """The plan that was told before."""
    earlier: Plan | None = None
    """None until it is laid on the streets."""
    closures: tuple[Closure, ...] = ()
    """Of the closed streets among the events, once these are known."""

    @property
    def fresh(self) -> tuple[Event, ...]:
        """Events that the earlier plan did not know."""
        return tuple(event for event in self.events if event.told_s == self.now_s)

    def broken_s(self, vehicle_id: str) -> int | None:
        """When the vehicle broke down; None of one that runs."""
        moments = [
            event.at_s
            for event in self.events
            if event.kind is EventKind.BREAKDOWN and event.vehicle_id == vehicle_id
        ]
        return min(moments, default=None)

    def late_s(self, vehicle_id: str) -> int:
        """By how much the vehicle has fallen behind the earlier plan."""
        return sum(
            event.late_s
            for event in self.fresh
            if event.kind is EventKind.LATE and event.vehicle_id == vehicle_id
        )

    def earlier_route(self, vehicle_id: str) -> Route | None:
        """What the vehicle was told before."""
        routes = self.earlier.routes if self.earlier is not None else ()
        return next((route for route in routes if route.vehicle_id == vehicle_id), None)
