"""Two chargers in a row worth a look on a leg: the twin of `freight.solve.station_pairs` in compiled code.

Looked up leg by leg when first asked for, and remembered until another leg takes the row.
"""

from __future__ import annotations

import numpy as np

from freight.domain.travel import UNREACHABLE, IntArray
from freight.solve.improve import columns as c
from freight.solve.improve.charging_views import abilities, charger_rows, curves, pairs_of
from freight.solve.improve.compiled import fast, tiny
from freight.solve.improve.views import Data, State, arcs, vehicle_rows
from freight.solve.station_pairs import LONG_WAY, MOST_PAIRS

SHIFT = 49
"""Of 64 bits as many stay as number the rows."""


@fast
def pairs_between(d: Data, s: State, r: int, here: int, there: int) -> int:
    """Row of `State.pairs` with the pairs of a leg, for vehicles like `r`."""
    key = (vehicle_rows(d)[r, c.V_ABILITY] * d.places + here) * d.places + there + 1
    row = np.int64((np.uint64(key) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(SHIFT))
    if pairs_of(s)[row, 0] != key:
        pairs_of(s)[row, 0] = key
        find_pairs(d, r, here, there, pairs_of(s)[row])
    return int(row)


@fast
def find_pairs(d: Data, r: int, here: int, there: int, pair: IntArray) -> None:
    """Write the best few pairs of a leg."""
    v, sites = vehicle_rows(d)[r], charger_rows(d)
    arc, ability = arcs(d)[v[c.V_PROFILE]], abilities(d)[v[c.V_ABILITY]]
    for at in range(1, 1 + 4 * MOST_PAIRS, 4):
        pair[at + c.P_FIRST], pair[at + c.P_RANK] = c.NO_CHARGER, c.NEVER
    for first in range(d.chargers):
        a, points = sites[first, c.C_PLACE], ability[first, c.A_POINTS]
        full_wh = curves(d)[ability[first, c.A_FIRST] + max(points, 1) - 1, c.LEVEL]
        if points == 0 or not within(arc, here, a, full_wh):
            continue
        for second in range(d.chargers):
            b = sites[second, c.C_PLACE]
            if second == first or ability[second, c.A_POINTS] == 0:
                continue
            if not (within(arc, a, b, full_wh) and within(arc, b, there, full_wh)):
                continue
            way_wh = arc[here, a, c.WATT_HOURS] + arc[a, b, c.WATT_HOURS] + arc[b, there, c.WATT_HOURS]
            if LONG_WAY * way_wh <= full_wh:
                continue
            equal = ability[first, c.A_PEER] == ability[second, c.A_PEER]
            nearer = arc[a, there, c.WATT_HOURS] <= arc[b, there, c.WATT_HOURS]
            if equal and nearer and no_shorter(arc, a, b, there):
                continue
            rank = ability[first, c.A_FEE] + ability[second, c.A_FEE]
            rank += priced(arc, here, a, v[c.V_SECOND]) + priced(arc, a, b, v[c.V_SECOND])
            rank += priced(arc, b, there, v[c.V_SECOND])
            spare = equal and no_shorter(arc, here, a, b) and no_shorter(arc, a, b, there)
            put_in(pair, first, second, spare, rank)


@tiny
def within(arc: IntArray, i: int, j: int, full_wh: int) -> bool:
    """Whether a full battery is enough for a leg."""
    return bool(arc[i, j, c.SECONDS] < UNREACHABLE and arc[i, j, c.WATT_HOURS] <= full_wh)


@fast
def no_shorter(arc: IntArray, here: int, by: int, there: int) -> bool:
    """Whether the way by another place is no shorter than the direct one, in money, time and energy."""
    for layer in (c.MICRO, c.SECONDS, c.WATT_HOURS):
        if arc[here, there, layer] > arc[here, by, layer] + arc[by, there, layer]:
            return False
    return True


@tiny
def priced(arc: IntArray, i: int, j: int, second_micro: int) -> int:
    """Money of a leg, time included."""
    return int(arc[i, j, c.MICRO] + second_micro * arc[i, j, c.SECONDS])


@fast
def put_in(pair: IntArray, first: int, second: int, spare: bool, rank: int) -> None:
    """Put a pair behind those that rank no worse; the worst one falls out."""
    at = 1 + 4 * (MOST_PAIRS - 1)
    if rank >= pair[at + c.P_RANK]:
        return
    while at > 1 and rank < pair[at - 4 + c.P_RANK]:
        for column in range(4):
            pair[at + column] = pair[at - 4 + column]
        at -= 4
    pair[at + c.P_FIRST], pair[at + c.P_SECOND] = first, second
    pair[at + c.P_SPARE], pair[at + c.P_RANK] = 1 if spare else 0, rank
