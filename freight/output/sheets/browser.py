"""HTML to PDF by the browser of the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from freight.files import replacing

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
LIMIT_S = 120.0
ADVICE = "open the .html files in any browser and print them (Ctrl+P, A4), or install Chromium or Chrome"


class NoPdfError(Exception):
    """The browser made no PDF; the text says why."""


def find_browser() -> str | None:
    """Path of a Chromium or Chrome that can print, or None."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return next((place for place in PLACES if Path(place).is_file()), None)


def print_pdf(browser: str, page: Path, pdf: Path) -> None:
    """Print an HTML page to a PDF file, whole or not at all.

    Raises
    ------
    NoPdfError
        When the browser does not start, takes too long or writes nothing.
    """
    # A browser profile of its own, so that one that is open is not disturbed.
    with tempfile.TemporaryDirectory(prefix="freight-print-", ignore_cleanup_errors=True) as profile:
        made = Path(profile) / "page.pdf"
        command = [
            browser, "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-sync",
            "--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer",
            f"--user-data-dir={profile}", f"--print-to-pdf={made}", *_as_root(), page.resolve().as_uri(),
        ]  # fmt: skip
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=LIMIT_S)  # noqa: S603 no shell
        except (OSError, subprocess.SubprocessError) as error:
            raise NoPdfError(f"{browser} could not print {page.name}: {error.__class__.__name__}") from error
        if not made.is_file() or not made.read_bytes().startswith(b"%PDF"):
            raise NoPdfError(f"{browser} wrote no PDF of {page.name}")
        with replacing(pdf) as temporary:
            shutil.copyfile(made, temporary)


def _as_root() -> tuple[str, ...]:
    """Chromium refuses its sandbox to root; the page holds no scripts and nothing from outside."""
    return ("--no-sandbox",) if getattr(os, "geteuid", lambda: 1)() == 0 else ()
