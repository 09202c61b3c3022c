"""Solomon's file format: an instance, freight's problem of it, and the cost of routes recomputed from nothing.

Convention of the DIMACS challenge: distance alone is minimised; Euclidean distances, which are also the
travel times, are truncated to one decimal. All is counted in tenths, so every peer works on the same integers.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from freight.domain.problem import Problem, VehicleSlot
from freight.domain.travel import IntArray, TravelMatrices

HERE = Path(__file__).parent
TENTHS = 10
PENALTY = 10**9
"""Tenths; far above any route, so that every customer is served."""


@dataclass(frozen=True, eq=False, slots=True)
class Instance:
    """One depot (node 0), one kind of vehicle, everything in tenths."""

    name: str
    vehicles: int
    capacity: int
    distance: IntArray
    """Shape (nodes, nodes)."""
    demand: IntArray
    ready: IntArray
    due: IntArray
    service: IntArray

    @property
    def customers(self) -> int:
        """Number of customers."""
        return len(self.demand) - 1


def read_instance(path: Path) -> Instance:
    """Read a file of Solomon, or of Gehring and Homberger."""
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    fleet = next(line for line in lines if len(line) == 2 and line[0].isdigit())
    data = np.array([line for line in lines if len(line) == 7 and line[0].isdigit()], dtype=np.float64)
    gap = data[:, None, 1:3] - data[None, :, 1:3]
    tenths = np.rint(data[:, 3:] * [1, TENTHS, TENTHS, TENTHS]).astype(np.int64)
    return Instance(
        name=path.stem,
        vehicles=int(fleet[0]),
        capacity=int(fleet[1]),
        distance=np.floor(TENTHS * np.hypot(gap[..., 0], gap[..., 1]) + 1e-9).astype(np.int64),
        demand=tenths[:, 0],
        ready=tenths[:, 1],
        due=tenths[:, 2],
        service=tenths[:, 3],
    )


def to_problem(instance: Instance) -> Problem:
    """The instance as a day to plan: a second is a tenth, a millionth of a krone is a tenth."""
    orders, legs = instance.customers, instance.distance[None]
    load = np.zeros((orders, 3), dtype=np.int64)
    load[:, 0] = instance.demand[1:]
    hours = ((int(instance.ready[0]), int(instance.due[0])),)
    fleet = tuple(
        VehicleSlot(f"v{n}", "v", 0, 0, hours, hours, (instance.capacity, 1, 1), None, 0, 0)
        for n in range(instance.vehicles)
    )
    windows = zip(instance.ready[1:].tolist(), instance.due[1:].tolist(), strict=True)
    return Problem(
        order_ids=tuple(str(n) for n in range(1, orders + 1)),
        order_place=np.arange(1, orders + 1),
        delivery=load,
        pickup=np.zeros_like(load),
        service_s=instance.service[None, 1:],
        penalty_micro=np.full(orders, PENALTY, dtype=np.int64),
        start_windows=tuple((((opens, closes),),) for opens, closes in windows),
        vehicles=fleet,
        may_serve=np.ones((orders, len(fleet)), dtype=np.bool_),
        refusals=((),) * orders,
        travel=TravelMatrices(legs, legs, np.zeros_like(legs), legs),
        day_fees=(),
    )


def checked_cost(instance: Instance, routes: Sequence[Sequence[int]]) -> int:
    """Tenths that the routes drive.

    Raises
    ------
    ValueError
        When a rule is broken.
    """
    if sorted(node for route in routes for node in route) != list(range(1, instance.customers + 1)):
        raise ValueError("not every customer is served exactly once")
    if len(routes) > instance.vehicles:
        raise ValueError(f"{len(routes)} routes, {instance.vehicles} vehicles")
    return sum(_driven(instance, route) for route in routes)


def _driven(instance: Instance, route: Sequence[int]) -> int:
    if instance.demand[list(route)].sum() > instance.capacity:
        raise ValueError(f"overloaded: {route}")
    here, now, total = 0, int(instance.ready[0]), 0
    for node in [*route, 0]:
        leg = int(instance.distance[here, node])
        total += leg
        now = max(now + int(instance.service[here]) + leg, int(instance.ready[node]))
        if now > instance.due[node]:
            raise ValueError(f"late at {node}: {route}")
        here = node
    return total


def best_known(path: Path = HERE / "data" / "best_known.csv") -> dict[str, float]:
    """Best known distances of the convention, by instance."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["objective"] == "dimacs"]
    return {row["instance"]: float(row["distance"]) for row in rows}
