"""Which ways, nodes and tags of OpenStreetMap matter to goods vehicles and cargo bikes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

Tags = dict[str, str]

ROAD_CLASSES = frozenset(
    f"{name}{link}"
    for name in ("motorway", "trunk", "primary", "secondary", "tertiary")
    for link in ("", "_link")
) | frozenset(
    {"unclassified", "residential", "living_street", "service", "pedestrian", "track", "road", "busway"}
)
"""Kept whatever their other tags say; access is decided by the profile."""
CYCLE_CLASSES = frozenset({"cycleway", "path"})
"""Kept unless closed to cycles and not opened to any vehicle."""
FOOT_CLASSES = frozenset({"footway", "bridleway"})
"""Kept only when a tag lets a cycle or another vehicle in."""

ACCESS_TAGS = frozenset(
    "access vehicle motor_vehicle motorcar goods hgv hgv_articulated delivery bicycle cargo_bike foot bus psv taxi "
    "hazmat trailer motorcycle mofa moped".split()
)
LIMIT_TAGS = frozenset(
    "maxweight maxweightrating maxheight maxwidth maxlength maxaxleload maxbogieweight maxspeed minspeed".split()
)
_WITH_SUFFIX = ACCESS_TAGS | LIMIT_TAGS | {"oneway", "cycleway"}
_ALONE = frozenset(
    "highway name ref junction lanes width est_width bridge tunnel surface smoothness tracktype service incline "
    "motorroad toll winter_road ice_road embedded_rails bicycle_road cyclestreet segregated lit "
    "zone:maxspeed zone:traffic source:maxspeed source traffic_calming layer".split()
)
WAY_TAGS = _WITH_SUFFIX | _ALONE
"""Every kept way tag; access, limit, oneway and cycleway tags also with suffixes (``maxspeed:forward``,
``oneway:bicycle``, ``motor_vehicle:conditional``)."""

NODE_TAGS = ACCESS_TAGS | LIMIT_TAGS | {"barrier", "traffic_calming"}
"""A node of a street with one of these tags, or a conditional one, or with a `NODE_FEATURES` value, ends a segment."""
_NODE_DETAILS = frozenset(
    "highway crossing crossing:signals traffic_signals direction bollard locked railway".split()
)
NODE_FEATURES = {
    "highway": frozenset({"traffic_signals", "stop", "give_way", "mini_roundabout"}),
    "crossing": frozenset({"traffic_signals"}),
    "crossing:signals": frozenset({"yes"}),
    "railway": frozenset({"level_crossing"}),
}

_CLOSED = frozenset({"no", "private", "dismount", "use_sidepath", "unknown"})
_VEHICLE_TAGS = ("bicycle", "cargo_bike", "vehicle", "motor_vehicle", "motorcar", "goods", "hgv", "delivery")


@lru_cache(maxsize=4096)
def keeps_way_tag(key: str) -> bool:
    """Whether a way tag is kept in the tag sets of the network."""
    return key in _ALONE or key.partition(":")[0] in _WITH_SUFFIX


@lru_cache(maxsize=4096)
def _keeps_node_tag(key: str) -> bool:
    return key in _NODE_DETAILS or key.partition(":")[0] in NODE_TAGS


def way_tags(tags: Iterable[tuple[str, str]]) -> Tags:
    """Return the kept tags of a way, keys in alphabetical order."""
    return {key: value for key, value in sorted(tags) if keeps_way_tag(key)}


def node_tags(tags: Iterable[tuple[str, str]]) -> Tags:
    """Return the kept tags of a node, empty when none of them matters to a vehicle."""
    kept = {key: value for key, value in sorted(tags) if _keeps_node_tag(key)}
    matters = any(key.partition(":")[0] in NODE_TAGS for key in kept) or any(
        kept.get(key) in values for key, values in NODE_FEATURES.items()
    )
    return kept if matters else {}


def _opened(tags: Mapping[str, str]) -> bool:
    """Whether any tag lets a cycle or another vehicle in, at whatever hours."""
    return any(
        (key in tags and tags[key] not in _CLOSED) or f"{key}:conditional" in tags for key in _VEHICLE_TAGS
    )


def left_out(tags: Mapping[str, str]) -> str:
    """Why a ``highway`` or ferry way is not a street for vehicles; empty when it is one."""
    highway = tags.get("highway", "")
    if not highway:
        return "ferries"
    if tags.get("area") == "yes":
        return "areas (area=yes)"
    if highway in ROAD_CLASSES:
        return ""
    if highway in CYCLE_CLASSES:
        closed = tags.get("bicycle", tags.get("vehicle", tags.get("access", "yes"))) in {"no", "dismount"}
        return "" if not closed or _opened(tags) else "paths closed to cycles"
    if highway in FOOT_CLASSES:
        return "" if _opened(tags) else "footways without cycles or vehicles"
    if highway in {"construction", "proposed", "planned"}:
        return "ways not built yet"
    return "steps and other ways for no vehicle"
