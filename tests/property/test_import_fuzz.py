"""Whatever stands in a list of orders: every row has its fate, or the file is refused with its faults."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from freight.errors import InputError
from freight.inputs.orders import read_orders
from freight.intake.fate import Fate
from freight.intake.imported import Imported
from freight.run_import import rejected_path
from tests.imports import ORDER_FATES, imported, written

FUZZ = settings(max_examples=40, deadline=None)
HEADINGS = ("Sendingsnr", "Mottaker", "Adresse", "Kolli", "Vekt", "Tidsvindu", "Dato", "Hent/lever", "Merknad")
CELLS = (
    *(
        "",
        " ",
        "-",
        "1001",
        "1002",
        "A-7",
        "Kafé Nord",
        "Nedre Storgate 22",
        "Tollbugt. 74",
        "Storgata 5",
        "Engene",
    ),
    *(
        "Nedre Storgate 12, 3015 Drammen",
        "Postboks 3",
        "12,5",
        "1 234,5",
        "1.250",
        "-3",
        "mange",
        "0,5 t",
        "1e9",
    ),
    *("8-11", "før 10", "25-27", "hele dagen", "08:00", "23.11.2026", "24/11-26", "31.2.2026", "hent", "lever"),
    *("retur", "Sum", "Totalt", "Rute 3", "=1+1", "#REF!", "nan", "inf", "🚚", "\u00a0", "x" * 300, "1" * 400),
    *('"', '"a', 'b"', "a;b", "a,b", "\t", "a\nb", "\x00", "\ud800", "١٢", "½", "²"),
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32")
cell = st.one_of(st.sampled_from(CELLS), st.text(max_size=12))


def import_or_refuse(file: Path) -> Imported | None:
    """Import; a refusal tells at least one fault, each on one line."""
    out = file.with_name("orders.csv")
    out.unlink(missing_ok=True)
    try:
        found = imported(file, out)
    except InputError as error:
        assert error.faults
        assert all(fault.message for fault in error.faults)
        assert not out.exists()
        return None
    every_row_is_told(found, out)
    return found


def every_row_is_told(found: Imported, out: Path) -> None:
    fates, ledger = found.ledger.fates, found.ledger
    assert set(fates) == {(sheet.name, row.number) for sheet, _ in found.headers for row in sheet.rows}
    assert len(written(out)) == ledger.count(Fate.ORDER) == len(found.orders) > 0
    assert {(one.sheet, one.row) for one in ledger.faults} == {
        key for key, fate in fates.items() if fate is Fate.REJECTED
    }
    assert all(one.message and one.advice and one.column for one in ledger.faults)
    assert sum(len(order.sources) for order in found.orders) == ledger.count(Fate.ORDER) + ledger.count(
        Fate.MERGED
    )
    faults: list = []
    assert len(read_orders(out, None, "Europe/Oslo", faults)) == len(found.orders)
    assert faults == []
    if ledger.faults:
        book = load_workbook(rejected_path(out))
        rows = sum(sheet.max_row - 1 for sheet in book.worksheets)
        assert rows == ledger.count(Fate.REJECTED)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


@FUZZ
@given(data=st.binary(max_size=400))
def test_arbitrary_bytes(folder: Path, data: bytes) -> None:
    (folder / "list.csv").write_bytes(data)
    import_or_refuse(folder / "list.csv")


@FUZZ
@given(text=st.text(max_size=200), encoding=st.sampled_from(ENCODINGS), sign=st.sampled_from(";,\t|"))
def test_arbitrary_text_below_headings(folder: Path, text: str, encoding: str, sign: str) -> None:
    lines = sign.join(HEADINGS) + "\n" + text
    (folder / "list.csv").write_bytes(lines.encode(encoding, errors="replace"))
    import_or_refuse(folder / "list.csv")


@settings(max_examples=120, deadline=None)
@given(
    headings=st.permutations(HEADINGS),
    rows=st.lists(st.lists(cell, max_size=10), max_size=8),
    encoding=st.sampled_from(ENCODINGS),
    sign=st.sampled_from(";,\t|"),
    quoting=st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    ends=st.sampled_from(("\n", "\r\n", "\r")),
)
def test_rows_of_any_dialect(
    folder: Path,
    headings: list[str],
    rows: list[list[str]],
    encoding: str,
    sign: str,
    quoting: int,
    ends: str,
) -> None:
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=sign, quoting=quoting, lineterminator=ends)  # type: ignore[arg-type]
    table.writerow(headings)
    table.writerows(rows)
    (folder / "list.csv").write_bytes(text.getvalue().encode(encoding, errors="replace"))
    import_or_refuse(folder / "list.csv")


good_rows = st.lists(
    st.tuples(
        st.integers(1, 6),
        st.sampled_from(("Nedre Storgate 22", "Tollbugata 74", "Engene 43")),
        st.sampled_from(("1", "2,5", "mange")),
        st.sampled_from(("8-11", "før 10", "13-15", "")),
    ),
    min_size=1,
    max_size=12,
)


@FUZZ
@given(rows=good_rows, encoding=st.sampled_from(ENCODINGS[:-1]), sign=st.sampled_from(";\t|"))
def test_every_row_is_an_order_or_merged_or_rejected(
    folder: Path, rows: list[tuple[int, str, str, str]], encoding: str, sign: str
) -> None:
    lines = [sign.join(("Sendingsnr", "Adresse", "Vekt", "Tidsvindu"))]
    lines += [sign.join((f"S{number}", *rest)) for number, *rest in rows]
    (folder / "list.csv").write_bytes("\r\n".join(lines).encode(encoding))
    found = import_or_refuse(folder / "list.csv")
    if found is None:
        assert all(weight == "mange" for _, _, weight, _ in rows)
        return
    assert sum(found.ledger.count(fate) for fate in ORDER_FATES) == len(rows)
    goods_kg = sum(float(weight.replace(",", ".")) for _, _, weight, _ in rows if weight != "mange")
    kept_kg = sum(float(row["kg"].replace(",", ".")) for row in written(folder / "orders.csv"))
    rejected = {one.row for one in found.ledger.faults}
    lost = [found.headers[0][0].rows[number - 1].cell(2).text for number in rejected]
    lost_kg = sum(float(weight.replace(",", ".")) for weight in lost if weight != "mange")
    assert kept_kg + lost_kg == pytest.approx(goods_kg)


excel_cell = st.one_of(
    st.none(),
    st.sampled_from(CELLS).filter(lambda text: not set(text) & set("\x00\ud800")),
    st.integers(-5, 50_000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
)


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(st.lists(excel_cell, max_size=9), min_size=1, max_size=6),
    merged=st.lists(
        st.tuples(st.integers(1, 6), st.integers(1, 8), st.integers(0, 2), st.integers(0, 2)), max_size=2
    ),
)
def test_workbooks(folder: Path, rows: list[list[object]], merged: list[tuple[int, int, int, int]]) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(HEADINGS))
    for row in rows:
        sheet.append(row)
    for top, left, down, right in merged:
        sheet.merge_cells(start_row=top, start_column=left, end_row=top + down, end_column=left + right)
    book.save(folder / "list.xlsx")
    import_or_refuse(folder / "list.xlsx")
