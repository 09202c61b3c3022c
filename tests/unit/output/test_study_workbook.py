"""The workbook of a study."""

from __future__ import annotations

import time
from pathlib import Path

import pandas as pd
import pytest

from freight.output.study_workbook import write


def test_equal_tables_are_equal_bytes_whenever_they_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = {"measures": pd.DataFrame({"variant": ["=today"], "km": [12.5], "litres": [float("nan")]})}
    write(tmp_path / "now.xlsx", tables)
    monkeypatch.setattr(time, "time", lambda: 1_900_000_000.0)
    write(tmp_path / "later.xlsx", tables)
    assert (tmp_path / "now.xlsx").read_bytes() == (tmp_path / "later.xlsx").read_bytes()
    read = pd.read_excel(tmp_path / "later.xlsx", sheet_name="measures")
    assert read["km"].tolist() == [12.5]
    assert read["variant"].tolist() == ["'=today"]
