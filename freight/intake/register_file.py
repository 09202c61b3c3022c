"""An address file of Kartverket (Matrikkelen, CSV) as a register: indexed once, then opened in a blink."""

from __future__ import annotations

import csv
import io
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from freight.errors import InputError
from freight.files import replacing
from freight.intake.decode import decode
from freight.intake.places import House, Register, fill, open_file
from freight.intake.words import squeeze

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "street": ("adressenavn", "gatenavn", "street"),
    "number": ("nummer", "husnummer", "number"),
    "letter": ("bokstav", "letter"),
    "postcode": ("postnummer", "postnr", "postcode"),
    "town": ("poststed", "postnummeromrade", "town"),
    "north": ("nord", "lat", "latitude", "y"),
    "east": ("ost", "lon", "longitude", "x"),
    "epsg": ("epsgkode", "epsg", "koordinatsystem"),
}
_NEEDED = ("street", "number", "north", "east")
_DEGREES = frozenset({4326, 4258})
MAX_BYTES = 2_000_000_000


def cache_directory() -> Path:
    """Folder of what can be made or fetched again: ``XDG_CACHE_HOME``, or what the system has for it."""
    if stated := os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA"):
        return Path(stated) / "freight"
    home = Path.home()
    return (home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache") / "freight"


def open_register(path: Path, cache: Path, say: Callable[[str], None]) -> Register:
    """The register of an address file; its index is made when the file is new or has changed.

    Raises
    ------
    InputError
        When the file can not be read, or has no columns or rows of addresses.
    """
    try:
        state = path.stat()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError.one(str(path), "", None, f"cannot be read: {reason}", "check --register") from error
    if not path.is_file() or state.st_size > MAX_BYTES:
        raise InputError.one(
            str(path), "", None, "is no file of at most 2 GB", "name an address CSV of Kartverket"
        )
    key = squeeze(str(path.resolve()))[-80:]
    index = cache / f"register-{key}-{state.st_size}-{state.st_mtime_ns}.sqlite"
    if not index.exists():
        say(f"Indexing {path.name}, once")
        with replacing(index) as temporary:
            temporary.unlink()
            connection = sqlite3.connect(temporary)
            try:
                if not fill(connection, _houses(path)):
                    raise InputError.one(str(path), "", None, "holds no addresses", "is it the right file?")
            finally:
                connection.close()
    return open_file(index, path.name)


def _houses(path: Path) -> Iterator[House]:
    text, _ = decode(path.read_bytes())
    first = text.partition("\n")[0]
    delimiter = max(";,\t|", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    places = _places(path, next(rows, []))
    faulty = 0
    for cells in rows:
        house = _house(cells, places)
        if house is not None:
            yield house
        elif any(cells):
            faulty += 1
    if faulty > 1000:
        message = f"has {faulty} rows without a position or a number that can be read"
        raise InputError.one(str(path), "", None, message, "is it an address file of Kartverket?")


def _places(path: Path, header: list[str]) -> dict[str, int]:
    names = [squeeze(name) for name in header]
    found = {
        field: names.index(known)
        for field, options in _COLUMNS.items()
        for known in reversed(options)
        if known in names
    }
    missing = [field for field in _NEEDED if field not in found]
    if missing:
        message = f"has no column for {', '.join(missing)}"
        advice = (
            "the columns of Kartverket's CSV are adressenavn, nummer, bokstav, postnummer, poststed, Nord, Øst"
        )
        raise InputError.one(str(path), "row 1", ", ".join(header)[:60], message, advice)
    return found


def _house(cells: list[str], places: Mapping[str, int]) -> House | None:
    def text(field: str) -> str:
        place = places.get(field)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    try:
        north, east = (float(text(field).replace(",", ".")) for field in ("north", "east"))
        epsg = int(text("epsg") or (4326 if abs(north) <= 90 else 25833))
        lat, lon = (north, east) if epsg in _DEGREES else _degrees(epsg, north, east)
        number = int(text("number"))
    except ValueError:
        return None
    if not text("street") or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None
    postcode = text("postcode").zfill(4) if text("postcode") else ""
    return House(text("street"), number, text("letter"), postcode, text("town"), round(lat, 6), round(lon, 6))


def _degrees(epsg: int, north: float, east: float) -> tuple[float, float]:
    from freight.intake.projection import to_degrees

    return to_degrees(epsg, north, east)
