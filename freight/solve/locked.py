"""Planning around locked sequences: a vehicle begins its free day where its locked stops end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from freight.build.layers import begun_elsewhere
from freight.domain.lock import Lock, sequence
from freight.domain.plan import Solution
from freight.domain.problem import Problem, VehicleSlot
from freight.errors import InputError, NoPlanError
from freight.solve.insertion import Routes
from freight.solve.read_back import objective_micro
from freight.solve.route_rules import breaches, gaps, hours
from freight.solve.schedule import next_open
from freight.solve.sockets import no_socket, share_sockets
from freight.solve.tables import Tables, make_tables
from freight.solve.unserved import explain

Solve = Callable[[Problem], Solution]


def solve_locked(problem: Problem, locks: Sequence[Lock], solve: Solve) -> Solution:
    """Plan with the first stops of some routes given; where none are, as `solve` alone does.

    The search sees what is free: orders that are in no sequence, and vehicles from where their sequence ends,
    begun as early as it can be. The times of the whole routes are chosen afterwards.

    Parameters
    ----------
    locks
        Of the day; those without a position are the business of the problem.

    Raises
    ------
    InputError
        When a sequence can not be driven; says which rule it breaks.
    """
    sequences = {lock.vehicle_id: sequence(locks, lock.vehicle_id) for lock in locks if lock.position}
    if not sequences:
        return solve(problem)
    _refuse_breaks(problem)
    _refuse_reloads(problem)
    tables = make_tables(problem)
    number = {name: order for order, name in enumerate(problem.order_ids)}
    first: Routes = {
        vehicle: tuple(number[name] for name in sequences.get(slot.id, ()) if name in number)
        for vehicle, slot in enumerate(problem.vehicles)
    }
    fixed = {order for orders in first.values() for order in orders}
    for vehicle, orders in first.items():
        _refuse_impossible(problem, tables, vehicle, orders)
    free = _free(problem, tables, first, fixed)
    searched = _searched(free, solve)
    found = {route.vehicle: route.orders for route in searched.routes}
    routes = {vehicle: (*orders, *found.get(vehicle, ())) for vehicle, orders in first.items()}
    served = {order for orders in routes.values() for order in orders}
    left = [order for order in range(problem.order_count) if order not in served]
    unserved = [explain(problem, tables, routes, order) for order in left]
    _, plans, dropped = share_sockets(tables, routes)
    unserved += [no_socket(problem.order_ids[order]) for order in dropped]
    return Solution(plans, tuple(unserved), objective_micro(problem, plans), searched.engine, searched.seed)


def _searched(free: Problem, solve: Solve) -> Solution:
    """What the search finds in the free part; nothing where nothing is free."""
    nothing = Solution((), (), 0, "locks", 0)
    if not free.may_serve.any():
        return nothing
    try:
        return solve(free)
    except NoPlanError:
        return nothing


def _refuse_breaks(problem: Problem) -> None:
    """The free part would have its breaks counted from where the locked stops end."""
    rules = sorted({rule.name for slot in problem.vehicles for rule in slot.breaks})
    if rules:
        message = "places of locked stops can not be planned together with breaks yet"
        advice = "lock orders to vehicles without a position, or leave the break rules out"
        raise InputError.one("locks", "position", ", ".join(rules), message, advice)


def _refuse_reloads(problem: Problem) -> None:
    """The free part would be loaded together with the locked stops, or not at all."""
    if problem.reloads:
        message = "places of locked stops can not be planned on a day on which vehicles load anew yet"
        advice = "lock orders to vehicles without a position, or set reloads to 0"
        raise InputError.one("locks", "position", f"{len(problem.reloads)} reloads", message, advice)


def _refuse_impossible(problem: Problem, tables: Tables, vehicle: int, orders: Sequence[int]) -> None:
    name = problem.vehicles[vehicle].id
    barred = [problem.order_ids[order] for order in orders if not tables.allowed[order][vehicle]]
    if barred:
        message = f"{name} can not serve it whatever else it does"
        raise InputError.one("locks", f"vehicle {name}", barred[0], message, "give it another vehicle")
    broken = breaches(tables, vehicle, orders) if orders else []
    if broken:
        said = ", ".join(sorted({breach.rule for breach in broken})) + _parted(problem, orders)
        value = " ".join(problem.order_ids[order] for order in orders)
        message = f"the locked stops of {name} can not be driven in this order ({said})"
        raise InputError.one(
            "locks", f"vehicle {name}", value, message, "lock fewer stops, or in another order"
        )


def _parted(problem: Problem, orders: Sequence[int]) -> str:
    """The first two of these orders whose goods must not ride together, in words; empty when all may."""
    pair = next(iter(problem.goods.broken(orders)), None) if problem.goods is not None else None
    if pair is None:
        return ""
    one, other = (problem.order_ids[order] for order in pair)
    return f": {one} and {other} must not ride together"


def _free(problem: Problem, tables: Tables, first: Routes, fixed: set[int]) -> Problem:
    begun = {vehicle: orders for vehicle, orders in first.items() if orders}
    slots = tuple(
        _begun(slot, vehicle, begun[vehicle], tables) if vehicle in begun else slot
        for vehicle, slot in enumerate(problem.vehicles)
    )
    may = np.array(problem.may_serve, copy=True)
    may[sorted(fixed)] = False
    if problem.goods is not None:
        for vehicle, orders in begun.items():
            may[[row for row in range(len(may)) if problem.goods.against(row, orders)], vehicle] = False
    picks = np.array([any(row) for row in tables.pickup])
    for vehicle, orders in begun.items():
        if problem.vehicles[vehicle].last_in_first_out and picks[list(orders)].any():
            may[~picks, vehicle] = False
    places = {vehicle: tables.place[orders[-1]] for vehicle, orders in begun.items()}
    return begun_elsewhere(replace(problem, vehicles=slots, may_serve=may), places)


def _begun(slot: VehicleSlot, vehicle: int, orders: Sequence[int], tables: Tables) -> VehicleSlot:
    """The vehicle once its locked stops are done; what they carry at most is taken off its room."""
    now = slot.start_intervals[0][0]
    for gap, windows in zip(
        gaps(tables, vehicle, orders)[:-1], hours(tables, vehicle, orders)[:-1], strict=True
    ):
        opened = next_open(windows, now + gap)
        assert opened is not None, "a sequence that breaks no rule is in time when begun as early as it can be"
        now = opened
    end_s = now + tables.service_s[slot.profile][orders[-1]]
    kg, m3, units = (slot.capacity[unit] - _most(tables, orders, unit) for unit in range(3))
    energy_wh = slot.energy_wh
    if energy_wh is not None:
        stops = [slot.depot_place, *(tables.place[order] for order in orders)]
        layer = tables.energy_wh[slot.profile]
        energy_wh = max(0, energy_wh - sum(layer[a][b] for a, b in pairwise(stops)))
    return replace(
        slot,
        start_intervals=((end_s, end_s),),
        capacity=(max(0, kg), max(0, m3), max(0, units)),
        energy_wh=energy_wh,
        day_micro=0,
        normal_s=max(0, slot.normal_s - (end_s - slot.start_intervals[0][0])),
        done_s=end_s - slot.start_intervals[0][0],
        done_stops=len(orders),
        max_stops=None if slot.max_stops is None else max(0, slot.max_stops - len(orders)),
    )


def _most(tables: Tables, orders: Sequence[int], unit: int) -> int:
    load = most = sum(tables.delivery[order][unit] for order in orders)
    for order in orders:
        load += tables.pickup[order][unit] - tables.delivery[order][unit]
        most = max(most, load)
    return most
