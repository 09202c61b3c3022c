"""Reading a charge function in whole seconds and Wh, rounded so that no battery is believed too full."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from freight.domain.problem import ChargeFunction


def level_at(curve: ChargeFunction, second: int) -> int:
    """Wh above the reserve after so many seconds from empty, rounded down."""
    if second >= curve.second[-1]:
        return curve.level_wh[-1]
    k = bisect_right(curve.second, second)
    span, rise = curve.second[k] - curve.second[k - 1], curve.level_wh[k] - curve.level_wh[k - 1]
    return curve.level_wh[k - 1] + (second - curve.second[k - 1]) * rise // span


def level_above(curve: ChargeFunction, second: int) -> int:
    """As `level_at`, rounded up."""
    if second >= curve.second[-1]:
        return curve.level_wh[-1]
    k = bisect_right(curve.second, second)
    span, rise = curve.second[k] - curve.second[k - 1], curve.level_wh[k] - curve.level_wh[k - 1]
    return curve.level_wh[k - 1] - (-(second - curve.second[k - 1]) * rise // span)


def second_from(curve: ChargeFunction, level_wh: int) -> int:
    """From which second of the function on a battery at this level charges, rounded down."""
    if level_wh >= curve.level_wh[-1]:
        return curve.second[-1]
    k = bisect_right(curve.level_wh, level_wh)
    span, rise = curve.second[k] - curve.second[k - 1], curve.level_wh[k] - curve.level_wh[k - 1]
    return curve.second[k - 1] + (level_wh - curve.level_wh[k - 1]) * span // rise


def second_to(curve: ChargeFunction, level_wh: int) -> int:
    """The second at which the level is reached, rounded up; the level must not be above the full battery."""
    if level_wh <= 0:
        return 0
    k = bisect_left(curve.level_wh, level_wh)
    span, rise = curve.second[k] - curve.second[k - 1], curve.level_wh[k] - curve.level_wh[k - 1]
    return curve.second[k - 1] - (-(level_wh - curve.level_wh[k - 1]) * span // rise)


def charge_s(curve: ChargeFunction, from_wh: int, to_wh: int) -> int:
    """Seconds of current that lift a battery from one level to another, rounded up.

    Parameters
    ----------
    from_wh, to_wh
        Wh above the reserve, up to the full battery; the second not below the first.
    """
    return second_to(curve, to_wh) - second_from(curve, from_wh) if to_wh > from_wh else 0
