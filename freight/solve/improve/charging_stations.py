"""Labels that visit a charger, or two in a row, on their way to the next stop."""

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
from freight.solve.improve.charging_pairs import pairs_between
from freight.solve.improve.charging_views import (
    abilities,
    charger_rows,
    curves,
    halts_of,
    labels_of,
    pairs_of,
    stations_between,
)
from freight.solve.improve.compiled import fast
from freight.solve.improve.views import Data, State, arcs, counters, intervals, vehicle_rows
from freight.solve.station_pairs import MOST_PAIRS

SCRATCH_LABELS = MOST_LABELS + 5
"""Behind those of the stops: plugged in at the first of two chargers, on the way to a stop, on the way to a
charger, in its hours, plugged in."""
STAY = -1
"""In place of a stop to go to."""


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
    ability = abilities(d)[vehicle_rows(d)[r, c.V_ABILITY], charger]
    first, points = ability[c.A_FIRST], ability[c.A_POINTS]
    full_wh, full_s = curve[first + points - 1, c.LEVEL], curve[first + points - 1, c.SECOND]
    if entry_wh >= full_wh:
        return -1
    begun_s, flows_s = second_from(curve, first, points, entry_wh), moment_s + site[c.C_SETUP]
    new, closes_s = s.labels - 1, intervals(d)[w, 1]
    copy_label(label, row, new)
    label[new, c.L_COST] = spent(label, row, entry_wh) + site[c.C_SESSION]
    label[new, c.L_VIA], label[new, c.L_VIA_ENTRY] = label[row, c.L_CHARGER], label[row, c.L_ENTRY]
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
    """Plug in at this moment with this energy, then on to stop `k`, or stay; the new end of the labels."""
    new = plug_in(d, s, r, row, charger, moment_s, entry_wh, w)
    if new < 0:
        return end
    if k == STAY:
        copy_label(labels_of(s), new, end)
        return keep(curves(d), labels_of(s), s.labels - SCRATCH_LABELS, end)
    return land(d, s, r, new, charger_rows(d)[charger, c.C_PLACE], k, end)


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
def in_hours(d: Data, s: State, r: int, charger: int, k: int, end: int) -> int:
    """`sessions` of the label that has come to a charger, in all its hours; the new end of the labels."""
    label, site, visit, ready = labels_of(s), charger_rows(d)[charger], s.labels - 3, s.labels - 2
    for w in range(site[c.C_WINDOW], site[c.C_WINDOW] + site[c.C_WINDOWS]):
        copy_label(label, visit, ready)
        if serve(label, ready, intervals(d)[w, 0], intervals(d)[w, 1] - site[c.C_SETUP], 0):
            end = sessions(d, s, r, ready, charger, w, k, end)
    return end


@fast
def land_charged(d: Data, s: State, r: int, row: int, k: int, end: int) -> int:
    """Bring the label in scratch row `row` to stop `k` by way of every charger worth a look; the new end."""
    halts, label = halts_of(s), labels_of(s)
    v = vehicle_rows(d)[r]
    arc = arcs(d)[v[c.V_PROFILE]]
    here, there = halts[k - 1, c.H_PLACE], halts[k, c.H_PLACE]
    visit = s.labels - 3
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
        end = in_hours(d, s, r, charger, k, end)
    return end


@fast
def reaches(d: Data, s: State, r: int, row: int, leg_wh: int, charger: int) -> bool:
    """Whether a charger is in reach with energy that takes no longer and costs no more than there."""
    label, moment_s = labels_of(s), labels_of(s)[row, c.L_FIRST]
    first = abilities(d)[vehicle_rows(d)[r, c.V_ABILITY], charger, c.A_FIRST]
    if label[row, c.L_CURVE] == first and label[row, c.L_POINTS] == 2:
        moment_s = max(moment_s, label[row, c.L_SHIFT] + label[row, c.L_CAP])
    on_board = energy_at(curves(d), label, row, moment_s)
    return bool(label[row, c.L_PRICE] <= charger_rows(d)[charger, c.C_PRICE] and on_board >= leg_wh)


@fast
def land_over_two(d: Data, s: State, r: int, row: int, k: int, end: int) -> int:
    """Bring the label in scratch row `row` to stop `k` by way of two chargers in a row; the new end."""
    halts, label = halts_of(s), labels_of(s)
    arc, sites = arcs(d)[vehicle_rows(d)[r, c.V_PROFILE]], charger_rows(d)
    here, there = halts[k - 1, c.H_PLACE], halts[k, c.H_PLACE]
    pair = pairs_of(s)[pairs_between(d, s, r, here, there)]
    for at in range(1, 1 + 4 * MOST_PAIRS, 4):
        first, second = pair[at + c.P_FIRST], pair[at + c.P_SECOND]
        if first < 0:
            return end
        a, b = sites[first, c.C_PLACE], sites[second, c.C_PLACE]
        enough = arc[a, there, c.WATT_HOURS] + halts[k, c.H_AHEAD] <= vehicle_rows(d)[r, c.V_FULL]
        if pair[at + c.P_SPARE] and (enough or reaches(d, s, r, row, arc[here, b, c.WATT_HOURS], second)):
            continue
        detour = arc[here, a, c.MICRO] + arc[a, b, c.MICRO] + arc[b, there, c.MICRO] - arc[here, there, c.MICRO]
        fees = sites[first, c.C_SESSION] + sites[second, c.C_SESSION]
        if label[row, c.L_COST] + detour + fees < counters(s)[c.CEILING]:
            end = over_two(d, s, r, row, first, second, detour, k, end)
    return end


@fast
def over_two(
    d: Data, s: State, r: int, row: int, first: int, second: int, detour: int, k: int, end: int
) -> int:
    """Plug the label in at the first charger, then at the second one, and go on to stop `k`; the new end."""
    label, arc, sites = labels_of(s), arcs(d)[vehicle_rows(d)[r, c.V_PROFILE]], charger_rows(d)
    visit, waits = s.labels - 3, s.labels - SCRATCH_LABELS
    a, b = sites[first, c.C_PLACE], sites[second, c.C_PLACE]
    out, onward = arc[halts_of(s)[k - 1, c.H_PLACE], a], arc[a, b]
    copy_label(label, row, visit)
    if not drive(curves(d), label, visit, out[c.SECONDS], out[c.WATT_HOURS]):
        return end
    label[visit, c.L_COST] += detour
    for one in range(waits, in_hours(d, s, r, first, STAY, waits)):
        copy_label(label, one, visit)
        if drive(curves(d), label, visit, onward[c.SECONDS], onward[c.WATT_HOURS]):
            end = in_hours(d, s, r, second, k, end)
    return end
