"""The checker's own reading of the zone rules: where, for whom, and at which seconds of the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from freight.domain.fleet import VehicleType
from freight.domain.scenario import Interval, Scenario, Zone, ZoneRule
from freight.domain.travel import BoolArray
from freight.network.hours import open_intervals
from freight.network.streets import Streets
from freight.network.zones import inside
from freight.units import HORIZON_S, SECONDS_PER_DAY


@dataclass(frozen=True, eq=False, slots=True)
class ZoneLaw:
    """One rule of one zone on the planning day."""

    zone: Zone
    rule: ZoneRule
    in_force: tuple[Interval, ...]
    inside: BoolArray
    """Shape (streets,)."""

    def meets(self, kind: VehicleType, vehicle_id: str) -> bool:
        """Whether the rule speaks of the vehicle, whatever the hour."""
        return self.rule.who.meets(kind, vehicle_id)


def streets_inside(scenario: Scenario, streets: Streets) -> dict[str, BoolArray]:
    """By zone id: which streets lie inside. `streets` are already split at the zones."""
    return {zone.id: inside(streets, zone) for zone in scenario.zones}


def zone_laws(scenario: Scenario, within: Mapping[str, BoolArray]) -> tuple[ZoneLaw, ...]:
    """Every zone rule with its hours and its streets."""
    return tuple(
        ZoneLaw(zone, rule, in_force(rule, scenario), within[zone.id])
        for zone in scenario.zones
        for rule in zone.rules
    )


def in_force(rule: ZoneRule, scenario: Scenario) -> tuple[Interval, ...]:
    """When the rule holds on the planning day and the next, dates taken in; in doubt it holds."""
    hours = open_intervals(rule.hours, scenario.day, in_doubt=True)
    valid = [
        (start, start + SECONDS_PER_DAY)
        for start in range(0, HORIZON_S, SECONDS_PER_DAY)
        for day in (scenario.day + timedelta(days=start // SECONDS_PER_DAY),)
        if (rule.valid_from is None or rule.valid_from <= day)
        and (rule.valid_to is None or day <= rule.valid_to)
    ]
    cut = ((max(a, c), min(b, d)) for a, b in hours for c, d in valid)
    return tuple((a, b) for a, b in cut if a < b)


def overlap_s(intervals: tuple[Interval, ...], begin_s: float, end_s: float) -> float:
    """Longest time between `begin_s` and `end_s` within one interval; not above 0 without any."""
    return max((min(b, end_s) - max(a, begin_s) for a, b in intervals), default=-1.0)
