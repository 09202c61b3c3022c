"""Kartverket's address API, asked politely: with a time limit, again after a pause, once per address.

https://ws.geonorge.no/adresser/v1/ (open data, no key). Only the address is sent: no name, no goods.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from freight import __version__
from freight.intake.address import Address
from freight.intake.places import House

URL = "https://ws.geonorge.no/adresser/v1/sok"
TIMEOUT_S = (3.0, 8.0)
"""To connect, and between bytes of the answer."""
TRIES = 3
PAUSE_S = 0.5
"""Before the second try; twice as long before each further one."""
LONGEST_PAUSE_S = 10.0
INTERVAL_S = 0.1
MAX_ANSWER_BYTES = 2_000_000
_FAILURES = 2
"""Addresses in a row without an answer after which nothing more is asked."""
_TABLE = "CREATE TABLE IF NOT EXISTS answers (url TEXT, query TEXT, answer TEXT, PRIMARY KEY (url, query))"
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


class GeocoderError(Exception):
    """The geocoder gave no answer that can be used; the text says why."""


@dataclass(slots=True)
class Geocoder:
    """A client of the address API.

    After two addresses in a row without an answer it is taken to be down and not asked again: `down` says why.
    """

    cache: Path | None
    """SQLite file with the answers so far; None: none is kept."""
    url: str = URL
    timeout_s: tuple[float, float] = TIMEOUT_S
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    down: str = ""
    asked: int = 0
    trouble: str = ""
    """What the last failure was; empty when there was none."""
    failed: int = 0
    """Addresses in a row without an answer."""
    _last_s: float = field(default=float("-inf"))

    def find(self, address: Address) -> list[House]:
        """Addresses that the API gives for one, as they come; empty when it knows none.

        Raises
        ------
        GeocoderError
            When it is down, slow, busy or answers with something else.
        """
        query = address.query
        kept = self._kept(query)
        if kept is not None:
            return _houses(kept)
        if self.down:
            raise GeocoderError(self.down)
        try:
            text = self._fetch(query)
            found = _houses(text)
        except GeocoderError as error:
            self.failed += 1
            self.trouble = str(error)
            self.down = str(error) if self.failed >= _FAILURES else ""
            raise
        self.failed = 0
        if found:
            self._keep(query, text)
        return found

    def _fetch(self, query: str) -> str:
        pause_s = PAUSE_S
        for left in reversed(range(TRIES)):
            try:
                return self._once(query)
            except _TryAgainError as error:
                if not left:
                    raise GeocoderError(f"{error} ({TRIES} tries)") from None
                self.sleep(min(max(pause_s, error.after_s), LONGEST_PAUSE_S))
                pause_s *= 2
        raise AssertionError("the last try returns or raises")

    def _once(self, query: str) -> str:
        wait_s = self._last_s + INTERVAL_S - self.clock()
        if wait_s > 0:
            self.sleep(wait_s)
        self._last_s = self.clock()
        self.asked += 1
        parameters: dict[str, str] = {"sok": query, "fuzzy": "true", "treffPerSide": "20", "utkoordsys": "4258"}
        agent = {"User-Agent": f"freight/{__version__}", "Accept": "application/json"}
        try:
            with requests.get(
                self.url, params=parameters, headers=agent, timeout=self.timeout_s, stream=True
            ) as answer:
                if answer.status_code in _AGAIN:
                    raise _TryAgainError(f"it answers with status {answer.status_code}", _retry_after_s(answer))
                if answer.status_code != requests.codes.ok:
                    raise GeocoderError(f"it answers with status {answer.status_code}")
                return _body(answer, self.clock() + sum(self.timeout_s), self.clock)
        except requests.Timeout:
            raise _TryAgainError("it does not answer in time") from None
        except requests.ConnectionError:
            raise _TryAgainError("it can not be reached") from None
        except requests.RequestException as error:
            raise GeocoderError(f"it can not be asked: {error.__class__.__name__}") from None

    def _kept(self, query: str) -> str | None:
        if self.cache is None or not self.cache.exists():
            return None
        try:
            with closing(sqlite3.connect(self.cache)) as connection:
                row = connection.execute(
                    "SELECT answer FROM answers WHERE url = ? AND query = ?", (self.url, query)
                ).fetchone()
            return str(row[0]) if row else None
        except sqlite3.Error:
            return None

    def _keep(self, query: str, text: str) -> None:
        """Keep an answer; a cache that can not be written is no reason to stop."""
        if self.cache is None:
            return
        try:
            self.cache.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.cache)) as connection, connection:
                connection.execute(_TABLE)
                connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", (self.url, query, text))
        except (sqlite3.Error, OSError):
            self.cache = None


class _TryAgainError(Exception):
    """Something that may pass."""

    def __init__(self, text: str, after_s: float = 0.0) -> None:
        super().__init__(text)
        self.after_s = after_s


def _retry_after_s(answer: requests.Response) -> float:
    stated = answer.headers.get("Retry-After", "")
    return float(stated) if stated.isdigit() else 0.0


def _body(answer: requests.Response, until_s: float, clock: Callable[[], float]) -> str:
    """The answer as text; one that trickles in or never ends is given up."""
    data = bytearray()
    for part in answer.iter_content(65_536):
        data += part
        if len(data) > MAX_ANSWER_BYTES:
            raise GeocoderError("its answer is larger than any list of addresses")
        if clock() > until_s:
            raise _TryAgainError("it does not answer in time")
    return data.decode("utf-8", errors="replace")


def _houses(text: str) -> list[House]:
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        page = text.lstrip()[:1] == "<"
        raise GeocoderError("it answers with a web page" if page else "its answer is not JSON") from None
    found = answer.get("adresser") if isinstance(answer, dict) else None
    if not isinstance(found, list):
        raise GeocoderError("its answer holds no list of addresses")
    houses = [_house(one) for one in found]
    if found and not any(houses):
        raise GeocoderError("its answer holds addresses without a position")
    return [house for house in houses if house is not None]


def _house(one: dict[str, Any]) -> House | None:
    """One address of the answer; None where what is needed is missing or of another kind."""
    try:
        point = one["representasjonspunkt"]
        lat, lon = float(point["lat"]), float(point["lon"])
        street, number = str(one["adressenavn"]), int(one["nummer"])
        texts = [str(one.get(name) or "") for name in ("bokstav", "postnummer", "poststed")]
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None
    return House(street, number, texts[0], texts[1], texts[2].title(), round(lat, 6), round(lon, 6))
