"""Houses and named places with their positions: registers to look addresses up in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from freight.intake.address import street_key

_SCHEMA = """
CREATE TABLE house (
    key TEXT, street TEXT, number INTEGER, letter TEXT, postcode TEXT, town TEXT, lat REAL, lon REAL
);
CREATE INDEX house_key ON house (key, number);
CREATE TABLE street (key TEXT PRIMARY KEY, name TEXT);
"""
_ALIKE = 70.0
_MOST_STREETS = 6


@dataclass(frozen=True, slots=True)
class House:
    """One address of a register; without a number a place by its name."""

    street: str
    number: int | None
    letter: str
    postcode: str
    town: str
    lat: float
    lon: float

    def __str__(self) -> str:
        house = "" if self.number is None else f" {self.number}{self.letter}"
        postal = " ".join(part for part in (self.postcode, self.town) if part)
        return f"{self.street}{house}" + (f", {postal}" if postal else "")


class Register:
    """Houses by street in SQLite, in memory or in a file made once."""

    def __init__(self, connection: sqlite3.Connection, name: str, *, drawn: bool = False) -> None:
        self.name = name
        self.drawn = drawn
        """Whether this is the embedded drawing, whose positions are those of no map."""
        self._connection = connection
        self._streets = dict(connection.execute("SELECT key, name FROM street"))
        self._alike = lru_cache(maxsize=4096)(self._search)

    def near(self, key: str, number: int | None) -> list[House]:
        """Houses with a number, in all streets whose name is like the key."""
        found: list[House] = []
        for alike in self._alike(key):
            rows = self._connection.execute(
                "SELECT street, number, letter, postcode, town, lat, lon FROM house "
                "WHERE key = ? AND number IS ? ORDER BY postcode, letter",
                (alike, number),
            )
            found.extend(House(*row) for row in rows)
        return found

    def neighbours(self, key: str, number: int) -> str:
        """What a street has instead of a number, for the advice; empty when the street is not known."""
        alike = [name for name in self._alike(key) if fuzz.ratio(key, name) >= 90]
        if not alike:
            return ""
        lowest, highest = self._connection.execute(
            "SELECT min(number), max(number) FROM house WHERE key = ? AND number IS NOT NULL", (alike[0],)
        ).fetchone()
        if highest is None:
            return ""
        name = self._streets[alike[0]]
        return f"{name} has the numbers {lowest} to {highest}" + (
            f", but no {number}" if number < highest else ""
        )

    def _search(self, key: str) -> tuple[str, ...]:
        best = process.extract(
            key, self._streets.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_MOST_STREETS
        )
        inside = [name for name in self._streets if len(key) > 5 and key in name and name != key]
        return tuple(dict.fromkeys([name for name, _, _ in best] + sorted(inside)[:_MOST_STREETS]))


def fill(connection: sqlite3.Connection, houses: Iterable[House]) -> int:
    """Make the tables of a register and enter its houses; gives their number."""
    connection.executescript(_SCHEMA)
    count = 0
    for house in houses:
        key = street_key(house.street)
        values = (house.street, house.number, house.letter, house.postcode, house.town, house.lat, house.lon)
        connection.execute("INSERT INTO house VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (key, *values))
        connection.execute("INSERT OR IGNORE INTO street VALUES (?, ?)", (key, house.street))
        count += 1
    connection.commit()
    return count


def open_file(path: Path, name: str) -> Register:
    """A register that was filled before."""
    return Register(sqlite3.connect(path), name)
