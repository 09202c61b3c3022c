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
    drive,
    energy_at,
    keep,
    second_from,
    serve,
    spent,
)
from freight.solve.improve.charging_views import (
    abilities,
    charger_rows,
    curves,
    halts_of,
    labels_of,
    stations_between,
)
from freight.solve.improve.clock import last_open
from freight.solve.improve.compiled import fast, tiny
from freight.solve.improve.views import Data, State, arcs, counters, intervals, vehicle_rows

SCRATCH_LABELS = 4
"""Behind those of the stops: on the way, at a charger, in its hours, plugged in."""


@fast
def look_ahead(d: Data, s: State, r: int, length: int) -> None:
    """Note what the rest of the route needs, and when every halt must start, without charging."""
    halts, arc = halts_of(s), arcs(d)[vehicle_rows(d)[r, c.V_PROFILE]]
    v, last = vehicle_rows(d)[r], length - 1
    halts[last, c.H_AHEAD] = 0
    halts[last, c.H_LATEST] = intervals(d)[v[c.V_BACK] + v[c.V_BACKS] - 1, 1]
    for k in range(last - 1, -1, -1):
        i, j = halts[k, c.H_PLACE], halts[k + 1, c.H_PLACE]
        halts[k, c.H_AHEAD] = halts[k + 1, c.H_AHEAD] + arc[i, j, c.WATT_HOURS]
        leave = halts[k + 1, c.H_LATEST] - arc[i, j, c.SECONDS] - halts[k, c.H_SERVICE]
        halts[k, c.H_LATEST] = last_open(intervals(d), halts[k, c.H_WINDOW], halts[k, c.H_WINDOWS], leave)


@fast
def land(d: Data, s: State, r: int, row: int, place: int, k: int, end: int) -> int:
    """Drive label `row` (lost by that) from a place to stop `k`, keep it there; the new end of the labels."""
    halts, label, curve = halts_of(s), labels_of(s), curves(d)
    arc = arcs(d)[vehicle_rows(d)[r, c.V_PROFILE], place, halts[k, c.H_PLACE]]
    if not drive(curve, label, row, arc[c.SECONDS], arc[c.WATT_HOURS]):
        return end
    first = halts[k, c.H_WINDOW]
    for w in range(first, first + halts[k, c.H_WINDOWS]):
        copy_label(label, row, end)
        last = min(intervals(d)[w, 1], halts[k, c.H_LATEST])
        if serve(label, end, intervals(d)[w, 0], last, halts[k, c.H_SERVICE]):
            end = keep(curve, label, halts[k, c.H_LABEL], end)
    return end


@fast
def plug_in(d: Data, s: State, r: int, row: int, charger: int, moment_s: int, entry_wh: int, w: int) -> int:
    """Row of a label that charges from now on in hours `w`, made from `row`; -1 when it can not."""
    label, curve, site = labels_of(s), curves(d), charger_rows(d)[charger]
    first, points = abilities(d)[vehicle_rows(d)[r, c.V_ABILITY], charger]
    full_wh, full_s = curve[first + points - 1, c.LEVEL], curve[first + points - 1, c.SECOND]
    if entry_wh >= full_wh:
        return -1
    begun_s, flows_s = second_from(curve, first, points, entry_wh), moment_s + site[c.C_SETUP]
    new, closes_s = s.labels - 1, intervals(d)[w, 1]
    copy_label(label, row, new)
    label[new, c.L_COST] = spent(label, row, entry_wh) + site[c.C_SESSION]
    label[new, c.L_CHARGER], label[new, c.L_ENTRY] = charger, entry_wh
    if site[c.C_FILL]:
        ends_s = flows_s + full_s - begun_s
        if ends_s > closes_s:
            return -1
        label[new, c.L_COST] += site[c.C_PRICE] * (full_wh - entry_wh)
        label[new, c.L_PRICE], label[new, c.L_BASE], label[new, c.L_FIRST] = 0, full_wh, ends_s
        label[new, c.L_CURVE] = c.NO_CURVE
        return new
    label[new, c.L_PRICE], label[new, c.L_BASE], label[new, c.L_FIRST] = site[c.C_PRICE], entry_wh, flows_s
    label[new, c.L_CURVE], label[new, c.L_POINTS], label[new, c.L_DROP] = first, points, 0
    label[new, c.L_SHIFT] = flows_s - begun_s
    label[new, c.L_CAP] = min(full_s, begun_s + closes_s - flows_s)
    return new


@fast
def try_session(
    d: Data, s: State, r: int, row: int, charger: int, moment_s: int, entry_wh: int, w: int, k: int, end: int
) -> int:
    """Plug in at this moment with this energy, then on to stop `k`; the new end of the labels."""
    new = plug_in(d, s, r, row, charger, moment_s, entry_wh, w)
    return end if new < 0 else land(d, s, r, new, charger_rows(d)[charger, c.C_PLACE], k, end)


@fast
def sessions(d: Data, s: State, r: int, row: int, charger: int, w: int, k: int, end: int) -> int:
    """Every choice of a label that is at a charger in its hours `w`; the new end of the labels."""
    label, curve = labels_of(s), curves(d)
    first_s, least = label[row, c.L_FIRST], max(0, label[row, c.L_BASE])
    energy = energy_at(curve, label, row, first_s)
    end = try_session(d, s, r, row, charger, first_s, energy, w, k, end)
    if label[row, c.L_PRICE] > 0 and energy > least:
        end = try_session(d, s, r, row, charger, first_s, least, w, k, end)
    first = label[row, c.L_CURVE]
    if first == c.NO_CURVE:
        return end
    shift, cap = label[row, c.L_SHIFT], label[row, c.L_CAP]
    for at in range(first, first + label[row, c.L_POINTS] + 1):
        second = cap if at == first + label[row, c.L_POINTS] else curve[at, c.SECOND]
        corner = second < cap or at == first + label[row, c.L_POINTS]
        if first_s - shift < second and corner:
            energy = energy_at(curve, label, row, shift + second)
            end = try_session(d, s, r, row, charger, shift + second, energy, w, k, end)
    return end


@fast
def land_charged(d: Data, s: State, r: int, row: int, k: int, end: int) -> int:
    """Bring the label in scratch row `row` to stop `k` by way of every charger worth a look; the new end."""
    halts, label = halts_of(s), labels_of(s)
    v = vehicle_rows(d)[r]
    arc = arcs(d)[v[c.V_PROFILE]]
    here, there = halts[k - 1, c.H_PLACE], halts[k, c.H_PLACE]
    visit, ready = s.labels - 3, s.labels - 2
    for at in range(d.stations):
        charger = stations_between(d)[v[c.V_ABILITY], here, there, at]
        if charger < 0:
            return end
        site = charger_rows(d)[charger]
        copy_label(label, row, visit)
        leg, onward = arc[here, site[c.C_PLACE]], arc[site[c.C_PLACE], there]
        if not drive(curves(d), label, visit, leg[c.SECONDS], leg[c.WATT_HOURS]):
            continue
        label[visit, c.L_COST] += leg[c.MICRO] + onward[c.MICRO] - arc[here, there, c.MICRO]
        if label[visit, c.L_COST] + site[c.C_SESSION] >= counters(s)[c.CEILING]:
            continue
        for w in range(site[c.C_WINDOW], site[c.C_WINDOW] + site[c.C_WINDOWS]):
            copy_label(label, visit, ready)
            if serve(label, ready, intervals(d)[w, 0], intervals(d)[w, 1] - site[c.C_SETUP], 0):
                end = sessions(d, s, r, ready, charger, w, k, end)
    return end


@tiny
def begin_labels(d: Data, s: State, r: int) -> None:
    """The label of leaving the depot."""
    label, v = labels_of(s), vehicle_rows(d)[r]
    for column in range(c.LABEL_COLUMNS):
        label[0, column] = 0
    label[0, c.L_BASE], label[0, c.L_FIRST] = v[c.V_ENERGY], intervals(d)[v[c.V_OUT], 0]
    label[0, c.L_CURVE], label[0, c.L_PARENT], label[0, c.L_CHARGER] = c.NO_CURVE, -1, c.NO_CHARGER


@fast
def label_halts(d: Data, s: State, r: int, length: int) -> int:
    """Label all halts; the end of the labels, -1 without any way. Those of a halt begin at its `H_LABEL`."""
    halts, label = halts_of(s), labels_of(s)
    look_ahead(d, s, r, length)
    begin_labels(d, s, r)
    halts[0, c.H_LABEL] = 0
    end, root = 1, s.labels - SCRATCH_LABELS
    for k in range(1, length):
        halts[k, c.H_LABEL] = end
        for row in range(halts[k - 1, c.H_LABEL], halts[k, c.H_LABEL]):
            copy_label(label, row, root)
            label[root, c.L_PARENT], label[root, c.L_CHARGER] = row, c.NO_CHARGER
            needs = energy_at(curves(d), label, row, label[row, c.L_FIRST]) < halts[k - 1, c.H_AHEAD]
            if needs:
                end = land_direct_first(d, s, r, root, k, end)
                end = land_charged(d, s, r, root, k, end)
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
