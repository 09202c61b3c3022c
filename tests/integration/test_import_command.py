"""`freight import` as a person meets it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from freight import commands
from freight.errors import Fault
from freight.inputs.orders import read_orders
from freight.run import validate_day
from tests.integration.conftest import EXAMPLES
from tests.integration.test_command_line import Screen
from tests.stand_in_geocoder import StandIn, stand_in

LIST = """\
Sendingsnr;Mottakker;Adresse;Kolli;Vekt;Tid
1;Skredder;Nedre Storgt. 22;3;12,5;8-11
2;Baker;Tollbugata 74;1;4;før 10
1;Skredder;Nedre Storgate 22;1;2;8-11
3;Blomster;Parkveien 3;1;2;
4;Kiosk;Engene 43;1;mye;25-27
;;;;;
Sum;;;6;18,5;
"""


@pytest.fixture
def freight(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Screen:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Screen(monkeypatch, capsys)


@pytest.fixture
def server() -> Iterator[StandIn]:
    with stand_in() as state:
        yield state


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "liste.csv"
    path.write_bytes(LIST.encode("cp1252"))
    return path


def test_a_list_becomes_orders_and_everything_is_told(freight: Screen, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "day" / "orders.csv"
    code, text = freight("import", file, "--out", out, "--offline")
    assert code == 0
    lines = " ".join(text.split())
    assert "6 rows = 2 orders + 1 merged into them + 2 rejected + 1 of sums" in lines
    assert "besides 1 blank rows and 1 of headings and titles" in lines
    assert "Mottakker name GUESSED" in lines
    assert "is no quantity" in lines
    assert "is not found" in lines
    assert "row 8 is no order: Sum 6 18,5" in lines
    assert out.read_text(encoding="utf-8").count("\n") == 3
    assert sorted(path.name for path in out.parent.iterdir()) == ["orders.csv", "orders.rejected.xlsx"]


def test_a_mapping_file_is_written_once_and_then_silent(freight: Screen, file: Path, tmp_path: Path) -> None:
    out, mapping = tmp_path / "orders.csv", tmp_path / "sender.yaml"
    _, first = freight("import", file, "--out", out, "--offline", "--mapping", mapping)
    assert "Mottakker: name" in mapping.read_text(encoding="utf-8")
    _, second = freight("import", file, "--out", out, "--offline", "--mapping", mapping)
    assert "GUESSED" in first
    assert "is read as" in first
    assert "is read as" not in second
    mapping.write_text(mapping.read_text(encoding="utf-8").replace("Kolli: units", "Kolli: ignored"), "utf-8")
    freight("import", file, "--out", out, "--offline", "--mapping", mapping)
    assert ";14,5;;;08:00-11:00;" in out.read_text(encoding="utf-8")


def test_headings_that_a_mapping_file_does_not_know_are_shown(
    freight: Screen, file: Path, tmp_path: Path
) -> None:
    mapping = tmp_path / "sender.yaml"
    mapping.write_text("columns:\n  Mottakker: name\n", encoding="utf-8")
    _, text = freight("import", file, "--out", tmp_path / "orders.csv", "--offline", "--mapping", mapping)
    assert "is read as" in text


def test_a_faulty_mapping_file_is_refused(freight: Screen, file: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "sender.yaml"
    mapping.write_text("columns:\n  Kolli: unit\n  Vekt: vekt\n", encoding="utf-8")
    code, text = freight("import", file, "--out", tmp_path / "orders.csv", "--mapping", mapping)
    assert code == 2
    assert text.count("is no field") == 2
    assert "line 2" in text


def test_strict_refuses_and_leaves_the_orders_of_before(freight: Screen, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "orders.csv"
    out.write_text("from before\n", encoding="utf-8")
    code, text = freight("import", file, "--out", out, "--offline", "--strict")
    assert code == 2
    assert text.count("liste.csv, row") == 3
    assert "row 6, column Vekt: is no quantity (found 'mye')" in text
    assert "was not written" in text
    assert out.read_text(encoding="utf-8") == "from before\n"
    assert (tmp_path / "orders.rejected.xlsx").exists()


def test_a_good_list_takes_the_rejected_rows_of_before_away(
    freight: Screen, file: Path, tmp_path: Path
) -> None:
    freight("import", file, "--out", tmp_path / "orders.csv", "--offline")
    file.write_text("\n".join(LIST.splitlines()[:4]), encoding="utf-8")
    code, _ = freight("import", file, "--out", tmp_path / "orders.csv", "--offline", "--strict")
    assert code == 0
    assert not (tmp_path / "orders.rejected.xlsx").exists()


def test_kartverket_is_asked_once_and_tomorrow_needs_no_network(
    freight: Screen, file: Path, tmp_path: Path, server: StandIn
) -> None:
    out = tmp_path / "orders.csv"
    code, text = freight("import", file, "--out", out, "--geocoder", server.url)
    assert code == 0
    assert "1 positions: Kartverket" in text
    assert server.queries == ["Parkveien 3"]
    assert "Parkveien 3;59,750000;10,210000;Parkveien 3, 3015 Drammen;Kartverket" in (
        tmp_path / "addresses.csv"
    ).read_text(encoding="utf-8")
    before = out.read_bytes()
    code, text = freight("import", file, "--out", out, "--offline")
    assert "1 positions: place book" in text
    assert out.read_bytes() == before


def test_a_geocoder_that_is_down_is_said_and_the_rest_goes_on(
    freight: Screen, file: Path, tmp_path: Path, server: StandIn
) -> None:
    server.mode = "html"
    code, text = freight("import", file, "--out", tmp_path / "orders.csv", "--geocoder", server.url)
    assert code == 0
    lines = " ".join(text.split())
    assert "2 orders + 1 merged into them + 2 rejected" in lines
    assert "Kartverket could not be asked for all addresses: it answers with a web page" in lines
    assert "Kartverket was asked in vain" in lines


def test_an_address_file_in_place_of_the_drawing(freight: Screen, file: Path, tmp_path: Path) -> None:
    register = tmp_path / "matrikkelen.csv"
    register.write_text("adressenavn;nummer;Nord;Øst\nParkveien;3;59,75;10,21\n", encoding="utf-8")
    code, text = freight("import", file, "--out", tmp_path / "orders.csv", "--offline", "--register", register)
    assert code == 0
    assert "1 positions: matrikkelen.csv" in text
    assert "1 orders" in text
    code, text = freight("import", file, "--out", tmp_path / "orders.csv", "--offline", "--register", "none")
    assert code == 2


def test_one_sheet_or_one_day_of_several(freight: Screen, tmp_path: Path) -> None:
    corpus = Path(__file__).parents[1] / "data" / "intake"
    out = tmp_path / "orders.csv"
    code, text = freight(
        "import", corpus / "11_several_sheets.xlsx", "--out", out, "--offline", "--sheet", "bragernes"
    )
    assert code == 0
    assert "2 rows = 2 orders" in text
    code, text = freight("import", corpus / "11_several_sheets.xlsx", "--out", out, "--sheet", "Ark9")
    assert code == 2
    assert "there are Forside, Bragernes, Strømsø, Skjult, Priser" in text
    days = corpus / "94_every_day_another.csv"
    code, text = freight("import", days, "--out", out, "--offline", "--date", "24.11.2026")
    assert code == 0
    assert "is another day than 24.11.2026" in " ".join(text.split())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--out", "orders.xlsx"), "is not the name of a CSV file"),
        (("--out", "/dev/null/orders.csv"), "can not be written"),
    ],
)
def test_targets_that_can_not_be(freight: Screen, file: Path, words: tuple[str, str], says: str) -> None:
    code, text = freight("import", file, *words)
    assert code == 2
    assert says in text


def test_a_person_at_the_screen_is_asked(
    freight: Screen, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Headings that are guessed at, and addresses that may be several."""
    file.write_text(LIST.replace("Parkveien 3", "Storgata 5"), encoding="utf-8")
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    answers = iter(["y", "3"])
    monkeypatch.setattr("builtins.input", lambda *_: next(answers))
    code, text = freight("import", file, "--out", tmp_path / "orders.csv", "--offline")
    assert code == 0
    assert "Which place is Storgata 5?" in text
    assert "1 positions: chosen by hand" in text
    assert "chosen by hand" in (tmp_path / "addresses.csv").read_text(encoding="utf-8")
    monkeypatch.setattr("builtins.input", lambda *_: "n")
    code, text = freight("import", file, "--out", tmp_path / "orders.csv", "--offline")
    assert code == 2
    assert "the headings were not confirmed" in text


def test_the_morning_of_the_example_can_be_planned(freight: Screen, tmp_path: Path) -> None:
    morning = EXAMPLES / "drammen" / "morning"
    scenario = (EXAMPLES / "drammen" / "scenario.yaml").read_text(encoding="utf-8")
    for name in ("fleet.yaml", "depots.csv", "zones.geojson", "chargers.csv"):
        (tmp_path / name).write_bytes((EXAMPLES / "drammen" / name).read_bytes())
    (tmp_path / "scenario.yaml").write_text(scenario, encoding="utf-8")
    texts = []
    for name in ("bestillinger.xlsx", "bestillinger.csv"):
        code, text = freight("import", morning / name, "--out", tmp_path / "orders.csv", "--offline")
        assert code == 0
        assert "1 rejected" in " ".join(text.split())
        texts.append((tmp_path / "orders.csv").read_text(encoding="utf-8"))
    assert texts[0] == texts[1]
    built = validate_day(tmp_path / "scenario.yaml")
    assert built.problem.order_count == texts[0].count("\n") - 1 >= 50
    assert all(may.any() for may in built.problem.may_serve)


def test_the_list_itself_is_not_overwritten(freight: Screen, file: Path) -> None:
    code, text = freight("import", file, "--out", file, "--offline")
    assert code == 2
    assert "is the list itself" in text
    assert file.read_bytes() == LIST.encode("cp1252")


def test_orders_of_our_own_form_come_through_unchanged(freight: Screen, tmp_path: Path) -> None:
    once, twice = tmp_path / "once.csv", tmp_path / "twice.csv"
    code, text = freight("import", EXAMPLES / "drammen" / "orders.csv", "--out", once, "--offline", "--strict")
    assert code == 0
    assert "194 rows = 194 orders" in text
    freight("import", once, "--out", twice, "--offline", "--strict")
    assert once.read_bytes() == twice.read_bytes()
    faults: list[Fault] = []
    before, after = (
        read_orders(path, None, "Europe/Oslo", faults) for path in (EXAMPLES / "drammen" / "orders.csv", once)
    )
    assert (before, faults) == (after, [])


def test_help_names_the_command() -> None:
    names = {command.name for command in commands.app.registered_commands}
    assert "import" in names
