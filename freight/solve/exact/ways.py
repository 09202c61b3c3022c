"""Which ways a vehicle may go from stop to stop, direct or by a charger, as literals of a circuit each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ortools.sat.python import cp_model

from freight.domain.travel import UNREACHABLE
from freight.solve.eligible import usable
from freight.solve.stations import ability
from freight.solve.tables import Tables

DEPOT = -1
DIRECT = -1


class Way(NamedTuple):
    """A leg of a vehicle; ``origin`` and ``target`` are orders or `DEPOT`, ``charger`` may be `DIRECT`."""

    vehicle: int
    origin: int
    target: int
    charger: int


@dataclass(eq=False, slots=True)
class Ways:
    """The literals of a day."""

    model: cp_model.CpModel
    tables: Tables
    taken: dict[Way, cp_model.IntVar] = field(default_factory=dict)
    served: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    """(vehicle, order)."""
    used: dict[int, cp_model.IntVar] = field(default_factory=dict)
    left_out: list[cp_model.IntVar] = field(default_factory=list)

    def place(self, vehicle: int, node: int) -> int:
        """Where an order or the vehicle's depot is."""
        return self.tables.vehicles[vehicle].depot_place if node == DEPOT else self.tables.place[node]


def count_ways(tables: Tables, most_micro: int) -> int:
    """How many there are."""
    return sum(1 for vehicle in _vehicles(tables, most_micro) for _ in _possible(tables, vehicle))


def make_ways(model: cp_model.CpModel, tables: Tables, most_micro: int) -> Ways:
    """One circuit a vehicle over the orders it serves; every order on one of them, or left out.

    `most_micro` is what some plan costs: no better one has more vehicles than that pays the days of.
    """
    ways = Ways(model, tables)
    for vehicle in _vehicles(tables, most_micro):
        _circuit(ways, vehicle)
    for order in range(len(tables.place)):
        out = model.new_bool_var(f"out {order}")
        ways.left_out.append(out)
        model.add_exactly_one([out, *(lit for (_, one), lit in ways.served.items() if one == order)])
    _alike_in_turn(ways)
    return ways


def _vehicles(tables: Tables, most_micro: int) -> list[int]:
    """Those with hours; of vehicles that are alike as many as a plan may have."""
    seen: Counter[tuple[object, ...]] = Counter()
    found = []
    for number, slot in enumerate(tables.vehicles):
        seen[_likeness(tables, number)] += 1
        if usable(slot) and slot.day_micro * seen[_likeness(tables, number)] <= most_micro:
            found.append(number)
    return found


def _likeness(tables: Tables, vehicle: int) -> tuple[object, ...]:
    """Equal for vehicles that can do the same at the same cost."""
    slot = tables.vehicles[vehicle]
    holds = (slot.capacity, slot.max_stops, slot.last_in_first_out)
    can = (slot.profile, slot.depot_place, holds, slot.energy_wh, slot.full_wh, slot.charging)
    hours, cost = (slot.start_intervals, slot.end_intervals), (slot.day_micro, slot.second_micro)
    fees = tuple(by_vehicle[vehicle] for by_vehicle, _ in tables.day_fees)
    return can, hours, cost, fees, tuple(row[vehicle] for row in tables.allowed)


def _possible(tables: Tables, vehicle: int) -> Iterator[Way]:
    """Legs that streets and a full battery allow."""
    slot = tables.vehicles[vehicle]
    seconds, energy = tables.seconds[slot.profile], tables.energy_wh[slot.profile]
    orders = [order for order, row in enumerate(tables.allowed) if row[vehicle]]
    most_wh = max(slot.energy_wh or 0, slot.full_wh or 0)
    stations = tables.stations.get(ability(slot))
    for origin in (DEPOT, *orders):
        for target in (*orders, DEPOT):
            if origin == target:
                continue
            here = slot.depot_place if origin == DEPOT else tables.place[origin]
            there = slot.depot_place if target == DEPOT else tables.place[target]
            if seconds[here][there] < UNREACHABLE and (
                slot.energy_wh is None or energy[here][there] <= most_wh
            ):
                yield Way(vehicle, origin, target, DIRECT)
            for charger in stations.between[here, there].tolist() if stations else ():
                if charger >= 0:
                    yield Way(vehicle, origin, target, charger)


def _circuit(ways: Ways, vehicle: int) -> None:
    model, legs = ways.model, dict[tuple[int, int], list[cp_model.IntVar]]()
    for way in _possible(ways.tables, vehicle):
        lit = model.new_bool_var(str(way))
        ways.taken[way] = lit
        legs.setdefault((way.origin, way.target), []).append(lit)
    home = model.new_bool_var(f"home {vehicle}")
    ways.used[vehicle] = model.new_bool_var(f"used {vehicle}")
    model.add(home + ways.used[vehicle] == 1)
    arcs: list[tuple[int, int, cp_model.LiteralT]] = [(0, 0, home)]
    for order, row in enumerate(ways.tables.allowed):
        if row[vehicle]:
            lit = model.new_bool_var(f"serves {vehicle} {order}")
            ways.served[vehicle, order] = lit
            model.add_implication(lit, ways.used[vehicle])
            arcs.append((order + 1, order + 1, lit.negated()))
    for (origin, target), options in legs.items():
        leg = options[0]
        if len(options) > 1:
            leg = model.new_bool_var(f"leg {vehicle} {origin} {target}")
            model.add(sum(options) == leg)
        arcs.append((origin + 1, target + 1, leg))
    model.add_circuit(arcs)


def _alike_in_turn(ways: Ways) -> None:
    """Of vehicles that are alike the first ones drive: all other plans are the same by another name."""
    last: dict[tuple[object, ...], int] = {}
    for vehicle, used in ways.used.items():
        key = _likeness(ways.tables, vehicle)
        if key in last:
            ways.model.add_implication(used, ways.used[last[key]])
        last[key] = vehicle
