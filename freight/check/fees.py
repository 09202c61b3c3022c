"""Zone fees at the clock of the replay: per entry on driving in, per day on first driving inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from freight.check.laws import ZoneLaw
from freight.check.motion import Motion
from freight.domain.fleet import VehicleType
from freight.domain.scenario import Effect, FeePer, Interval
from freight.domain.timeline import FeePaid

Due = tuple[int, FeePaid]
"""Index of the leg, and what is paid on it."""


def route_fees(
    motions: Sequence[Motion], laws: Sequence[ZoneLaw], kind: VehicleType, vehicle_id: str
) -> tuple[tuple[FeePaid, ...], ...]:
    """Fees of one vehicle's day, by leg. A day that begins inside a zone begins without an entry."""
    due: list[Due] = []
    for law in laws:
        if law.rule.effect is Effect.FEE and law.meets(kind, vehicle_id):
            payments = entries(motions, law) if law.rule.per is FeePer.ENTRY else first_inside(motions, law)
            due.extend(payments)
    return tuple(
        tuple(sorted((fee for leg, fee in due if leg == index), key=lambda fee: fee.at_s))
        for index in range(len(motions))
    )


def entries(motions: Sequence[Motion], law: ZoneLaw) -> Iterator[Due]:
    """A fee for every street inside that is reached from one outside while the rule is in force."""
    was_inside = True
    for index, motion in enumerate(motions):
        for street, on_s in zip(motion.streets, motion.on_s, strict=True):
            is_inside = bool(law.inside[street])
            if is_inside and not was_inside and _holds(law.in_force, float(on_s)):
                yield index, _paid(law, float(on_s))
            was_inside = is_inside


def first_inside(motions: Sequence[Motion], law: ZoneLaw) -> Iterator[Due]:
    """The one fee of the day, when the vehicle first drives inside while the rule is in force."""
    for index, motion in enumerate(motions):
        for street, on_s, off_s in zip(motion.streets, motion.on_s, motion.off_s, strict=True):
            if not law.inside[street]:
                continue
            meets = [max(a, float(on_s)) for a, b in law.in_force if a < off_s and on_s < b]
            if meets:
                yield index, _paid(law, meets[0])
                return


def _holds(intervals: tuple[Interval, ...], at_s: float) -> bool:
    return any(begin <= at_s < end for begin, end in intervals)


def _paid(law: ZoneLaw, at_s: float) -> FeePaid:
    return FeePaid(law.zone.id, law.rule.id, law.rule.fee_nok, at_s)
