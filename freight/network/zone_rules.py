"""What the zones' rules mean for one vehicle on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from freight.domain.scenario import Effect, FeePer, Interval, Zone, ZoneRule
from freight.domain.travel import BoolArray, FloatArray
from freight.network.access_conditional import Occasion
from freight.network.hours import NEVER, Times, complement, intersection, meets, open_intervals
from freight.network.streets import Streets
from freight.network.timed_access import STOPS_ONLY, TimedAccess
from freight.network.turns import Turns
from freight.network.zones import inside
from freight.units import HORIZON_S, SECONDS_PER_DAY


@dataclass(frozen=True, eq=False, slots=True)
class ZoneEffects:
    """Access inside zones, fees on the way in, and fees for the day."""

    inside: Mapping[str, BoolArray]
    """By zone id, shape (streets,)."""
    restrictions: tuple[tuple[BoolArray, TimedAccess], ...]
    entry_fees: tuple[tuple[BoolArray, float], ...]
    """(inside, kroner) of every rule in force with a fee per entry."""
    day_fee_nok: Mapping[str, float]
    """By zone id, kroner of every rule in force with a fee per day."""

    def entry_fee_nok(self, turns: Turns) -> FloatArray:
        """Shape (turns,): fees for going from outside to inside."""
        fee_nok = np.zeros(len(turns.from_street))
        for within, nok in self.entry_fees:
            fee_nok += nok * (within[turns.to_street] & ~within[turns.from_street])
        return fee_nok


def zone_effects(
    streets: Streets, zones: tuple[Zone, ...], occasion: Occasion, vehicle_id: str, hull: Interval
) -> ZoneEffects:
    """Every rule that meets the vehicle within its hull.

    A ban closes the inside at its hours. A fee per day makes it a place for stops alone, so that paying is a
    choice of the plan and not of a path.
    """
    within = {zone.id: inside(streets, zone) for zone in zones}
    restrictions: list[tuple[BoolArray, TimedAccess]] = []
    entry_fees: list[tuple[BoolArray, float]] = []
    day_fee_nok: dict[str, float] = {}
    for zone in zones:
        for rule in zone.rules:
            times = rule_times(rule, occasion.day) if rule.who.meets(occasion.kind, vehicle_id) else NEVER
            if not meets(times, hull):
                continue
            if rule.effect is Effect.BAN:
                restrictions.append((within[zone.id], TimedAccess(complement(times), NEVER)))
            elif rule.per is FeePer.ENTRY:
                entry_fees.append((within[zone.id], rule.fee_nok))
            else:
                restrictions.append((within[zone.id], STOPS_ONLY))
                day_fee_nok[zone.id] = day_fee_nok.get(zone.id, 0.0) + rule.fee_nok
    return ZoneEffects(within, tuple(restrictions), tuple(entry_fees), day_fee_nok)


def rule_times(rule: ZoneRule, day: date) -> Times:
    """When a rule is in force on the planning day and the next, its dates of validity taken in.

    Times its hours call unknown count as in force.

    Raises
    ------
    ValueError
        When the hours cannot be read.
    """
    valid = tuple(
        (at, at + SECONDS_PER_DAY)
        for at in range(0, HORIZON_S, SECONDS_PER_DAY)
        if (rule.valid_from is None or rule.valid_from <= day + timedelta(seconds=at))
        and (rule.valid_to is None or day + timedelta(seconds=at) <= rule.valid_to)
    )
    return tuple(
        piece
        for span in valid
        for piece in intersection(open_intervals(rule.hours, day, in_doubt=True), (span,))
    )
