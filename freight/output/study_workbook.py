"""study.xlsx: the tables of a study, one a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from freight.files import replacing, undate_workbook
from freight.output.tables import text_cell

WIDEST = 40
"""Columns are as wide as their longest heading or name, up to so many signs."""


def write(path: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write each table to its sheet, whole or not at all; numbers stay numbers, text is never a formula."""
    book = Workbook(write_only=True)
    for name, table in tables.items():
        sheet = book.create_sheet(name)
        for place, column in enumerate(table.columns, start=1):
            longest = max([len(str(column)), *(len(str(value)) for value in table[column].head(200))])
            sheet.column_dimensions[get_column_letter(place)].width = min(WIDEST, longest + 2)
        sheet.freeze_panes = "A2"
        sheet.append([str(column) for column in table.columns])
        for row in table.itertuples(index=False, name=None):
            sheet.append([_cell(value) for value in row])
    with replacing(path) as temporary:
        book.save(temporary)
        undate_workbook(temporary)


def _cell(value: object) -> str | float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return text_cell(str(value))
    return None if isnan(value) else value
