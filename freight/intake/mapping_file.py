"""What the headings of one sender mean, as a file: written once, looked over by people, then used silently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from freight.errors import Fault, InputError
from freight.files import write_atomically
from freight.inputs.explain import did_you_mean
from freight.inputs.yaml_file import read_yaml
from freight.intake.header import Header
from freight.intake.headings import IGNORED, UNKNOWN, How, Meaning, fields
from freight.intake.words import squeeze

_NOTE = """\
# What the headings of these order lists mean; written by `freight import` and yours to edit.
# heading: field, or "field in unit" ({example}), or ignored.
# Fields: {fields}
"""


def read_mapping(path: Path) -> Mapping[str, Meaning]:
    """Meanings by `squeeze` of the heading.

    Raises
    ------
    InputError
        With everything that is wrong in the file.
    """
    faults: list[Fault] = []
    file = read_yaml(path, faults)
    if file is None:
        raise InputError(faults)
    columns = file.content.get("columns") if isinstance(file.content, dict) else None
    if not isinstance(columns, dict):
        message = "holds no block columns"
        raise InputError.one(str(path), "", None, message, 'write columns: and below it "Vekt (kg)": kg')
    found: dict[str, Meaning] = {}
    for heading, written in columns.items():
        field, _, unit = str(written).partition(" in ")
        if field not in fields() | {IGNORED}:
            where = file.where(("columns", heading))
            faults.append(
                Fault(str(path), where, str(written), "is no field", did_you_mean(field, sorted(fields())))
            )
            continue
        found[squeeze(str(heading))] = Meaning(field, How.MAPPED, 100.0, 0, unit.strip())
    if faults:
        raise InputError(faults)
    return found


def write_mapping(path: Path, headers: Iterable[Header]) -> None:
    """Write what the headings were taken for; those that are not used are `ignored`."""
    columns: dict[str, str] = {}
    for header in headers:
        for column in header.columns:
            if column.heading:
                field = IGNORED if column.meaning.field == UNKNOWN else column.meaning.field
                unit = f" in {column.meaning.unit}" if column.meaning.unit and field != IGNORED else ""
                columns.setdefault(" ".join(column.heading.split()), f"{field}{unit}")
    note = _NOTE.format(example="m3 in l", fields=", ".join(sorted(fields())))
    body = yaml.safe_dump({"columns": columns}, allow_unicode=True, sort_keys=False, width=1000)
    write_atomically(path, note + body)
