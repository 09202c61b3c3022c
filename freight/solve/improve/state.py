"""A plan in the engine's arrays: making an empty one, and reading routes from links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from freight.domain.travel import IntArray
from freight.solve.improve import columns as c
from freight.solve.improve.arrays import DataArrays, StateArrays
from freight.solve.improve.chance import first_state
from freight.solve.improve.charging import label_rows
from freight.solve.improve.charging_views import PAIR_COLUMNS
from freight.solve.improve.views import State


def new_state(d: DataArrays, seed: int) -> StateArrays:
    """A plan without any route; `empty_links` must be loaded before it is used."""
    orders, units, _ = d.goods.shape
    vehicles = d.vehicle.shape[0]
    nodes = orders + 2 * vehicles
    state = StateArrays(
        node=np.zeros((nodes, c.NODE_COLUMNS), dtype=np.int64),
        load=np.zeros((nodes, units, 4), dtype=np.int64),
        route=np.zeros((vehicles, c.ROUTE_COLUMNS), dtype=np.int64),
        idle=d.kind[:, 0].copy(),
        lists=np.zeros((c.LISTS, max(orders, vehicles) + 1), dtype=np.int64),
        walk=np.zeros((3 * nodes, c.WALK_COLUMNS), dtype=np.int64),
        points=np.zeros((d.windows.shape[0] + 2, 6), dtype=np.int64),
        counter=np.zeros(c.COUNTERS, dtype=np.int64),
        label=np.zeros((label_rows(orders + 2) if d.ability.size else 1, c.LABEL_COLUMNS), dtype=np.int64),
        halts=np.zeros((nodes, c.HALT_COLUMNS), dtype=np.int64),
        found=np.zeros((c.FOUND, c.FOUND_COLUMNS), dtype=np.int64),
        pairs=np.zeros((c.LEGS if d.ability.size else 1, PAIR_COLUMNS), dtype=np.int64),
        itself=np.zeros(len(State._fields), dtype=np.int64),
    )
    state.counter[c.RANDOM], state.counter[c.LIMIT] = first_state(seed), vehicles
    place = d.order[:orders, c.O_PLACE]
    state.node[:, c.PLACE] = np.concatenate([place, d.vehicle[:, c.V_DEPOT], d.vehicle[:, c.V_DEPOT]])
    state.node[:orders, c.ROUTE] = c.UNROUTED
    for r, v in enumerate(d.vehicle):
        start, last = state.node[orders + r], state.node[orders + vehicles + r]
        start[c.ROUTE] = last[c.ROUTE] = r
        out = d.windows[v[c.V_OUT] : v[c.V_OUT] + v[c.V_OUTS]]
        back = d.windows[v[c.V_BACK] : v[c.V_BACK] + v[c.V_BACKS]]
        start[c.FINISH], start[c.LEAVE_BY] = out[0, 0], out[-1, 1]
        start[c.SPLIT] = len(out) > 1
        last[c.LATEST], last[c.OPEN_AFTER] = back[-1, 1], back[0, 0]
    return state


def to_links(d: DataArrays, routes: Mapping[int, Sequence[int]]) -> IntArray:
    """The next node of every node, UNROUTED for absent orders, from orders by vehicle of the arrays."""
    orders, vehicles = d.goods.shape[0], d.vehicle.shape[0]
    links = np.full(orders + 2 * vehicles, c.UNROUTED, dtype=np.int64)
    for r in range(vehicles):
        here = orders + r
        for x in routes.get(r, ()):
            links[here] = x
            here = x
        links[here] = orders + vehicles + r
    return links


def from_links(d: DataArrays, links: IntArray) -> dict[int, tuple[int, ...]]:
    """Orders in sequence of every vehicle of the arrays."""
    orders, routes = d.goods.shape[0], {}
    following = links.tolist()
    for r in range(d.vehicle.shape[0]):
        sequence, here = [], following[orders + r]
        while here < orders:
            sequence.append(here)
            here = following[here]
        routes[r] = tuple(sequence)
    return routes
