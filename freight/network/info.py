"""What a street network holds: the facts behind `freight network info`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from freight.domain.travel import BoolArray
from freight.network.grade import known_grade
from freight.network.osm_tags import CYCLE_CLASSES, FOOT_CLASSES, LIMIT_TAGS, against_oneway
from freight.network.streets import Streets, TurnRestriction, twin

_NO_CARS = CYCLE_CLASSES | FOOT_CLASSES | {"pedestrian", "busway"}
_NO_CYCLES = frozenset({"motorway", "motorway_link"})
_SHUT = frozenset({"no", "private"})


@dataclass(frozen=True, slots=True)
class Components:
    """How a network hangs together for one mode, one-way streets respected."""

    km: float
    count: int
    """Strongly connected components with a street."""
    largest_share: float
    """Share of the km that lies in the largest one."""


@dataclass(frozen=True, slots=True)
class NetworkInfo:
    """Facts about a network. A street counts once, whatever its directions."""

    source: str
    attribution: str
    bbox: tuple[float, float, float, float]
    """West, south, east, north."""
    nodes: int
    streets: int
    km_by_class: Mapping[str, float]
    """By value of ``highway``, longest first."""
    restrictions: Mapping[str, int]
    conditional_streets: int
    """Streets with access or a limit that depends on time or load."""
    limits: Mapping[str, int]
    """Streets by limit tag (maxweight, ...)."""
    barriers: Mapping[str, int]
    signals: int
    height_share: float
    """Share of the streets whose both ends have a height; the others are taken as flat."""
    drive: Components
    """Roughly: classes open to motor vehicles, hours and limits aside."""
    cycle: Components
    areas: Mapping[str, int]
    ignored: Mapping[str, int]

    def lines(self) -> list[tuple[str, str]]:
        """Name and value of every fact, for people."""
        west, south, east, north = self.bbox
        return [
            ("source", f"{self.source} ({self.attribution})"),
            ("box", f"{west:.4f},{south:.4f},{east:.4f},{north:.4f}"),
            ("streets", f"{self.streets} between {self.nodes} nodes, {sum(self.km_by_class.values()):.1f} km"),
            ("km by class", ", ".join(f"{name} {km:.1f}" for name, km in self.km_by_class.items())),
            ("turn restrictions", _listed(self.restrictions)),
            ("conditional streets", str(self.conditional_streets)),
            ("limits", _listed(self.limits)),
            ("barriers", _listed(self.barriers)),
            ("signals", str(self.signals)),
            ("heights", _heights(self.height_share)),
            ("drive", _in_words(self.drive)),
            ("cycle", _in_words(self.cycle)),
            ("areas", _listed(self.areas)),
            ("ignored", _listed(self.ignored)),
        ]


def describe(streets: Streets) -> NetworkInfo:
    """Count what a network holds."""
    once = streets.tag_set[::2].tolist()
    barriers = Counter(tags["barrier"] for tags in streets.node_tags.values() if "barrier" in tags)
    limits = Counter(key for index in once for key in streets.tags[index] if key in LIMIT_TAGS)
    conditional = [any(key.endswith(":conditional") for key in tags) for tags in streets.tags]
    points = streets.points
    west, south, east, north = (float(v) for v in (*points.min(axis=0), *points.max(axis=0)))
    return NetworkInfo(
        source=streets.source,
        attribution=streets.attribution,
        bbox=(west, south, east, north),
        nodes=len(streets.node_osm_id),
        streets=streets.count // 2,
        km_by_class=_km_by_class(streets),
        restrictions=_restrictions(streets.restrictions),
        conditional_streets=sum(conditional[index] for index in once),
        limits=_most_first(limits),
        barriers=_most_first(barriers),
        signals=sum(_is_signal(tags) for tags in streets.node_tags.values()),
        height_share=float(known_grade(streets).mean()),
        drive=_components(streets, _usable(streets, "motor_vehicle", _NO_CARS)),
        cycle=_components(streets, _usable(streets, "bicycle", _NO_CYCLES)),
        areas=_most_first(Counter(area.kind for area in streets.areas)),
        ignored=dict(streets.ignored),
    )


def _km_by_class(streets: Streets) -> dict[str, float]:
    km: Counter[str] = Counter()
    for index, length_m in zip(streets.tag_set[::2].tolist(), streets.length_m[::2].tolist(), strict=True):
        km[streets.tags[index].get("highway", "")] += length_m / 1000
    return dict(sorted(km.items(), key=lambda item: (-item[1], item[0])))


def _restrictions(turns: Sequence[TurnRestriction]) -> dict[str, int]:
    found = {
        "forbidden turns": sum(not turn.mandatory for turn in turns),
        "mandatory turns": sum(turn.mandatory for turn in turns),
        "of these U-turns": sum(turn.streets[-1] == twin(turn.streets[0]) for turn in turns),
        "of these over via ways": sum(len(turn.streets) > 2 for turn in turns),
        "of these with a condition": sum(bool(turn.condition) for turn in turns),
        "of these for one class only": sum(bool(turn.only_for) for turn in turns),
        "of these with exemptions": sum(bool(turn.exempt) for turn in turns),
    }
    return {kind: count for kind, count in found.items() if count}


def _is_signal(tags: Mapping[str, str]) -> bool:
    return (
        "traffic_signals" in {tags.get("highway"), tags.get("crossing")}
        or tags.get("crossing:signals") == "yes"
    )


def _usable(streets: Streets, mode: str, barred: frozenset[str]) -> BoolArray:
    """Which directed streets a mode may use, roughly."""
    table = np.zeros((len(streets.tags), 2), dtype=np.bool_)
    for index, tags in enumerate(streets.tags):
        access = tags.get(mode, tags.get("vehicle", tags.get("access", "yes")))
        if access in _SHUT or (tags.get("highway") in barred and mode not in tags):
            continue
        contraflow = mode == "bicycle" and tags.get("oneway:bicycle") == "no"
        table[index] = [contraflow or not against_oneway(tags, forward=forward) for forward in (False, True)]
    return np.asarray(table[streets.tag_set, streets.forward.astype(np.int64)])


def _components(streets: Streets, usable: BoolArray) -> Components:
    start, end = streets.from_node[usable], streets.to_node[usable]
    if not len(start):
        return Components(0.0, 0, 0.0)
    nodes = len(streets.node_osm_id)
    graph = coo_array((np.ones(len(start)), (start, end)), shape=(nodes, nodes)).tocsr()
    _, label = connected_components(graph, directed=True, connection="strong")
    either = usable[::2] | usable[1::2]
    length_m = np.where(either, streets.length_m[::2], 0.0)
    first, last = label[streets.from_node[::2]], label[streets.to_node[::2]]
    inside_m = np.bincount(first[first == last], weights=length_m[first == last], minlength=1)
    total_m = float(length_m.sum())
    return Components(total_m / 1000, int((inside_m > 0).sum()), float(inside_m.max()) / total_m)


def _most_first(found: Counter[str]) -> dict[str, int]:
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _listed(found: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in found.items()) or "none"


def _heights(share: float) -> str:
    if not share:
        return "none: every street is taken as flat"
    return f"{share:.0%} of the streets have one at both ends" + (
        "; the others are taken as flat" if share < 1 else ""
    )


def _in_words(parts: Components) -> str:
    if not parts.count:
        return f"{parts.km:.1f} km, none of it connected both ways"
    return f"{parts.km:.1f} km, {parts.largest_share:.1%} of it in the largest of {parts.count} connected parts"
