"""Which ways, nodes and tags of OpenStreetMap matter to goods vehicles and cargo bikes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

Tags = dict[str, str]

OSM_SUFFIXES = (".osm", ".osm.pbf", ".pbf", ".osm.gz", ".osm.bz2")
"""Endings of the names of OpenStreetMap files."""


def as_set(text: str) -> frozenset[str]:
    """The words of a text: long lists of tag values read better so."""
    return frozenset(text.split())


ROAD_CLASSES = as_set(
    "motorway motorway_link trunk trunk_link primary primary_link secondary secondary_link tertiary "
    "tertiary_link unclassified residential living_street service pedestrian track road busway"
)
"""Kept whatever their other tags say; access is decided by the profile."""
CYCLE_CLASSES = as_set("cycleway path")
"""Kept unless closed to cycles and not opened to any vehicle."""
FOOT_CLASSES = as_set("footway bridleway")
"""Kept only when a tag lets a cycle or another vehicle in."""
_WHY_NOT = {
    "ferry": "ferries",
    "footway": "footways without cycles or vehicles",
    "bridleway": "footways without cycles or vehicles",
    "cycleway": "paths closed to cycles",
    "path": "paths closed to cycles",
    "construction": "ways not built yet",
    "proposed": "ways not built yet",
    "planned": "ways not built yet",
}

ACCESS_TAGS = as_set(
    "access vehicle motor_vehicle motorcar goods hgv hgv_articulated delivery bicycle cargo_bike foot bus "
    "psv taxi hazmat trailer"
)
LIMIT_TAGS = as_set("maxweight maxweightrating maxheight maxwidth maxlength maxaxleload maxbogieweight")
_WITH_SUFFIX = ACCESS_TAGS | LIMIT_TAGS | as_set("oneway cycleway maxspeed minspeed")
"""Kept alone and with suffixes: ``maxspeed:forward``, ``oneway:bicycle``, ``motor_vehicle:conditional``."""
_ALONE = as_set(
    "highway name ref junction lanes width est_width bridge tunnel surface smoothness tracktype service "
    "incline motorroad toll winter_road ice_road bicycle_road "
    "cyclestreet zone:maxspeed zone:traffic source:maxspeed "
    "traffic_calming"
)

NODE_TAGS = ACCESS_TAGS | LIMIT_TAGS | {"barrier", "traffic_calming"}
"""A node of a street with one of these tags (or the same with a suffix) ends a segment."""
NODE_FEATURES = {
    "highway": as_set("traffic_signals stop give_way mini_roundabout"),
    "crossing": as_set("traffic_signals"),
    "crossing:signals": as_set("yes"),
    "railway": as_set("level_crossing"),
}
"""So does a node with one of these values."""
_NODE_DETAILS = as_set(
    "highway crossing crossing:signals traffic_signals traffic_signals:direction direction bollard locked "
    "railway kerb width opening spacing"
)

_CLOSED = as_set("no private dismount use_sidepath unknown")
_VEHICLE_TAGS = ("bicycle", "cargo_bike", "vehicle", "motor_vehicle", "motorcar", "goods", "hgv", "delivery")


@lru_cache(maxsize=4096)
def keeps_way_tag(key: str) -> bool:
    """Whether a way tag is kept in the tag sets of the network."""
    return key in _ALONE or key.partition(":")[0] in _WITH_SUFFIX


def way_tags(tags: Iterable[tuple[str, str]]) -> Tags:
    """Return the kept tags of a way, keys in alphabetical order."""
    return {key: value for key, value in sorted(tags) if keeps_way_tag(key)}


def node_tags(tags: Iterable[tuple[str, str]]) -> Tags:
    """Return the kept tags of a node, empty when none of them matters to a vehicle.

    Access tags of a crossing speak of those who cross the street, and are left out.
    """
    given = dict(sorted(tags))
    crossing = "crossing" in given or given.get("highway") in {"crossing", "traffic_signals"}
    bases = NODE_TAGS - ACCESS_TAGS if crossing and "barrier" not in given else NODE_TAGS
    matters = {key for key in given if key.partition(":")[0] in bases}
    features = {key for key, values in NODE_FEATURES.items() if given.get(key) in values}
    if not matters and not features:
        return {}
    return {key: value for key, value in given.items() if key in matters or key in _NODE_DETAILS}


def _opened(tags: Mapping[str, str]) -> bool:
    """Whether any tag lets a cycle or another vehicle in, at whatever hours."""
    return any(
        (key in tags and tags[key] not in _CLOSED) or f"{key}:conditional" in tags for key in _VEHICLE_TAGS
    )


def left_out(tags: Mapping[str, str]) -> str:
    """Why a ``highway`` or ferry way is not a street for vehicles; empty when it is one."""
    highway = tags.get("highway", "ferry")
    if tags.get("area") == "yes":
        return "areas (area=yes)"
    closed = tags.get("bicycle", tags.get("vehicle", tags.get("access", "yes"))) in {"no", "dismount"}
    kept = highway in ROAD_CLASSES or (highway in CYCLE_CLASSES and not closed)
    if kept or (highway in CYCLE_CLASSES | FOOT_CLASSES and _opened(tags)):
        return ""
    return _WHY_NOT.get(highway, "steps and other ways for no vehicle")


def against_oneway(tags: Mapping[str, str], *, forward: bool) -> bool:
    """Whether general traffic may not use a way in this direction; exceptions for classes are not looked at."""
    implied = tags.get("junction") in {"roundabout", "circular"} or tags.get("highway") == "motorway"
    oneway = tags.get("oneway", "yes" if implied else "no")
    return oneway in ({"-1", "reverse"} if forward else {"yes", "true", "1"})
