"""What else a driver could do at a junction: other ways out, and exits of roundabouts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from freight.domain.fleet import Mode
from freight.domain.travel import IntArray
from freight.network.osm_tags import CYCLE_CLASSES, FOOT_CLASSES, against_oneway
from freight.network.streets import Streets, twin

RINGS = frozenset({"roundabout", "circular"})
NOT_FOR = {
    Mode.DRIVE: CYCLE_CLASSES | FOOT_CLASSES,
    Mode.CYCLE: FOOT_CLASSES | {"motorway", "motorway_link"},
}
"""Classes that a driver of a mode does not take for a way out."""


@dataclass(frozen=True, eq=False, slots=True)
class Junctions:
    """The streets by the node they start from."""

    streets: Streets
    order: IntArray
    """Streets sorted by their first node."""
    begin: IntArray
    """Shape (nodes + 1,): node n's streets are ``order[begin[n]:begin[n + 1]]``."""

    @classmethod
    def of(cls, streets: Streets) -> Junctions:
        """Sort the streets of a network."""
        order = np.argsort(streets.from_node, kind="stable")
        begin = np.searchsorted(streets.from_node[order], np.arange(len(streets.node_osm_id) + 1))
        return cls(streets, order, begin)

    def ways_out(self, node: int, mode: Mode) -> tuple[int, ...]:
        """Directed streets that leave a node and look open to the mode."""
        found = self.order[self.begin[node] : self.begin[node + 1]]
        return tuple(int(street) for street in found if self._looks_open(int(street), mode))

    def choice(self, before: int, after: int, mode: Mode) -> bool:
        """Whether a driver who comes by one street could go on by another than that of the route."""
        others = self.ways_out(int(self.streets.to_node[before]), mode)
        return any(street not in {after, twin(before)} for street in others)

    def ring(self, street: int) -> bool:
        """Whether a street is part of a roundabout."""
        tags = self.streets.tags[int(self.streets.tag_set[street])]
        return tags.get("junction") in RINGS

    def exits(self, ring: Sequence[int], mode: Mode) -> int:
        """Which exit is taken by whoever drives these streets of a roundabout and leaves at their end."""
        passed = [self._exits_at(int(self.streets.to_node[street]), mode) for street in ring[:-1]]
        return sum(passed) + 1

    def _exits_at(self, node: int, mode: Mode) -> int:
        return sum(1 for street in self.ways_out(node, mode) if not self.ring(street))

    def _looks_open(self, street: int, mode: Mode) -> bool:
        streets = self.streets
        tags = streets.tags[int(streets.tag_set[street])]
        if tags.get("highway", "") in NOT_FOR[mode]:
            return False
        contraflow = mode is Mode.CYCLE and tags.get("oneway:bicycle") == "no"
        return contraflow or not against_oneway(tags, forward=bool(streets.forward[street]))
