"""OpenStreetMap data of a place, a box or a polygon, through OSMnx.

OSMnx asks its geocoder (Nominatim) and its map server (Overpass) with its own settings, pauses and subdivision
of large areas. It is asked in `cache_only_mode`, which leaves the answers as they came: with turn restriction
relations and every tag, both of which its graphs drop. Other servers: `OVERPASS_URL`, `NOMINATIM_URL`.
"""

from __future__ import annotations

import atexit
import json
import os
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from freight.errors import NetworkError
from freight.network.osm_xml import write_osm
from freight.network.polygon_file import read_polygon

if TYPE_CHECKING:
    from requests import Response
    from shapely import MultiPolygon, Polygon

    Boundary = Polygon | MultiPolygon

Answer = TypeVar("Answer")

OVERPASS_URL = "FREIGHT_OVERPASS_URL"
"""Environment variable: base address of another Overpass server, such as ``https://overpass-api.de/api``."""
NOMINATIM_URL = "FREIGHT_NOMINATIM_URL"
"""Environment variable: base address of another Nominatim server."""
ATTEMPTS = 3
PAUSE_S = 55.0
"""Between attempts when a server is busy; the pause OSMnx itself makes."""
REACH_S = 15.0
_BUSY = frozenset({429, 502, 503, 504})
_WANTED: dict[str, bool | str | list[str]] = {
    "highway": True,
    "type": [
        "restriction",
        "restriction:hgv",
        "restriction:goods",
        "restriction:motorcar",
        "restriction:bicycle",
    ],
    "boundary": "low_emission_zone",
    "natural": "water",
}
_OFFLINE = (
    "take an extract instead, for instance from download.geofabrik.de or extract.bbbike.org, and give it with "
    "`--osm FILE`; the scenario `network: drammen` needs no download at all"
)


class _BusyError(Exception):
    """The server asks to come back later."""


class _RefusedError(Exception):
    """The server gave no data; the text says why."""


def fetch_place(place: str) -> Path:
    """Fetch the streets inside the boundary of a place, such as ``Drammen, Norway``.

    Returns
    -------
    Path
        An .osm file for `freight.network.read_osm.read_osm`; it is removed when the program ends.

    Raises
    ------
    NetworkError
        When a server cannot be reached or is busy, or the place is not known or has no boundary.
    """

    def boundary() -> Boundary:
        import osmnx

        found: Boundary = osmnx.geocode_to_gdf(place).geometry.iloc[0]
        return found

    with _osmnx_settings() as folder:
        advice = "write it as `Drammen, Norway`, or use --bbox or --polygon"
        shape = _ask(boundary, "nominatim_url", f"no place {place!r} with a boundary -> {advice}")
        return _fetch(shape, folder, f"place {place!r}")


def fetch_bbox(west: float, south: float, east: float, north: float) -> Path:
    """Fetch the streets of a box in degrees; see `fetch_place`."""
    from shapely import box

    with _osmnx_settings() as folder:
        return _fetch(box(west, south, east, north), folder, f"box {west},{south},{east},{north}")


def fetch_polygon(path: Path) -> Path:
    """Fetch the streets inside the polygons of a GeoJSON file; see `fetch_place`.

    Raises
    ------
    InputError
        When the file holds no valid polygon in degrees.
    """
    shape = read_polygon(path)
    with _osmnx_settings() as folder:
        return _fetch(shape, folder, f"polygon {path}")


def _fetch(shape: Boundary, folder: Path, what: str) -> Path:
    def download() -> None:
        import osmnx

        # how `cache_only_mode` says that all answers have come
        with suppress(InterruptedError):
            osmnx.features_from_polygon(shape, _WANTED)

    _check_reach()
    _ask(download, "overpass_url", f"no streets for the {what} -> choose another area")
    answers = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]
    maps = (answer for answer in answers if isinstance(answer, dict))
    elements = (element for answer in maps for element in answer.get("elements", ()))
    target = folder / "fetched.osm"
    try:
        ways = write_osm(elements, target, "freight through OSMnx and Overpass")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NetworkError(
            f"{_host('overpass_url')}: its answer is not map data ({error!r}) -> {_OFFLINE}"
        ) from error
    if not ways:
        raise NetworkError(f"{_host('overpass_url')}: no streets for the {what} -> choose another area")
    return target


@contextmanager
def _osmnx_settings() -> Iterator[Path]:
    """Set OSMnx up for one fetch into a folder of its own, and leave it as it was."""
    from osmnx import settings

    folder = TemporaryDirectory(prefix="freight-osm-")
    atexit.register(folder.cleanup)
    ours: dict[str, Any] = {
        "cache_folder": folder.name,
        "use_cache": True,
        "cache_only_mode": True,
        "doh_url_template": None,
        "overpass_url": os.environ.get(OVERPASS_URL) or settings.overpass_url,
        "nominatim_url": os.environ.get(NOMINATIM_URL) or settings.nominatim_url,
        # a private server need not have the status page that the pauses are computed from
        "overpass_rate_limit": settings.overpass_rate_limit and not os.environ.get(OVERPASS_URL),
        "requests_kwargs": {**settings.requests_kwargs, "hooks": {"response": _inspect}},
    }
    before = {name: getattr(settings, name) for name in ours}
    resolver = socket.getaddrinfo
    try:
        for name, value in ours.items():
            setattr(settings, name, value)
        yield Path(folder.name)
    finally:
        for name, value in before.items():
            setattr(settings, name, value)
        # OSMnx pins the map server's address for the whole process
        socket.getaddrinfo = resolver


def _inspect(response: Response, *_: object, **__: object) -> None:
    """Stop at an answer that OSMnx would retry for ever, or take for data."""
    if response.url.endswith("/status"):
        return
    if response.status_code in _BUSY:
        raise _BusyError(f"{response.status_code} {response.reason}")
    if response.status_code >= 400:
        raise _RefusedError(f"{response.status_code} {response.reason}")
    try:
        content = response.json()
    except ValueError as error:
        raise _RefusedError(f"a page that is no data: {' '.join(response.text.split())[:80]!r}") from error
    if isinstance(content, Mapping) and "remark" in content:
        raise _RefusedError(f"an incomplete answer: {content['remark']}")


def _ask(question: Callable[[], Answer], server: str, nothing: str) -> Answer:
    """Ask through OSMnx, a few times when the server is busy; errors in people's words."""
    import requests

    busy = ""
    for attempt in range(ATTEMPTS):
        try:
            return question()
        except _BusyError as error:
            busy = str(error)
            if attempt + 1 < ATTEMPTS:
                time.sleep(PAUSE_S)
        except _RefusedError as error:
            raise NetworkError(f"{_host(server)}: answered with {error} -> try later, or {_OFFLINE}") from error
        except requests.exceptions.RequestException as error:
            raise _unreachable(server) from error
        except (TypeError, KeyError, ValueError) as error:
            raise NetworkError(f"{_host(server)}: {nothing}") from error
    raise NetworkError(f"{_host(server)}: is busy ({busy}, asked {ATTEMPTS} times) -> try later, or {_OFFLINE}")


def _check_reach() -> None:
    """Fail at once without internet: OSMnx would first wait a minute for a status page."""
    import requests
    from osmnx import settings

    if settings.overpass_rate_limit:
        try:
            requests.get(f"{settings.overpass_url.rstrip('/')}/status", timeout=REACH_S)
        except requests.exceptions.RequestException as error:
            raise _unreachable("overpass_url") from error


def _unreachable(server: str) -> NetworkError:
    variable = OVERPASS_URL if server == "overpass_url" else NOMINATIM_URL
    return NetworkError(
        f"{_host(server)}: cannot be reached -> check the internet connection (another server: set {variable})"
        f", or {_OFFLINE}"
    )


def _host(server: str) -> str:
    from osmnx import settings

    address = str(getattr(settings, server))
    return urlsplit(address).netloc or address
