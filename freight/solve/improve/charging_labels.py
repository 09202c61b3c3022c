"""Labels of charging in compiled code: the twin of `freight.solve.charge_labels`, a row a label."""

from __future__ import annotations

from freight.domain.travel import IntArray
from freight.solve.improve import columns as c
from freight.solve.improve.compiled import fast, tiny

MOST_LABELS = 12
"""At a stop; the dearest ones are dropped beyond this."""


@tiny
def level_at(curve: IntArray, first: int, points: int, second: int) -> int:
    """Wh above the reserve after so many seconds from empty, rounded down."""
    last = first + points - 1
    if second >= curve[last, c.SECOND]:
        return int(curve[last, c.LEVEL])
    k = first + 1
    while curve[k, c.SECOND] <= second:
        k += 1
    span, rise = curve[k, c.SECOND] - curve[k - 1, c.SECOND], curve[k, c.LEVEL] - curve[k - 1, c.LEVEL]
    return int(curve[k - 1, c.LEVEL] + (second - curve[k - 1, c.SECOND]) * rise // span)


@tiny
def level_above(curve: IntArray, first: int, points: int, second: int) -> int:
    """As `level_at`, rounded up."""
    last = first + points - 1
    if second >= curve[last, c.SECOND]:
        return int(curve[last, c.LEVEL])
    k = first + 1
    while curve[k, c.SECOND] <= second:
        k += 1
    span, rise = curve[k, c.SECOND] - curve[k - 1, c.SECOND], curve[k, c.LEVEL] - curve[k - 1, c.LEVEL]
    return int(curve[k - 1, c.LEVEL] - (-(second - curve[k - 1, c.SECOND]) * rise // span))


@tiny
def second_from(curve: IntArray, first: int, points: int, level_wh: int) -> int:
    """From which second on a battery at this level charges, rounded down."""
    last = first + points - 1
    if level_wh >= curve[last, c.LEVEL]:
        return int(curve[last, c.SECOND])
    k = first + 1
    while curve[k, c.LEVEL] <= level_wh:
        k += 1
    span, rise = curve[k, c.SECOND] - curve[k - 1, c.SECOND], curve[k, c.LEVEL] - curve[k - 1, c.LEVEL]
    return int(curve[k - 1, c.SECOND] + (level_wh - curve[k - 1, c.LEVEL]) * span // rise)


@tiny
def second_to(curve: IntArray, first: int, points: int, level_wh: int) -> int:
    """The second at which a level up to the full battery is reached, rounded up."""
    if level_wh <= 0:
        return 0
    k = first + 1
    while curve[k, c.LEVEL] < level_wh:
        k += 1
    span, rise = curve[k, c.SECOND] - curve[k - 1, c.SECOND], curve[k, c.LEVEL] - curve[k - 1, c.LEVEL]
    return int(curve[k - 1, c.SECOND] - (-(level_wh - curve[k - 1, c.LEVEL]) * span // rise))


@fast
def energy_at(curve: IntArray, label: IntArray, row: int, moment_s: int) -> int:
    """Most energy on board when leaving at this moment, not before the first."""
    if label[row, c.L_CURVE] == c.NO_CURVE:
        return int(label[row, c.L_BASE])
    second = min(moment_s - label[row, c.L_SHIFT], label[row, c.L_CAP])
    level = level_at(curve, label[row, c.L_CURVE], label[row, c.L_POINTS], second)
    return int(max(label[row, c.L_BASE], level - label[row, c.L_DROP]))


@fast
def energy_above(curve: IntArray, label: IntArray, row: int, moment_s: int) -> int:
    """As `energy_at`, rounded up."""
    if label[row, c.L_CURVE] == c.NO_CURVE:
        return int(label[row, c.L_BASE])
    second = min(moment_s - label[row, c.L_SHIFT], label[row, c.L_CAP])
    level = level_above(curve, label[row, c.L_CURVE], label[row, c.L_POINTS], second)
    return int(max(label[row, c.L_BASE], level - label[row, c.L_DROP]))


@fast
def copy_label(label: IntArray, source: int, target: int) -> None:
    """Copy a label."""
    for column in range(c.LABEL_COLUMNS):
        label[target, column] = label[source, column]


@fast
def drive(curve: IntArray, label: IntArray, row: int, seconds: int, energy_wh: int) -> bool:
    """Take a label over a leg; whether some session so far gives enough energy."""
    label[row, c.L_FIRST] += seconds
    label[row, c.L_SHIFT] += seconds
    label[row, c.L_BASE] -= energy_wh
    label[row, c.L_DROP] += energy_wh
    if label[row, c.L_BASE] >= 0:
        return True
    first, points = label[row, c.L_CURVE], label[row, c.L_POINTS]
    if first == c.NO_CURVE or label[row, c.L_DROP] > curve[first + points - 1, c.LEVEL]:
        return False
    needed_s = second_to(curve, first, points, label[row, c.L_DROP])
    if needed_s > label[row, c.L_CAP]:
        return False
    label[row, c.L_FIRST] = max(label[row, c.L_FIRST], label[row, c.L_SHIFT] + needed_s)
    return True


@fast
def serve(label: IntArray, row: int, opens: int, last: int, service_s: int) -> bool:
    """Let service begin from `opens` to `last`; whether that is possible."""
    if label[row, c.L_FIRST] > last:
        return False
    label[row, c.L_FIRST] = max(label[row, c.L_FIRST], opens) + service_s
    label[row, c.L_CAP] = min(label[row, c.L_CAP], last - label[row, c.L_SHIFT])
    label[row, c.L_SHIFT] += service_s
    return True


@tiny
def spent(label: IntArray, row: int, energy_wh: int) -> int:
    """Cost of a label when it goes on with so much energy."""
    return int(label[row, c.L_COST] + label[row, c.L_PRICE] * max(0, energy_wh - label[row, c.L_BASE]))


@tiny
def dearer_at(label: IntArray, one: int, other: int, energy_wh: int, most_wh: int) -> bool:
    """Whether `one` costs more than `other` with so much energy, which is one of what `other` can have."""
    return bool(0 <= energy_wh <= most_wh and spent(label, one, energy_wh) > spent(label, other, energy_wh))


@fast
def cheaper_everywhere(curve: IntArray, label: IntArray, one: int, other: int) -> bool:
    """Whether `one` costs no more than `other` with any energy that `other` can have."""
    if label[one, c.L_PRICE] == 0 and label[other, c.L_PRICE] == 0:
        return bool(label[one, c.L_COST] <= label[other, c.L_COST])
    most = energy_at(curve, label, other, c.NEVER)
    if dearer_at(label, one, other, 0, most) or dearer_at(label, one, other, most, most):
        return False
    base, own = label[other, c.L_BASE], label[one, c.L_BASE]
    return not (dearer_at(label, one, other, own, most) or dearer_at(label, one, other, base, most))


@fast
def dominates(curve: IntArray, label: IntArray, one: int, other: int) -> bool:
    """Whether `one` can do whatever `other` can, at no higher cost."""
    first_s = label[other, c.L_FIRST]
    if label[one, c.L_FIRST] > first_s or not cheaper_everywhere(curve, label, one, other):
        return False
    if energy_at(curve, label, one, first_s) < energy_above(curve, label, other, first_s):
        return False
    first = label[other, c.L_CURVE]
    if first == c.NO_CURVE:
        return True
    shift, cap = label[other, c.L_SHIFT], label[other, c.L_CAP]
    for k in range(first, first + label[other, c.L_POINTS] + 1):
        second = cap if k == first + label[other, c.L_POINTS] else curve[k, c.SECOND]
        moment_s = shift + second
        if moment_s <= first_s or second > cap:
            continue
        if energy_at(curve, label, one, moment_s) < energy_above(curve, label, other, moment_s):
            return False
    return True


@fast
def keep(curve: IntArray, label: IntArray, first: int, end: int) -> int:
    """Add the label in row `end` to those from `first` on unless another dominates it; the new end."""
    for row in range(first, end):
        if dominates(curve, label, row, end):
            return end
    row, stop = first, end
    while row < stop:
        if dominates(curve, label, end, row):
            stop -= 1
            copy_label(label, stop, row)
        else:
            row += 1
    if stop < first + MOST_LABELS:
        copy_label(label, end, stop)
        return stop + 1
    worst = first
    for row in range(first, stop):
        if label[row, c.L_COST] > label[worst, c.L_COST]:
            worst = row
    if label[end, c.L_COST] < label[worst, c.L_COST]:
        copy_label(label, end, worst)
    return stop
