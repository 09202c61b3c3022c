"""Ways to reach the stops of a fixed sequence with charging in between, as labels.

A label leaves open how long its last session was: it knows the energy on board as a function of the moment.
Only the next charger, or the end of the route, settles it, and there one choice for every corner of that
function is enough [1]_, [2]_. The twin of `freight.solve.improve.charging`, which is compiled.

References
----------
.. [1] A. Montoya, C. Guéret, J. E. Mendoza, J. G. Villegas, The electric vehicle routing problem with nonlinear
   charging function, Transportation Research Part B 103, 2017.
.. [2] A. Froger, J. E. Mendoza, O. Jabali, G. Laporte, Improved formulations and algorithmic components for
   the electric vehicle routing problem with nonlinear charging functions,
   Computers & Operations Research 104, 2019.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from freight.domain.problem import ChargeFunction, ChargerSlot
from freight.domain.scenario import Interval
from freight.solve.charge_curve import level_above, level_at, second_from, second_to


class Label(NamedTuple):
    """A way to be at a place; all energies are Wh above the reserve."""

    cost: int
    """Detours and sessions, without the energy of the last session."""
    price: int
    """Of a Wh of the last session."""
    base: int
    """What would be left without the last session; may be below zero."""
    first_s: int
    """The earliest moment to leave."""
    curve: ChargeFunction | None
    """Of the last session; None where the energy is `base` whatever the moment."""
    shift_s: int
    """The moment at which the function of the last session would begin."""
    cap_s: int
    """The second of that function up to which it may be followed."""
    drop: int
    """Used since the last session."""
    parent: Label | None
    charger: int
    """Visited on the way here from the parent's stop, or -1."""
    entry_wh: int
    """On board when plugged in there."""
    via: int = -1
    """Charger visited before that one on the same way, or -1."""
    via_wh: int = 0
    """On board when plugged in there."""


def energy_at(label: Label, moment_s: int) -> int:
    """Most energy on board when leaving at this moment, not before the first."""
    if label.curve is None:
        return label.base
    return max(label.base, level_at(label.curve, min(moment_s - label.shift_s, label.cap_s)) - label.drop)


def drive(label: Label, seconds: int, energy_wh: int) -> Label | None:
    """The label after a leg; None when no session so far gives enough energy."""
    base, drop, shift_s = label.base - energy_wh, label.drop + energy_wh, label.shift_s + seconds
    first_s = label.first_s + seconds
    if base < 0:
        if label.curve is None or drop > label.curve.level_wh[-1]:
            return None
        needed_s = second_to(label.curve, drop)
        if needed_s > label.cap_s:
            return None
        first_s = max(first_s, shift_s + needed_s)
    return label._replace(base=base, drop=drop, shift_s=shift_s, first_s=first_s)


def serve(label: Label, windows: Sequence[Interval], latest_s: int, service_s: int) -> Iterator[Label]:
    """The label after service begun in each of the windows, not after `latest_s`."""
    for opens, closes in windows:
        last = min(closes, latest_s)
        if label.first_s <= last:
            yield label._replace(
                first_s=max(label.first_s, opens) + service_s,
                cap_s=min(label.cap_s, last - label.shift_s),
                shift_s=label.shift_s + service_s,
            )


def choices(label: Label) -> Iterator[tuple[int, int]]:
    """Moments and energies worth arriving with at a charger."""
    first_s, least = label.first_s, max(0, label.base)
    energy = energy_at(label, first_s)
    yield first_s, energy
    if label.price > 0 and energy > least:
        yield first_s, least
    if label.curve is None:
        return
    for second in label.curve.second:
        if first_s - label.shift_s < second < label.cap_s:
            yield label.shift_s + second, energy_at(label, label.shift_s + second)
    if label.cap_s > first_s - label.shift_s:
        yield label.shift_s + label.cap_s, energy_at(label, label.shift_s + label.cap_s)


def spent(label: Label, energy_wh: int) -> int:
    """Cost of the label when it goes on with so much energy."""
    return label.cost + label.price * max(0, energy_wh - label.base)


def plug_in(
    label: Label, choice: tuple[int, int], site: ChargerSlot, charger: int, curve: ChargeFunction, closes_s: int
) -> Label | None:
    """The label while it charges, or when full where sessions fill; None when it must be gone before."""
    moment_s, entry_wh = choice
    full_wh, full_s, begun_s = curve.level_wh[-1], curve.second[-1], second_from(curve, entry_wh)
    flows_s = moment_s + site.setup_s
    if entry_wh >= full_wh:
        return None
    cost, before = spent(label, entry_wh) + site.session_micro, (label.charger, label.entry_wh)
    if site.fill:
        ends_s = flows_s + full_s - begun_s
        if ends_s > closes_s:
            return None
        cost += site.micro_per_wh * (full_wh - entry_wh)
        return Label(cost, 0, full_wh, ends_s, None, 0, 0, 0, label.parent, charger, entry_wh, *before)
    cap_s = min(full_s, begun_s + closes_s - flows_s)
    shift_s, price = flows_s - begun_s, site.micro_per_wh
    return Label(
        cost, price, entry_wh, flows_s, curve, shift_s, cap_s, 0, label.parent, charger, entry_wh, *before
    )


def dominates(one: Label, other: Label) -> bool:
    """Whether `one` can do whatever `other` can, at no higher cost."""
    if one.first_s > other.first_s or energy_at(one, other.first_s) < _energy_up(other, other.first_s):
        return False
    if other.curve is not None:
        corners = [s for s in other.curve.second if other.first_s - other.shift_s < s < other.cap_s]
        for second in (*corners, other.cap_s):
            moment_s = other.shift_s + second
            if moment_s > other.first_s and energy_at(one, moment_s) < _energy_up(other, moment_s):
                return False
    most = (
        other.base if other.curve is None else max(other.base, level_at(other.curve, other.cap_s) - other.drop)
    )
    bends = (0, one.base, other.base, most)
    return all(spent(one, y) <= spent(other, y) for y in bends if 0 <= y <= most)


def _energy_up(label: Label, moment_s: int) -> int:
    """As `energy_at`, rounded up."""
    if label.curve is None:
        return label.base
    return max(label.base, level_above(label.curve, min(moment_s - label.shift_s, label.cap_s)) - label.drop)


def keep(kept: list[Label], label: Label) -> None:
    """Add a label unless another one dominates it; those that it dominates go."""
    if any(dominates(one, label) for one in kept):
        return
    at = 0
    while at < len(kept):
        if dominates(label, kept[at]):
            kept[at] = kept[-1]
            kept.pop()
        else:
            at += 1
    kept.append(label)
