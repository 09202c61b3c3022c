"""Each street begins where the one before it ended."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.ground import gap_m, point_on
from freight.check.motion import Motion
from freight.check.violation import Violation
from freight.check.wording import moment, street_name
from freight.network.streets import Streets

_ROUNDING = 1e-9


def connected(context: Context) -> Iterator[Violation]:
    """Follow every leg from node to node."""
    for driven, index, leg in context.legs():
        vehicle_id, motion = driven.vehicle.id, driven.motions[index]
        fault = shape_fault(motion)
        if fault:
            text = f"{vehicle_id}: the leg from {leg.from_label} to {leg.to_label} {fault}"
            yield Violation("connected", text, vehicle_id, leg.to_label, leg.depart_s)
        for position, gap in gaps(context.streets, motion):
            before, after = (
                street_name(context.streets, int(leg.streets[i])) for i in (position - 1, position)
            )
            at_s = float(leg.enter_s[position])
            text = (
                f"{vehicle_id} goes from {before} to {after} at {moment(at_s)}, "
                f"which do not meet: {gap:.0f} m lie between"
            )
            yield Violation("connected", text, vehicle_id, after, at_s, gap, "m")


def shape_fault(motion: Motion) -> str:
    """What is wrong with a leg as a line, apart from gaps; empty when nothing is."""
    leg = motion.leg
    if not leg.streets:
        return "has no street"
    if not (0 <= leg.from_share <= 1 and 0 <= leg.to_share <= 1):
        return f"begins or ends beyond its street (shares {leg.from_share:g} and {leg.to_share:g})"
    if len(leg.streets) == 1 and leg.from_share > leg.to_share + _ROUNDING:
        return "runs backwards on its street"
    return ""


def gaps(streets: Streets, motion: Motion) -> Iterator[tuple[int, float]]:
    """Positions in the leg where a street does not begin at the end of the one before, with the metres."""
    driven = motion.streets
    for position in range(1, len(driven)):
        before, after = int(driven[position - 1]), int(driven[position])
        if streets.to_node[before] != streets.from_node[after]:
            yield position, gap_m(point_on(streets, before, 1.0), point_on(streets, after, 0.0))
