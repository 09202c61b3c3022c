"""Rows of a table as validated models."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from freight.errors import Fault
from freight.inputs.explain import Problem, problems
from freight.inputs.fields import FileModel
from freight.inputs.sheet import Row, read_sheet

Model = TypeVar("Model", bound=FileModel)


def read_rows(
    path: Path, model: type[Model], required: Sequence[str], faults: list[Fault]
) -> list[tuple[Row, Model]]:
    """Rows of a table that fit the model, ids unique; a fault for everything else.

    Parameters
    ----------
    required
        Columns that the header must have.
    """
    sheet = read_sheet(path, tuple(model.model_fields), required, faults)
    good: list[tuple[Row, Model]] = []
    first: dict[str, int] = {}
    for row in sheet.rows if sheet else ():
        name = row.cells.get("id", "")
        if name in first:
            message = f"the id stands already in row {first[name]}"
            faults.append(row_fault(path, row, Problem(("id",), name, message, "every row has its own id")))
        elif name:
            first[name] = row.number
        try:
            good.append((row, model.model_validate(row.cells)))
        except ValidationError as error:
            faults.extend(row_fault(path, row, problem) for problem in problems(error, model, row.cells))
    return good


def row_fault(path: Path, row: Row, problem: Problem) -> Fault:
    """A problem of one row with its row and column."""
    column = f", column {problem.where[0]}" if problem.where else ""
    empty = problem.message == "is missing"
    message, advice = ("is empty", "fill it") if empty else (problem.message, problem.advice)
    return Fault(str(path), f"row {row.number}{column}", problem.value, message, advice)
