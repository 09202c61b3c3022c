"""Actual times as people write them, and every fault of a file at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freight.days.actuals import Noted, read_actuals
from freight.days.records import Outing, Stay, StoredDay
from freight.errors import InputError
from tests.past_days import MONDAY, past_day

H, M = 3600, 60
STORED = StoredDay(4, past_day())


def plan_of(day: date) -> StoredDay | None:
    return STORED if day == MONDAY else None


def read(folder: Path, text: str, encoding: str = "utf-8") -> dict[int, Noted]:
    path = folder / "actuals.csv"
    path.write_bytes(text.encode(encoding))
    return read_actuals(path, plan_of)


GOOD = """date;vehicle;order;arrived;departed;km
23.11.2026;Bil 1;Æ1;08:06;08:10;
23.11.2026;;Æ2;08.07;08.14;
2026-11-23;Bil 1;Ø3;08:31;;
2026-11-23;Bil 1;;08:50;07:58;12,4
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_norwegian_tables_are_read(tmp_path: Path, encoding: str) -> None:
    noted = read(tmp_path, GOOD, encoding)
    assert noted == {
        4: Noted(
            {
                ("Bil 1", 1): Stay(8 * H + 6 * M, 8 * H + 14 * M),
                ("Bil 1", 3): Stay(8 * H + 31 * M, None),
            },
            {"Bil 1": Outing(7 * H + 58 * M, 8 * H + 50 * M, 12_400)},
        )
    }


def test_every_fault_is_told_with_row_and_column(tmp_path: Path) -> None:
    rows = [
        "24.11.2026;Bil 1;Æ1;08:06;08:10;",
        "23.11.2026;Bil 1;X7;08:06;08:10;",
        "23.11.2026;Bil 1;Å9;08:06;08:10;",
        "23.11.2026;Sykkel Æ;Æ1;08:06;08:10;",
        "23.11.2026;Bil 1;Ø3;08:40;08:10;",
        "23.11.2026;Bil 7;;08:40;07:10;",
        "23.11.2026;Bil 1;;;;",
        "23.11.2026;Bil 1;;16:00;07:00;",
        "23.11.2026;Bil 1;Ø3;25:99;;",
        "23.11.2026;Bil 1;Ø3;08:30;;3",
        "23.11.2026;Sykkel Æ;;07:00;16:00;-2",
    ]
    with pytest.raises(InputError) as told:
        read(tmp_path, "date;vehicle;order;arrived;departed;km\n" + "\n".join(rows) + "\n")
    found = {(fault.where, fault.message) for fault in told.value.faults}
    assert {
        ("row 2, column date", "no plan of this day is kept"),
        ("row 3, column order", "is not in this plan"),
        ("row 4, column order", "was left out of this plan"),
        ("row 5, column vehicle", "is not the vehicle of this order"),
        ("row 6, column departed", "leaves before it arrives"),
        ("row 7, column vehicle", "does not drive in this plan"),
        ("row 8, column arrived", "the row states no time"),
        ("row 9, column vehicle", "the vehicle's own row stands already in row 8"),
        ("row 10, column arrived", "is not a clock time"),
        ("row 11, column km", "kilometres belong to a whole day"),
    } <= found
    assert any(where == "row 12, column km" for where, _ in found)
    assert len(told.value.faults) == 11
    assert all(fault.advice for fault in told.value.faults if fault.where != "row 12, column km")


def test_unknown_columns_and_missing_ones_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="ankomst"):
        read(tmp_path, "date;order;ankomst\n23.11.2026;Æ1;08:00\n")
    with pytest.raises(InputError, match="the column order is missing"):
        read(tmp_path, "date;arrived\n23.11.2026;08:00\n")


cells = st.one_of(
    st.sampled_from(["23.11.2026", "Bil 1", "Æ1", "Ø3", "08:10", "8.5", "", "-", "12,5", '"']),
    st.text(max_size=6),
)


@given(st.lists(st.lists(cells, min_size=6, max_size=6), max_size=5))
def test_whatever_stands_there_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    text = "date;vehicle;order;arrived;departed;km\n" + "".join(";".join(row) + "\n" for row in rows)
    try:
        noted = read(tmp_path_factory.getbasetemp(), text.replace("\r", ""), "utf-16")
    except InputError as told:
        assert told.faults
        return
    except UnicodeEncodeError:
        return
    assert set(noted) <= {4}
