"""The solver's nodes: one an order, or more where its allowed hours differ between vehicles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from freight.domain.problem import Problem
from freight.domain.scenario import Interval
from freight.domain.travel import BoolArray


@dataclass(frozen=True, slots=True)
class Node:
    """One way to serve an order: the vehicles for which hours and day fees are the same."""

    order: int
    vehicles: tuple[int, ...]
    """Indices into `Problem.vehicles`, ascending; empty when nobody can serve the order."""
    windows: tuple[Interval, ...]
    inside: tuple[bool, ...]
    """[day fee] -> serving the order means driving inside its zone."""


def order_nodes(problem: Problem, allowed: BoolArray, order: int) -> tuple[Node, ...]:
    """Group the vehicles of an order by equal windows and equal day fees.

    Parameters
    ----------
    allowed
        Shape (orders, vehicles), see `freight.solve.eligible.eligible`.
    """
    place = int(problem.order_place[order])
    groups: dict[tuple[tuple[Interval, ...], tuple[bool, ...]], list[int]] = {}
    for vehicle in np.flatnonzero(allowed[order]).tolist():
        profile = problem.vehicles[vehicle].profile
        inside = tuple(bool(fee.inside[profile, place]) for fee in problem.day_fees)
        groups.setdefault((problem.start_windows[order][profile], inside), []).append(vehicle)
    if not groups:
        return (Node(order, (), (), tuple(False for _ in problem.day_fees)),)
    return tuple(Node(order, tuple(members), *key) for key, members in groups.items())


def make_nodes(problem: Problem, allowed: BoolArray, seed: int) -> tuple[Node, ...]:
    """All nodes, in an order drawn from the seed: OR-Tools breaks ties by node number."""
    shuffled = np.random.default_rng(seed).permutation(problem.order_count).tolist()
    return tuple(node for order in shuffled for node in order_nodes(problem, allowed, order))
