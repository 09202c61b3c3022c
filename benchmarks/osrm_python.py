"""An interpreter that has osrm-bindings, whose wheels need CPython 3.12 or later."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

NEWER = ("python3.14", "python3.13", "python3.12")
OWN = Path(__file__).resolve().parent / ".osrm"
"""A virtual environment made here once, where no interpreter has OSRM yet."""
MISSING = (
    "OSRM needs CPython 3.12 or later, and none was found (python3.12, python3.13, python3.14).\n"
    "Install one, or name one that has osrm-bindings: --osrm-python PATH"
)


def find_osrm_python(given: str | None) -> str:
    """Path of the first interpreter that can import osrm; one is made in `OWN` where there is none."""
    own = next(
        (str(path) for path in (OWN / "bin" / "python", OWN / "Scripts" / "python.exe") if path.exists()), ""
    )
    candidates = [given] if given else [own, *NEWER, sys.executable]
    for candidate in candidates:
        path = shutil.which(candidate) if candidate else None
        if path and _runs([path, "-Ic", "import osrm"]):
            return path
    if given:
        raise SystemExit(f"{given} can not import osrm: {given} -m pip install osrm-bindings")
    return _install()


def _install() -> str:
    # A shim of a version manager answers which() even where it starts nothing.
    kept_by_pyenv = sorted(Path.home().glob(".pyenv/versions/3.1[2-9].*/bin/python"))
    candidates = [*NEWER, *map(str, kept_by_pyenv)]
    newer = next(
        (name for name in candidates if shutil.which(name) and _runs([name, "-c", "import venv"])), None
    )
    if newer is None:
        raise SystemExit(MISSING)
    print(f"Installing osrm-bindings with {newer} into {OWN}, once", file=sys.stderr)
    subprocess.run([newer, "-m", "venv", str(OWN)], check=True)
    python = str(
        next(path for path in (OWN / "bin" / "python", OWN / "Scripts" / "python.exe") if path.exists())
    )
    subprocess.run([python, "-m", "pip", "install", "--quiet", "osrm-bindings"], check=True)
    return python


def _runs(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
