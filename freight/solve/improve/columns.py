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
NODE_COLUMNS = 24

# The load of a node, per unit that can bind.
DELIVERED, PICKED, PEAK_BEFORE, PEAK_AFTER = range(4)

# A route, one a vehicle.
SIZE, COST, SPAN, ZONES, STAMP, ROOM = range(6)
"""... `ROOM`: whether the order that is being placed may come on board, as found at the last look."""
ROUTE_COLUMNS = 8

# An order as seen by a profile; row = profile * orders + order.
O_PLACE, O_SERVICE, O_OPENS, O_CLOSES, O_WINDOW, O_WINDOWS, O_ZONES, O_PENALTY = range(8)
ORDER_COLUMNS = 8

# A vehicle.
V_PROFILE, V_DEPOT, V_DAY, V_SECOND, V_ENERGY, V_KIND, V_ROAD, V_OUT, V_OUTS, V_BACK, V_BACKS = range(11)
V_CAPACITY = 11
"""First of three columns, one a unit that can bind."""
VEHICLE_COLUMNS = 14

# A leg.
MICRO, SECONDS, WATT_HOURS = range(3)

# Keys by which absent orders are sorted.
DEMAND, FAR, WIDTH, OPENS, CLOSES, WORTH = range(6)
KEYS = 6

# Lists as long as there are orders or vehicles.
ABSENT, FRESH, SEQUENCE, OTHER, OLD_ABSENT, OLD_NODES, OLD_ROUTE, OLD_FROM, SORT_KEY = range(9)
LISTS = 9

# Counters.
TOTAL, ABSENTS, ROUTES, FRESHES, OLD_ROUTES, OLD_END, OLD_ABSENTS, RANDOM, CLOCK, MARK, SEEN_ON = range(11)
COUNTERS = 12

SETTINGS = 14
"""Fields of `settings.Settings`."""

UNROUTED = -1
NEVER = 2**60
