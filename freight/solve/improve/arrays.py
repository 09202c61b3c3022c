"""The two bundles of arrays that the engine works on; all are contiguous, all numbers are int64."""

from __future__ import annotations

from typing import NamedTuple

from freight.domain.travel import IntArray
from freight.solve.improve import columns as c


class DataArrays(NamedTuple):
    """The problem, read only. Columns are named in `columns`."""

    arc: IntArray
    """(profiles, places, places, layers): money and seconds, Wh where range binds; where speeds change by the
    hour Wh in any case, the fastest seconds and milliseconds by pace."""
    arc_into: IntArray
    """The same with from and to exchanged: all ways into a place lie side by side."""
    order: IntArray
    """(profiles * orders, 8)."""
    vehicle: IntArray
    """(vehicles, 22), vehicles of a kind next to each other."""
    kind: IntArray
    """(kinds, 2): first vehicle of the kind and the one after its last."""
    windows: IntArray
    """(windows, 2), ascending within each order, vehicle or charger; the last are scratch for sessions."""
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
    charger: IntArray
    """(chargers, 8)."""
    curve: IntArray
    """(points of all charge functions, 2): second, Wh."""
    ability: IntArray
    """(abilities, chargers, 4)."""
    between: IntArray
    """(abilities, places, places, k): chargers worth a look on a leg, then -1."""
    period: IntArray
    """(profiles, periods, 2): the paces of the day; no periods where all hours are alike."""
    detour: IntArray
    """(abilities, places, places, 3): least money of a detour."""
    apart: IntArray
    """(orders, 2): class of the goods and classes that must not ride with them, as bits."""
    itself: IntArray
    """The view of these arrays, as numbers."""


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
    """(10, orders or vehicles)."""
    walk: IntArray
    """(3 nodes, 8): a route under test, charging stops included."""
    points: IntArray
    """(windows, 6): scratch of the exact schedule."""
    counter: IntArray
    """(16,)."""
    label: IntArray
    """(labels of the longest route, 14); one row where nothing can be charged."""
    halts: IntArray
    """(orders + 2, 12): a route under test for charging."""
    found: IntArray
    """(65536, 4): routes with charging found so far, by their mark."""
    pairs: IntArray
    """(32768, 17): two chargers in a row worth a look, by leg as far as asked for; one row without chargers."""
    itself: IntArray
    """The view of these arrays, as numbers."""


def scratch_windows(a: DataArrays) -> int:
    """The first window that belongs to nobody."""
    last = a.vehicle[-1]
    taken = int(last[c.V_BACK] + last[c.V_BACKS])
    return max([taken, *(int(row[c.C_WINDOW] + row[c.C_WINDOWS]) for row in a.charger)])
