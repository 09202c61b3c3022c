"""Small lists through the whole import: what single cells and columns do to their rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from freight.errors import InputError
from freight.intake.fate import Fate, Ledger
from freight.intake.grid import Cell, RawRow, RawSheet
from freight.intake.text_grid import read_text_grid
from tests.imports import imported, written

GOOD = "Engene 43"


def run(folder: Path, headings: str, *rows: str) -> tuple[list[dict[str, str]], list[str]]:
    """Orders and faults of a list; a good row is added, so that there is something to import."""
    names = headings.split(";")
    filler = {"Adresse": GOOD, "Kolli": "1", "Nr": "good"}
    good = ";".join(filler.get(name, "") for name in names)
    (folder / "list.csv").write_text("\n".join((headings, *rows, good)), encoding="utf-8")
    found = imported(folder / "list.csv", folder / "orders.csv")
    texts = [f"{one.row} {one.column}: {one.message}" for one in found.sorted_faults()]
    return written(folder / "orders.csv"), texts


def test_positions_in_one_column(tmp_path: Path) -> None:
    orders, faults = run(
        tmp_path, "Nr;Adresse;Koordinater;Kolli", "1;;59.7438, 10.2046;1", "2;;59,7438 / 10,2046;1", "3;;her;1"
    )
    assert [(row["lat"], row["lon"]) for row in orders[:2]] == [("59,743800", "10,204600")] * 2
    assert faults == ["4 Koordinater: is no pair of coordinates"]


def test_positions_that_are_metres(tmp_path: Path) -> None:
    _, faults = run(tmp_path, "Nr;Adresse;X;Y;Kolli", "1;;569000;6623000;1", "2;;10,2;;1")
    assert faults == [
        "2 X: is no coordinate in degrees",
        "2 Y: is no coordinate in degrees",
        "3 Y: is empty",
    ]


def test_a_position_counts_more_than_the_address(tmp_path: Path) -> None:
    orders, faults = run(tmp_path, "Nr;Adresse;Lat;Lon;Kolli", "1;Xyzveien 9;59,7438;10,2046;1")
    assert (orders[0]["lat"], orders[0]["address"], faults) == ("59,743800", "Xyzveien 9", [])


def test_a_column_of_returns(tmp_path: Path) -> None:
    orders, faults = run(
        tmp_path,
        "Nr;Adresse;Type;Retur;Kolli",
        f"1;{GOOD};;x;1",
        f"2;{GOOD};lever;ja;1",
        f"3;{GOOD};;3 esker;1",
    )
    assert [row["kind"] for row in orders] == ["pickup", "delivery"]
    assert faults == ["3 Retur: says return, but the row is a delivery", "4 Retur: is neither yes nor no"]


def test_words_for_deliveries_and_pickups(tmp_path: Path) -> None:
    words = ("Lever", "Henting retur", "lev.", "L", "HENT (retur)", "lever og hent", "bytte")
    orders, faults = run(
        tmp_path, "Nr;Adresse;Hent/lever;Kolli", *(f"{word};{GOOD};{word};1" for word in words)
    )
    assert [row["kind"] for row in orders] == [
        "delivery",
        "pickup",
        "delivery",
        "delivery",
        "pickup",
        "delivery",
    ]
    assert faults == [f"{row} Hent/lever: is neither delivery nor pickup" for row in (7, 8)]


def test_a_window_and_times_from_and_to(tmp_path: Path) -> None:
    orders, faults = run(
        tmp_path,
        "Nr;Adresse;Tidsvindu;Fra;Til;Kolli",
        f"1;{GOOD};8-12;10;;1",
        f"2;{GOOD};8-10;11;13;1",
        f"3;{GOOD};;13;11;1",
        f"4;{GOOD};;;11;1",
    )
    assert [row["windows"] for row in orders] == ["10:00-12:00", "00:00-11:00", ""]
    assert faults == [
        "3 Tidsvindu: does not meet the times from and to of the same row",
        "4 Til: ends before it starts",
    ]


def test_sides_in_three_columns(tmp_path: Path) -> None:
    orders, faults = run(
        tmp_path,
        "Nr;Adresse;Kolli;Lengde (cm);Bredde (cm);Høyde (cm)",
        f"1;{GOOD};2;120;80;100",
        f"2;{GOOD};2;120;;100",
        f"3;{GOOD};500;120;80;100",
    )
    assert [row["m3"] for row in orders] == ["1,92", "", ""]
    assert faults == ["4 (dimensions): gives 480 m3, more than a truck holds"]


def test_house_numbers_in_a_column_of_their_own(tmp_path: Path) -> None:
    orders, faults = run(
        tmp_path, "Nr;Adresse;Husnr;Bokstav;Kolli", "1;Engene;43;B;1", f"2;{GOOD};;;1", ";Engene 44;7;;1"
    )
    assert [row["address"] for row in orders] == ["Engene 43B", GOOD, "Engene 44", GOOD]
    assert faults == []


@pytest.mark.parametrize("number", ["x" * 61, "3,7E+17", "3.70725E+17"])
def test_numbers_that_are_none(tmp_path: Path, number: str) -> None:
    orders, faults = run(tmp_path, "Nr;Adresse;Kolli", f"{number};{GOOD};1")
    assert len(orders) == len(faults) == 1


def test_rows_of_one_number_in_two_spellings_are_one_order(tmp_path: Path) -> None:
    orders, _ = run(tmp_path, "Nr;Adresse;Kolli", f"a1;{GOOD};1", "A1;Engene 43, 3015 Drammen;2")
    assert [(row["id"], row["units"]) for row in orders] == [("a1", "3"), ("good", "1")]


def test_rows_of_one_number_at_positions_apart(tmp_path: Path) -> None:
    _, faults = run(tmp_path, "Nr;Adresse;Lat;Lon;Kolli", "1;;59,7438;10,2046;1", "1;;59,7338;10,2046;1")
    assert faults == [
        "3 Lat: is another place than that of row 2, which has the same consignment number",
    ]


def test_a_consignment_that_can_not_be_placed_is_rejected_with_all_its_rows(tmp_path: Path) -> None:
    orders, faults = run(tmp_path, "Nr;Adresse;Kolli", "1;Xyzveien 9;1", "1;Xyzveien 9;2")
    assert [row["id"] for row in orders] == ["good"]
    assert faults == [
        "2 Adresse: is not found",
        "3 Nr: belongs to the consignment of row 2, which was rejected: is not found",
    ]


def test_names_of_rows_do_not_meet_names_of_orders(tmp_path: Path) -> None:
    orders, _ = run(tmp_path, "Nr;Adresse;Kolli", f"row-3;{GOOD};1", f";{GOOD};1", f"1;{GOOD};1")
    assert len({row["id"] for row in orders}) == 4


def test_other_faults_of_a_row_do_not_hide_its_address(tmp_path: Path) -> None:
    _, faults = run(tmp_path, "Nr;Adresse;Kolli", "1;Xyzveien 9;mange")
    assert faults == ["2 Adresse: is not found", "2 Kolli: is no quantity"]


def test_a_ledger_that_lacks_a_row_is_no_ledger() -> None:
    sheet = RawSheet("", (RawRow(1, (Cell("a"),)), RawRow(2, (Cell("b"),))))
    ledger = Ledger({("", 1): Fate.ORDER})
    with pytest.raises(AssertionError, match="without a fate"):
        ledger.close([sheet])


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('a;b\n1;"x\ny"\n', [["a", "b"], ["1", "x\ny"]]),
        ('a;b\n1;"x\n2;y"\n', [["a", "b"], ["1", "x"], ["2", 'y"']]),
        ('a;b\n1;"x\n2;y\n', [["a", "b"], ["1", "x"], ["2", "y"]]),
        ('a;b\n1;x "y" z\n', [["a", "b"], ["1", 'x "y" z']]),
        ('a,b\n1,"x, y"\n', [["a", "b"], ["1", "x, y"]]),
        ("a;b\n\n1;2\n\n\n", [["a", "b"], [""], ["1", "2"]]),
        ("sep=|\na|b\n1;2|3\n", [["a", "b"], ["1;2", "3"]]),
    ],
)
def test_lines_and_quotation_marks(text: str, cells: list[list[str]]) -> None:
    sheet = read_text_grid(text.encode(), lambda rows: float(bool(rows) and rows[0] == ["a", "b"]))
    assert [[cell.text for cell in row.cells] for row in sheet.rows] == cells


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xd0\xcf\x11\xe0 old", "is an Excel file of before 2007"),
        (b"%PDF-1.7", "is a PDF"),
        (b"   <!DOCTYPE html>", "is a web page"),
    ],
)
def test_files_that_are_no_lists(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "list.csv").write_bytes(content)
    with pytest.raises(InputError, match=says):
        imported(tmp_path / "list.csv", tmp_path / "orders.csv")


def test_more_rows_than_a_day_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("freight.intake.open_file.MAX_ROWS", 3)
    (tmp_path / "list.csv").write_text("Adresse;Kolli\n" + f"{GOOD};1\n" * 3, encoding="utf-8")
    with pytest.raises(InputError, match="has 4 rows; the limit is 3"):
        imported(tmp_path / "list.csv", tmp_path / "orders.csv")


def test_a_workbook_that_is_formatted_far_beyond_its_rows(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Adresse", "Kolli"])
    sheet.append([GOOD, 1])
    sheet["ZZ900000"].number_format = "0.00"
    book.save(tmp_path / "list.xlsx")
    found = imported(tmp_path / "list.xlsx", tmp_path / "orders.csv")
    assert (len(found.headers[0][0].rows), len(found.orders)) == (2, 1)


def test_a_workbook_with_rows_beyond_all_days(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["Adresse", "Kolli"])
    book.worksheets[0]["A60000"] = "Engene 43"
    book.save(tmp_path / "list.xlsx")
    with pytest.raises(InputError, match="more than 50000 rows"):
        imported(tmp_path / "list.xlsx", tmp_path / "orders.csv")


@pytest.mark.parametrize(("text", "says"), [("a: 1\n", "holds no block columns"), ("a: [\n", "is not YAML")])
def test_mapping_files_that_are_none(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "list.csv").write_text("Adresse;Kolli\nEngene 43;1\n", encoding="utf-8")
    with pytest.raises(InputError, match=says):
        imported(tmp_path / "list.csv", tmp_path / "orders.csv", mapping=tmp_path / "m.yaml")


def test_a_mapping_file_gives_meaning_and_unit(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("columns:\n  Hvorhen: address\n  Mengde: m3 in l\n  Q: id\n", "utf-8")
    (tmp_path / "list.csv").write_text("Q;Hvorhen;Mengde\nx;Engene 43;350\n", encoding="utf-8")
    found = imported(tmp_path / "list.csv", tmp_path / "orders.csv", mapping=tmp_path / "m.yaml")
    assert found.mapping_known
    assert [(row["id"], row["m3"]) for row in written(tmp_path / "orders.csv")] == [("x", "0,35")]


def test_a_second_table_with_more_headings_does_not_hide_the_first(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        "Plan;for;Drammen;sentrum\nNr;Adresse;Kolli\n1;Engene 43;1\n\n"
        "Nr;Mottaker;Adresse;Kolli;Vekt;Tidsvindu;Dato\n2;B;Engene 29;1;5;8-11;23.11.2026\n",
        encoding="utf-8",
    )
    found = imported(tmp_path / "list.csv", tmp_path / "orders.csv")
    assert [row["id"] for row in written(tmp_path / "orders.csv")] == ["1", "2"]
    assert found.ledger.notes == ["row 1 stands above the headings: Plan for Drammen sentrum"]


def test_windows_under_an_unknown_heading(tmp_path: Path) -> None:
    """The cells tell what the heading does not; a column of something else stays unread."""
    (tmp_path / "list.csv").write_text(
        "Nr;Adresse;Kolli;Porten\n1;Engene 43;1;8-11\n2;Engene 29;1;før 10\n3;Engene 46;1;\n", encoding="utf-8"
    )
    imported(tmp_path / "list.csv", tmp_path / "orders.csv")
    assert [row["windows"] for row in written(tmp_path / "orders.csv")] == ["08:00-11:00", "00:00-10:00", ""]
    orders, _ = run(
        tmp_path, "Nr;Adresse;Kolli;Porten", f"1;{GOOD};1;8-11", f"2;{GOOD};1;blå", f"3;{GOOD};1;rød"
    )
    assert [row["windows"] for row in orders] == [""] * 4


def test_a_skill_that_nobody_knows_is_kept_and_said(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Adresse;Kolli;Krav\nEngene 43;1;lem og jekketralle\n", encoding="utf-8")
    found = imported(tmp_path / "list.csv", tmp_path / "orders.csv")
    assert written(tmp_path / "orders.csv")[0]["skills"] == "jekketralle|lift"
    assert found.ledger.notes == ["row 2: jekketralle is kept as a skill that the vehicle must have"]
