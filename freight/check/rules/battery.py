"""The battery never goes below its reserve, not by one watt-hour, at the end of any street.

Where the plan was asked to keep the reserve with some probability, it does so under the scenario's doubt.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from freight.check.context import Context
from freight.check.margin import margins
from freight.check.replay import RouteReplay
from freight.check.violation import Violation
from freight.check.wording import moment, street_name

_ROUNDING_KWH = 1e-9
_ROUNDING_SHARE = 1e-9


def battery(context: Context) -> Iterator[Violation]:
    """Name the street where each electric vehicle first falls below its reserve, and the lowest level."""
    yield from _unsure(context)
    for driven in context.replays:
        store = driven.kind.battery
        if store is None:
            continue
        floor = store.reserve_kwh - _ROUNDING_KWH
        at_start = store.usable_kwh * driven.vehicle.start_charge_share
        lowest = min([at_start, *(float(levels.min()) for levels in driven.charges_kwh if len(levels))])
        if lowest >= floor:
            continue
        at_s, where = _first_below(context, driven, at_start, floor)
        missing = store.reserve_kwh - lowest
        text = (
            f"{driven.vehicle.id} falls below its reserve of {store.reserve_kwh:.3f} kWh at {where} at "
            f"{moment(at_s)}; at its lowest {missing:.3f} kWh are missing"
        )
        yield Violation("battery", text, driven.vehicle.id, where, at_s, missing, "kWh")


def _unsure(context: Context) -> Iterator[Violation]:
    """Vehicles that hold their reserve as reckoned, but not as surely as asked."""
    asked = context.scenario.robust_share
    if asked is None:
        return
    for margin in margins(context.replays, context.scenario, context.streets):
        if margin.kwh >= -_ROUNDING_KWH and margin.chance < asked - _ROUNDING_SHARE:
            text = (
                f"{margin.vehicle_id} keeps its reserve with {margin.chance:.1%} at {margin.where} at "
                f"{moment(margin.at_s)}; {asked:.1%} was asked for"
            )
            short = asked - margin.chance
            yield Violation("battery", text, margin.vehicle_id, margin.where, margin.at_s, short, "share")


def _first_below(context: Context, driven: RouteReplay, at_start: float, floor: float) -> tuple[float, str]:
    start = driven.timeline.halts[0]
    if at_start < floor:
        return start.depart_s, start.label
    for motion, levels in zip(driven.motions, driven.charges_kwh, strict=True):
        below = np.flatnonzero(levels < floor)
        if len(below):
            position = int(below[0])
            name = street_name(context.streets, int(motion.streets[position]))
            return float(motion.off_s[position]), name
    return start.depart_s, start.label
