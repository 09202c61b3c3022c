"""The file format of Schneider, Stenger and Goeke (2014): an instance, freight's problem of it, and solutions.

Energies, times and money are counted in millionths of the instance's units, rounded on the safe side: energy
and time of a leg up, the battery down. A vehicle costs more than any distance: fewer always come first.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from freight.domain.plan import RoutePlan
from freight.domain.problem import ChargeFunction, ChargerSlot, Problem, VehicleSlot
from freight.domain.travel import FloatArray, IntArray, TravelMatrices

FINE = 10**6
VEHICLE = 10**5
"""Cost of a vehicle, in units of distance; leaving a customer out costs ten of them."""
POLICIES = ("full", "partial")


@dataclass(frozen=True, eq=False, slots=True)
class ElectricInstance:
    """Place 0 is the depot, then come the customers, then the stations."""

    name: str
    ids: tuple[str, ...]
    customers: int
    distance: FloatArray
    columns: FloatArray
    """Shape (places, 4): demand, ready, due, service."""
    battery: float
    capacity: float
    consumption: float
    recharge: float
    """Time for a unit of energy."""
    speed: float


def read_instance(path: Path) -> ElectricInstance:
    """Read an instance."""
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [line for line in lines if len(line) == 8 and line[1] in ("d", "c", "f")]
    rows.sort(key=lambda row: "dcf".index(row[1]))
    value = {line[0]: float(line[-1].strip("/")) for line in lines if line[-1].startswith("/")}
    data = np.array([row[2:] for row in rows], dtype=np.float64)
    gap = data[:, None, :2] - data[None, :, :2]
    return ElectricInstance(
        name=path.stem,
        ids=tuple(row[0] for row in rows),
        customers=sum(row[1] == "c" for row in rows),
        distance=np.hypot(gap[..., 0], gap[..., 1]),
        columns=data[:, 2:],
        battery=value["Q"],
        capacity=value["C"],
        consumption=value["r"],
        recharge=value["g"],
        speed=value["v"],
    )


def to_problem(
    instance: ElectricInstance, policy: str, fine: int = FINE, vehicles: int | None = None
) -> Problem:
    """The instance as a day to plan; a second, a Wh and a millionth of a krone are each one part in `fine`."""
    orders = instance.customers
    hours = np.rint(fine * instance.columns[:, 1:]).astype(np.int64)
    energy = _up(fine * instance.distance * instance.consumption)
    legs = TravelMatrices(
        seconds=_up(fine * instance.distance / instance.speed),
        metres=energy,
        energy_wh=energy,
        cost_micro=np.rint(FINE * instance.distance).astype(np.int64)[None],
    )
    day, load = (int(hours[0, 0]), int(hours[0, 1])), np.zeros((orders, 3), dtype=np.int64)
    load[:, 0] = instance.columns[1 : orders + 1, 0]
    full_wh = int(np.floor(fine * instance.battery))
    curve = ChargeFunction((0, int(np.ceil(fine * instance.recharge * instance.battery))), (0, full_wh))
    stations = range(orders + 1, len(instance.ids))
    fleet = tuple(
        VehicleSlot(
            f"v{n}", "v", 0, 0, (day,), (day,), (int(instance.capacity), 1, 1), full_wh, VEHICLE * FINE, 0,
            full_wh=full_wh, charging=(curve,) * len(stations),
        )
        for n in range(vehicles or orders)
    )  # fmt: skip
    return Problem(
        order_ids=instance.ids[1 : orders + 1],
        order_place=np.arange(1, orders + 1),
        delivery=load,
        pickup=np.zeros_like(load),
        service_s=hours[None, 1 : orders + 1, 2],
        penalty_micro=np.full(orders, 10 * VEHICLE * FINE, dtype=np.int64),
        start_windows=tuple((((ready, due),),) for ready, due in hours[1 : orders + 1, :2].tolist()),
        vehicles=fleet,
        may_serve=np.ones((orders, len(fleet)), dtype=np.bool_),
        refusals=((),) * orders,
        travel=legs,
        day_fees=(),
        chargers=tuple(
            ChargerSlot(instance.ids[n], n, orders, _hours(hours[n]), 0, 0, 0, fill=policy == "full")
            for n in stations
        ),
    )


def _up(values: FloatArray) -> IntArray:
    """Rounded up, as one profile; noise in the last digits does not count."""
    return np.ceil(values - 1e-6).astype(np.int64)[None]


def _hours(row: IntArray) -> tuple[tuple[int, int], ...]:
    return ((int(row[0]), int(row[1])),)


def written(
    instance: ElectricInstance, problem: Problem, routes: Iterable[RoutePlan], policy: str, fine: int = FINE
) -> list[list[dict[str, str | float]]]:
    """Routes in the form of the verifier: stops by id, with the energy taken where it is not a full charge."""
    return [_written(instance, problem, route, policy, fine) for route in routes]


def _written(
    instance: ElectricInstance, problem: Problem, route: RoutePlan, policy: str, fine: int
) -> list[dict[str, str | float]]:
    stops: list[dict[str, str | float]] = []
    level, here = instance.battery, 0
    for done in range(len(route.orders) + 1):
        for charge in (one for one in route.charges if one.after == done):
            place = problem.chargers[charge.charger].place
            level -= instance.consumption * float(instance.distance[here, place])
            stop: dict[str, str | float] = {"id": instance.ids[place]}
            if policy == "partial":
                stop["recharge"] = max(0.0, min(charge.level_wh / fine, instance.battery) - level)
                level += float(stop["recharge"])
            else:
                level = instance.battery
            stops.append(stop)
            here = place
        if done < len(route.orders):
            place = int(problem.order_place[route.orders[done]])
            level -= instance.consumption * float(instance.distance[here, place])
            stops.append({"id": instance.ids[place]})
            here = place
    return stops


def best_known(path: Path) -> dict[tuple[str, str], tuple[int, float]]:
    """Vehicles and distance by instance and policy."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        (row["instance"], row["convention"]): (int(row["vehicles"]), float(row["distance"])) for row in rows
    }
