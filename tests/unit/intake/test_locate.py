"""Where an address is: place book, registers, Kartverket, a question; never a silent guess."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from freight.errors import InputError
from freight.intake.address import parse_address
from freight.intake.draft import Draft, Source
from freight.intake.drawn import drawn_register
from freight.intake.grid import RawRow
from freight.intake.header import Header
from freight.intake.kartverket import Geocoder
from freight.intake.locate import Ask, Locator
from freight.intake.place_book import PlaceBook, read_place_book
from freight.intake.places import Register
from freight.intake.register_file import open_register
from freight.intake.unclear import UnclearError
from tests.stand_in_geocoder import StandIn, stand_in

RECEIVERS = Path(__file__).parents[3] / "freight" / "data" / "drammen" / "receivers.csv"
REGISTER = """\
lokalid;kommunenummer;adressenavn;nummer;bokstav;EPSG-kode;Nord;Øst;postnummer;poststed
1;3301;Parkveien;3;;4258;59,75;10,21;3015;DRAMMEN
2;3301;Parkveien;3;B;4258;59,7501;10,2101;3015;DRAMMEN
3;3301;Ringgata;7;;4258;59,74;10,2;3015;DRAMMEN
4;3301;Ringgata;7;;4258;59,6;10,4;3050;MJØNDALEN
5;0301;Torggata;1;;25833;6650000;262000;0181;OSLO
6;0301;Torggata;;;25833;6650000;262000;0181;OSLO
7;0301;Torggata;2;;99999;1;1;0181;OSLO
"""


def order(address: str, postcode: str = "", town: str = "") -> Draft:
    return Draft(Source("", RawRow(2, ()), Header((1,), ())), address=address, postcode=postcode, town=town)


def locator(
    *registers: Register,
    geocoder: Geocoder | None = None,
    ask: Ask | None = None,
    book: PlaceBook | None = None,
) -> Locator:
    return Locator(book or PlaceBook({}), registers, geocoder, ask)


@pytest.fixture
def server() -> Iterator[StandIn]:
    with stand_in() as state:
        yield state


@pytest.fixture
def register(tmp_path: Path) -> Register:
    file = tmp_path / "matrikkelen.csv"
    file.write_text(REGISTER, encoding="utf-8")
    return open_register(file, tmp_path / "cache", lambda _: None)


def test_every_embedded_receiver_is_found_where_it_stands() -> None:
    """The numbers of the drawing are its own: each receiver within a few metres."""
    found = locator(drawn_register())
    with RECEIVERS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lat, lon = found.locate(order(row["label"]))
            north_m = (lat - float(row["lat"])) * 111_320
            east_m = (lon - float(row["lon"])) * 111_320 * math.cos(math.radians(lat))
            assert math.hypot(north_m, east_m) < 10, row["label"]
    assert found.read_as == []


@pytest.mark.parametrize(
    "written",
    [
        *(
            "Nedre Storgt. 22",
            "nedre storgata 22",
            "N. Storgate 22",
            "NEDRE STORGATE 22 B",
            "Nedre Storgate 22-24",
        ),
        *(
            "Nedre  Storgate22",
            "c/o Butikk, Nedre Storgate 22, 2. etg",
            "Butikk\nNedre Storgate 22\n3015 Drammen",
        ),
        *(
            "Nedre Storgate 22, Drammen",
            "Nedre Storgate 22 3015 DRAMMEN",
            "Nedre Storgate 22, N-3015 Dramen",
            "22 Nedre Storgate",
            "Nedre Storgate 22, Bragernes",
        ),
    ],
)
def test_spellings_of_one_address(written: str) -> None:
    found = locator(drawn_register())
    assert found.locate(order(written)) == found.locate(order("Nedre Storgate 22"))
    assert found.read_as == []


def test_a_likely_misspelling_is_taken_and_said() -> None:
    found = locator(drawn_register())
    assert found.locate(order("Grønnland 38")) == found.locate(order("Grønland 38"))
    assert found.read_as == ["Grønnland 38 -> Grønland 38, Drammen (likeness 94 of 100)"]


@pytest.mark.parametrize(
    ("written", "postcode", "town", "says", "advises"),
    [
        ("Storgata 5", "", "", "may be several places", "Øvre Storgate 5, Drammen (80) or"),
        ("Nedre Strogate 22", "", "", "may be several places", "Nedre Storgate 22, Drammen (9"),
        (
            "Nedre Torgate 4",
            "",
            "",
            "may be several places",
            "Nedre Storgate 4, Drammen (96) or Nedre Torggate 4",
        ),
        (
            "Konggata 22",
            "0153",
            "Oslo",
            "is not known in this town and with this postcode",
            "Konggata 22, Drammen",
        ),
        ("Konggata 22, Oslo", "", "", "is not surely the one that is known", "Konggata 22, Drammen (80)"),
        ("Nedre Storgate 999", "", "", "is not found", "Nedre Storgate has the numbers 1 to 152"),
        ("Xyzveien 3", "", "", "is not found", "correct the address"),
        ("Nedre Storgate", "", "", "has no house number", "write the number"),
        ("Postboks 12, 3001 Drammen", "", "", "is a post box", "street address"),
        ("", "3015", "Drammen", "is empty", "street and house number"),
        ("---", "", "", "is no address", "Nedre Storgate 22"),
    ],
)
def test_what_is_not_sure_is_not_guessed(
    written: str, postcode: str, town: str, says: str, advises: str
) -> None:
    with pytest.raises(UnclearError) as error:
        locator(drawn_register()).locate(order(written, postcode, town))
    assert error.value.message.startswith(says)
    assert advises in error.value.advice


def test_a_person_is_asked_and_the_answer_kept(tmp_path: Path) -> None:
    asked: list[tuple[str, Sequence[str]]] = []

    def ask(address: str, candidates: Sequence[str]) -> int:
        asked.append((address, candidates))
        return next(place for place, one in enumerate(candidates) if one.startswith("Nedre Storgate 5"))

    found = locator(drawn_register(), ask=ask)
    position = found.locate(order("Storgata 5"))
    assert position == found.locate(order("Nedre Storgate 5"))
    assert found.locate(order("Storgt 5")) == position
    assert len(asked) == 1
    found.book.write(tmp_path / "book.csv")
    tomorrow = locator(drawn_register(), book=read_place_book(tmp_path / "book.csv"))
    assert tomorrow.locate(order("Storgata 5")) == position
    assert dict(tomorrow.sources) == {"place book": 1}


def test_a_person_who_knows_none_of_them_rejects_it() -> None:
    with pytest.raises(UnclearError, match="may be several places"):
        locator(drawn_register(), ask=lambda _, __: None).locate(order("Storgata 5"))


def test_kartverket_is_asked_for_what_no_register_knows(server: StandIn, tmp_path: Path) -> None:
    geocoder = Geocoder(tmp_path / "cache.sqlite", server.url)
    found = locator(drawn_register(), geocoder=geocoder)
    assert found.locate(order("Parkvn. 3", "3015", "Drammen")) == (59.75, 10.21)
    found.locate(order("Nedre Storgate 22"))
    assert len(server.queries) == 1
    assert dict(found.sources) == {"Kartverket": 1, "embedded drawing of Drammen": 1}
    found.book.write(tmp_path / "book.csv")
    offline = locator(book=read_place_book(tmp_path / "book.csv"))
    assert offline.locate(order("Parkveien 3, 3015 Drammen")) == (59.75, 10.21)


def test_two_streets_of_one_name_are_told_apart_by_postcode_only(server: StandIn) -> None:
    found = locator(geocoder=Geocoder(None, server.url))
    assert found.locate(order("Ringgata 7", "3050")) == (59.6, 10.4)
    with pytest.raises(UnclearError, match="may be several places"):
        found.locate(order("Ringgata 7"))


@pytest.mark.parametrize("mode", ["html", "500", "no json", "cut"])
def test_a_geocoder_that_fails_is_said_at_the_row(server: StandIn, mode: str) -> None:
    server.mode = mode
    geocoder = Geocoder(None, server.url, sleep=lambda _: None)
    found = locator(drawn_register(), geocoder=geocoder)
    with pytest.raises(UnclearError, match="Kartverket was asked in vain: it"):
        found.locate(order("Parkveien 3"))
    assert found.locate(order("Engene 43"))
    assert geocoder.trouble != ""


def test_an_address_file_of_kartverket(register: Register) -> None:
    found = locator(register)
    assert found.locate(order("Parkveien 3B")) == (59.7501, 10.2101)
    assert found.locate(order("Parkveien 3")) == (59.75, 10.21)
    assert found.locate(order("Ringgata 7, 3015 Drammen")) == (59.74, 10.2)
    lat, lon = found.locate(order("Torggata 1", "0181"))
    assert (lat, lon) == (pytest.approx(59.91, abs=0.1), pytest.approx(10.75, abs=0.1))
    with pytest.raises(UnclearError, match="is not found"):
        found.locate(order("Torggata 2"))


def test_the_index_of_an_address_file_is_made_once_and_anew_when_it_changes(tmp_path: Path) -> None:
    file, cache, said = tmp_path / "a.csv", tmp_path / "cache", []
    file.write_text(REGISTER, encoding="utf-8")
    open_register(file, cache, said.append)
    open_register(file, cache, said.append)
    assert said == ["Indexing a.csv, once"]
    file.write_text(REGISTER + "8;3301;Nygata;1;;4258;59,7;10,2;3015;DRAMMEN\n", encoding="utf-8")
    assert locator(open_register(file, cache, said.append)).locate(order("Nygata 1")) == (59.7, 10.2)
    assert len(said) == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("a;b\n1;2\n", "has no column for street, number, north, east"),
        ("adressenavn;nummer;Nord;Øst\n", "holds no addresses"),
        ("", "has no column"),
    ],
)
def test_what_is_no_address_file_is_refused(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        open_register(tmp_path / "a.csv", tmp_path / "cache", lambda _: None)
    with pytest.raises(InputError, match="cannot be read"):
        open_register(tmp_path / "none.csv", tmp_path / "cache", lambda _: None)


def test_a_place_book_written_by_hand(tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_text("address;lat;lon\nNyveien 4, Lier;59,8;10,25\n", encoding="utf-8")
    found = locator(book=read_place_book(tmp_path / "book.csv"))
    assert found.locate(order("Nyvn. 4", town="Lier")) == (59.8, 10.25)


def test_a_faulty_place_book_is_refused_with_all_its_faults(tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_text(
        "address;lat;lon\nNyveien 4;10,25;59,8\n;59,8;10,2\nEngene 3;nord;10\n", encoding="utf-8"
    )
    with pytest.raises(InputError) as error:
        read_place_book(tmp_path / "book.csv")
    assert [fault.where for fault in error.value.faults] == [
        "row 3, column address",
        "row 4, column lat",
        "row 2, column lat",
    ]


def test_parts_of_an_address() -> None:
    first = parse_address("Butikk AS, Bygg 2, Øvre Storgate 14 b, 3018 Drammen")
    assert [str(one) for one in first] == [
        "Bygg 2, 3018 Drammen",
        "Øvre Storgate 14B, 3018 Drammen",
        "Butikk AS, 3018 Drammen",
    ]
