"""What the planner has decided before anything is planned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lock:
    """An order goes with a vehicle, or is left out."""

    vehicle_id: str
    order_id: str
    position: int | None = None
    """From 1: its place among the first stops of the route; None: anywhere in it."""
    whole: bool = False
    """The vehicle serves nothing that is not locked to it."""


def sequence(locks: Iterable[Lock], vehicle_id: str) -> tuple[str, ...]:
    """Orders that a vehicle's route begins with, in this order."""
    own = [lock for lock in locks if lock.vehicle_id == vehicle_id and lock.position is not None]
    return tuple(lock.order_id for lock in sorted(own, key=lambda lock: lock.position or 0))
