"""The cheapest charging of a route under test: the twin of `freight.solve.charging` in compiled code.

Only routes that use more than the battery holds are asked. Labels are those of the twin; those that can not
stay below the `CEILING` are left out, and when a stop has more than `MOST_LABELS` the dearest. So the twin may
find a cheaper way, never a dearer one.
"""

from __future__ import annotations

from freight.solve.improve import columns as c
from freight.solve.improve.charging_labels import (
    MOST_LABELS,
    copy_label,
    energy_at,
)
from freight.solve.improve.charging_stations import SCRATCH_LABELS, land, land_charged, land_over_two
from freight.solve.improve.charging_views import (
    curves,
    detours,
    halts_of,
    labels_of,
)
from freight.solve.improve.clock import last_open
from freight.solve.improve.compiled import fast, tiny
from freight.solve.improve.views import Data, State, arcs, counters, intervals, vehicle_rows


@fast
def look_ahead(d: Data, s: State, r: int, length: int) -> None:
    """Note what the rest of the route needs, and when every halt must start, without charging."""
    halts, arc = halts_of(s), arcs(d)[vehicle_rows(d)[r, c.V_PROFILE]]
    v, last = vehicle_rows(d)[r], length - 1
    halts[last, c.H_AHEAD], halts[last, c.H_SURE] = 0, 0
    halts[last, c.H_PART_WH], halts[last, c.H_PART] = 0, c.NO_CHARGING
    halts[last, c.H_LATEST] = intervals(d)[v[c.V_BACK] + v[c.V_BACKS] - 1, 1]
    for k in range(last - 1, -1, -1):
        i, j = halts[k, c.H_PLACE], halts[k + 1, c.H_PLACE]
        halts[k, c.H_AHEAD] = halts[k + 1, c.H_AHEAD] + arc[i, j, c.WATT_HOURS]
        leave = halts[k + 1, c.H_LATEST] - arc[i, j, c.SECONDS] - halts[k, c.H_SERVICE]
        halts[k, c.H_LATEST] = last_open(intervals(d), halts[k, c.H_WINDOW], halts[k, c.H_WINDOWS], leave)
        halts[k, c.H_SURE] = halts[k + 1, c.H_SURE]
        halts[k, c.H_PART_WH] = halts[k + 1, c.H_PART_WH] + arc[i, j, c.WATT_HOURS]
        halts[k, c.H_PART] = min(halts[k + 1, c.H_PART], detours(d)[v[c.V_ABILITY], i, j, c.D_CHARGER])
        if halts[k, c.H_PART_WH] > v[c.V_FULL]:
            halts[k, c.H_SURE] += halts[k, c.H_PART]
            halts[k, c.H_PART_WH], halts[k, c.H_PART] = 0, c.NO_CHARGING


@tiny
def begin_labels(d: Data, s: State, r: int) -> None:
    """The label of leaving the depot."""
    label, v = labels_of(s), vehicle_rows(d)[r]
    for column in range(c.LABEL_COLUMNS):
        label[0, column] = 0
    label[0, c.L_BASE], label[0, c.L_FIRST] = v[c.V_ENERGY], intervals(d)[v[c.V_OUT], 0]
    label[0, c.L_CURVE], label[0, c.L_PARENT] = c.NO_CURVE, -1
    label[0, c.L_CHARGER], label[0, c.L_VIA] = c.NO_CHARGER, c.NO_CHARGER


@tiny
def too_dear(d: Data, s: State, row: int, k: int) -> bool:
    """Whether the sessions that a label at halt `k` still needs bring it to the ceiling."""
    halts, cost = halts_of(s), labels_of(s)[row, c.L_COST] + halts_of(s)[k, c.H_SURE]
    if energy_at(curves(d), labels_of(s), row, c.NEVER) < halts[k, c.H_PART_WH]:
        cost += halts[k, c.H_PART]
    return bool(cost >= counters(s)[c.CEILING])


@fast
def label_halts(d: Data, s: State, r: int, length: int) -> int:
    """Label all halts; the end of the labels, -1 without any way. Those of a halt begin at its `H_LABEL`."""
    halts, label = halts_of(s), labels_of(s)
    look_ahead(d, s, r, length)
    begin_labels(d, s, r)
    halts[0, c.H_LABEL] = 0
    end, root = 1, s.labels - 4
    for k in range(1, length):
        halts[k, c.H_LABEL] = end
        for row in range(halts[k - 1, c.H_LABEL], halts[k, c.H_LABEL]):
            if too_dear(d, s, row, k - 1):
                continue
            copy_label(label, row, root)
            label[root, c.L_PARENT], label[root, c.L_CHARGER], label[root, c.L_VIA] = row, -1, -1
            needs = energy_at(curves(d), label, row, label[row, c.L_FIRST]) < halts[k - 1, c.H_AHEAD]
            if needs:
                end = land_direct_first(d, s, r, root, k, end)
                end = land_charged(d, s, r, root, k, end)
                end = land_over_two(d, s, r, root, k, end)
            else:
                end = land(d, s, r, root, halts[k - 1, c.H_PLACE], k, end)
        if end == halts[k, c.H_LABEL]:
            return -1
    return end


@fast
def land_direct_first(d: Data, s: State, r: int, root: int, k: int, end: int) -> int:
    """As `land` from the stop before, without losing the label."""
    visit = s.labels - 3
    copy_label(labels_of(s), root, visit)
    return land(d, s, r, visit, halts_of(s)[k - 1, c.H_PLACE], k, end)


def label_rows(longest: int) -> int:
    """Rows that the labels of a route of so many halts need."""
    return 1 + longest * (MOST_LABELS + 1) + SCRATCH_LABELS
