"""Fetching through OSMnx, against stand-ins of Overpass and Nominatim on the loopback."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import osmnx
import pytest

from freight.errors import InputError, NetworkError
from freight.network import fetch
from freight.network.osm_xml import write_osm
from freight.network.read_osm import read_osm
from tests.ascii_map import ascii_map

TOWN = ascii_map(
    "A--B--C\n   |\n   D",
    ways={
        "ABC": {"highway": "primary", "name": "Ole & <Kari>s «gate»"},
        "BD": {"hgv:conditional": "no @ (Sa)"},
    },
    nodes={"D": {"barrier": "bollard"}},
    restrictions=[{"from": "ABC", "via": "B", "to": "BD", "restriction": "no_right_turn", "except": "bicycle"}],
)
BOUNDARY = {
    "type": "Polygon",
    "coordinates": [[[10.1, 59.7], [10.3, 59.7], [10.3, 59.8], [10.1, 59.8], [10.1, 59.7]]],
}
PLACE = {
    "osm_type": "relation",
    "osm_id": 1,
    "lat": "59.74",
    "lon": "10.2",
    "importance": 0.5,
    "boundingbox": ["59.7", "59.8", "10.1", "10.3"],
    "geojson": BOUNDARY,
}


def overpass_elements(xml: str) -> list[dict[str, Any]]:
    """The elements of an OSM file as Overpass writes them."""
    found = []
    for element in ET.fromstring(xml):
        entry: dict[str, Any] = {"type": element.tag, "id": int(element.attrib["id"])}
        entry |= {key: float(element.attrib[key]) for key in ("lat", "lon") if key in element.attrib}
        entry["nodes"] = [int(nd.attrib["ref"]) for nd in element.iter("nd")]
        entry["members"] = [
            dict(member.attrib, ref=int(member.attrib["ref"])) for member in element.iter("member")
        ]
        entry["tags"] = {tag.attrib["k"]: tag.attrib["v"] for tag in element.iter("tag")}
        found.append({key: value for key, value in entry.items() if value != []})
    return found


def answer(elements: list[dict[str, Any]]) -> bytes:
    return json.dumps({"version": 0.6, "generator": "stand-in", "elements": elements}).encode()


@dataclass
class StandIn:
    """What the servers answer, and what they were asked."""

    overpass: list[tuple[int, bytes]] = field(
        default_factory=lambda: [(200, answer(overpass_elements(TOWN.xml)))]
    )
    nominatim: tuple[int, bytes] = (200, json.dumps([PLACE]).encode())
    queries: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    url: str = ""

    def next_overpass(self) -> tuple[int, bytes]:
        return self.overpass.pop(0) if len(self.overpass) > 1 else self.overpass[0]


def handler(stand_in: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/nominatim/search"):
                stand_in.places += parse_qs(urlsplit(self.path).query)["q"]
                self.give(*stand_in.nominatim)
            else:
                self.give(404, b"no such page")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            stand_in.queries += parse_qs(body)["data"]
            self.give(*stand_in.next_overpass())

        def give(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            return

    return Handler


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    return slept


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch, pauses: list[float]) -> Iterator[StandIn]:
    found = StandIn()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(found))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    found.url = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setenv(fetch.OVERPASS_URL, f"{found.url}/api")
    monkeypatch.setenv(fetch.NOMINATIM_URL, f"{found.url}/nominatim")
    yield found
    server.shutdown()
    server.server_close()


def some_box() -> Path:
    return fetch.fetch_bbox(10.1, 59.7, 10.3, 59.8)


def test_what_is_fetched_is_the_map_with_its_turn_restrictions(stand_in: StandIn) -> None:
    streets = read_osm(some_box())
    assert streets.street_id == TOWN.streets.street_id
    assert streets.tags == TOWN.streets.tags
    assert streets.node_tags == TOWN.streets.node_tags
    assert streets.restrictions == TOWN.streets.restrictions
    assert len(streets.restrictions) == 1
    (query,) = stand_in.queries
    assert "relation['type'='restriction'](poly:" in query
    assert "way['highway'](poly:" in query


def test_a_place_is_looked_up_first(stand_in: StandIn) -> None:
    assert read_osm(fetch.fetch_place("Drammen, Norway")).count == 6
    assert stand_in.places == ["Drammen, Norway"]
    assert "59.700000 10.100000" in stand_in.queries[0]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda shape: shape,
        lambda shape: {"type": "Feature", "properties": {}, "geometry": shape},
        lambda shape: {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": shape}]},
    ],
)
def test_a_polygon_file(stand_in: StandIn, tmp_path: Path, wrap: Callable[[Any], Any]) -> None:
    path = tmp_path / "area.geojson"
    path.write_text(json.dumps(wrap(BOUNDARY)), encoding="utf-8")
    assert read_osm(fetch.fetch_polygon(path)).count == 6
    assert "59.700000 10.100000" in stand_in.queries[0]


def test_a_large_area_is_asked_in_parts_and_joined(stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(osmnx.settings, "max_query_area_size", 40_000_000)
    assert read_osm(some_box()).street_id == TOWN.streets.street_id
    assert len(stand_in.queries) > 1


def test_a_busy_server_is_asked_again(stand_in: StandIn, pauses: list[float]) -> None:
    stand_in.overpass = [(429, b""), (504, b""), *stand_in.overpass]
    assert read_osm(some_box()).count == 6
    assert pauses.count(fetch.PAUSE_S) == 2


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_server_that_stays_busy_is_named(stand_in: StandIn, pauses: list[float], status: int) -> None:
    stand_in.overpass = [(status, b"")]
    with pytest.raises(
        NetworkError, match=rf"127\.0\.0\.1:\d+: is busy \({status} .*, asked 3 times\) -> try later"
    ):
        some_box()
    assert len(stand_in.queries) == fetch.ATTEMPTS
    assert pauses.count(fetch.PAUSE_S) == fetch.ATTEMPTS - 1


@pytest.mark.parametrize(
    ("status", "content", "says"),
    [
        (
            200,
            b"<html><body>Log in to the guest network</body></html>",
            "a page that is no data: '<html><body>Log in",
        ),
        (400, b"<html>parse error</html>", "answered with 400 Bad Request"),
        (403, b"", "answered with 403 Forbidden"),
        (
            200,
            b'{"elements": [], "remark": "runtime error: Query timed out"}',
            "incomplete answer: runtime error",
        ),
        (200, b'{"elements": []}', "no streets for the box 10.1,59.7,10.3,59.8"),
        (200, b"{}", "no streets for the box"),
        (200, b"[]", "no streets for the box"),
        (200, b'{"elements": [{"type": "node", "id": 1}]}', "its answer is not map data"),
        (200, b'{"elements": [7]}', "its answer is not map data"),
        (200, b'{"elements": 7}', "its answer is not map data"),
    ],
)
def test_an_answer_without_streets(stand_in: StandIn, status: int, content: bytes, says: str) -> None:
    stand_in.overpass = [(status, content)]
    with pytest.raises(NetworkError) as caught:
        some_box()
    assert says in str(caught.value)
    assert str(caught.value).startswith("127.0.0.1:")
    assert " -> " in str(caught.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ([], "no place 'Nowhere' with a boundary -> write it as"),
        (
            [{**PLACE, "geojson": {"type": "Point", "coordinates": [10.2, 59.7]}}],
            "no place 'Nowhere' with a boundary",
        ),
        ([{"display_name": "half"}], "no place 'Nowhere' with a boundary"),
        ({"error": "Unable to geocode"}, "no place 'Nowhere' with a boundary"),
    ],
)
def test_a_place_that_is_not_known(stand_in: StandIn, content: Any, says: str) -> None:
    stand_in.nominatim = (200, json.dumps(content).encode())
    with pytest.raises(NetworkError) as caught:
        fetch.fetch_place("Nowhere")
    assert says in str(caught.value)
    assert stand_in.queries == []


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.usefixtures("pauses")
def test_no_connection_names_the_host_and_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    port = closed_port()
    monkeypatch.setenv(fetch.OVERPASS_URL, f"http://127.0.0.1:{port}/api")
    monkeypatch.setenv(fetch.NOMINATIM_URL, f"http://127.0.0.1:{port}/nominatim")
    for ask in (some_box, lambda: fetch.fetch_place("Drammen, Norway")):
        with pytest.raises(NetworkError) as caught:
            ask()
        assert str(caught.value).startswith(
            f"127.0.0.1:{port}: cannot be reached -> check the internet connection"
        )
        assert "--osm FILE" in str(caught.value)


def test_the_public_server_is_tried_before_osmnx_waits_for_it(
    monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    monkeypatch.delenv(fetch.OVERPASS_URL, raising=False)
    monkeypatch.setattr(osmnx.settings, "overpass_url", f"http://127.0.0.1:{closed_port()}/api")
    with pytest.raises(NetworkError, match="cannot be reached"):
        some_box()
    assert pauses == []


def test_osmnx_is_left_as_it_was(stand_in: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = {name: value for name, value in vars(osmnx.settings).items() if not name.startswith("_")}
    resolver = socket.getaddrinfo
    some_box()
    stand_in.overpass = [(400, b"")]
    with pytest.raises(NetworkError):
        some_box()
    assert {name: vars(osmnx.settings)[name] for name in before} == before
    assert socket.getaddrinfo is resolver
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "is not GeoJSON"),
        ("[1, 2]", "is not GeoJSON"),
        ('{"type": "FeatureCollection"}', "is not GeoJSON"),
        ('{"type": "FeatureCollection", "features": []}', "holds no whole polygon"),
        ('{"type": "Point", "coordinates": [10, 59]}', "holds no whole polygon"),
        ('{"type": "Polygon", "coordinates": []}', "holds no whole polygon"),
        (
            '{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}',
            "holds no whole polygon",
        ),
        (
            '{"type": "Polygon", "coordinates": [[[0, 0], [9e5, 0], [9e5, 9e5], [0, 0]]]}',
            "holds no whole polygon",
        ),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}', "polygon"),
        ('{"type": "Blob", "coordinates": [[[0, 0], [1, 1]]]}', "polygon"),
        ('{"type": "Polygon", "coordinates": "here"}', "is not GeoJSON"),
    ],
)
def test_a_polygon_file_that_is_none(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "area.geojson"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        fetch.fetch_polygon(path)
    assert says in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_polygon_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        fetch.fetch_polygon(tmp_path / "nowhere.geojson")


def test_elements_are_written_once_and_in_order(tmp_path: Path) -> None:
    elements: list[dict[str, Any]] = [
        {"type": "way", "id": 7, "nodes": [2, 1], "tags": {"highway": "path", "note": 'bell \x07 & <quote> "'}},
        {"type": "node", "id": 2, "lat": 59.7, "lon": 10.2},
        {"type": "count", "id": 0},
        {"type": "node", "id": 1, "lat": 59.8, "lon": 10.2},
        {"type": "node", "id": 2, "lat": 59.7, "lon": 10.2},
    ]
    path = tmp_path / "a.osm"
    assert write_osm(elements, path, "test") == 1
    root = ET.parse(path).getroot()
    assert [(element.tag, element.attrib["id"]) for element in root] == [
        ("node", "1"),
        ("node", "2"),
        ("way", "7"),
    ]
    assert root.find("way/tag[@k='note']").attrib["v"] == 'bell   & <quote> "'  # type: ignore[union-attr]  # the tag is there
    assert read_osm(path).count == 2
