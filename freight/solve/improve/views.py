"""How compiled code sees the arrays: by address.

A tuple of arrays would make numba count references at every access, at ten times the cost of the useful
work. A view is sizes and addresses, and compiled code holds it as one address (`handle`); an array made from
an address (`carray`) has no owner to count. Whoever calls compiled code keeps the arrays alive (`DataArrays`,
`StateArrays`).
"""

from __future__ import annotations

from typing import NamedTuple

from freight.domain.travel import IntArray
from freight.solve.improve import columns as c
from freight.solve.improve.address import carray, pointer
from freight.solve.improve.compiled import tiny


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
    periods: int
    """Of the day; 0 where all hours are alike."""
    parted: int
    """1 where some goods must not ride together."""
    first_reload: int
    """So many orders are orders, the rest reload halts; `orders` where nobody may load anew."""
    lasting: int
    """The unit that loading anew does not set back, the stops of the day; -1 where they do not bind."""
    arc: int
    arc_into: int
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
    settings: int
    charger: int
    curve: int
    ability: int
    between: int
    period: int
    detour: int
    apart: int
    itself: int
    """Where all these numbers stand, for a function that is called by its address."""
    doors: int
    """Where the addresses of `doors` stand."""


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
    pairs: int
    itself: int


@tiny
def arcs(d: Data) -> IntArray:
    """Legs by profile, from and to."""
    found: IntArray = carray(pointer(d.arc), (d.profiles, d.places, d.places, d.layers))
    return found


@tiny
def arcs_into(d: Data) -> IntArray:
    """Legs by profile, to and from."""
    found: IntArray = carray(pointer(d.arc_into), (d.profiles, d.places, d.places, d.layers))
    return found


@tiny
def order_rows(d: Data) -> IntArray:
    """Orders as a profile sees them."""
    found: IntArray = carray(pointer(d.order), (d.profiles * d.orders, c.ORDER_COLUMNS))
    return found


@tiny
def vehicle_rows(d: Data) -> IntArray:
    """Vehicles."""
    found: IntArray = carray(pointer(d.vehicle), (d.vehicles, c.VEHICLE_COLUMNS))
    return found


@tiny
def kind_rows(d: Data) -> IntArray:
    """First vehicle of each kind and the one after its last."""
    found: IntArray = carray(pointer(d.kind), (d.kinds, 2))
    return found


@tiny
def intervals(d: Data) -> IntArray:
    """Windows of orders and hours of vehicles; as many rows as there are."""
    found: IntArray = carray(pointer(d.windows), (1, 2))
    return found


@tiny
def period_rows(d: Data) -> IntArray:
    """Periods of the day by profile."""
    found: IntArray = carray(pointer(d.period), (d.profiles, d.periods, c.PERIOD_COLUMNS))
    return found


@tiny
def permissions(d: Data) -> IntArray:
    """Which kind may take which order."""
    found: IntArray = carray(pointer(d.may), (d.orders, d.kinds))
    return found


@tiny
def goods(d: Data) -> IntArray:
    """Deliveries and pickups."""
    found: IntArray = carray(pointer(d.goods), (d.orders, d.units, 2))
    return found


@tiny
def fees(d: Data) -> IntArray:
    """Fees per day."""
    found: IntArray = carray(pointer(d.fee), (d.vehicles, d.zones))
    return found


@tiny
def nears(d: Data) -> IntArray:
    """Beside which orders an order is tried."""
    found: IntArray = carray(pointer(d.near), (d.orders, d.nears))
    return found


@tiny
def adjacents(d: Data) -> IntArray:
    """Orders by street time."""
    found: IntArray = carray(pointer(d.adjacent), (d.orders, d.adjacents))
    return found


@tiny
def sort_keys(d: Data) -> IntArray:
    """Keys to sort absent orders by."""
    found: IntArray = carray(pointer(d.keys), (d.orders, c.KEYS))
    return found


@tiny
def setting_rows(d: Data) -> IntArray:
    """Settings of the search, see `settings`."""
    found: IntArray = carray(pointer(d.settings), (c.SETTINGS,))
    return found


@tiny
def nodes(s: State) -> IntArray:
    """Nodes."""
    found: IntArray = carray(pointer(s.node), (s.nodes, c.NODE_COLUMNS))
    return found


@tiny
def loads(s: State) -> IntArray:
    """Loads by node and unit."""
    found: IntArray = carray(pointer(s.load), (s.nodes, s.units, 4))
    return found


@tiny
def routes(s: State) -> IntArray:
    """Routes."""
    found: IntArray = carray(pointer(s.route), (s.vehicles, c.ROUTE_COLUMNS))
    return found


@tiny
def idlers(s: State) -> IntArray:
    """A vehicle of each kind that may be idle."""
    found: IntArray = carray(pointer(s.idle), (s.kinds,))
    return found


@tiny
def lists_of(s: State) -> IntArray:
    """Lists of nodes and routes."""
    found: IntArray = carray(pointer(s.lists), (c.LISTS, s.listed))
    return found


@tiny
def stops(s: State) -> IntArray:
    """Stops of a route under test."""
    found: IntArray = carray(pointer(s.walk), (s.nodes, c.WALK_COLUMNS))
    return found


@tiny
def departures(s: State) -> IntArray:
    """Scratch of the exact schedule."""
    found: IntArray = carray(pointer(s.points), (s.intervals, 6))
    return found


@tiny
def counters(s: State) -> IntArray:
    """Counters."""
    found: IntArray = carray(pointer(s.counter), (c.COUNTERS,))
    return found
