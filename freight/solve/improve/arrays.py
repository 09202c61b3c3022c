"""The two bundles of arrays that the engine works on; all are contiguous, all numbers are int64."""

from __future__ import annotations

from typing import NamedTuple

from freight.domain.travel import IntArray


class DataArrays(NamedTuple):
    """The problem, read only. Columns are named in `columns`."""

    arc: IntArray
    """(profiles, places, places, 2, or 3 where range binds)."""
    arc_into: IntArray
    """The same with from and to exchanged: all ways into a place lie side by side."""
    order: IntArray
    """(profiles * orders, 8)."""
    vehicle: IntArray
    """(vehicles, 14), vehicles of a kind next to each other."""
    kind: IntArray
    """(kinds, 2): first vehicle of the kind and the one after its last."""
    windows: IntArray
    """(windows, 2), ascending within each order or vehicle."""
    may: IntArray
    """(orders, kinds): 1 where the kind may take the order."""
    goods: IntArray
    """(orders, units that can bind, 2): delivery, pickup."""
    fee: IntArray
    """(vehicles, zones)."""
    near: IntArray
    """(orders, k): beside which orders an order is tried."""
    adjacent: IntArray
    """(orders, k): orders by street time, for the ruin."""
    keys: IntArray
    """(orders, 6): sort keys."""
    settings: IntArray
    """(14,): how to search, in millionths."""


class StateArrays(NamedTuple):
    """One plan and the scratch memory of the search, changed in place.

    Orders are the first nodes, then comes the start of every vehicle, then its end.
    """

    node: IntArray
    """(orders + 2 vehicles, 24)."""
    load: IntArray
    """(orders + 2 vehicles, units that can bind, 4)."""
    route: IntArray
    """(vehicles, 8)."""
    idle: IntArray
    """(kinds,): a vehicle of the kind that may be idle."""
    lists: IntArray
    """(9, orders or vehicles)."""
    walk: IntArray
    """(stops + 2, 3): gap, first window and number of windows of a route under test."""
    points: IntArray
    """(windows, 6): scratch of the exact schedule."""
    counter: IntArray
    """(12,)."""
