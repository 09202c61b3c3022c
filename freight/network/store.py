"""Street networks on disk: one file, written whole or not at all, loaded in a blink.

The file is an uncompressed NumPy archive without pickles: the arrays of `Streets`, and one JSON text.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from freight.domain.scenario import EMBEDDED
from freight.domain.travel import FloatArray, IntArray
from freight.errors import NetworkError
from freight.files import replacing
from freight.network.osm_tags import OSM_SUFFIXES
from freight.network.streets import Area, Streets, TurnRestriction

FORMAT = "freight streets"
VERSION = 1

_ARRAYS = (
    *("node_osm_id", "from_node", "to_node", "way_id", "tag_set", "point_start"),
    *("node_lat", "node_lon", "length_m", "points", "forward"),
)
_HEIGHTS = "node_ele_m"
"""In files of networks with heights."""


def save(streets: Streets, path: Path) -> None:
    """Write `streets` to `path`; the same streets give the same bytes."""
    arrays = {name: getattr(streets, name) for name in _ARRAYS}
    if len(streets.node_ele_m):
        arrays[_HEIGHTS] = streets.node_ele_m
    text = json.dumps(_rest(streets), ensure_ascii=False, separators=(",", ":"))
    with replacing(path) as temporary, temporary.open("wb") as file:
        np.savez(file, allow_pickle=False, rest=np.frombuffer(text.encode(), dtype=np.uint8), **arrays)


def load(path: Path) -> Streets:
    """Read a network written by `save`.

    Raises
    ------
    NetworkError
        When the file is missing, cut short, of another kind, or of a later version of this program.
    """
    if not path.is_file():
        raise NetworkError(f"{path}: no such file -> make it with `freight network build --out {path}`")
    try:
        with np.load(path, allow_pickle=False) as archive:
            rest = json.loads(archive["rest"].tobytes().decode())
            _check_version(path, rest)
            return _streets(archive, rest)
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        EOFError,
        zipfile.BadZipFile,
        NotImplementedError,
    ) as error:
        raise NetworkError(
            f"{path}: not a whole saved street network ({error.__class__.__name__}) -> make it again with "
            "`freight network build`"
        ) from error


def open_network(reference: str, base: Path) -> Streets:
    """Open the network a scenario names.

    Parameters
    ----------
    reference
        ``drammen`` for the embedded network, or the path of a saved network or of an OpenStreetMap file.
    base
        Folder that relative paths start from.

    Raises
    ------
    NetworkError
        When there is no such file or it cannot be read.
    """
    if reference == EMBEDDED:
        embedded = resources.files("freight") / "data" / EMBEDDED / "drammen_sentrum.osm"
        with resources.as_file(embedded) as path:
            return _read_osm(path)
    path = base / reference
    if not path.is_file():
        raise NetworkError(
            f"{path}: no such street network -> write `{EMBEDDED}` for the embedded one, or the name of an "
            ".osm or .osm.pbf file or of a network made with `freight network build`"
        )
    return _read_osm(path) if path.name.lower().endswith(OSM_SUFFIXES) else load(path)


def _read_osm(path: Path) -> Streets:
    from freight.network.read_osm import read_osm

    return read_osm(path)


def _rest(streets: Streets) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "source": streets.source,
        "attribution": streets.attribution,
        "street_id": streets.street_id,
        "tags": [dict(tags) for tags in streets.tags],
        "node_tags": [[node, dict(tags)] for node, tags in sorted(streets.node_tags.items())],
        "restrictions": [_restriction_row(restriction) for restriction in streets.restrictions],
        "areas": [[area.kind, area.name, area.polygons, dict(area.tags)] for area in streets.areas],
        "ignored": dict(streets.ignored),
    }


def _check_version(path: Path, rest: object) -> None:
    if not isinstance(rest, dict) or rest.get("format") != FORMAT:
        raise ValueError("another kind of archive")
    if rest.get("version") != VERSION:
        raise NetworkError(
            f"{path}: saved in version {rest.get('version')} of the format, this program reads "
            f"version {VERSION} -> make it again with `freight network build`"
        )


def _streets(archive: Mapping[str, Any], rest: dict[str, Any]) -> Streets:
    def whole(name: str) -> IntArray:
        return np.asarray(archive[name], dtype=np.int64)

    def real(name: str) -> FloatArray:
        return np.asarray(archive[name], dtype=np.float64)

    streets = Streets(
        source=rest["source"],
        attribution=rest["attribution"],
        node_osm_id=whole("node_osm_id"),
        node_lat=real("node_lat"),
        node_lon=real("node_lon"),
        node_tags=dict(rest["node_tags"]),
        street_id=tuple(rest["street_id"]),
        from_node=whole("from_node"),
        to_node=whole("to_node"),
        way_id=whole("way_id"),
        forward=np.asarray(archive["forward"], dtype=np.bool_),
        length_m=real("length_m"),
        tag_set=whole("tag_set"),
        tags=tuple(rest["tags"]),
        point_start=whole("point_start"),
        points=real("points"),
        restrictions=tuple(_restriction(row) for row in rest["restrictions"]),
        areas=tuple(_area(row) for row in rest["areas"]),
        ignored=rest["ignored"],
        node_ele_m=real(_HEIGHTS) if _HEIGHTS in archive else np.empty(0),
    )
    _check_shapes(streets)
    return streets


def _check_shapes(streets: Streets) -> None:
    ends = (
        streets.from_node,
        streets.to_node,
        streets.tag_set,
        streets.way_id,
        streets.forward,
        streets.length_m,
    )
    whole = all(array.shape == (streets.count,) for array in ends)
    nodes = len(streets.node_osm_id)
    whole = whole and len(streets.node_ele_m) in {0, nodes}
    if not whole or streets.point_start.shape != (streets.count + 1,):
        raise ValueError("arrays of different lengths")


def _restriction_row(turn: TurnRestriction) -> list[Any]:
    return [turn.streets, turn.mandatory, sorted(turn.exempt), turn.only_for, turn.condition, turn.osm_id]


def _restriction(row: list[Any]) -> TurnRestriction:
    streets, mandatory, exempt, only_for, condition, osm_id = row
    return TurnRestriction(tuple(streets), mandatory, frozenset(exempt), only_for, condition, osm_id)


def _area(row: list[Any]) -> Area:
    kind, name, polygons, tags = row
    shapes = tuple(tuple(tuple((lon, lat) for lon, lat in ring) for ring in rings) for rings in polygons)
    return Area(kind, name, shapes, tags)
