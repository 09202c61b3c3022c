"""People's files as text: whatever is wrong with the file itself is a fault, never a traceback."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from freight.errors import Fault

MAX_TABLE_BYTES = 50_000_000
MAX_YAML_BYTES = 1_000_000
_ALLOWED_CONTROLS = frozenset("\t\n\r\f")


def read_bytes(path: Path, faults: list[Fault], limit: int = MAX_TABLE_BYTES) -> bytes | None:
    """Content of a file, or None and a fault: missing, a folder, unreadable, empty, larger than `limit`."""
    shown = str(path)
    try:
        if path.exists() and not path.is_file():
            faults.append(_no_file(path))
            return None
        size = path.stat().st_size
        if size > limit:
            message = f"is {size / 1e6:.0f} MB; the limit is {limit / 1e6:.0f} MB"
            faults.append(Fault(shown, "", "", message, "is it the right file? Remove what is not needed"))
            return None
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        advice = "check the name; paths are relative to the scenario file"
        faults.append(Fault(shown, "", "", "there is no such file", advice))
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        faults.append(Fault(shown, "", "", f"cannot be read: {reason}", "check the name and the permissions"))
        return None
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        faults.append(Fault(shown, "", "", "is empty", "save it again from the program that made it"))
        return None
    return data


def _no_file(path: Path) -> Fault:
    """A folder; or a pipe, which would be waited for, or a device, which might never end."""
    if path.is_dir():
        return Fault(str(path), "", "", "is a folder, not a file", "name the file inside it")
    message, advice = "is a pipe or a device, not a file", "save its content to a file first"
    return Fault(str(path), "", "", message, advice)


def read_text(path: Path, faults: list[Fault], limit: int = MAX_TABLE_BYTES) -> str | None:
    """Text of a file in UTF-8 (with or without BOM), UTF-16 with BOM, or cp1252; else None and a fault."""
    data = read_bytes(path, faults, limit)
    if data is None:
        return None
    try:
        text = _decode(data)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = "is neither UTF-8 nor Windows-1252 text"
        faults.append(
            Fault(str(path), f"line {line}", "", message, "save it as UTF-8 text (in Excel: CSV UTF-8)")
        )
        return None
    strange = next((i for i, sign in enumerate(text) if sign < " " and sign not in _ALLOWED_CONTROLS), None)
    if strange is not None:
        line = text.count("\n", 0, strange) + 1
        message = "is not a text file (it holds control characters)"
        faults.append(Fault(str(path), f"line {line}", "", message, "name a text file, or .xlsx for Excel"))
        return None
    return unicodedata.normalize("NFC", text)


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\x00" in data:
            raise
        return data.decode("cp1252")
