"""A CSV file in whatever dialect, as a grid. No line is ever swallowed by a quotation mark left open."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable

from freight.intake.decode import decode
from freight.intake.grid import Cell, RawRow, RawSheet

DELIMITERS = (";", "\t", ",", "|")
_SEP_LINE = re.compile(r"\s*\"?sep=(.)\"?[;,\t|\s]*?(?:\r\n|\r|\n)", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")
_SAMPLE = 60

Recognise = Callable[[list[list[str]]], float]
"""How much like a list of orders the first rows look, once cut by one of the signs."""
Record = tuple[list[str], str]
"""Cells of one row, and why they may be cut wrongly."""


def read_text_grid(data: bytes, recognise: Recognise) -> RawSheet:
    """Cut a text file into rows and cells by the sign that gives the most known headings."""
    text, notes = decode(data)
    stated = _SEP_LINE.match(text)
    if stated:
        text = text[stated.end() :]
    lines = _LINE_END.split(text)
    delimiter = stated[1] if stated and stated[1] in DELIMITERS else _delimiter(lines, recognise)
    if _wrapped(lines, delimiter):
        lines = [_unwrapped(line) for line in lines]
        text = "\n".join(lines)
        notes.append("every line stood in quotation marks as a whole; they were taken off")
    records = _records(text, lines, delimiter)
    rows = [
        RawRow(number, tuple(Cell(" ".join(cell.split(" ")).strip()) for cell in cells), suspect)
        for number, (cells, suspect) in enumerate(records, 1)
    ]
    while rows and not rows[-1].filled:
        rows.pop()
    return RawSheet("", tuple(rows), tuple(notes))


def _delimiter(lines: list[str], recognise: Recognise) -> str:
    sample = [line for line in lines if line.strip(" ;,\t|")][:_SAMPLE]

    def fit(sign: str) -> tuple[float, int, float]:
        cut = [_cut(_unwrapped(line) if line.count('"') == 2 else line, sign) for line in sample]
        most = Counter(len(cells) for cells in cut).most_common(1)
        columns, often = most[0] if most else (0, 0)
        return recognise(cut), often if columns > 1 else 0, columns

    return max(DELIMITERS, key=fit)


def _wrapped(lines: list[str], delimiter: str) -> bool:
    filled = [line.strip() for line in lines if line.strip()]
    whole = [line for line in filled if line.startswith('"') and len(_cut(line, delimiter)) == 1]
    return bool(filled) and len(whole) == len(filled) and any(delimiter in line for line in whole)


def _unwrapped(line: str) -> str:
    bare = line.strip()
    return bare[1:-1].replace('""', '"') if len(bare) > 1 and bare[0] == bare[-1] == '"' else line


def _cut(line: str, delimiter: str) -> list[str]:
    """Cells of one line; one with a quotation mark left open is cut at every delimiter."""
    try:
        rows = list(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return _cut_plainly(line, delimiter)
    return rows[0] if rows else []


def _cut_plainly(line: str, delimiter: str) -> list[str]:
    return [cell.strip().removeprefix('"').removesuffix('"') for cell in line.split(delimiter)]


def _records(text: str, lines: list[str], delimiter: str) -> list[Record]:
    if '"' not in text:
        return [(line.split(delimiter), "") for line in lines]
    usual = _usual_width(lines, delimiter)
    records: list[Record] = []
    at = 0
    while at < len(lines):
        taken, record = _next(lines, at, delimiter, usual)
        records.append(record)
        at += taken
    return records


_LONGEST_CELL = 25
"""Lines that one cell may have."""


def _next(lines: list[str], at: int, delimiter: str, usual: int) -> tuple[int, Record]:
    """One record from line `at` and its lines: more than one only where that gives a whole row."""
    if '"' not in lines[at]:
        return 1, (lines[at].split(delimiter), "")
    for count in range(1, min(_LONGEST_CELL, len(lines) - at) + 1):
        part = "\n".join(lines[at : at + count])
        try:
            rows = list(csv.reader(io.StringIO(part, newline=""), delimiter=delimiter, strict=True))
        except csv.Error:
            continue
        whole = len(rows) == 1 and (count == 1 or len(rows[0]) == usual)
        if whole and not _swallows(lines[at : at + count], delimiter, usual):
            return count, (rows[0], "")
    plain = _cut_plainly(lines[at], delimiter)
    lenient = _leniently(lines[at], delimiter)
    cells = lenient if len(lenient) == usual and len(plain) != usual else plain
    return 1, (cells, "" if len(cells) == usual else "a quotation mark is left open")


def _swallows(lines: list[str], delimiter: str, usual: int) -> bool:
    """Whether two of the lines of one record are whole rows themselves: the quotation mark was left open."""
    return sum(len(_cut_plainly(line, delimiter)) >= usual for line in lines) > 1


def _leniently(line: str, delimiter: str) -> list[str]:
    """Cells of a line with a quotation mark inside a quoted cell, as in ``"Kiosk "Hjørnet" AS"``."""
    try:
        rows = list(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter))
    except csv.Error:
        return []
    return rows[0] if len(rows) == 1 else []


def _usual_width(lines: Iterable[str], delimiter: str) -> int:
    widths = Counter(len(_cut(line, delimiter)) for line in lines if line.strip())
    return max(widths, key=lambda width: (widths[width], width), default=0)
