"""Vehicles and distance of a solution, driven again in floating point; knows nothing of the engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schneider import ElectricInstance

NOISE = 1e-6

Stops = Sequence[dict[str, str | float]]


def checked(instance: ElectricInstance, routes: Sequence[Stops], policy: str) -> tuple[int, float]:
    """Vehicles in use and distance.

    Raises
    ------
    ValueError
        When a rule is broken.
    """
    place = {name: number for number, name in enumerate(instance.ids)}
    visits = [place[str(stop["id"])] for route in routes for stop in route]
    if sorted(n for n in visits if 1 <= n <= instance.customers) != list(range(1, instance.customers + 1)):
        raise ValueError("not every customer is served exactly once")
    return len(routes), sum(_driven(instance, route, policy, place) for route in routes)


def _driven(instance: ElectricInstance, route: Stops, policy: str, place: dict[str, int]) -> float:
    here, now, level, total, load = 0, float(instance.columns[0, 1]), instance.battery, 0.0, 0.0
    for stop in [*route, {"id": instance.ids[0]}]:
        there = place[str(stop["id"])]
        leg = float(instance.distance[here, there])
        demand, ready, due, service = (float(value) for value in instance.columns[there])
        total, load, level = total + leg, load + demand, level - instance.consumption * leg
        now = max(now + leg / instance.speed, ready)
        if level < -NOISE or now > due + NOISE:
            raise ValueError(f"empty or late at {stop['id']}")
        now, here = now + service, there
        if there > instance.customers:
            room = instance.battery - level
            taken = room if policy == "full" else float(stop.get("recharge", room))
            if not -NOISE <= taken <= room + NOISE:
                raise ValueError(f"{taken} taken at {stop['id']}, room for {room}")
            now, level = now + instance.recharge * taken, level + taken
    if load > instance.capacity + NOISE:
        raise ValueError("overloaded")
    return total
