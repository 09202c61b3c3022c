"""Points that stop a vehicle: bollards, gates, narrow passages."""

from __future__ import annotations

from collections.abc import Mapping

from freight.domain.fleet import Mode
from freight.network.access import hierarchy_access
from freight.network.access_conditional import Occasion
from freight.network.limits import limit_access
from freight.network.measures import metres
from freight.network.osm_tags import as_set
from freight.network.timed_access import FREE, SHUT, TimedAccess, stricter

_PASSABLE = as_set(
    "no entrance gate lift_gate swing_gate sliding_gate hampshire_gate cattle_grid arch border_control "
    "toll_booth sally_port height_restrictor checkpoint spikes"
)
_PASSABLE_BY_CYCLE = _PASSABLE | as_set(
    "bollard block bus_trap cycle_barrier jersey_barrier planter sump_buster width_restrictor"
)
_LOW_KERBS = frozenset({"lowered", "flush", "rolled", "no"})
_WORDS = ("access", "vehicle", "motor_vehicle", "bicycle")


def node_access(tags: Mapping[str, str], occasion: Occasion) -> TimedAccess:
    """Access of one vehicle type past a node.

    The barrier's kind decides unless the node's own access tags say otherwise. Access tags on crossings,
    signals and other nodes of the road itself are about those who cross, and are passed over.
    """
    barrier = tags.get("barrier", "")
    if not barrier and ("highway" in tags or not any(word in tags for word in _WORDS)):
        return FREE
    default = FREE if not barrier or _passable(barrier, tags, occasion) else SHUT
    access = hierarchy_access(tags, occasion, default, "forward")
    if tags.get("locked") == "yes" or _too_narrow(tags, occasion):
        return SHUT
    return stricter(access, limit_access(tags, occasion, "forward"))


def _passable(barrier: str, tags: Mapping[str, str], occasion: Occasion) -> bool:
    cycle = occasion.kind.mode is Mode.CYCLE
    if barrier == "kerb":
        return tags.get("kerb", "no" if cycle else "") in _LOW_KERBS or tags.get("highway") == "crossing"
    return barrier in (_PASSABLE_BY_CYCLE if cycle else _PASSABLE)


def _too_narrow(tags: Mapping[str, str], occasion: Occasion) -> bool:
    """Whether the gap is stated and smaller than the vehicle."""
    # The width of a bollard is its own, that of a cycle barrier is the gap.
    keys = ("opening", "spacing", "width") if tags.get("barrier") == "cycle_barrier" else ("opening", "spacing")
    gaps = (metres(tags[key]) for key in keys if key in tags)
    return any(gap is not None and 0 < gap < occasion.kind.width_m for gap in gaps)
