"""The same orders in every dialect of Norwegian and English offices are the same orders."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from freight.domain.scenario import Order
from freight.errors import InputError
from freight.inputs.load import load_scenario
from tests.broken_inputs.cases import GOOD, workbook

HEADER = ("id", "name", "lat", "lon", "kind", "kg", "units", "windows", "service_min", "skills", "penalty_nok")
ROWS = (
    ("007", "Blåbær & Sønn, ærlig", "59.7435", "10.2044", "delivery", "1100.5", "2", "08:00-10:00|13:00-15:00",
     "5", "lift|adr", "15000"),
    ("B", 'Kafé "Elva"', "59.7367", "10.2127", "pickup", "20", "1", "", "2.5", "", ""),
)  # fmt: skip
NUMBERS = {2, 3, 5, 8, 10}


def table(separator: str, decimal: str, thousands: str = "", header: tuple[str, ...] = HEADER) -> str:
    def cell(place: int, text: str) -> str:
        if place in NUMBERS:
            whole, _, rest = text.partition(".")
            grouped = f"{int(whole):,}".replace(",", thousands) if whole else ""
            text = f"{grouped}{decimal}{rest}" if rest else grouped
        return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in f'{separator}"') else text

    lines = [separator.join(cell(place, text) for place, text in enumerate(row)) for row in ROWS]
    return "\n".join([separator.join(header), *lines]) + "\n"


def cells(place: int, text: str) -> object:
    return float(text) if place in NUMBERS and text else text or None


DIALECTS: dict[str, bytes] = {
    "utf-8, semicolon, comma": table(";", ",").encode(),
    "utf-8 with BOM": table(";", ",").encode("utf-8-sig"),
    "cp1252, CRLF": table(";", ",").replace("\n", "\r\n").encode("cp1252"),
    "english": table(",", ".").encode(),
    "comma twice": table(",", ",").encode(),
    "tab, thousands space": table("\t", ",", " ").encode(),
    "no-break thousands": table(";", ",", "\u00a0").encode(),
    "narrow no-break thousands": table(";", ",", "\u202f").encode(),
    "unicode text of Excel": table("\t", ",").encode("utf-16"),
    "sep line of Excel": ("sep=;\n" + table(";", ",")).encode("utf-8-sig"),
    "old Mac line ends": table(";", ",").replace("\n", "\r").encode(),
    "decomposed letters": table(";", ",").replace("å", "a\u030a").encode(),
    "capitals and spaces in the header": table(
        ";", ",", header=tuple(name.upper().replace("_", " ") for name in HEADER)
    ).encode(),
    "empty lines and columns at the end": (table(";", ",").replace("\n", ";;\n") + ";;;;;;;;;;;;\n\n").encode(),
}


def orders(folder: Path, name: str, data: bytes) -> tuple[Order, ...]:
    copytree(GOOD, folder)
    (folder / name).write_bytes(data)
    path = folder / "scenario.yaml"
    path.write_text(path.read_text("utf-8").replace("orders.csv", name), "utf-8")
    return load_scenario(path).orders


@pytest.fixture
def expected(tmp_path: Path) -> tuple[Order, ...]:
    return orders(tmp_path / "expected", "orders.csv", table(";", ",").encode())


def test_what_the_orders_say(expected: tuple[Order, ...]) -> None:
    first, second = expected
    assert (first.id, first.name, first.load.kg) == ("007", "Blåbær & Sønn, ærlig", 1100.5)
    assert first.windows == ((28_800, 36_000), (46_800, 54_000))
    assert (first.skills, first.penalty_nok, first.row) == ({"lift", "adr"}, 15_000.0, 2)
    assert (second.name, second.service_s, second.row) == ('Kafé "Elva"', 150, 3)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_same_in_every_dialect(dialect: str, expected: tuple[Order, ...], tmp_path: Path) -> None:
    assert orders(tmp_path / "day", "orders.csv", DIALECTS[dialect]) == expected


@pytest.mark.parametrize("suffix", [".xlsx", ".XLSX"])
def test_the_same_in_excel(suffix: str, expected: tuple[Order, ...], tmp_path: Path) -> None:
    rows = [tuple(cells(place, text) for place, text in enumerate(row)) for row in ROWS]
    data = workbook(HEADER, *rows)
    assert orders(tmp_path / "day", "orders" + suffix, data) == expected


def test_excel_rows_are_counted_as_excel_does(tmp_path: Path) -> None:
    data = workbook((), HEADER, (), ("A", "x", 59.7, 10.2, "delivery", "much", 1, None, 5, None, None))
    with pytest.raises(InputError) as caught:
        orders(tmp_path / "day", "orders.xlsx", data)
    assert [fault.where for fault in caught.value.faults] == ["row 4, column kg"]
