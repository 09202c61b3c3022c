"""Profiles of an earlier problem, taken again where nothing that shapes them has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from freight.build.profiles import Profile, group_vehicles
from freight.domain.fleet import Vehicle, VehicleType
from freight.domain.scenario import Scenario, Who, Zone

Group = tuple[Vehicle, ...]


def reuse_profiles(
    groups: Sequence[Group],
    scenario: Scenario,
    known: Sequence[Profile],
    known_scenario: Scenario,
    make: Callable[[Group], Profile],
) -> tuple[Profile, ...]:
    """The profile of every group: an earlier one that sees streets and places alike, or a new one.

    Snapping and travel times are nearly all the work of building a day, and a change of windows, skills,
    penalties or of one vehicle leaves them as they are. Both days have the same streets and the same places.
    """
    shapes = [_shape(group, known_scenario) for group in group_vehicles(known_scenario)]
    found = []
    for group in groups:
        shape = _shape(group, scenario)
        like = next((profile for profile, other in zip(known, shapes, strict=True) if other == shape), None)
        found.append(make(group) if like is None else _renamed(like, group, scenario))
    return tuple(found)


def _renamed(profile: Profile, group: Group, scenario: Scenario) -> Profile:
    kind = scenario.vehicle_type(group[0].type_id)
    return replace(profile, kind=kind, vehicle_ids=tuple(vehicle.id for vehicle in group))


def _shape(group: Group, scenario: Scenario) -> tuple[object, ...]:
    """All that decides how a group of vehicles sees the streets, its places and its travel times."""
    kind = scenario.vehicle_type(group[0].type_id)
    return (
        _without_size(kind),
        (min(vehicle.shift_start_s for vehicle in group), max(vehicle.shift_end_s for vehicle in group)),
        tuple(_as_met(zone, kind, group[0].id) for zone in scenario.zones),
        (scenario.day, scenario.timezone, scenario.temperature_c, scenario.urban_factor, scenario.snap_limit_m),
        (scenario.prices, scenario.weights, scenario.energy_doubt, scenario.robust_share),
        (scenario.traffic, scenario.happened),
    )


def _without_size(kind: VehicleType) -> tuple[VehicleType, bool]:
    """A battery decides how far, not which way."""
    return replace(kind, battery=None), kind.battery is not None


def _as_met(zone: Zone, kind: VehicleType, vehicle_id: str) -> Zone:
    """The zone with only the rules that meet the vehicle; whom else they meet makes no difference to it."""
    rules = tuple(replace(rule, who=Who()) for rule in zone.rules if rule.who.meets(kind, vehicle_id))
    return replace(zone, rules=rules)
