"""Files that are whole or not there: written under a temporary name and renamed."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_waiting: ContextVar[list[tuple[Path, Path]] | None] = ContextVar(
    "files written but not yet renamed", default=None
)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`; it takes the place of `path` when the block ends well.

    A block that raises leaves the old file as it was. Inside `all_or_none` the renaming waits.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    waiting = _waiting.get()
    try:
        yield temporary
        temporary.chmod(0o644)
        if waiting is None:
            temporary.replace(path)
        else:
            waiting.append((temporary, path))
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def all_or_none() -> Iterator[None]:
    """Let all files written inside take their places together at the end, or none of them."""
    waiting: list[tuple[Path, Path]] = []
    token = _waiting.set(waiting)
    try:
        yield
        for temporary, path in waiting:
            temporary.replace(path)
    finally:
        _waiting.reset(token)
        for temporary, _ in waiting:
            temporary.unlink(missing_ok=True)


def why_unwritable(directory: Path) -> str | None:
    """Why nothing can be written to a folder, made or yet to be made; None when it can."""
    there = directory
    while not os.path.lexists(there) and there != there.parent:
        there = there.parent
    if not there.is_dir():
        return f"{there} is not a folder"
    if not os.access(there, os.W_OK | os.X_OK):
        return f"{there} is closed for writing"
    return None


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write text (UTF-8, line feeds) or bytes to `path`, whole or not at all."""
    data = content.encode() if isinstance(content, str) else content
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def fingerprint(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


_PROPERTIES = "docProps/core.xml"
_MOMENT = rb">\d{4}-\d\d-\d\dT[\d:.]+Z<"


def undate_workbook(path: Path) -> None:
    """Take the moment of writing out of an Excel file, so that equal tables are equal bytes."""
    with ZipFile(path) as book:
        parts = [(info.filename, book.read(info)) for info in book.infolist()]
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        for name, content in parts:
            same = re.sub(_MOMENT, b">2000-01-01T00:00:00Z<", content) if name == _PROPERTIES else content
            book.writestr(ZipInfo(name), same, ZIP_DEFLATED)
