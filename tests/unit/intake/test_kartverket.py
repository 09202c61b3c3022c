"""The client of the address API against a stand-in on loopback: well, slow, busy, broken, gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from freight.intake.address import Address
from freight.intake.kartverket import INTERVAL_S, TRIES, Geocoder, GeocoderError
from tests.stand_in_geocoder import StandIn, stand_in

PARK = Address("Parkveien", 3, "", "3015", "Drammen")
OTHER = Address("Parkveien", 4, "", "3015", "Drammen")


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.slept_s: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept_s.append(seconds)
        self.now_s += seconds

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def server() -> Iterator[StandIn]:
    with stand_in() as state:
        yield state


def client(server: StandIn, cache: Path | None = None, timeout_s: float = 5.0) -> tuple[Geocoder, Clock]:
    clock = Clock()
    return Geocoder(cache, server.url, (timeout_s, timeout_s), clock.sleep, clock), clock


def test_an_address_is_found(server: StandIn) -> None:
    geocoder, _ = client(server)
    (house,) = geocoder.find(PARK)
    assert (str(house), house.lat, house.lon) == ("Parkveien 3, 3015 Drammen", 59.75, 10.21)
    assert server.queries == ["Parkveien 3, 3015 Drammen"]
    assert server.agents[0].startswith("freight/")


def test_an_answer_is_kept_and_not_asked_for_again(server: StandIn, tmp_path: Path) -> None:
    client(server, tmp_path / "sub" / "cache.sqlite")[0].find(PARK)
    server.mode = "500"
    assert len(client(server, tmp_path / "sub" / "cache.sqlite")[0].find(PARK)) == 1
    assert len(server.queries) == 1


def test_that_nothing_is_known_is_not_kept(server: StandIn, tmp_path: Path) -> None:
    geocoder, _ = client(server, tmp_path / "cache.sqlite")
    nowhere = Address("Ingenveien", 1, "", "", "")
    assert geocoder.find(nowhere) == geocoder.find(nowhere) == []
    assert len(server.queries) == 2


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\x00 cut"])
def test_a_broken_cache_is_no_reason_to_stop(server: StandIn, tmp_path: Path, content: bytes) -> None:
    cache = tmp_path / "cache.sqlite"
    cache.write_bytes(content)
    geocoder, _ = client(server, cache)
    assert len(geocoder.find(PARK)) == len(geocoder.find(PARK)) == 1


@pytest.mark.parametrize(("mode", "asked"), [("429 once", 2), ("503 twice", 3)])
def test_a_busy_server_is_asked_again_after_a_pause(server: StandIn, mode: str, asked: int) -> None:
    server.mode = mode
    geocoder, clock = client(server)
    assert len(geocoder.find(PARK)) == 1
    assert len(server.queries) == asked
    assert max(clock.slept_s) >= (2.0 if mode == "429 once" else 1.0)
    assert geocoder.trouble == ""


def test_a_slow_server_is_asked_again(server: StandIn) -> None:
    server.mode = "slow"
    geocoder, _ = client(server, timeout_s=0.2)
    assert len(geocoder.find(PARK)) == 1
    assert len(server.queries) == 2


@pytest.mark.parametrize(
    ("mode", "says", "asked"),
    [
        ("500", "it answers with status 500 (3 tries)", TRIES),
        ("cut", "it can not be reached (3 tries)", TRIES),
        ("404", "it answers with status 404", 1),
        ("html", "it answers with a web page", 1),
        ("no json", "its answer is not JSON", 1),
        ("deep json", "its answer is not JSON", 1),
        ("other json", "its answer holds no list of addresses", 1),
        ("no list", "its answer holds no list of addresses", 1),
        ("no positions", "its answer holds addresses without a position", 1),
    ],
)
def test_a_broken_server_is_said_and_after_two_addresses_left_alone(
    server: StandIn, tmp_path: Path, mode: str, says: str, asked: int
) -> None:
    server.mode = mode
    geocoder, _ = client(server, tmp_path / "cache.sqlite")
    for count, address in enumerate((PARK, OTHER, PARK), 1):
        with pytest.raises(GeocoderError) as error:
            geocoder.find(address)
        assert str(error.value) == says
        assert len(server.queries) == asked * min(count, 2)
    assert geocoder.down == geocoder.trouble == says


def test_a_server_that_recovers_is_asked_on(server: StandIn) -> None:
    geocoder, _ = client(server)
    for mode in ("html", "ok", "html", "ok"):
        server.mode = mode
        if mode == "ok":
            assert len(geocoder.find(PARK)) == 1
        else:
            with pytest.raises(GeocoderError):
                geocoder.find(OTHER)
    assert geocoder.down == ""
    assert geocoder.trouble == "it answers with a web page"


def test_nobody_at_the_address() -> None:
    clock = Clock()
    geocoder = Geocoder(None, "http://127.0.0.1:9/sok", (1.0, 1.0), clock.sleep, clock)
    with pytest.raises(GeocoderError, match=r"it can not be reached \(3 tries\)"):
        geocoder.find(PARK)


def test_an_address_that_is_none() -> None:
    geocoder = Geocoder(None, "no address at all")
    with pytest.raises(GeocoderError, match="it can not be asked: InvalidURL"):
        geocoder.find(PARK)


def test_questions_keep_their_distance(server: StandIn) -> None:
    geocoder, clock = client(server)
    for number in range(1, 5):
        geocoder.find(Address("Parkveien", number, "", "", ""))
    assert clock.now_s == pytest.approx(3 * INTERVAL_S)
