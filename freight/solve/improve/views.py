"""How compiled code sees the arrays: by address.

A tuple of arrays would make numba count references at every access, at ten times the cost of the useful
work. A tuple of addresses and sizes costs nothing to pass on; an array made from an address (`carray`) has no
owner to count. Whoever calls compiled code keeps the arrays alive (`DataArrays`, `StateArrays`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, cast

import numba
from numba import types
from numba.extending import intrinsic

from freight.domain.travel import IntArray
from freight.solve.improve import columns as c
from freight.solve.improve.arrays import DataArrays, StateArrays, scratch_windows
from freight.solve.improve.compiled import tiny

Compiler = Any
"""Numba's compiler has no types."""


class Data(NamedTuple):
    """Sizes of a problem, and the addresses of the arrays of `DataArrays`."""

    orders: int
    vehicles: int
    kinds: int
    units: int
    zones: int
    profiles: int
    places: int
    layers: int
    nears: int
    adjacents: int
    chargers: int
    abilities: int
    stations: int
    scratch: int
    """First of the windows that are scratch."""
    mixed: int
    """1 where a unit has deliveries and pickups: then the load is tested at every visit."""
    arc: int
    order: int
    vehicle: int
    kind: int
    windows: int
    may: int
    goods: int
    fee: int
    near: int
    adjacent: int
    keys: int
    charger: int
    curve: int
    ability: int
    between: int


class State(NamedTuple):
    """Sizes of a plan, and the addresses of the arrays of `StateArrays`."""

    nodes: int
    units: int
    vehicles: int
    kinds: int
    listed: int
    intervals: int
    labels: int
    node: int
    load: int
    route: int
    idle: int
    lists: int
    walk: int
    points: int
    counter: int
    label: int
    halts: int
    found: int


def data_view(a: DataArrays) -> Data:
    """Addresses of the arrays of a problem."""
    orders, units, _ = a.goods.shape
    profiles, places, _, layers = a.arc.shape
    sizes = (orders, len(a.vehicle), len(a.kind), units, a.fee.shape[1], profiles, places, layers)
    return Data(
        *sizes,
        a.near.shape[1],
        a.adjacent.shape[1],
        len(a.charger),
        a.between.shape[0],
        a.between.shape[3],
        scratch_windows(a),
        int(a.goods.sum(axis=0).all(axis=1).any()),
        *(array.ctypes.data for array in a),
    )


def state_view(a: StateArrays) -> State:
    """Addresses of the arrays of a plan."""
    nodes, units, _ = a.load.shape
    sizes = (nodes, units, len(a.route), len(a.idle), a.lists.shape[1], len(a.points), len(a.label))
    return State(*sizes, *(array.ctypes.data for array in a))


def _read_address(typing: Compiler, address: Compiler) -> Compiler:
    """Let compiled code read an integer as the address of int64 numbers."""

    def generate(context: Compiler, builder: Compiler, signature: Compiler, arguments: Compiler) -> Compiler:
        return builder.inttoptr(arguments[0], context.get_value_type(signature.return_type))

    return cast(Any, types).CPointer(types.int64)(types.int64), generate


_pointer: Callable[[int], Any] = cast(Any, intrinsic(_read_address))
carray: Callable[[Any, tuple[int, ...]], Any] = cast(Any, numba).carray


@tiny
def array_at(address: int, shape: tuple[int, ...]) -> IntArray:
    """The numbers at an address as an array without an owner."""
    found: IntArray = carray(_pointer(address), shape)
    return found


@tiny
def arcs(d: Data) -> IntArray:
    """Legs by profile, from and to."""
    return array_at(d.arc, (d.profiles, d.places, d.places, d.layers))


@tiny
def order_rows(d: Data) -> IntArray:
    """Orders as a profile sees them."""
    return array_at(d.order, (d.profiles * d.orders, c.ORDER_COLUMNS))


@tiny
def vehicle_rows(d: Data) -> IntArray:
    """Vehicles."""
    return array_at(d.vehicle, (d.vehicles, c.VEHICLE_COLUMNS))


@tiny
def kind_rows(d: Data) -> IntArray:
    """First vehicle of each kind and the one after its last."""
    return array_at(d.kind, (d.kinds, 2))


@tiny
def intervals(d: Data) -> IntArray:
    """Windows of orders and hours of vehicles; as many rows as there are."""
    return array_at(d.windows, (1, 2))


@tiny
def permissions(d: Data) -> IntArray:
    """Which kind may take which order."""
    return array_at(d.may, (d.orders, d.kinds))


@tiny
def goods(d: Data) -> IntArray:
    """Deliveries and pickups."""
    return array_at(d.goods, (d.orders, d.units, 2))


@tiny
def fees(d: Data) -> IntArray:
    """Fees per day."""
    return array_at(d.fee, (d.vehicles, d.zones))


@tiny
def nears(d: Data) -> IntArray:
    """Beside which orders an order is tried."""
    return array_at(d.near, (d.orders, d.nears))


@tiny
def adjacents(d: Data) -> IntArray:
    """Orders by street time."""
    return array_at(d.adjacent, (d.orders, d.adjacents))


@tiny
def sort_keys(d: Data) -> IntArray:
    """Keys to sort absent orders by."""
    return array_at(d.keys, (d.orders, c.KEYS))


@tiny
def nodes(s: State) -> IntArray:
    """Nodes."""
    return array_at(s.node, (s.nodes, c.NODE_COLUMNS))


@tiny
def loads(s: State) -> IntArray:
    """Loads by node and unit."""
    return array_at(s.load, (s.nodes, s.units, 4))


@tiny
def routes(s: State) -> IntArray:
    """Routes."""
    return array_at(s.route, (s.vehicles, c.ROUTE_COLUMNS))


@tiny
def idlers(s: State) -> IntArray:
    """A vehicle of each kind that may be idle."""
    return array_at(s.idle, (s.kinds,))


@tiny
def lists_of(s: State) -> IntArray:
    """Lists of nodes and routes."""
    return array_at(s.lists, (c.LISTS, s.listed))


@tiny
def stops(s: State) -> IntArray:
    """Stops of a route under test."""
    return array_at(s.walk, (2 * s.nodes, 3))


@tiny
def departures(s: State) -> IntArray:
    """Scratch of the exact schedule."""
    return array_at(s.points, (s.intervals, 6))


@tiny
def counters(s: State) -> IntArray:
    """Counters."""
    return array_at(s.counter, (c.COUNTERS,))
