"""Broken inputs as small changes to a good day: each with the faults it must be told, and no others.

`cases.yaml` holds those that are text; the binary and the huge ones are made here.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import yaml
from openpyxl import Workbook

HERE = Path(__file__).parent
GOOD = HERE / "good"


@dataclass(frozen=True)
class Change:
    """What a broken file has instead of a text that stands once in the good one, or as its whole content."""

    file: str
    content: str | bytes | None = None
    old: str = ""
    new: str = ""


@dataclass(frozen=True)
class Case:
    """A broken day. Each tuple of `faults` holds parts of one fault's text."""

    name: str
    changes: tuple[Change, ...]
    faults: tuple[tuple[str, ...], ...]


def lay_out(case: Case, folder: Path) -> Path:
    """Copy the good day into a folder and break it; gives the scenario's path."""
    copytree(GOOD, folder)
    for change in case.changes:
        path = folder / change.file
        if change.old:
            text = path.read_text("utf-8")
            assert text.count(change.old) == 1, f"{case.name}: stands {text.count(change.old)} times"
            path.write_text(text.replace(change.old, change.new), "utf-8")
        elif change.content is None:
            path.unlink()
        else:
            data = change.content.encode() if isinstance(change.content, str) else change.content
            path.write_bytes(data)
    return folder / "scenario.yaml"


def _written() -> list[Case]:
    entries = yaml.safe_load((HERE / "cases.yaml").read_text("utf-8"))
    return [
        Case(
            entry["name"],
            tuple(Change(**change) for change in entry["changes"]),
            tuple(tuple(parts) for parts in entry["faults"]),
        )
        for entry in entries
    ]


def _whole(name: str, file: str, content: str | bytes, *fault: str) -> Case:
    return Case(name, (Change(file, content),), ((file, *fault),))


def _excel(name: str, content: bytes, *fault: str) -> Case:
    changes = (Change("orders.xlsx", content), Change("scenario.yaml", old="orders.csv", new="orders.xlsx"))
    return Case(name, changes, (("orders.xlsx", *fault),))


def workbook(*rows: tuple[object, ...]) -> bytes:
    """An Excel file with one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in rows:
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * 80_000_000)
    return out.getvalue()


def _laughs() -> str:
    lines = ['a0: &a0 ["lol", "lol"]']
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(lines) + "\n"


def _made() -> list[Case]:
    header = ("id", "lat", "lon", "kg", "service_min")
    return [
        _whole("scenario is a BOM", "scenario.yaml", b"\xef\xbb\xbf", "is empty"),
        _whole("orders are a picture", "orders.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "text"),
        _whole("neither utf-8 nor cp1252", "orders.csv", b"id;kg\nA\x81\x8d;1\n", "line 2", "neither UTF-8"),
        _whole("utf-16 cut off", "orders.csv", "id;kg\nA;1\n".encode("utf-16")[:-1], "neither UTF-8"),
        _whole("fifty megabytes", "orders.csv", b"id;kg\n" + b"A;1\n" * 13_000_000, "52 MB", "limit is 50 MB"),
        _whole("too many rows", "orders.csv", "id;kg;service_min\n" + "A;1;1\n" * 50_001, "limit is 50000"),
        _whole("billion laughs", "fleet.yaml", _laughs(), "line 1", "anchors and aliases"),
        _whole("deep yaml", "fleet.yaml", "[" * 5000 + "]" * 5000, "nested more than"),
        _whole("yaml over a megabyte", "fleet.yaml", "# " + "x" * 1_100_000, "limit is 1 MB"),
        _whole("deep json", "zones.geojson", "[" * 100_000, "nested too deep"),
        _whole("a number of 5000 digits", "zones.geojson", '{"a": ' + "9" * 5000 + "}", "not usable JSON"),
        _excel("excel is a text", b"id;kg\n", "cannot be read as an Excel file"),
        _excel("excel cut off", workbook(("id", "kg"))[:900], "cannot be read as an Excel file"),
        _excel("excel bomb", _zip_bomb(), "unpacks to more than 300 MB"),
        _excel("excel empty sheet", workbook(), "holds no rows"),
        _excel(
            "excel formula",
            workbook(header, ("A", 59.7, 10.2, "=1+1", 5)),
            "row 2, column 4",
            "formula without a value",
            "=1+1",
        ),
        _excel(
            "excel error", workbook(header, ("A", 59.7, 10.2, "#REF!", 5)), "row 2, column 4", "Excel error"
        ),
    ]


CASES = (*_written(), *_made())
