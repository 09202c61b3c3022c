"""A barred vehicle never drives inside a zone while the ban is in force."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.aftermath import leaves_late
from freight.check.context import Context
from freight.check.laws import ZoneLaw, overlap_s
from freight.check.motion import TOLERANCE_S, Motion
from freight.check.violation import Violation
from freight.check.wording import hours, moment, span, street_name
from freight.domain.scenario import Effect


def zone_ban(context: Context) -> Iterator[Violation]:
    """Test every crossing of every zone by every vehicle that one of its bans meets. Standing is free."""
    bans = [law for law in context.laws if law.rule.effect is Effect.BAN]
    for driven, index, leg in context.legs():
        motion = driven.motions[index]
        for law in bans:
            if not law.meets(driven.kind, driven.vehicle.id):
                continue
            for first, last, on_s, off_s in crossings(motion, law):
                barred_then = any(a + TOLERANCE_S < off_s and on_s < b - TOLERANCE_S for a, b in law.in_force)
                if barred_then and not leaves_late(context, driven, index, first):
                    barred = overlap_s(law.in_force, on_s, off_s)
                    zone = law.zone.name or law.zone.id
                    name = street_name(context.streets, int(leg.streets[first]))
                    metres = float(leg.length_m[first : last + 1].sum())
                    text = (
                        f"{driven.vehicle.id} drives {metres:.0f} m inside {zone} from {moment(on_s)} to "
                        f"{moment(off_s)}, entering by {name}; rule {law.rule.id} bars it at "
                        f"{hours(law.in_force, on_s)}, {span(barred)} too long"
                    )
                    yield Violation("zone_ban", text, driven.vehicle.id, name, on_s, barred, "s")


def crossings(motion: Motion, law: ZoneLaw) -> Iterator[tuple[int, int, float, float]]:
    """Stretches driven inside without a pause: first and last position in the leg, clock in and out."""
    within = law.inside[motion.streets]
    held = motion.leg.hold_before if motion.leg.hold_s > 0 else -1
    begin = -1
    for position in range(len(within)):
        if begin >= 0 and (not within[position] or position == held):
            yield begin, position - 1, float(motion.on_s[begin]), float(motion.off_s[position - 1])
            begin = -1
        if within[position] and begin < 0:
            begin = position
    if begin >= 0:
        yield begin, len(within) - 1, float(motion.on_s[begin]), float(motion.off_s[-1])
