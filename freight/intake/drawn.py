"""The register of the embedded drawing of Drammen: its streets with house numbers, and its named places.

The drawing numbers the houses of a street by its length: a pair each 14 m, even to the right, 12 m off the
middle of the street. The embedded receivers stand at such houses. It is a drawing and no map: use it with the
network `drammen`.
"""

from __future__ import annotations

import csv
import math
import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path

import numpy as np

from freight.domain.scenario import EMBEDDED
from freight.intake.places import House, Register, fill
from freight.intake.words import fold
from freight.network.store import open_network
from freight.network.streets import Streets

TOWN = "Drammen"
NAME = "embedded drawing of Drammen"
_PAIR_M, _OFF_M = 14.0, 12.0
_M_PER_DEGREE = 111_320.0
_NO_HOUSES = frozenset({"motorway", "motorway_link", "cycleway"})
_NAMED_KINDS = frozenset({"square", "stop", "station", "landmark", "terminal", "hub"})


@cache
def districts() -> frozenset[str]:
    """Parts of the town that people write for its name, folded: Bragernes, Strømsø, ..."""
    return frozenset(fold(row["bank"]) for row in _gazetteer()) - {""}


@cache
def drawn_register() -> Register:
    """Every house of the drawing, in memory."""
    connection = sqlite3.connect(":memory:")
    fill(connection, (*houses(open_network(EMBEDDED, Path.cwd())), *_named_places()))
    return Register(connection, NAME, drawn=True)


def houses(streets: Streets) -> Iterator[House]:
    """Houses along the named streets of the drawing, each number once."""
    walked: dict[str, float] = {}
    taken: set[tuple[str, int]] = set()
    for street in range(0, streets.count, 2):
        tags = streets.tags[int(streets.tag_set[street])]
        name = tags.get("name", "")
        if not name or tags.get("highway") in _NO_HOUSES or tags.keys() & {"bridge", "tunnel"}:
            continue
        before = walked.get(name, 0.0)
        line = streets.line(street)
        for (west, south), (east, north) in pairwise(line.tolist()):
            metres = np.array([north - south, (east - west) * math.cos(math.radians(south))]) * _M_PER_DEGREE
            length = float(np.hypot(*metres))
            for house in _along(name, (south, west), metres, length, before):
                if (name, house.number or 0) not in taken:
                    taken.add((name, house.number or 0))
                    yield house
            before += length
        walked[name] = before


def _along(
    name: str, start: tuple[float, float], metres: np.ndarray, length: float, before: float
) -> Iterator[House]:
    """Houses of a straight piece: `metres` north and east, `before` metres of the street behind it."""
    first, last = math.ceil(before / _PAIR_M - 0.5), math.floor((before + length) / _PAIR_M - 0.5)
    for pair in range(max(first, 0), last + 1):
        share = ((pair + 0.5) * _PAIR_M - before) / length
        for side, number in ((1, 2 * pair + 2), (-1, 2 * pair + 1)):
            north = share * metres[0] - side * _OFF_M * metres[1] / length
            east = share * metres[1] + side * _OFF_M * metres[0] / length
            lat = start[0] + north / _M_PER_DEGREE
            lon = start[1] + east / (_M_PER_DEGREE * math.cos(math.radians(start[0])))
            yield House(name, number, "", "", TOWN, round(float(lat), 6), round(float(lon), 6))


def _named_places() -> Iterator[House]:
    for row in _gazetteer():
        if row["kind"] in _NAMED_KINDS:
            yield House(row["name"], None, "", "", TOWN, float(row["lat"]), float(row["lon"]))


def _gazetteer() -> Iterator[dict[str, str]]:
    source = resources.files("freight").joinpath("data", "drammen", "gazetteer.csv")
    yield from csv.DictReader(source.read_text(encoding="utf-8").splitlines())
