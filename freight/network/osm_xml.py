"""Elements as Overpass gives them, written as an OpenStreetMap file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from freight.files import write_atomically

_ORDER = {"node": 0, "way": 1, "relation": 2}
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_osm(elements: Iterable[Mapping[str, Any]], path: Path, generator: str) -> int:
    """Write nodes, ways and relations as OSM XML, each once, ordered by kind and id.

    Parameters
    ----------
    elements
        Overpass JSON: `type`, `id`, `tags`, and `lat`/`lon`, `nodes` or `members`.

    Returns
    -------
    int
        Ways written.

    Raises
    ------
    KeyError, TypeError
        When an element lacks what its kind must have.
    """
    found = {(_ORDER[e["type"]], int(e["id"])): e for e in elements if e.get("type") in _ORDER}
    lines = ["<?xml version='1.0' encoding='UTF-8'?>", f"<osm version='0.6' generator={quoteattr(generator)}>"]
    for (_, osm_id), element in sorted(found.items(), key=lambda item: item[0]):
        lines += _element(osm_id, element)
    write_atomically(path, "\n".join([*lines, "</osm>", ""]))
    return sum(kind == _ORDER["way"] for kind, _ in found)


def _element(osm_id: int, element: Mapping[str, Any]) -> Iterator[str]:
    kind = element["type"]
    place = f" lat='{float(element['lat'])}' lon='{float(element['lon'])}'" if kind == "node" else ""
    yield f"<{kind} id='{osm_id}'{place}>"
    yield from (f"<nd ref='{int(ref)}'/>" for ref in element.get("nodes", ()))
    for member in element.get("members", ()):
        role = _quoted(member.get("role", ""))
        yield f"<member type={_quoted(member['type'])} ref='{int(member['ref'])}' role={role}/>"
    for key, value in element.get("tags", {}).items():
        yield f"<tag k={_quoted(key)} v={_quoted(value)}/>"
    yield f"</{kind}>"


def _quoted(text: object) -> str:
    return quoteattr(_NOT_XML.sub(" ", str(text)))
