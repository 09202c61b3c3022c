"""The corpus of messy order lists: nothing lost, and every rejected row with row, column, value and advice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from freight.errors import InputError
from freight.inputs.orders import read_orders
from freight.intake.fate import Fate
from freight.intake.imported import Imported
from freight.run_import import rejected_path
from tests.data.intake.make_corpus import BOOKS, RAW, TEXTS
from tests.imports import ORDER_FATES, imported, written

CORPUS = Path(__file__).parents[1] / "data" / "intake"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((CORPUS / "expected.yaml").read_text(encoding="utf-8"))
IMPORTED = sorted(name for name, one in EXPECTED.items() if "refused" not in one)
REFUSED = sorted(name for name, one in EXPECTED.items() if "refused" in one)


def described(row: dict[str, str]) -> str:
    """An order in the short form of `expected.yaml`."""
    parts = [row["id"], row["kind"]]
    parts += [f"{row[name]}{unit}" for name, unit in (("kg", "kg"), ("m3", "m3"), ("units", "u")) if row[name]]
    parts += [row["windows"], "" if row["priority"] == "3" else f"prio{row['priority']}", row["skills"]]
    parts.append("" if row["service_min"] == "5" else f"{row['service_min']}min")
    return " ".join(part for part in parts if part)


def faults_of(found: Imported) -> list[list[str]]:
    return [
        [f"{one.sheet} {one.row}".strip(), " ".join(one.column.split()), one.value, one.message, one.advice]
        for one in found.sorted_faults()
    ]


def test_the_corpus_is_whole() -> None:
    files = {
        file.name for file in CORPUS.iterdir() if file.suffix not in {".py", ".md", ".yaml"} and file.is_file()
    }
    assert files == {*TEXTS, *RAW, *BOOKS} == set(EXPECTED)
    assert len(IMPORTED) >= 30


def test_every_file_is_described() -> None:
    page = (CORPUS / "README.md").read_text(encoding="utf-8")
    assert [name for name in EXPECTED if f"`{name}`" not in page] == []


@pytest.mark.parametrize("name", IMPORTED)
def test_every_row_becomes_what_it_should(name: str, tmp_path: Path) -> None:
    out, expected = tmp_path / "orders.csv", EXPECTED[name]
    found = imported(CORPUS / name, out)
    counts = {fate.value: found.ledger.count(fate) for fate in Fate if found.ledger.count(fate)}
    assert counts == {fate.value: expected[fate.value] for fate in Fate if fate.value in expected}
    assert sum(counts.values()) == sum(len(sheet.rows) for sheet, _ in found.headers)
    assert faults_of(found) == expected.get("faults", [])
    assert [described(row) for row in written(out)] == expected["orders"]


@pytest.mark.parametrize("name", IMPORTED)
def test_what_is_written_is_read_without_a_fault(name: str, tmp_path: Path) -> None:
    out = tmp_path / "orders.csv"
    found = imported(CORPUS / name, out)
    faults: list[Any] = []
    assert len(read_orders(out, None, "Europe/Oslo", faults)) == len(found.orders)
    assert faults == []


@pytest.mark.parametrize("name", [name for name in IMPORTED if "faults" in EXPECTED[name]])
def test_rejected_rows_stand_in_a_workbook_of_their_own(name: str, tmp_path: Path) -> None:
    """Every faulty cell is red and has a comment, and the text columns say the same."""
    out = tmp_path / "orders.csv"
    found = imported(CORPUS / name, out)
    book = load_workbook(rejected_path(out))
    assert sum(sheet.max_row - 1 for sheet in book.worksheets) == found.ledger.count(Fate.REJECTED)
    for fault in found.ledger.faults:
        sheet = book[fault.sheet or "Rejected rows"]
        end = sheet.max_column
        line = next(
            row for row in range(2, sheet.max_row + 1) if sheet.cell(row, end - 2).value == str(fault.row)
        )
        assert fault.message in str(sheet.cell(line, end - 1).value)
        assert fault.advice in str(sheet.cell(line, end).value)
        if fault.place is not None:
            cell = sheet.cell(line, fault.place + 1)
            assert cell.fill.start_color.rgb == "00F8B4B4"
            assert cell.comment is not None
            assert fault.message in cell.comment.text


@pytest.mark.parametrize("name", ["19_times_that_say_nothing.csv", "20_weights.csv"])
def test_the_rejected_workbook_can_be_imported_again(name: str, tmp_path: Path) -> None:
    first = imported(CORPUS / name, tmp_path / "orders.csv")
    with pytest.raises(InputError) as refused:
        imported(rejected_path(tmp_path / "orders.csv"), tmp_path / "again.csv")
    texts = [str(fault) for fault in refused.value.faults]
    assert len(texts) == len(first.ledger.faults)
    assert all(fault.message in text for fault, text in zip(first.sorted_faults(), texts, strict=True))


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_of_which_nothing_can_be_taken_is_refused_with_all_faults(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        imported(CORPUS / name, tmp_path / "orders.csv")
    assert [str(fault).replace(str(CORPUS / name), "FILE") for fault in refused.value.faults] == EXPECTED[name][
        "refused"
    ]
    assert not (tmp_path / "orders.csv").exists()


def test_sums_of_one_consignment(tmp_path: Path) -> None:
    found = imported(CORPUS / "16_consignments_of_rows.csv", tmp_path / "orders.csv")
    first = found.orders[0]
    assert [source.row.number for source in first.sources] == [2, 3, 5]
    assert (first.draft.kg, first.draft.units) == (137.5, 6)
    assert first.draft.windows == ((10 * 3600, 12 * 3600),)
    assert sum(found.ledger.count(fate) for fate in ORDER_FATES) == 11
