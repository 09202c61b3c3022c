"""Cut streets at zone boundaries, so that each lies wholly inside or outside."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely

from freight.domain.scenario import Zone
from freight.domain.travel import FloatArray
from freight.network.streets import Streets, TurnRestriction
from freight.network.zone_shapes import LEAST_INSIDE_M, metres_frame, outline, segment_lines


def split_at_zones(streets: Streets, zones: tuple[Zone, ...]) -> Streets:
    """The same streets with a node wherever one crosses the boundary of a zone.

    Pieces of street ``12.3+`` are ``12.3/1+``, ``12.3/2+``, ...; new nodes get negative ids that the file does
    not use. Lengths are shared out in proportion, restrictions go over to the pieces at their nodes. A crossing
    within half a metre of a street's end is no crossing.
    """
    cuts = _cuts(streets, zones)
    return _with_cuts(streets, cuts) if cuts else streets


def _cuts(streets: Streets, zones: tuple[Zone, ...]) -> dict[int, FloatArray]:
    """By segment (half the index of its streets): ascending shares of its length where boundaries cross it."""
    drawn = [zone for zone in zones if zone.polygons]
    if not drawn or not streets.count:
        return {}
    frame = metres_frame(float(streets.node_lat.mean()))
    boundary = shapely.union_all([outline(zone).boundary for zone in drawn])
    boundary = shapely.transform(boundary, lambda points: points * frame)
    shapely.prepare(boundary)
    lines = segment_lines(streets, frame)
    cuts = {}
    for segment in np.flatnonzero(shapely.intersects(lines, boundary)):
        line = lines[segment]
        meeting = shapely.get_coordinates(shapely.intersection(line, boundary))
        at_m = np.sort(shapely.line_locate_point(line, shapely.points(meeting)))
        at_m = at_m[np.diff(at_m, prepend=0.0) > LEAST_INSIDE_M]
        at_m = at_m[line.length - at_m > LEAST_INSIDE_M]
        if len(at_m):
            cuts[int(segment)] = at_m / line.length
    return cuts


def _with_cuts(streets: Streets, cuts: dict[int, FloatArray]) -> Streets:
    build = _Build(streets)
    for segment in range(streets.count // 2):
        if segment in cuts:
            build.split(segment, cuts[segment])
        else:
            build.copy(segment)
    return build.finished()


class _Build:
    """The arrays of the new streets while they grow, segment by segment."""

    def __init__(self, streets: Streets) -> None:
        self.old = streets
        self.pieces: list[tuple[int, ...]] = []
        """By old street: its new streets in driving order."""
        self.source: list[int] = []
        self.street_id: list[str] = []
        self.ends: list[tuple[int, int]] = []
        self.length_m: list[float] = []
        self.lines: list[FloatArray] = []
        self.new_lon_lat: list[FloatArray] = []
        self.new_ele_m: list[float] = []

    def copy(self, segment: int) -> None:
        """Take both streets of a segment as they are."""
        for street in (2 * segment, 2 * segment + 1):
            self.pieces.append((len(self.source),))
            ends = (int(self.old.from_node[street]), int(self.old.to_node[street]))
            self._add(
                street, self.old.street_id[street], ends, self.old.length_m[street], self.old.line(street)
            )

    def split(self, segment: int, shares: FloatArray) -> None:
        """Cut both streets of a segment at shares of their length, counted in the even street's direction."""
        even = 2 * segment
        lines = _cut_line(self.old.line(even), shares)
        first_new = len(self.old.node_osm_id) + len(self.new_lon_lat)
        self.new_lon_lat += [line[-1] for line in lines[:-1]]
        if len(self.old.node_ele_m):
            low, high = self.old.node_ele_m[[self.old.from_node[even], self.old.to_node[even]]]
            self.new_ele_m += (low + shares * (high - low)).tolist()
        inner = range(first_new, first_new + len(shares))
        nodes = [int(self.old.from_node[even]), *inner, int(self.old.to_node[even])]
        parts = np.diff(shares, prepend=0.0, append=1.0) * self.old.length_m[even]
        first = len(self.source)
        for number, line in enumerate(lines):
            for street, ends, way in ((even, (0, 1), line), (even + 1, (1, 0), line[::-1])):
                name = self.old.street_id[street]
                # Numbers run along the way in both twins, so that a pair shares its number.
                rank = number + 1 if self.old.forward[even] else len(lines) - number
                pair = (nodes[number + ends[0]], nodes[number + ends[1]])
                self._add(street, f"{name[:-1]}/{rank}{name[-1]}", pair, parts[number], way)
        evens = tuple(range(first, first + 2 * len(lines), 2))
        self.pieces += [evens, tuple(index + 1 for index in reversed(evens))]

    def _add(self, source: int, name: str, ends: tuple[int, int], length_m: float, line: FloatArray) -> None:
        self.source.append(source)
        self.street_id.append(name)
        self.ends.append(ends)
        self.length_m.append(float(length_m))
        self.lines.append(line)

    def finished(self) -> Streets:
        """The new streets."""
        old, source = self.old, np.array(self.source, dtype=np.int64)
        ends = np.array(self.ends, dtype=np.int64).reshape(-1, 2)
        added = np.array(self.new_lon_lat).reshape(-1, 2)
        lowest = min(0, int(old.node_osm_id.min()))
        return replace(
            old,
            node_osm_id=np.concatenate([old.node_osm_id, lowest - 1 - np.arange(len(added))]),
            node_lat=np.concatenate([old.node_lat, added[:, 1]]),
            node_lon=np.concatenate([old.node_lon, added[:, 0]]),
            street_id=tuple(self.street_id),
            from_node=ends[:, 0].copy(),
            to_node=ends[:, 1].copy(),
            way_id=old.way_id[source],
            forward=old.forward[source],
            length_m=np.array(self.length_m),
            tag_set=old.tag_set[source],
            point_start=np.concatenate([[0], np.cumsum([len(line) for line in self.lines])]),
            points=np.concatenate(self.lines),
            node_ele_m=np.concatenate([old.node_ele_m, self.new_ele_m]),
            restrictions=tuple(self._moved(restriction) for restriction in old.restrictions),
        )

    def _moved(self, restriction: TurnRestriction) -> TurnRestriction:
        """From its last piece, over all pieces of the via streets, to the first piece of the last."""
        start, *via, end = restriction.streets
        whole = (piece for street in via for piece in self.pieces[street])
        return replace(restriction, streets=(self.pieces[start][-1], *whole, self.pieces[end][0]))


def _cut_line(line: FloatArray, shares: FloatArray) -> list[FloatArray]:
    """Pieces of a line (lon, lat), cut at shares of its length in metres."""
    frame = metres_frame(float(line[:, 1].mean()))
    steps = np.hypot(*(np.diff(line, axis=0) * frame).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    along /= along[-1]
    cuts = np.column_stack([np.interp(shares, along, line[:, axis]) for axis in (0, 1)])
    bounds = [0.0, *shares, 1.0]
    corners = [line[:1], *(cut[None] for cut in cuts), line[-1:]]
    return [
        np.concatenate([corners[i], line[(along > bounds[i]) & (along < bounds[i + 1])], corners[i + 1]])
        for i in range(len(bounds) - 1)
    ]
