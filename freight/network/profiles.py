"""One vehicle class on one day: which streets it may use, how fast, at what energy and cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from freight.domain.fleet import VehicleType
from freight.domain.happened import Closure
from freight.domain.scenario import Interval, Weights, Zone
from freight.domain.speed_change import SpeedChange
from freight.domain.travel import BoolArray, FloatArray, IntArray
from freight.network.access import relevant, street_access
from freight.network.access_conditional import Occasion
from freight.network.barriers import node_access
from freight.network.closed import avoided_nok, closed_streets
from freight.network.connectivity import settle_levels
from freight.network.dynamics import Driving
from freight.network.energy import (
    FuelCurves,
    LinearEnergy,
    never_short,
    reference_payload_kg,
    street_energy,
)
from freight.network.grade import rise_m
from freight.network.hours import Times
from freight.network.pace import Free, Pace, pace_of
from freight.network.speeds import SpeedTable, end_delay_s, stop_share, street_speeds
from freight.network.streets import Streets
from freight.network.timed_access import FREE, AccessLedger, TimedAccess, settle
from freight.network.turns import (
    Bans,
    Turns,
    banned_paths,
    bans_for,
    junction_degree,
    possible_turns,
    sensible_turns,
    turn_angle_deg,
    turn_seconds,
)
from freight.network.view import CLOSED, StreetView
from freight.network.zone_rules import zone_effects
from freight.units import SECONDS_PER_HOUR

SMALLEST_NOK = 1e-9
"""Floor of a street's cost: search over streets needs positive costs."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the view depends on besides streets, vehicle and rules."""

    temperature_c: float = 15.0
    urban_factor: float = 1.0
    energy_nok_per_kwh: float = 0.0
    """Price of the vehicle's own energy."""
    fuel_kwh_per_km: FuelCurves | None = None
    """Needed by `CurveConsumption` alone."""
    weights: Weights = field(default_factory=Weights)
    speeds: SpeedTable = field(default_factory=SpeedTable)
    traffic: tuple[SpeedChange, ...] = ()
    """Speeds by the hour."""
    closures: tuple[Closure, ...] = ()
    """Streets closed in the course of the day; they are the last choice of every path."""


@dataclass(frozen=True, eq=False, slots=True)
class _Permission:
    """Level and hours of every street."""

    level: IntArray
    hours: IntArray
    timetable: tuple[Times, ...]
    blocked_node: BoolArray


def build_view(
    streets: Streets,
    kind: VehicleType,
    *,
    profile_id: str,
    vehicle_id: str,
    zones: tuple[Zone, ...],
    day: date,
    hull: Interval,
    conditions: Conditions,
) -> StreetView:
    """How one vehicle sees the streets on one day.

    Parameters
    ----------
    streets
        Split at the boundaries of `zones` (`zone_split.split_at_zones`).
    vehicle_id
        For rules with exempt vehicles; any vehicle of the profile, since these are all alike.
    hull
        From the earliest start to the latest end of the shifts of the profile's vehicles.

    Returns
    -------
    StreetView
        All CLOSED where no street is left that the vehicle may both reach and leave.
    """
    occasion, rates = Occasion(kind, day), _rates(kind, conditions)
    effects = zone_effects(streets, zones, occasion, vehicle_id, hull)
    permission = _permission(streets, occasion, hull, effects.restrictions, conditions.closures)
    level, turns, bans = _settled(streets, permission, occasion, hull)
    driving, drive_s, pace = _driving(streets, occasion, level, hull, conditions)
    drawn, bound, energy_kwh = _energy(kind, driving, conditions)
    turn_s, fee_nok = _turn_s(streets, level, turns, conditions.speeds), effects.entry_fee_nok(turns)
    return StreetView(
        streets=streets,
        profile_id=profile_id,
        access=level.astype(np.int8),
        hours=np.where(level == CLOSED, -1, permission.hours).astype(np.int32),
        timetable=permission.timetable,
        speed_kph=driving.speed_kph,
        drive_s=drive_s,
        energy_kwh=energy_kwh,
        drawn=drawn,
        bound=bound,
        cost_nok=_street_nok(driving, energy_kwh, rates) + avoided_nok(conditions.closures, streets.count),
        turn_start=turns.start(streets.count),
        turn_to=turns.to_street,
        turn_s=turn_s,
        turn_fee_nok=fee_nok,
        turn_cost_nok=rates[0] * turn_s + conditions.weights.fee * fee_nok,
        banned_paths=banned_paths(turns, bans, streets.count),
        zone_inside=effects.inside,
        day_fee_nok=effects.day_fee_nok,
        pace=pace,
    )


def _settled(
    streets: Streets, permission: _Permission, occasion: Occasion, hull: Interval
) -> tuple[IntArray, Turns, Bans]:
    """Levels of the streets that can be both reached and left, the turns between them, and those forbidden."""
    bans = bans_for(streets.restrictions, occasion, hull)
    possible = possible_turns(streets, permission.level, permission.blocked_node, bans)
    level = settle_levels(permission.level, possible)
    level = settle_levels(level, sensible_turns(possible, level))
    sensible = sensible_turns(possible, level)
    kept = (level[sensible.from_street] != CLOSED) & (level[sensible.to_street] != CLOSED)
    return level, Turns(sensible.from_street[kept], sensible.to_street[kept]), bans


def _permission(
    streets: Streets,
    occasion: Occasion,
    hull: Interval,
    restrictions: tuple[tuple[BoolArray, TimedAccess], ...],
    closures: tuple[Closure, ...],
) -> _Permission:
    """What signs, barriers, zones and closures allow, before asking what can be reached."""
    ledger = AccessLedger()
    state = _state_by_tags(streets, occasion, ledger)
    blocked = np.zeros(len(streets.node_osm_id), dtype=np.bool_)
    partly: dict[TimedAccess, list[int]] = {}
    for node, tags in streets.node_tags.items():
        access = node_access(tags, occasion)
        blocked[node] = settle(access, hull)[0] == CLOSED
        if access != FREE and not blocked[node]:
            partly.setdefault(access, []).append(node)
    for access, nodes in partly.items():
        # A point for stops alone, or with hours, is as good as its streets being so.
        ledger.restrict(state, np.isin(streets.from_node, nodes) | np.isin(streets.to_node, nodes), access)
    for inside, access in (*restrictions, *closed_streets(closures, streets.count)):
        ledger.restrict(state, inside, access)
    levels, hours, timetable = ledger.settled(hull)
    return _Permission(levels[state], hours[state], timetable, blocked)


def _state_by_tags(streets: Streets, occasion: Occasion, ledger: AccessLedger) -> IntArray:
    """Shape (streets,): number in the ledger; access is worked out once a set of tags that matter."""
    of_tags = np.zeros((len(streets.tags), 2), dtype=np.int64)
    seen: dict[tuple[tuple[str, str], ...], tuple[int, int]] = {}
    for row, tags in enumerate(streets.tags):
        key = relevant(tags)
        if key not in seen:
            backward, forward = (street_access(tags, occasion, forward=forward) for forward in (False, True))
            seen[key] = (ledger.number(backward), ledger.number(forward))
        of_tags[row] = seen[key]
    return np.asarray(of_tags[streets.tag_set, streets.forward.astype(np.int64)])


def _driving(
    streets: Streets, occasion: Occasion, level: IntArray, hull: Interval, conditions: Conditions
) -> tuple[Driving, FloatArray, Pace | None]:
    """How free streets are driven, the seconds at the slowest hour, and the paces of all hours."""
    kind = occasion.kind
    speed_kph = street_speeds(streets, kind, conditions.speeds, conditions.urban_factor)
    free = Free(3.6 * streets.length_m / speed_kph, end_delay_s(streets, conditions.speeds))
    driving = Driving(
        length_m=streets.length_m,
        speed_kph=speed_kph,
        drive_s=free.moving_s + free.delay_s,
        stops=stop_share(streets, junction_degree(streets, level != CLOSED)),
        rise_m=rise_m(streets),
    )
    pace = pace_of(streets, conditions.traffic, kind.mode, day=occasion.day, hull=hull, free=free)
    return driving, driving.drive_s if pace is None else pace.drive_s.max(axis=0), pace


def _energy(
    kind: VehicleType, driving: Driving, conditions: Conditions
) -> tuple[LinearEnergy, LinearEnergy | None, FloatArray]:
    """What every street draws by payload, what its range is planned with, and the kWh that are paid for."""
    fuel, degrees = conditions.fuel_kwh_per_km, conditions.temperature_c
    drawn = street_energy(kind, driving, temperature_c=degrees, fuel_kwh_per_km=fuel)
    bound = None if kind.battery is None else never_short(drawn, kind.capacity.kg)
    return drawn, bound, np.maximum(0.0, drawn.at(reference_payload_kg(kind)))


def _turn_s(streets: Streets, level: IntArray, turns: Turns, table: SpeedTable) -> FloatArray:
    at_junction = junction_degree(streets, level != CLOSED)[streets.to_node[turns.from_street]] > 2
    back = turns.to_street == (turns.from_street ^ 1)
    return turn_seconds(turn_angle_deg(streets, turns), at_junction, back, table)


def _street_nok(driving: Driving, energy_kwh: FloatArray, rates: tuple[float, float, float]) -> FloatArray:
    per_s, per_m, per_kwh = rates
    return np.maximum(SMALLEST_NOK, per_s * driving.drive_s + per_m * driving.length_m + per_kwh * energy_kwh)


def _rates(kind: VehicleType, conditions: Conditions) -> tuple[float, float, float]:
    """Kroner per second, metre and kWh; where all are free, time counts, so that paths are still sensible."""
    weights = conditions.weights
    per_s = kind.cost_hour_nok * weights.hour / SECONDS_PER_HOUR
    per_m = kind.cost_km_nok * weights.km / 1000
    per_kwh = conditions.energy_nok_per_kwh * weights.energy
    if per_s == per_m == per_kwh == 0:
        return 1 / SECONDS_PER_HOUR, 0.0, 0.0
    return per_s, per_m, per_kwh
