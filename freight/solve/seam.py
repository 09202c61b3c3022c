"""Where our problem meets OR-Tools: who is which index on the other side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from ortools.constraint_solver import pywrapcp

from freight.domain.plan import RoutePlan
from freight.domain.problem import Problem, VehicleSlot
from freight.domain.scenario import Interval
from freight.domain.travel import BoolArray, IntArray
from freight.solve.driven import Numbers, driven_legs
from freight.solve.eligible import eligible, usable
from freight.solve.sessions import SessionNode


@dataclass(frozen=True, eq=False, slots=True)
class RoutingSeam:
    """The OR-Tools objects of one problem and the tables that translate between both sides.

    OR-Tools' nodes are the distinct depots first, then the orders as in `orders`, then `sessions`; its vehicles
    are `vehicles`, which leaves out those without hours that day.
    """

    orders: tuple[int, ...]
    vehicles: tuple[int, ...]
    slots: tuple[VehicleSlot, ...]
    """Of `vehicles`."""
    allowed: BoolArray
    """Shape (orders of the problem, vehicles of the problem), see `eligible`."""
    node_place: IntArray
    """Shape (depots + orders + sessions,)."""
    depot_count: int
    clocks: tuple[int, ...]
    """Which clock each of `vehicles` goes by; those with the same hours at every order share one."""
    manager: pywrapcp.RoutingIndexManager
    routing: pywrapcp.RoutingModel
    solver: pywrapcp.Solver
    sessions: tuple[SessionNode, ...] = ()
    driven_s: Mapping[tuple[int, int], int] = field(default_factory=dict)
    """Seconds of legs between nodes at the hour at which they are driven, where the hour matters."""

    def seconds(self, problem: Problem, profile: int) -> IntArray:
        """Seconds between OR-Tools' nodes."""
        layer = self.layer(problem.travel.seconds[profile])
        for leg, seconds in self.driven_s.items():
            layer[leg] = seconds
        return layer

    def session_index(self, number: int) -> int:
        """OR-Tools' variable index of an entry of `sessions`."""
        return int(self.manager.NodeToIndex(self.depot_count + len(self.orders) + number))

    def index(self, number: int) -> int:
        """OR-Tools' variable index of an entry of `orders`."""
        return int(self.manager.NodeToIndex(self.depot_count + number))

    def order_at(self, index: int) -> int:
        """The order of one of OR-Tools' variable indices."""
        return self.orders[int(self.manager.IndexToNode(index)) - self.depot_count]

    def clock(self, number: int) -> pywrapcp.RoutingDimension:
        """The time dimension of one clock; cumul = start of service, or the time at the depot."""
        return self.routing.GetDimensionOrDie(clock_name(number))

    def layer(self, per_place: IntArray) -> IntArray:
        """Turn a (places, places) layer into one over OR-Tools' nodes."""
        return np.asarray(per_place[np.ix_(self.node_place, self.node_place)])

    def per_node(self, per_order: IntArray, per_session: Sequence[int] | None = None) -> IntArray:
        """Values of OR-Tools' nodes from values of orders, and of sessions if any; 0 at depots."""
        at_depots = np.zeros(self.depot_count, dtype=np.int64)
        at_sessions = np.array(per_session or [0] * len(self.sessions), dtype=np.int64)
        return np.concatenate([at_depots, per_order[list(self.orders)], at_sessions])

    def service_s(self, problem: Problem, profile: int) -> IntArray:
        """How long every node takes."""
        return self.per_node(problem.service_s[profile], [session.lasts_s for session in self.sessions])

    def allow(self, variable: pywrapcp.IntVar, intervals: tuple[Interval, ...]) -> None:
        """Hold a time variable inside ascending intervals.

        The holes are posted as one NotMember constraint, because OR-Tools reads those back into the
        filters of its local search; holes cut with RemoveInterval are seen only by its propagation.
        """
        variable.SetRange(intervals[0][0], intervals[-1][1])
        holes = [(left[1] + 1, right[0] - 1) for left, right in pairwise(intervals) if left[1] + 1 < right[0]]
        if holes:
            starts, ends = ([hole[side] for hole in holes] for side in (0, 1))
            self.solver.Add(self.solver.NotMemberCt(variable, starts, ends))


def clock_name(number: int) -> str:
    """Name of the time dimension of a clock."""
    return f"time {number}"


def make_seam(
    problem: Problem,
    seed: int,
    sessions: tuple[SessionNode, ...] = (),
    driven: Sequence[RoutePlan] = (),
) -> RoutingSeam:
    """An OR-Tools model without any rule yet.

    The orders are numbered in an order drawn from the seed: OR-Tools breaks ties by node number.
    """
    orders = tuple(np.random.default_rng(seed).permutation(problem.order_count).tolist())
    vehicles = tuple(i for i, slot in enumerate(problem.vehicles) if usable(slot))
    slots = tuple(problem.vehicles[i] for i in vehicles)
    depots = sorted({slot.depot_place for slot in slots})
    homes = [depots.index(slot.depot_place) for slot in slots]
    halts = [session.place for session in sessions]
    places = np.asarray(depots + problem.order_place[list(orders)].tolist() + halts)
    manager = pywrapcp.RoutingIndexManager(len(places), len(vehicles), homes, homes)
    routing = pywrapcp.RoutingModel(manager)
    numbers = Numbers(depots, orders, sessions)
    solver = routing.solver()
    solver.ReSeed(seed)
    return RoutingSeam(
        orders=orders,
        vehicles=vehicles,
        slots=slots,
        allowed=eligible(problem),
        node_place=places,
        depot_count=len(depots),
        clocks=_clocks(problem, slots),
        manager=manager,
        routing=routing,
        solver=solver,
        sessions=sessions,
        driven_s=driven_legs(problem, driven, numbers),
    )


def _clocks(problem: Problem, slots: tuple[VehicleSlot, ...]) -> tuple[int, ...]:
    """Number the distinct columns of hours, by profile."""
    known: dict[tuple[tuple[Interval, ...], ...], int] = {}
    numbers = []
    for slot in slots:
        column = tuple(windows[slot.profile] for windows in problem.start_windows)
        numbers.append(known.setdefault(column, len(known)))
    return tuple(numbers)
