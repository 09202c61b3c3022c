"""How fast a vehicle goes along a street, and what it loses at the street's far end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from freight.domain.fleet import Mode, VehicleType
from freight.domain.travel import FloatArray, IntArray
from freight.network.access_conditional import mode_words
from freight.network.streets import Streets

KPH_PER_MPH = 1.609344
KPH_PER_KNOT = 1.852
SLOWEST_KPH = 3.0
WALK_KPH = 6.0

_DRIVE_KPH = MappingProxyType(
    {
        "motorway": 90.0,
        "motorway_link": 60.0,
        "trunk": 80.0,
        "trunk_link": 50.0,
        "primary": 50.0,
        "primary_link": 40.0,
        "secondary": 50.0,
        "secondary_link": 40.0,
        "tertiary": 50.0,
        "tertiary_link": 40.0,
        "unclassified": 40.0,
        "residential": 30.0,
        "living_street": 15.0,
        "service": 15.0,
        "track": 15.0,
        "road": 30.0,
        "pedestrian": 6.0,
        "footway": 6.0,
        "path": 6.0,
        "cycleway": 15.0,
    }
)
_CYCLE_KPH = MappingProxyType(
    {
        "cycleway": 18.0,
        "pedestrian": 8.0,
        "footway": 8.0,
        "path": 12.0,
        "track": 12.0,
        "bridleway": 8.0,
        "living_street": 15.0,
        "service": 15.0,
    }
)
_AS_SIGNED = frozenset({"living_street", "service", "track", "pedestrian", "footway", "path"})
_BY_PLACE = MappingProxyType(
    {"urban": 50.0, "rural": 80.0, "trunk": 80.0, "motorway": 90.0, "living_street": 15.0}
)
_SPEED = re.compile(r"^(\d+(?:[.,]\d+)?)\s*(km/h|kph|kmh|mph|knots)?$")


@dataclass(frozen=True, slots=True)
class SpeedTable:
    """Speeds and delays as data; sources in docs/speeds.md.

    Turn seconds follow ``turn_s / (1 + exp(...))``, see `freight.network.turns.turn_seconds`.
    """

    drive_kph: Mapping[str, float] = field(default_factory=lambda: _DRIVE_KPH)
    """By class of street, where no limit is signed."""
    cycle_kph: Mapping[str, float] = field(default_factory=lambda: _CYCLE_KPH)
    drive_default_kph: float = 30.0
    cycle_default_kph: float = 16.0
    slow_classes: frozenset[str] = _AS_SIGNED
    """Classes where nobody reaches a higher signed limit."""
    signals_s: float = 12.0
    stop_s: float = 6.0
    give_way_s: float = 3.0
    level_crossing_s: float = 5.0
    turn_s: float = 7.5
    turn_bias: float = 1.075
    """Above 1 where traffic keeps right: turns to the left take longer."""
    u_turn_s: float = 20.0


def parse_maxspeed(text: str) -> float | None:
    """km/h of a signed limit, the lowest of several; infinite for ``none``, None when it cannot be read."""
    read = [_one_maxspeed(part.strip().lower()) for part in re.split(r"[;|]", text)]
    known = [kph for kph in read if kph is not None]
    return min(known, default=None)


def _one_maxspeed(text: str) -> float | None:
    if text == "none":
        return float("inf")
    if text.endswith("walk"):
        return WALK_KPH
    match = _SPEED.match(text)
    if match is not None:
        factor = {"mph": KPH_PER_MPH, "knots": KPH_PER_KNOT}.get(match[2] or "", 1.0)
        return float(match[1].replace(",", ".")) * factor
    place = text.rpartition(":")[2]
    return _BY_PLACE.get(place) or (float(place) if place.isdigit() else None)


def signed_limit(tags: Mapping[str, str], kind: VehicleType, direction: str) -> float | None:
    """The limit on the signs for this vehicle type and direction; ``maxspeed:conditional`` is passed over."""
    limits = []
    for key in ("maxspeed", *(f"maxspeed:{word}" for word in mode_words(kind))):
        text = tags.get(f"{key}:{direction}", tags.get(key))
        if text is not None:
            limits.append(parse_maxspeed(text))
    if not limits:
        text = tags.get("zone:maxspeed", tags.get("maxspeed:type", tags.get("source:maxspeed", "")))
        limits.append(parse_maxspeed(text))
    return min((kph for kph in limits if kph is not None), default=None)


def free_speed_kph(
    tags: Mapping[str, str], kind: VehicleType, table: SpeedTable, *, direction: str, urban_factor: float
) -> float:
    """Mean speed between junctions.

    A motor vehicle goes at the signed limit, or at the speed of the class where none is signed, times
    `urban_factor`. A cycle goes at the speed of its class. Neither passes the vehicle's own cap.
    """
    highway = tags.get("highway", "")
    limit = signed_limit(tags, kind, direction)
    if kind.mode is Mode.CYCLE:
        kph = min(table.cycle_kph.get(highway, table.cycle_default_kph), limit or np.inf)
    else:
        usual = table.drive_kph.get(highway, table.drive_default_kph)
        signed = usual if limit is None or np.isinf(limit) else limit
        kph = urban_factor * (min(signed, usual) if highway in table.slow_classes else signed)
    return max(SLOWEST_KPH, min(kph, kind.speed_cap_kph))


def street_speeds(streets: Streets, kind: VehicleType, table: SpeedTable, urban_factor: float) -> FloatArray:
    """Shape (streets,): `free_speed_kph` of every street, worked out once a tag set and direction."""
    by_tags = np.array(
        [
            [
                free_speed_kph(tags, kind, table, direction=direction, urban_factor=urban_factor)
                for direction in ("backward", "forward")
            ]
            for tags in streets.tags
        ]
    ).reshape(-1, 2)
    return np.asarray(by_tags[streets.tag_set, streets.forward.astype(np.int64)])


def end_delay_s(streets: Streets, table: SpeedTable) -> FloatArray:
    """Shape (streets,): seconds lost at every far end: signals, stop and give-way lines, rails."""
    node_s = np.zeros((len(streets.node_osm_id), 2))
    for node, tags in streets.node_tags.items():
        for forward in (0, 1):
            node_s[node, forward] = _node_delay_s(tags, table, "forward" if forward else "backward")
    return np.asarray(node_s[streets.to_node, streets.forward.astype(np.int64)])


def _node_delay_s(tags: Mapping[str, str], table: SpeedTable, direction: str) -> float:
    highway = tags.get("highway", "")
    faces = tags.get("traffic_signals:direction", tags.get("direction", direction))
    if faces in {"forward", "backward"} and faces != direction:
        return 0.0
    if highway == "traffic_signals" or tags.get("crossing") == "traffic_signals":
        return table.signals_s
    if tags.get("railway") == "level_crossing":
        return table.level_crossing_s
    return {"stop": table.stop_s, "give_way": table.give_way_s}.get(highway, 0.0)


def stop_share(streets: Streets, degree: IntArray) -> FloatArray:
    """Shape (streets,): how often a vehicle comes to a full stop at the far end of every street.

    Parameters
    ----------
    degree
        Shape (nodes,): number of street segments that meet there. At a plain junction every fourth vehicle
        stops, which makes about two stops a km in a town grid.
    """
    node_share = np.where(degree > 2, 0.25, 0.0)
    sure = {"stop": 1.0, "give_way": 0.5, "traffic_signals": 0.5}
    for node, tags in streets.node_tags.items():
        node_share[node] = sure.get(tags.get("highway", ""), node_share[node])
    return np.asarray(node_share[streets.to_node])
