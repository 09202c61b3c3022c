"""What stands in which column of the engine's arrays.

The columns that nearly every test reads come first: they share a cache line.
"""

from __future__ import annotations

# A node: an order, or where a vehicle leaves or ends. "Before" and "after" both include the node itself.
SUCC, PRED, ROUTE, PLACE, FINISH, LATEST, LEG, SEEN = range(8)
"""Next and previous node, vehicle or UNROUTED, row of the matrices; the earliest moment service can be over;
the latest start that keeps the rest of the route in time; money of the leg to the next node; a mark."""
SPAN_BEFORE, LEAVE_BY, SPAN_AFTER, OPEN_AFTER, MONEY, USED, SPLIT, ZONES_BEFORE, ZONES_AFTER = range(8, 17)
"""Least seconds before, latest departure that keeps what is before in time, least seconds after, the moment
from which what is after needs no waiting; money, Wh and stops with several windows before; zones as bits."""
BARRED_BEFORE, GOODS_AFTER = 17, 18
"""Classes of goods that must not ride with what is served before; those of what is served after; as bits."""
SECTION = 23
"""Where what is loaded for the stop behind this node is used up: the next reload halt, or the end. Only where
vehicles may load anew."""
NODE_COLUMNS = 24

# The load of a node, per unit that can bind.
DELIVERED, PICKED, PEAK_BEFORE, PEAK_AFTER = range(4)

# A route, one a vehicle.
SIZE, COST, SPAN, ZONES, STAMP, ROOM, CHARGE = range(7)
"""... `ROOM`: whether the order being placed may come on board, as found at the last look; `SPAN` without
charging; `CHARGE`: what charging adds to the cost, the later finish included."""
ROUTE_COLUMNS = 8

# An order as seen by a profile; row = profile * orders + order.
O_PLACE, O_SERVICE, O_OPENS, O_CLOSES, O_WINDOW, O_WINDOWS, O_ZONES, O_PENALTY = range(8)
O_PICKS = 8
"""1 for a pickup."""
ORDER_COLUMNS = 9

# A vehicle.
V_PROFILE, V_DEPOT, V_DAY, V_SECOND, V_ENERGY, V_KIND, V_ROAD, V_OUT, V_OUTS, V_BACK, V_BACKS = range(11)
V_CAPACITY = 11
"""First of four columns, one a unit that can bind; stops are a unit too."""
V_ABILITY = 15
"""Row of the charging abilities, or NO_ABILITY."""
V_FULL = 16
"""Wh of a full battery, where it charges."""
V_CHARGE = 17
"""Least millionths of a second that a Wh takes at any charger."""
V_RELOAD, V_RELOADS = 18, 19
"""First of its reload halts among the orders, and how many it may make."""
V_OVER, V_NORMAL = 20, 21
"""What a second beyond the normal ones costs more, and how many are normal."""
V_LIFO = 22
"""1 where nothing is delivered once something is picked up."""
VEHICLE_COLUMNS = 23

# The goods of an order: its class and the classes that must not ride with it, as bits.
OWN_CLASS, BARRED_CLASSES = range(2)

# A leg; where speeds change by the hour, SECONDS are those of the slowest, FASTEST those of the fastest, and
# from PACES on stand the milliseconds at each pace.
MICRO, SECONDS, WATT_HOURS, FASTEST, PACES = range(5)

# A period of the day: when it begins, and the column of its pace in a leg.
P_START, P_PACE = range(2)
PERIOD_COLUMNS = 2

# A stop of a route written out; the first three are all that is needed where all hours are alike.
GAP, FIRST, COUNT, ORIGIN, TARGET, SERVED, EARLIEST, LATEST_START = range(8)
WALK_COLUMNS = 8

# A charger, and how vehicles of an ability charge there: rows of the curves.
C_PLACE, C_SETUP, C_SESSION, C_PRICE, C_FILL, C_WINDOW, C_WINDOWS = range(7)
CHARGER_COLUMNS = 8
SECOND, LEVEL = range(2)
A_FIRST, A_POINTS, A_FEE, A_PEER = range(4)
"""First point of the charge function and number of points, none where it can not charge; see `Stations`."""
ABILITY_COLUMNS = 4

# Two chargers in a row worth a look on a leg: the leg, then so many times four numbers; see `station_pairs`.
P_FIRST, P_SECOND, P_SPARE, P_RANK = range(4)
LEGS = 2**15
"""How many legs are remembered."""

# A label: a way to be at a stop of a route under test; see `freight.solve.charge_labels`.
L_COST, L_PRICE, L_BASE, L_FIRST, L_CURVE, L_POINTS, L_SHIFT, L_CAP, L_DROP = range(9)
L_PARENT, L_CHARGER, L_ENTRY, L_VIA, L_VIA_ENTRY = range(9, 14)
LABEL_COLUMNS = 14

# A stop of a route under test for charging.
H_NODE, H_PLACE, H_WINDOW, H_WINDOWS, H_SERVICE, H_LATEST, H_AHEAD, H_LABEL = range(8)
H_SURE, H_PART_WH, H_PART = range(8, 11)
"""Least money of the sessions that the rest needs in any case; what is used before the first of them can be
said to be needed, and least money of a session there."""
HALT_COLUMNS = 12

# Least money: that a charger adds to a leg; that the leg's start adds between any charger and its end; that its
# end adds between its start and any charger.
D_CHARGER, D_FROM, D_TO = range(3)

# Routes with charging found so far.
K_ROUTE, K_BURDEN, K_EXACT = range(3)
FOUND_COLUMNS = 4
FOUND = 2**16
"""How many are remembered."""

# Keys by which absent orders are sorted.
DEMAND, FAR, WIDTH, OPENS, CLOSES, WORTH = range(6)
KEYS = 6

# Lists as long as there are orders or vehicles.
ABSENT, FRESH, SEQUENCE, OTHER, OLD_ABSENT, OLD_NODES, OLD_ROUTE, OLD_FROM, SORT_KEY, MISSED = range(10)
LISTS = 10

# Counters.
TOTAL, ABSENTS, ROUTES, FRESHES, OLD_ROUTES, OLD_END, OLD_ABSENTS, RANDOM, CLOCK, MARK, SEEN_ON = range(11)
LIMIT, CEILING = 11, 12
"""Routes that may be in use; what charging a route under test must stay below."""
COUNTERS = 16

SETTINGS = 14
"""Fields of `settings.Settings`."""

UNROUTED = -1
NO_ABILITY = -1
NO_CURVE = -1
NO_CHARGER = -1
NEVER = 2**60
NO_CHARGING = 2**45
"""What charging adds to the cost of a route that none makes possible: finite, so that sums stay whole."""
