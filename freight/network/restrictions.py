"""Turn restriction relations, resolved to sequences of directed streets.

Tagging: https://wiki.openstreetmap.org/wiki/Relation:restriction and .../Conditional_restrictions.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from freight.network.osm_scan import RawRelation
from freight.network.osm_tags import Tags, against_oneway
from freight.network.segments import Cut
from freight.network.streets import TurnRestriction, twin

LONGEST_VIA = 40
"""Most streets between from and to; a restriction is a local thing."""

_KINDS = frozenset(
    [
        f"{rule}_{turn}"
        for rule in ("no", "only")
        for turn in ("left_turn", "right_turn", "straight_on", "u_turn")
    ]
    + ["no_entry", "no_exit"]
)
_CONDITIONAL = re.compile(r"\s*([^;@()]+?)\s*@\s*(\([^)]*\)|[^;]+)\s*(?:;|$)")
_SENSE_DEG = {"left_turn": 90.0, "right_turn": -90.0, "straight_on": 0.0}
_WORST_SENSE_DEG = 80.0

Path = tuple[int, ...]
"""Directed streets in driving order."""


class UnresolvedError(Exception):
    """The relation does not describe a turn of this network; the text is the reason to count."""


@dataclass(frozen=True, slots=True)
class _Statement:
    kind: str
    only_for: str
    condition: str


@dataclass(frozen=True, slots=True)
class _Roads:
    """Lookups over the cut network."""

    cut: Cut
    way_tags: Mapping[int, Tags]
    streets_of: Mapping[int, list[int]]
    node_of: Mapping[int, int]

    def leaving(self, way: int, node: int) -> list[int]:
        return [s for s in self.streets_of.get(way, []) if self.cut.from_node[s] == node]


def via_nodes(relations: Iterable[RawRelation]) -> set[int]:
    """Ids of the nodes that turn restrictions name; streets must end there."""
    return {
        ref for relation in relations for kind, ref, role in relation.members if kind == "n" and role == "via"
    }


def resolve(
    relations: Iterable[RawRelation], cut: Cut, way_tags: Mapping[int, Tags], ignored: Counter[str]
) -> tuple[TurnRestriction, ...]:
    """Resolve restriction relations to the streets they speak of.

    Parameters
    ----------
    way_tags
        Tags by way id.
    ignored
        Relations that cannot be resolved are counted here by reason.
    """
    streets_of: dict[int, list[int]] = defaultdict(list)
    for street, way in enumerate(cut.way_id.tolist()):
        streets_of[way].append(street)
    roads = _Roads(cut, way_tags, streets_of, {osm_id: i for i, osm_id in enumerate(cut.node_osm_id.tolist())})
    found: list[TurnRestriction] = []
    for relation in relations:
        try:
            found += _resolve_one(relation, roads)
        except UnresolvedError as reason:
            ignored[f"turn restrictions: {reason}"] += 1
    return tuple(found)


def _resolve_one(relation: RawRelation, roads: _Roads) -> list[TurnRestriction]:
    statements = list(_statements(relation.tags))
    if not statements:
        raise UnresolvedError("kind not known")
    exempt = frozenset(word.strip() for word in relation.tags.get("except", "").split(";") if word.strip())
    found = []
    for statement in statements:
        for sequence in _sequences(relation, statement.kind, roads):
            mandatory = statement.kind.startswith("only_")
            found.append(
                TurnRestriction(
                    sequence, mandatory, exempt, statement.only_for, statement.condition, relation.osm_id
                )
            )
    return found


def _statements(tags: Tags) -> Iterator[_Statement]:
    """What a relation says: kind, for whom, when; one entry a condition."""
    legacy_class = tags.get("type", "").partition(":")[2]
    for key, value in sorted(tags.items()):
        base, *suffixes = key.split(":")
        if base != "restriction":
            continue
        conditional = suffixes[-1:] == ["conditional"]
        only_for = "".join(suffixes[:-1] if conditional else suffixes) or legacy_class
        if conditional:
            pairs = [(kind, _without_brackets(condition)) for kind, condition in _CONDITIONAL.findall(value)]
        else:
            pairs = [(value.strip(), _legacy_hours(tags))]
        yield from (_Statement(kind, only_for, condition) for kind, condition in pairs if kind in _KINDS)


def _without_brackets(condition: str) -> str:
    text = condition.strip()
    return text[1:-1].strip() if text.startswith("(") and text.endswith(")") else text


def _legacy_hours(tags: Tags) -> str:
    """Condition of the old ``day_on``/``hour_on`` tags in today's grammar."""
    days = "-".join(tags[key][:2] for key in ("day_on", "day_off") if key in tags)
    hours = "-".join(tags[key] for key in ("hour_on", "hour_off") if key in tags)
    return " ".join(part for part in (days, hours) if part)


def _sequences(relation: RawRelation, kind: str, roads: _Roads) -> list[Path]:
    origins = _ways(relation, "from")
    targets = _ways(relation, "to")
    several_allowed = (kind == "no_entry", kind == "no_exit")
    if not origins or not targets:
        raise UnresolvedError("no from or to way")
    if (len(origins) > 1 and not several_allowed[0]) or (len(targets) > 1 and not several_allowed[1]):
        raise UnresolvedError("several from or to ways")
    unknown = [way for way in (*origins, *targets, *_ways(relation, "via")) if way not in roads.streets_of]
    if unknown:
        raise UnresolvedError("a way is not in the network")
    found: list[Path] = []
    for origin in origins:
        for target in targets:
            found += _between(relation, kind, origin, target, roads)
    return found


def _ways(relation: RawRelation, role: str) -> list[int]:
    return [ref for kind, ref, member_role in relation.members if kind == "w" and member_role == role]


def _between(relation: RawRelation, kind: str, origin: int, target: int, roads: _Roads) -> list[Path]:
    via_ways = _ways(relation, "via")
    nodes = [ref for member, ref, role in relation.members if member == "n" and role == "via"]
    if via_ways:
        sequences = _over_ways(origin, via_ways, target, roads)
    elif len(nodes) == 1 and nodes[0] in roads.node_of:
        sequences = _over_node(origin, roads.node_of[nodes[0]], target, kind, roads)
    else:
        raise UnresolvedError("no via in the network")
    if not sequences:
        raise UnresolvedError("its members do not meet")
    return _choose(sequences, kind, same_way=origin == target, roads=roads)


def _over_node(origin: int, node: int, target: int, kind: str, roads: _Roads) -> list[Path]:
    arriving = [twin(street) for street in roads.leaving(origin, node)]
    pairs: list[Path] = [(first, last) for first in arriving for last in roads.leaving(target, node)]
    u_turns = [pair for pair in pairs if pair[1] == twin(pair[0])]
    return u_turns if kind.endswith("u_turn") and origin == target else [p for p in pairs if p not in u_turns]


def _over_ways(origin: int, via_ways: list[int], target: int, roads: _Roads) -> list[Path]:
    """Shortest sequences from `origin` along all the via ways to `target`."""
    wanted = set(via_ways)
    cut = roads.cut
    via = [street for way in via_ways for street in roads.streets_of[way]]
    after: dict[int, list[int]] = defaultdict(list)
    for street in via:
        after[int(cut.from_node[street])].append(street)
    paths: list[Path] = [(street,) for street in roads.streets_of[origin] if after[int(cut.to_node[street])]]
    for _ in range(min(LONGEST_VIA, len(via))):
        paths = [
            (*path, street)
            for path in paths
            for street in after[int(cut.to_node[path[-1]])]
            if street != twin(path[-1]) and street not in path and twin(street) not in path
        ]
        complete = [path for path in paths if wanted <= {int(cut.way_id[street]) for street in path[1:]}]
        ends = [
            (*path, last)
            for path in complete
            for last in roads.leaving(target, int(cut.to_node[path[-1]]))
            if last != twin(path[-1])
        ]
        if ends or not paths:
            return ends
    return []


def _choose(sequences: list[Path], kind: str, *, same_way: bool, roads: _Roads) -> list[Path]:
    """The one sequence meant where a way passes its via: by one-way tags, then by the turn's sense."""
    if len(sequences) == 1 or (kind == "no_u_turn" and same_way and len(sequences[0]) == 2):
        return sequences
    legal = [
        sequence for sequence in sequences if not any(_against_oneway(street, roads) for street in sequence)
    ]
    if len(legal) > 1:
        legal = [sequence for sequence in legal if _fits(sequence, kind, roads.cut)]
    if len(legal) != 1:
        raise UnresolvedError("which turn is not clear")
    return legal


def _against_oneway(street: int, roads: _Roads) -> bool:
    return against_oneway(
        roads.way_tags[int(roads.cut.way_id[street])], forward=bool(roads.cut.forward[street])
    )


def _fits(sequence: Path, kind: str, cut: Cut) -> bool:
    sense_deg = _SENSE_DEG.get(kind.partition("_")[2])
    if sense_deg is None or len(sequence) != 2:
        return True
    off_deg = turn_deg(cut, sequence[0], sequence[1]) - sense_deg
    return abs((off_deg + 180.0) % 360.0 - 180.0) < _WORST_SENSE_DEG


def turn_deg(cut: Cut, first: int, second: int) -> float:
    """Angle between the end of one street and the start of the next, left positive, in (-180, 180]."""
    a, b = (cut.points[cut.point_start[street] : cut.point_start[street + 1]] for street in (first, second))
    scale = np.array([math.cos(math.radians(float(b[0, 1]))), 1.0])
    arriving, leaving = (a[-1] - a[-2]) * scale, (b[1] - b[0]) * scale
    cross = arriving[0] * leaving[1] - arriving[1] * leaving[0]
    return math.degrees(math.atan2(cross, float(arriving @ leaving)))
