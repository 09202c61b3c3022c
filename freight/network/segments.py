"""Cut ways into street segments between junctions, both directions of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
from pyproj import Geod

from freight.domain.travel import BoolArray, FloatArray, IntArray
from freight.network.osm_scan import RawWay

SHORTEST_M = 0.1
"""Floor of a street's length: sparse graphs drop arcs of zero length."""


@dataclass(frozen=True, eq=False, slots=True)
class Cut:
    """The ways of a file, cut. Arrays as in `freight.network.streets.Streets`."""

    node_osm_id: IntArray
    node_lon: FloatArray
    node_lat: FloatArray
    street_id: tuple[str, ...]
    from_node: IntArray
    to_node: IntArray
    way_id: IntArray
    forward: BoolArray
    length_m: FloatArray
    way: IntArray
    """Shape (streets,): position of the street's way in the list given."""
    point_start: IntArray
    points: FloatArray


@dataclass(slots=True)
class _Trace:
    """All pieces of all ways as one run of points."""

    way: list[int] = field(default_factory=list)
    ref: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    """Positions of first and last point of every piece, in turn."""


def cut(
    ways: list[RawWay],
    coordinates: Mapping[int, tuple[float, float]],
    special: Collection[int],
    ignored: Counter[str],
) -> Cut:
    """Cut `ways` at shared nodes, ends, `special` nodes and where a way meets itself.

    Loops without a junction are cut in the middle, so that no street begins where it ends. A way is also
    cut where the file lacks a node. Lengths are geodesic on the WGS84 ellipsoid.

    Parameters
    ----------
    coordinates
        Lon, lat by node id.
    special
        Ids of the nodes that end a segment wherever they lie.
    ignored
        Counts of what is left out; added to.
    """
    trace = _trace(ways, coordinates, ignored)
    ids, node = np.unique(np.asarray(trace.ref, dtype=np.int64), return_inverse=True)
    position = np.array([coordinates[int(osm_id)] for osm_id in ids], dtype=np.float64).reshape(-1, 2)
    start, end = _segments(trace, node, np.isin(ids, np.fromiter(special, np.int64, len(special))))
    way = np.asarray(trace.way, dtype=np.int64)[start]
    length_m = np.maximum(_lengths_m(position[node], start, end), SHORTEST_M)
    point_start, order = _both_ways(start, end)
    used, compact = np.unique(np.concatenate([node[start], node[end]]), return_inverse=True)
    first, last = compact[: len(start)], compact[len(start) :]
    way_id = np.array([ways[index].osm_id for index in way], dtype=np.int64)
    return Cut(
        node_osm_id=ids[used],
        node_lon=position[used, 0].copy(),
        node_lat=position[used, 1].copy(),
        street_id=_names(way_id),
        from_node=np.column_stack([first, last]).ravel().astype(np.int64),
        to_node=np.column_stack([last, first]).ravel().astype(np.int64),
        way_id=np.repeat(way_id, 2),
        forward=np.tile(np.array([True, False]), len(start)),
        length_m=np.repeat(length_m, 2),
        way=np.repeat(way, 2),
        point_start=point_start,
        points=position[node[order]],
    )


def _trace(ways: list[RawWay], coordinates: Mapping[int, tuple[float, float]], ignored: Counter[str]) -> _Trace:
    trace = _Trace()
    for index, way in enumerate(ways):
        pieces, missing = _pieces(way.nodes, coordinates)
        ignored["ways cut at the edge of the file"] += bool(missing and pieces)
        ignored["ways of fewer than two known nodes"] += not pieces
        for piece in pieces:
            trace.ends += [len(trace.ref), len(trace.ref) + len(piece) - 1]
            trace.ref += piece
            trace.way += [index] * len(piece)
    return trace


def _pieces(nodes: list[int], coordinates: Mapping[int, tuple[float, float]]) -> tuple[list[list[int]], bool]:
    """Runs of known nodes of a way, repeated references dropped, and whether any node was missing."""
    pieces: list[list[int]] = [[]]
    missing = False
    for ref in nodes:
        if ref not in coordinates:
            missing = True
            pieces.append([])
        elif not pieces[-1] or pieces[-1][-1] != ref:
            pieces[-1].append(ref)
    return [piece for piece in pieces if len(piece) > 1], missing


def _segments(trace: _Trace, node: IntArray, special: BoolArray) -> tuple[IntArray, IntArray]:
    """First and last position of every segment in the trace."""
    ends = np.asarray(trace.ends, dtype=np.int64)
    at_node = (np.bincount(node, minlength=len(special)) > 1) | special
    at_node[node[ends]] = True
    stops = np.flatnonzero(at_node[node])
    last_of_piece = np.zeros(len(node), dtype=np.bool_)
    last_of_piece[ends[1::2]] = True
    start, end = stops[:-1], stops[1:]
    inside = ~last_of_piece[start]
    start, end = start[inside], end[inside]
    loop = np.flatnonzero(node[start] == node[end])
    middle = (start[loop] + end[loop]) // 2
    start = np.insert(start, loop + 1, middle)
    end = np.insert(end, loop, middle)
    return start, end


def _lengths_m(points: FloatArray, start: IntArray, end: IntArray) -> FloatArray:
    _, _, step_m = Geod(ellps="WGS84").inv(points[:-1, 0], points[:-1, 1], points[1:, 0], points[1:, 1])
    along_m = np.concatenate([[0.0], np.cumsum(step_m)])
    return np.asarray(along_m[end] - along_m[start])


def _both_ways(start: IntArray, end: IntArray) -> tuple[IntArray, IntArray]:
    """`point_start` of all streets, and the positions of their points in the trace."""
    count = np.repeat(end - start + 1, 2)
    point_start = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
    first = np.column_stack([start, end]).ravel()
    step = np.tile(np.array([1, -1]), len(start))
    within = np.arange(point_start[-1]) - np.repeat(point_start[:-1], count)
    return point_start, np.repeat(first, count) + within * np.repeat(step, count)


def _names(way_id: IntArray) -> tuple[str, ...]:
    names: list[str] = []
    seen: Counter[int] = Counter()
    for osm_id in way_id.tolist():
        names += [f"{osm_id}.{seen[osm_id]}+", f"{osm_id}.{seen[osm_id]}-"]
        seen[osm_id] += 1
    return tuple(names)
