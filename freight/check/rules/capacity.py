"""Nothing on board beyond what the vehicle holds, on any leg, in any of the three units."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.violation import Violation
from freight.domain.fleet import Load
from freight.domain.problem import UNITS

TOLERANCE = Load(kg=0.01, m3=0.0001, units=0.01)
"""A day's worth of rounding to grams, cubic centimetres and thousandths of a unit."""


def capacity(context: Context) -> Iterator[Violation]:
    """Weigh the load of every leg; deliveries are on board from the depot, pickups until the depot."""
    for driven, _, leg in context.legs():
        room = driven.kind.capacity
        for unit, load, most, slack in zip(UNITS, leg.payload, room, TOLERANCE, strict=True):
            over = load - most
            if over > slack:
                text = (
                    f"{driven.vehicle.id} carries {load:.6g} {unit} from {leg.from_label} to {leg.to_label}, "
                    f"{over:.4g} {unit} more than it holds ({most:.6g})"
                )
                yield Violation("capacity", text, driven.vehicle.id, leg.from_label, leg.depart_s, over, unit)
