"""Bytes of a text file as text. Always gives a text; what had to be mended is said."""

from __future__ import annotations

import re
import unicodedata

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)?")
_TWICE = re.compile("Ã[\u0080-\u00bf\u2013-\u203a\u0152-\u0178˜†…‡‰]")
"""UTF-8 letters that were read as Windows-1252 and saved again: å as Ã¥."""
_KEPT = frozenset("\t\n\r")


def decode(data: bytes) -> tuple[str, list[str]]:
    """Text of a file, and notes on what was not plain.

    UTF-8, UTF-16 and UTF-32 with a byte order mark, UTF-16 without one, UTF-8, Windows-1252, and files whose
    lines are of both kinds. Letters encoded twice are mended, control characters taken out.
    """
    notes: list[str] = []
    text = _text(data, notes)
    if _TWICE.search(text):
        text = _TWICE.sub(_mended, text)
        notes.append("letters had been saved in the wrong encoding (Ã¥ for å) and were mended")
    strange = sum(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in _KEPT for sign in text)
    if strange:
        text = "".join(sign for sign in text if sign in _KEPT or unicodedata.category(sign) not in {"Cc", "Cs"})
        notes.append(f"{strange} control characters were taken out")
    return unicodedata.normalize("NFC", text), notes


def _text(data: bytes, notes: list[str]) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace").removeprefix("\ufeff")
    if b"\x00" in data[:4000]:
        zeros = [data[start:4000:2].count(0) for start in (0, 1)]
        if max(zeros) > len(data[:4000]) * 0.3:
            notes.append("read as UTF-16, which the file does not say itself")
            return data.decode("utf-16-be" if zeros[0] > zeros[1] else "utf-16-le", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _by_line(data, notes)


def _by_line(data: bytes, notes: list[str]) -> str:
    """Lines of Windows-1252, and those of UTF-8 among them."""
    parts: list[str] = []
    kinds: set[str] = set()
    for line in _LINE.findall(data):
        try:
            parts.append(line.decode("utf-8"))
            kinds |= set() if line.isascii() else {"UTF-8"}
        except UnicodeDecodeError:
            parts.append(line.decode("cp1252", errors="replace"))
            kinds.add("Windows-1252")
    notes.append(f"read as {' and '.join(sorted(kinds))} text")
    return "".join(parts)


def _mended(match: re.Match[str]) -> str:
    try:
        return match[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return match[0]
