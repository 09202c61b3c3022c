"""What would let an electric vehicle drive a sequence: a fuller start, one more charger, a larger battery."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from freight.advice.asked import Asked
from freight.advice.findings import ChargeToday, FullerStart, MoreBattery, Remedy
from freight.advice.one_charger import one_charger
from freight.domain.fleet import Battery
from freight.solve.charging import Charged
from freight.units import MICRO, WH_PER_KWH

BATTERY_STEP_KWH = 0.1
START_STEPS = 100


def today(asked: Asked) -> tuple[int | None, ChargeToday | None]:
    """What the move saves with the batteries there are, and how it would be driven where that is too dear."""
    slots = {part.taker: asked.slot(part) for part in asked.move.parts}
    saved = asked.saved_micro(slots)
    if saved is None or saved > 0:
        return saved, None
    driven = asked.drive({part.taker: part.sequence for part in asked.move.parts}, slots) or []
    stops = [stop for one in driven if isinstance(one.schedule, Charged) for stop in one.schedule.charges]
    minutes = sum(stop.end_s - stop.start_s for stop in stops) / 60
    chargers = dict.fromkeys(asked.built.problem.chargers[stop.charger].id for stop in stops)
    return saved, ChargeToday(tuple(chargers), minutes, -saved / MICRO)


def remedies(asked: Asked) -> tuple[Remedy, ...]:
    """What would be enough, each by itself, the least work first."""
    found = (_fuller_start(asked), one_charger(asked), _more_battery(asked))
    return tuple(remedy for remedy in found if remedy is not None)


def _fuller_start(asked: Asked) -> FullerStart | None:
    """The lowest whole per cent."""
    lowest = min(asked.start_share(part) for part in asked.move.parts)

    def saved(step: int) -> int | None:
        return asked.saved_with(asked.battery, step / START_STEPS)

    step = _first(saved, math.floor(lowest * START_STEPS) + 1, START_STEPS)
    if step is None:
        return None
    return FullerStart(step / START_STEPS, lowest, (saved(step) or 0) / MICRO)


def _more_battery(asked: Asked) -> MoreBattery | None:
    """The smallest in steps; its curve is that of today by share of the usable energy."""
    battery = asked.battery
    left = {part: asked.start_share(part) - battery.reserve_share for part in asked.move.parts}
    if min(left.values()) <= 0:
        return None
    enough_kwh = max((asked.needed_wh(part) + 1) / WH_PER_KWH / share for part, share in left.items())

    def larger(step: int) -> Battery:
        return replace(battery, capacity_kwh=round(step * BATTERY_STEP_KWH, 6) / battery.usable_share)

    def saved(step: int) -> int | None:
        return asked.saved_with(larger(step), 0.0)

    now = math.floor(battery.usable_kwh / BATTERY_STEP_KWH + 1e-9)
    step = _first(saved, now + 1, max(now + 1, math.ceil(enough_kwh / BATTERY_STEP_KWH)))
    if step is None:
        return None
    usable_kwh = round(step * BATTERY_STEP_KWH, 6)
    return MoreBattery(usable_kwh, battery.usable_kwh, larger(step).capacity_kwh, (saved(step) or 0) / MICRO)


def _first(saved: Callable[[int], int | None], low: int, high: int) -> int | None:
    """The first step that makes the plan cheaper; None when the last does not, since more never costs more."""
    if low > high or (saved(high) or 0) <= 0:
        return None
    while low < high:
        middle = (low + high) // 2
        if (saved(middle) or 0) > 0:
            high = middle
        else:
            low = middle + 1
    return low
