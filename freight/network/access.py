"""Who may use a street: OpenStreetMap's access hierarchy for a van, a lorry or a cargo bike.

Rules are read from the general key to the special one (``access`` < ``vehicle`` < ``motor_vehicle`` < ...),
each with its direction and its conditions; what stands later wins. See docs/access.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from freight.domain.fleet import Mode
from freight.network.access_conditional import Occasion, apply_clauses, mode_words
from freight.network.limits import limit_access
from freight.network.osm_tags import as_set
from freight.network.timed_access import BY_LEVEL, FREE, SHUT, STOPS_ONLY, TimedAccess, stricter
from freight.network.view import CLOSED, DESTINATION, THROUGH

Tags = Mapping[str, str]

_THROUGH_VALUES = as_set("yes permissive designated official discouraged public")
_STOP_VALUES = as_set("destination delivery customers loading unloading")
_SILENT_VALUES = frozenset({"", "unknown", "fixme"})

_ROADS = as_set(
    "motorway motorway_link trunk trunk_link primary primary_link secondary secondary_link tertiary "
    "tertiary_link unclassified residential living_street service road"
)
_BY_TAG_ONLY = as_set("pedestrian footway path cycleway bridleway track busway bus_guideway")
_CYCLE_FREE = frozenset({"cycleway", "pedestrian", "track"})
_MOTOR_ONLY = frozenset({"motorway", "motorway_link"})
_STOP_SERVICES = frozenset({"driveway", "parking_aisle", "drive-through"})

_NONE, _BOTH = frozenset[int](), frozenset({THROUGH, DESTINATION})
_GRANTS = {"track": _BOTH, "pedestrian": frozenset({DESTINATION})}

RELEVANT = as_set(
    "highway service junction motorroad access vehicle motor_vehicle motorcar goods hgv bicycle cargo_bike "
    "oneway cycleway maxweight maxweightrating maxheight maxwidth maxlength"
)
"""Keys (up to their first colon) that access depends on."""


def relevant(tags: Tags) -> tuple[tuple[str, str], ...]:
    """The tags access depends on, sorted: streets that are equal in them are equal in access."""
    return tuple(sorted((key, value) for key, value in tags.items() if key.split(":", 1)[0] in RELEVANT))


def street_access(tags: Tags, occasion: Occasion, *, forward: bool) -> TimedAccess:
    """Access of one vehicle type to a street in one direction.

    Parameters
    ----------
    tags
        Tags of the way.
    occasion
        Vehicle type and day.
    forward
        Whether the vehicle goes in the direction of the way.
    """
    if _never_usable(tags):
        return SHUT
    direction = "forward" if forward else "backward"
    admitted = hierarchy_access(tags, occasion, _default(tags, occasion), direction)
    if tags.get("service") in _STOP_SERVICES and occasion.kind.mode is Mode.DRIVE:
        admitted = stricter(admitted, STOPS_ONLY)
    if admitted == SHUT:
        return SHUT
    limited = stricter(admitted, limit_access(tags, occasion, direction))
    return stricter(limited, _oneway_access(tags, occasion, forward=forward))


def hierarchy_access(tags: Tags, occasion: Occasion, default: TimedAccess, direction: str) -> TimedAccess:
    """Access by the keys ``access`` ... ``goods``, starting from what holds without any tag.

    Where the default is closed, the key ``access`` opens nothing: it is said of those the way is made for. Only
    tracks open by it, and pedestrian streets for stops.
    """
    access = default
    for key in ("access", *mode_words(occasion.kind)):
        grants = _BOTH if key != "access" or default != SHUT else _GRANTS.get(tags.get("highway", ""), _NONE)
        level_of = partial(_level, driveway=tags.get("service") == "driveway", grants=grants)
        for name in (key, f"{key}:{direction}"):
            level = level_of(tags.get(name, ""))
            if level is not None:
                access = BY_LEVEL[level]
            if (text := tags.get(f"{name}:conditional")) is not None:
                access = apply_clauses(access, text, level_of, occasion)
    return access


def _default(tags: Tags, occasion: Occasion) -> TimedAccess:
    """Access by the class of the street alone."""
    highway = tags.get("highway", "")
    if tags.get("service") == "emergency_access":
        return SHUT
    if occasion.kind.mode is Mode.DRIVE:
        return FREE if highway in _ROADS else SHUT
    if tags.get("motorroad") == "yes" or highway in _MOTOR_ONLY:
        return SHUT
    return FREE if highway in _ROADS | _CYCLE_FREE else SHUT


def _never_usable(tags: Tags) -> bool:
    """Whether no tag can make a vehicle street of it: steps, building sites, and whatever is no street."""
    return tags.get("highway", "") not in _ROADS | _BY_TAG_ONLY


def _level(value: str, *, driveway: bool, grants: frozenset[int]) -> int | None:
    """Level an access value stands for; None where it says nothing or grants what it may not."""
    levels = [_single_level(part.strip().lower(), driveway) for part in value.split(";")]
    known = [level for level in levels if level is not None]
    level = THROUGH if THROUGH in known else max(known, default=None)
    return level if level in {CLOSED, *grants} else None


def _single_level(value: str, driveway: bool) -> int | None:
    if value in _SILENT_VALUES:
        return None
    if value in _THROUGH_VALUES:
        return THROUGH
    # A receiver who orders goods invites the vehicle into the driveway.
    return DESTINATION if value in _STOP_VALUES or (driveway and value == "private") else CLOSED


def _oneway_access(tags: Tags, occasion: Occasion, *, forward: bool) -> TimedAccess:
    """Access by direction: ``oneway``, what implies it, its exceptions and its conditions."""
    level_of = partial(_oneway_level, forward=forward)
    implied = tags.get("junction") in {"roundabout", "circular"} or tags.get("highway") in _MOTOR_ONLY
    access = BY_LEVEL[level_of("yes" if implied else "no")]
    words = mode_words(occasion.kind)
    for key in ("oneway", *(f"oneway:{word}" for word in words)):
        if key in tags:
            access = BY_LEVEL[level_of(tags[key])]
        if (text := tags.get(f"{key}:conditional")) is not None:
            access = apply_clauses(access, text, level_of, occasion)
    if occasion.kind.mode is Mode.CYCLE and "oneway:bicycle" not in tags and _contraflow(tags):
        return FREE
    return access


def _oneway_level(value: str, *, forward: bool) -> int:
    plain = value.strip().lower()
    if plain in {"yes", "true", "1"}:
        return THROUGH if forward else CLOSED
    if plain in {"-1", "reverse"}:
        return CLOSED if forward else THROUGH
    return CLOSED if plain == "reversible" else THROUGH


def _contraflow(tags: Tags) -> bool:
    """Whether a cycle lane or track leads against the one-way street."""
    sides = ("cycleway", "cycleway:left", "cycleway:right", "cycleway:both")
    if any(tags.get(side, "").startswith("opposite") for side in sides):
        return True
    return any(
        tags.get(side) in {"lane", "track"} and tags.get(f"{side}:oneway") in {"no", "-1"} for side in sides[1:]
    )
