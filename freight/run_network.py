"""`freight network build` and `freight network info`, as `freight.run` is `freight plan`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from freight.errors import InputError
from freight.files import why_unwritable
from freight.network.fetch import fetch_bbox, fetch_place, fetch_polygon
from freight.network.info import NetworkInfo, describe
from freight.network.osm_tags import OSM_SUFFIXES
from freight.network.read_osm import read_osm
from freight.network.store import open_network, save


def build_network(
    out: Path,
    *,
    place: str | None,
    bbox: str | None,
    polygon: Path | None,
    osm: Path | None,
    say: Callable[[str], None],
) -> NetworkInfo:
    """Read or fetch OpenStreetMap data and save it as one network file.

    Raises
    ------
    InputError
        When not exactly one source is given, the box can not be read, or nothing can be saved under `out`.
    NetworkError
        When the data can not be fetched or read.
    """
    given = [name for name, value in _sources(place, bbox, polygon, osm) if value is not None]
    if len(given) != 1:
        found = ", ".join(given) or "none"
        raise InputError.one("command line", "", found, "give exactly one of --place, --bbox, --polygon, --osm")
    _refuse_target(out)
    if osm is not None:
        say(f"Reading {osm}")
        streets = read_osm(osm)
    else:
        say("Asking OpenStreetMap through OSMnx")
        streets = read_osm(_fetch(place, bbox, polygon))
    say(f"Saving {out}")
    save(streets, out)
    return describe(streets)


def _refuse_target(out: Path) -> None:
    """A saved network under the name of an OSM file would overwrite the source, and be read as one later."""
    advice = "name a file such as town.streets"
    if out.name.lower().endswith(OSM_SUFFIXES):
        message = "has the name of an OpenStreetMap file, which a saved network is not"
        raise InputError.one("command line", "--out", out, message, advice)
    if out.is_dir():
        raise InputError.one("command line", "--out", out, "is a folder, not a file", advice)
    if why := why_unwritable(out.parent):
        raise InputError.one("command line", "--out", out, f"can not be written: {why}", advice)


def network_facts(file: Path) -> NetworkInfo:
    """Describe a saved network, an OSM file, or the embedded one by its name."""
    return describe(open_network(str(file), Path.cwd()))


def _sources(*values: object) -> list[tuple[str, object]]:
    return list(zip(("--place", "--bbox", "--polygon", "--osm"), values, strict=True))


def _fetch(place: str | None, bbox: str | None, polygon: Path | None) -> Path:
    if place is not None:
        return fetch_place(place)
    if polygon is not None:
        return fetch_polygon(polygon)
    return fetch_bbox(*parse_bbox(bbox or ""))


def parse_bbox(text: str) -> tuple[float, float, float, float]:
    """West, south, east, north in degrees of ``10.13,59.70,10.27,59.76``.

    Raises
    ------
    InputError
        When these are not four numbers in that order on the globe.
    """
    advice = "write W,S,E,N in degrees: 10.13,59.70,10.27,59.76"
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as error:
        raise InputError.one("command line", "--bbox", text, "not four numbers", advice) from error
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise InputError.one("command line", "--bbox", text, "west < east and south < north must hold", advice)
    return west, south, east, north
