"""Where our problem meets OR-Tools: who is which index on the other side."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from ortools.constraint_solver import pywrapcp

from freight.domain.problem import Problem, VehicleSlot
from freight.domain.scenario import Interval
from freight.domain.travel import IntArray
from freight.solve.eligible import eligible, usable
from freight.solve.nodes import Node, make_nodes

TIME = "time"
"""Name of the dimension whose cumul is the start of service, or the time at the depot."""


@dataclass(frozen=True, eq=False, slots=True)
class RoutingSeam:
    """The OR-Tools objects of one problem and the tables that translate between both sides.

    OR-Tools' nodes are the distinct depots first, then `nodes`; its vehicles are `vehicles`, which leaves
    out those without hours that day.
    """

    nodes: tuple[Node, ...]
    vehicles: tuple[int, ...]
    node_place: IntArray
    """Shape (depots + nodes,)."""
    depot_count: int
    manager: pywrapcp.RoutingIndexManager
    routing: pywrapcp.RoutingModel
    solver: pywrapcp.Solver

    def index(self, node: int) -> int:
        """OR-Tools' variable index of an entry of `nodes`."""
        return int(self.manager.NodeToIndex(self.depot_count + node))

    def slots(self, problem: Problem) -> list[VehicleSlot]:
        """The vehicles in OR-Tools' order."""
        return [problem.vehicles[vehicle] for vehicle in self.vehicles]

    def profile_matrix(self, layer: IntArray) -> IntArray:
        """Turn a (places, places) layer into one over OR-Tools' nodes."""
        return np.asarray(layer[np.ix_(self.node_place, self.node_place)])

    def per_node(self, per_order: IntArray) -> IntArray:
        """Values of OR-Tools' nodes from values of orders; 0 at depots."""
        orders = [node.order for node in self.nodes]
        return np.concatenate([np.zeros(self.depot_count, dtype=np.int64), per_order[orders]])

    def allow(self, variable: pywrapcp.IntVar, intervals: tuple[Interval, ...]) -> None:
        """Hold a time variable inside ascending intervals.

        The holes are posted as one NotMember constraint, because OR-Tools reads those back into the
        filters of its local search; holes cut with RemoveInterval are seen only by its propagation.
        """
        variable.SetRange(intervals[0][0], intervals[-1][1])
        gaps = [(left[1] + 1, right[0] - 1) for left, right in pairwise(intervals) if left[1] + 1 < right[0]]
        if gaps:
            starts, ends = ([gap[side] for gap in gaps] for side in (0, 1))
            self.solver.Add(self.solver.NotMemberCt(variable, starts, ends))


def make_seam(problem: Problem, seed: int) -> RoutingSeam:
    """An OR-Tools model without any rule yet."""
    nodes = make_nodes(problem, eligible(problem), seed)
    vehicles = tuple(i for i, slot in enumerate(problem.vehicles) if usable(slot))
    depots = sorted({problem.vehicles[i].depot_place for i in vehicles})
    row = {place: node for node, place in enumerate(depots)}
    homes = [row[problem.vehicles[i].depot_place] for i in vehicles]
    places = depots + [int(problem.order_place[node.order]) for node in nodes]
    manager = pywrapcp.RoutingIndexManager(len(places), len(vehicles), homes, homes)
    routing = pywrapcp.RoutingModel(manager)
    solver = routing.solver()
    solver.ReSeed(seed)
    return RoutingSeam(nodes, vehicles, np.asarray(places), len(depots), manager, routing, solver)
